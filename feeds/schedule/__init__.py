"""When and where refreshes run."""
