"""Tests run the modules as they are written, not as they were compiled.

So coverage sees them, and no edit waits for a compiler. ``FEEDWRIGHT_COMPILED=1`` leaves them as an
installation has them; processes that a test starts do in any case.
"""

import os
import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

_PACKAGE = Path(__file__).parent / "feeds"


def _as_written(path: str) -> FileFinder:
    """Finds only source files, in the folders of the package."""
    if not Path(path).is_relative_to(_PACKAGE):
        raise ImportError(path)
    return FileFinder(path, (SourceFileLoader, SOURCE_SUFFIXES))


if not os.environ.get("FEEDWRIGHT_COMPILED"):
    sys.path_hooks.insert(0, _as_written)
    sys.path_importer_cache.clear()
