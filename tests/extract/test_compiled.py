"""What is compiled, where it can be."""

from __future__ import annotations

import os
import shutil
import sysconfig
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from feeds.extract import blocks

ASKED_FOR = bool(os.environ.get("FEEDWRIGHT_COMPILED"))
COMPILER = shutil.which("cc") and Path(sysconfig.get_path("include"), "Python.h").exists()


@pytest.mark.skipif(not (ASKED_FOR and COMPILER), reason="needs a compiler, and to be asked for")
def test_an_installation_compiles_where_there_is_a_compiler() -> None:
    assert blocks.__file__.endswith(tuple(EXTENSION_SUFFIXES))
