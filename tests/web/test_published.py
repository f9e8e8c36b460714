import gzip
import os
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from feeds.web.published import Published
from tests.web.serving import served

RSS = b"<rss>" + b"news " * 500 + b"</rss>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    put(folder, "news.rss", RSS)
    (tmp_path / "secret.rss").write_bytes(b"above")
    return folder


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving(Published(folder)) as base:
        yield base


def serving(published: Published):  # type: ignore[no-untyped-def]
    return served(Starlette(routes=[Route("/feeds/{name:path}", published.respond)]))


def put(folder: Path, name: str, body: bytes) -> None:
    """Replace a file as the publisher does."""
    fresh = folder / f".{name}.tmp"
    fresh.write_bytes(body)
    os.replace(fresh, folder / name)


def ask(base: str, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """One request, its path sent as it is written."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"accept-encoding": "identity"} | named)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_web_pages_elsewhere_may_read_the_feeds_and_nothing_else(
    address: str, folder: Path
) -> None:
    for name in ("news.atom", "news.json", "index.html", "feeds.opml"):
        put(folder, name, b"x")
    for name in ("news.rss", "news.atom", "news.json"):
        response, _ = ask(address, f"/feeds/{name}")
        assert response.headers["access-control-allow-origin"] == "*"
        response, _ = ask(address, f"/feeds/{name}", if_none_match=response.headers["etag"])
        assert (response.status, response.headers["access-control-allow-origin"]) == (304, "*")
    for name in ("index.html", "feeds.opml", "none.rss"):
        response, _ = ask(address, f"/feeds/{name}")
        assert "access-control-allow-origin" not in response.headers


def test_what_is_left_of_a_feed_that_has_ended_is_gone(folder: Path) -> None:
    for name in ("ended.rss", "news.atom", "index.html", "feeds.opml"):
        put(folder, name, b"left")
    with serving(Published(folder, frozenset(("news.rss", "new.rss")))) as base:
        paths = ("ended.rss", "news.atom", "news.rss", "new.rss", "never.rss", "", "feeds.opml")
        assert [ask(base, f"/feeds/{path}")[0].status for path in paths] == [
            *(410, 410, 200, 404, 404, 200, 200),
        ]


def test_a_file_is_served_as_it_is_with_its_type_and_validators(address: str) -> None:
    response, body = ask(address, "/feeds/news.rss")

    assert (response.status, body) == (200, RSS)
    assert response.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "public, max-age=300"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["etag"].startswith('"')
    assert response.headers["last-modified"].endswith(" GMT")
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.atom", "application/atom+xml; charset=utf-8"),
        ("a.json", "application/feed+json; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
    ],
)
def test_each_format_has_its_media_type(
    address: str, folder: Path, name: str, media_type: str
) -> None:
    put(folder, name, b"content")

    assert ask(address, f"/feeds/{name}")[0].headers["content-type"] == media_type


def test_the_folder_itself_is_its_index_page(address: str, folder: Path) -> None:
    put(folder, "index.html", b"<h1>Feeds</h1>")

    assert ask(address, "/feeds/")[1] == b"<h1>Feeds</h1>"
    assert ask(address, "/feeds")[0].status == 307


def test_a_reader_that_has_it_gets_no_body(address: str) -> None:
    first, _ = ask(address, "/feeds/news.rss")
    by_tag, tag_body = ask(address, "/feeds/news.rss", if_none_match=first.headers["etag"])
    since = first.headers["last-modified"]
    by_date, date_body = ask(address, "/feeds/news.rss", if_modified_since=since)

    assert (by_tag.status, tag_body) == (304, b"")
    assert (by_date.status, date_body) == (304, b"")
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert by_tag.headers["cache-control"] == first.headers["cache-control"]


def test_compressed_it_is_another_representation_of_the_same(address: str) -> None:
    plain, _ = ask(address, "/feeds/news.rss")
    packed, body = ask(address, "/feeds/news.rss", accept_encoding="gzip")
    again, _ = ask(
        address,
        "/feeds/news.rss",
        accept_encoding="gzip",
        if_none_match=f"W/{packed.headers['etag']}",
    )

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == RSS
    assert len(body) < len(RSS) / 10
    assert packed.headers["etag"] != plain.headers["etag"]
    assert again.status == 304


def test_head_tells_the_same_without_the_body(address: str) -> None:
    got, _ = ask(address, "/feeds/news.rss")
    told, body = ask(address, "/feeds/news.rss", "HEAD")

    assert body == b""
    kept = ("etag", "last-modified", "content-type", "content-length", "cache-control")
    assert [told.headers[name] for name in kept] == [got.headers[name] for name in kept]


def test_a_replaced_file_is_served_from_then_on(address: str, folder: Path) -> None:
    first, _ = ask(address, "/feeds/news.rss")
    put(folder, "news.rss", RSS.replace(b"news", b"more"))
    second, body = ask(address, "/feeds/news.rss", if_none_match=first.headers["etag"])

    assert second.status == 200
    assert b"more" in body
    assert second.headers["etag"] != first.headers["etag"]


def test_a_file_written_again_with_the_same_bytes_keeps_its_tag(address: str, folder: Path) -> None:
    first, _ = ask(address, "/feeds/news.rss")
    put(folder, "news.rss", RSS)

    assert ask(address, "/feeds/news.rss", if_none_match=first.headers["etag"])[0].status == 304


def test_a_file_taken_away_is_gone(address: str, folder: Path) -> None:
    assert ask(address, "/feeds/news.rss")[0].status == 200
    (folder / "news.rss").unlink()

    assert ask(address, "/feeds/news.rss")[0].status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/../secret.rss",
        "/feeds/%2e%2e/secret.rss",
        "/feeds/..%2fsecret.rss",
        "/feeds/sub/news.rss",
        "/feeds//news.rss",
        "/feeds/.news.rss.tmp",
        "/feeds/.news.rss",
        "/feeds/news.db",
        "/feeds/News.rss",
        "/feeds/news.rss%00",
        "/feeds/link.rss",
        "/feeds/folder.rss",
        "/feeds/missing.rss",
    ],
)
def test_only_what_the_publisher_wrote_is_served(address: str, folder: Path, path: str) -> None:
    (folder / ".news.rss").write_bytes(b"hidden")
    (folder / ".news.rss.tmp").write_bytes(b"half")
    (folder / "news.db").write_bytes(b"data")
    (folder / "News.rss").write_bytes(b"odd")
    (folder / "link.rss").symlink_to(folder.parent / "secret.rss")
    (folder / "folder.rss").mkdir()

    assert ask(address, path)[0].status == 404


def test_nothing_can_be_put(address: str) -> None:
    response, _ = ask(address, "/feeds/news.rss", "PUT")

    assert response.status == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_memory_is_bounded_and_every_file_still_served(folder: Path) -> None:
    bodies = {f"feed-{n}.rss": os.urandom(2000) for n in range(20)}
    for name, body in bodies.items():
        put(folder, name, body)
    published = Published(folder, memory=10_000)

    with serving(published) as base:
        for _ in range(2):
            for name, body in bodies.items():
                assert ask(base, f"/feeds/{name}")[1] == body

    assert published.held <= 10_000


def test_readers_never_see_half_a_file_while_it_is_replaced(address: str, folder: Path) -> None:
    versions = {bytes([65 + n]) * 50_000 for n in range(8)}
    put(folder, "news.rss", next(iter(versions)))
    done = threading.Event()

    def publish() -> None:
        while not done.is_set():
            for body in versions:
                put(folder, "news.rss", body)

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        for _ in range(60):
            response, body = ask(address, "/feeds/news.rss")
            assert response.status == 200
            assert body in versions
    finally:
        done.set()
        publisher.join()
