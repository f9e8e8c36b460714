"""One spelling for each web address, and nothing meaningful lost."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import urls


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/a/..", "https://example.com/"),
        ("https://example.com/../../a", "https://example.com/a"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://example.com/%7euser/%c3%a4", "https://example.com/~user/%C3%A4"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("https://example.com/a?utm_source=x&id=7&UTM_Medium=y", "https://example.com/a?id=7"),
        ("https://example.com/a?fbclid=1&gclid=2", "https://example.com/a"),
        ("https://example.com/a?&&id=7&", "https://example.com/a?id=7"),
        ("https://example.com/a?id=7&PHPSESSID=0af3", "https://example.com/a?id=7"),
        ("https://example.com/a.jsp;jsessionid=0AF3.w1?id=7", "https://example.com/a.jsp?id=7"),
        ("https://example.com/a;JSESSIONID=0AF3/b", "https://example.com/a/b"),
    ],
)
def test_spellings_of_one_address_become_one(spelling: str, expected: str) -> None:
    assert urls.canonical(spelling) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/?p=123",
        "https://example.com/story.php?b=2&a=1",
        "https://example.com/a?ref=5&source=wire",
        "https://example.com/a/",
        "https://example.com/a//b",
        "https://example.com/A",
        "https://www.example.com/a",
        "https://example.com/a?q=100%25",
        "https://example.com/a?utm=1",
        "https://example.com/a;id=7?session=morning&sid=7",
    ],
)
def test_what_may_choose_the_content_stays(url: str) -> None:
    assert urls.canonical(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com/a", "mailto:a@example.com", "javascript:void(0)", "file:///etc/passwd"),
        *("ftp://example.com/", "http://", "http://[::1", "http://a b/", "http://example.com:x/"),
        *("http://a\x7fb/", "http://a\x01b/"),
        *("http://example.com:99999/", "data:text/html,x", "https://a\u2024\u2024b../"),
    ],
)
def test_what_is_no_web_address_is_told_and_left_alone(url: str) -> None:
    assert not urls.is_web(url)
    assert urls.canonical(url) == url
    assert urls.host(url) == urls.site(url) == urls.origin(url) == ""


@given(st.text())
def test_no_text_makes_canonical_fail(text: str) -> None:
    urls.canonical(text)
    urls.canonical("http://example.com/" + text)
    urls.join("http://example.com/a", text)


@given(st.text(), st.text())
def test_canonical_of_canonical_is_the_same(path: str, query: str) -> None:
    once = urls.canonical(f"http://example.com/{path}?{query}")
    assert urls.canonical(once) == once


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("/b", "https://example.com/b"),
        ("b?x=1", "https://example.com/news/b?x=1"),
        ("//other.example/b", "https://other.example/b"),
        (" \n/b\t", "https://example.com/b"),
        ("/a\nb", "https://example.com/ab"),
        ("/a\x01b\ud800", "https://example.com/a%01b%3F"),
        ("/a\ufdd0b", "https://example.com/a%EF%B7%90b"),
        ("#top", None),
        ("", None),
        ("mailto:a@example.com", None),
        ("javascript:share()", None),
        ("http://[broken", None),
    ],
)
def test_a_reference_is_joined_or_refused(reference: str, expected: str | None) -> None:
    assert urls.join("https://example.com/news/", reference) == expected


@given(st.text("ab/.?#;:@%~-é", max_size=12))
def test_a_reference_is_joined_as_the_standard_library_does(reference: str) -> None:
    joined = urls.join("https://example.com/news/today?x#y", "/" + reference)
    expected = urljoin("https://example.com/news/today?x#y", "/" + reference)
    assert joined == (expected if urls.is_web(expected) else None)


def test_host_and_origin_name_the_port_only_when_unusual() -> None:
    assert urls.host("https://WWW.Example.com:443/a") == "www.example.com"
    assert urls.host("http://127.0.0.1:8001/a") == "127.0.0.1:8001"
    assert urls.origin("http://[::1]:8001/a") == "http://[::1]:8001"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.com/", "http://news.example.com/a", True),
        ("https://www.bbc.co.uk/", "https://news.bbc.co.uk/", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://anna.github.io/", "https://ben.github.io/", False),
        ("https://example.com/", "https://example.org/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
        ("http://localhost/", "http://localhost/a", True),
        ("mailto:a@b.c", "mailto:a@b.c", False),
    ],
)
def test_a_site_is_a_publisher_with_all_its_subdomains(one: str, other: str, same: bool) -> None:
    assert urls.same_site(one, other) is same


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://example.com", True),
        ("https://example.com/?utm_source=x", True),
        ("https://example.com/index.html", True),
        ("https://example.com/en-gb/", True),
        ("https://example.com/?p=5", False),
        ("https://example.com/news", False),
    ],
)
def test_a_front_page_is_recognised(url: str, home: bool) -> None:
    assert urls.is_home(url) is home


@pytest.mark.parametrize(
    ("declared", "actual", "plausible"),
    [
        (
            "https://example.com/2026/a-long-story",
            "https://example.com/2026/a-long-story/amp",
            True,
        ),
        ("/2026/a-long-story", "https://m.example.com/?p=12", True),
        ("https://www.example.com/story", "https://example.com/story?view=amp#top", True),
        ("https://example.com/other", "https://example.com/story", True),
        ("https://example.com/", "https://example.com/story", False),
        ("https://example.com/en/", "https://example.com/en/story", False),
        ("https://example.com/news/", "https://example.com/news/story", False),
        ("https://example.com/article.php", "https://example.com/article.php?id=5", False),
        ("https://elsewhere.example/story", "https://example.com/story", False),
        ("javascript:void(0)", "https://example.com/story", False),
        ("", "https://example.com/story", False),
    ],
)
def test_a_declared_canonical_counts_only_when_plausible(
    declared: str, actual: str, plausible: bool
) -> None:
    assert urls.plausible_canonical(declared, actual) is plausible
