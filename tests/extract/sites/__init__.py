"""News sites made for tests: articles that truth is known of, in templates full of boilerplate."""
