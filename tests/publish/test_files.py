"""Published files are whole at every moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from feeds.errors import PublishError
from feeds.publish.files import write


def test_a_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "news.rss"
    assert write(path, b"one")
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_would_stay_the_same_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    write(path, b"one")
    before = path.stat()
    assert not write(path, b"one")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_content_of_the_same_length_is_written(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    write(path, b"one")
    assert write(path, b"two")
    assert path.read_bytes() == b"two"


def test_others_may_read_a_published_file(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write(tmp_path / "news.rss", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "news.rss").stat().st_mode & 0o777 == 0o644


def test_what_a_killed_writer_left_is_used_up_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    (tmp_path / ".news.rss.tmp").write_bytes(b"half of something much longer")
    write(path, b"one")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_damaged_or_deleted_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    write(path, b"whole")
    path.write_bytes(b"who")
    assert write(path, b"whole")
    path.unlink()
    assert write(path, b"whole")
    assert path.read_bytes() == b"whole"


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "public").touch()
    with pytest.raises(PublishError) as caught:
        write(tmp_path / "public" / "news.rss", b"one")
    assert caught.value.path == f"{tmp_path}/public/news.rss"
    assert caught.value.reason == "Not a directory"


def test_a_folder_in_the_files_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "news.rss").mkdir()
    with pytest.raises(PublishError, match="Is a directory"):
        write(tmp_path / "news.rss", b"one")


FILL = """
import resource, sys
from pathlib import Path
from feeds.errors import PublishError
from feeds.publish.files import write
path = Path(sys.argv[1])
write(path, b"good")
limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
try:
    write(path, b"x" * 5000)
except PublishError as error:
    print(error.reason, path.read_bytes(), [p.name for p in path.parent.iterdir()])
resource.setrlimit(resource.RLIMIT_FSIZE, limit)
print(write(path, b"x" * 5000))
"""


def test_when_there_is_no_room_the_good_file_stays_and_nothing_is_left_behind(
    tmp_path: Path,
) -> None:
    path = tmp_path / "news.rss"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "File too large b'good' ['news.rss']\nTrue\n"


def content(letter: str) -> bytes:
    return letter.encode() * 100_000


def test_readers_never_see_half_a_file_while_many_write(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    write(path, content("a"))
    done = threading.Event()
    seen: set[bytes] = set()

    def read() -> None:
        while not done.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: write(path, content("abcd"[n % 4])), range(60)))
    done.set()
    reader.join()
    assert seen <= {content(letter) for letter in "abcd"}
    assert list(tmp_path.iterdir()) == [path]


WRITE = """
import sys
from itertools import count
from pathlib import Path
from feeds.publish.files import write
print("ready", flush=True)
for number in count():
    write(Path(sys.argv[1]), str(number).encode().ljust(200_000, b"."))
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "news.rss"
    write(path, b"." * 200_000)
    for delay in (0.01, 0.03, 0.05, 0.08):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(delay)
        process.kill()
        process.communicate()
        assert len(path.read_bytes()) == 200_000
    assert write(path, b"after")
    assert list(tmp_path.iterdir()) == [path]
