"""The command line: ``feeds COMMAND``. Turns words into calls on the program, and back."""

from feeds.cli.main import main

__all__ = ["main"]
