"""Compiles what is walked through for every page, where there is a C compiler.

mypyc compiles the modules as they are written; where it cannot, they are interpreted, and a page
takes longer. Everything else about the project stands in pyproject.toml.
"""

import sys
from pathlib import Path
from typing import Any

from mypyc.build import mypycify
from setuptools import setup
from setuptools.command.build_ext import build_ext

# Modules that spend their time in Python. Those that spend it in numpy (evidence) gain nothing, and
# its numbers are no ``int`` to compiled code.
COMPILED = [
    "article",
    "authors",
    "biography",
    "blocks",
    "bylines",
    "calendars",
    "characters",
    "chronology",
    "classifier",
    "clocks",
    "company",
    "comparison",
    "datelines",
    "dates",
    "document",
    "elsewhere",
    "embeds",
    "ending",
    "features",
    "gallery",
    "habits",
    "head",
    "images",
    "inline",
    "jsonld",
    "judgement",
    "labels",
    "layout",
    "lead_ins",
    "links",
    "markup",
    "measures",
    "metadata",
    "names",
    "phrases",
    "profile",
    "render",
    "repeats",
    "runs",
    "sighting",
    "signatures",
    "standing",
    "tags",
    "teasers",
    "titles",
    "traits",
    "verdict",
    "vocabulary",
]


class AllOrNone(build_ext):
    """Compiles all modules or none: they call each other, and none another's former self."""

    def build_extensions(self) -> None:
        built = [Path(self.get_ext_fullpath(module.name)) for module in self.extensions]
        for former in (*built, *Path("feeds/extract").glob("*.so")):
            former.unlink(missing_ok=True)
        super().build_extensions()
        if not all(module.exists() for module in built):
            for module in built:
                module.unlink(missing_ok=True)


def compiled() -> list[Any]:
    """What mypyc makes of the modules: nothing where it cannot, and none of what it once did.

    It has then said why. No installation fails for that, on whatever machine it is.
    """
    try:
        modules: list[Any] = mypycify(
            [
                "--config-file=",
                "--ignore-missing-imports",
                "--follow-imports=silent",
                *(f"feeds/extract/{name}.py" for name in COMPILED),
            ],
            opt_level="1",  # as quick as with 3, and compiled a fifth sooner
            debug_level="0",
            group_name="feeds.extract.compiled",
        )
    except SystemExit:
        for former in Path("feeds/extract").glob("*.so"):
            former.unlink()
        return []
    for module in modules:
        module.optional = True
    return modules


# An installer runs this file several times, first to ask what the project needs and is called.
if {"egg_info", "dist_info", "sdist"} & set(sys.argv):
    setup()
else:
    setup(ext_modules=compiled(), cmdclass={"build_ext": AllOrNone})
