"""Collects: from a source's address to the links and pages of its articles."""
