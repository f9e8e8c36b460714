"""Pages made as content systems and newsrooms make them, with what is true of their articles."""
