"""Pages nobody meant to be read: any bytes give an article or an ExtractError, and nothing else."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import extract, extract_site
from feeds.errors import NotAnArticle
from feeds.model import Article
from tests.extract.sites.furniture import ARABIC_WORDS, KNOWN
from tests.extract.sites.measuring import site
from tests.extract.sites.prose import ARABIC, ENGLISH
from tests.extract.sites.templates import TEMPLATES
from tests.extract.soundness import URL, check, survives
from tests.mishaps import content_type, mutated

PROSE = [
    f"The ferry company reported on day {i} that the crossing would stay open, although the storm, "
    f"which had reached the coast, was expected to grow during night {i} and the day after it."
    for i in range(8)
]
BODY = "".join(f"<p>{text}</p>" for text in PROSE)
SEVERAL = settings(max_examples=60, deadline=None, derandomize=True)


def page(body: str = BODY, head: str = "", title: str = "Ferry stays open in the storm") -> str:
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def read(html: bytes | str) -> Article:
    """The article of a page that has one, checked."""
    article = survives(html)
    assert article is not None
    return article


def whole(article: Article) -> bool:
    return all(text in article.text for text in PROSE)


# -- anything at all ---------------------------------------------------------------------------

MANY_TAGS = """
    html head body title meta base link script style noscript template p div span a b i h1 h2
    article section main nav aside header footer ul ol li dl dt dd table caption thead tbody tr td
    th figure figcaption img picture source iframe video audio object embed svg math mi select
    option textarea input button form frameset frame pre code blockquote q br hr time ruby rt rp
    details summary plaintext xmp listing marquee amp-img x-y"""
TAGS = MANY_TAGS.split()
MANY_NAMES = """
    href src srcset content property name itemprop rel class id style lang dir datetime
    onclick onerror type charset colspan rowspan shadowrootmode data-src width xml:lang"""
NAMES = MANY_NAMES.split()
VALUES = [
    *("javascript:alert(1)", "http://[", "//\x01", "data:text/html,x", "og:title", "author"),
    *("article:published_time", "9999-12-31T23:59:59-14:00", "0000-00-00", "nofollow", "-1", ""),
    *("display:block", "open", "canonical", "application/ld+json", "1e999", "99999999999", "&#0;"),
    *("newsletter share", "a.jpg 9e9w,,b.png 1.1.1x", "https://youtu.be/aaaaaaaaaaa", "x'\"><"),
]
attribute = st.builds("{}='{}'".format, st.sampled_from(NAMES), st.sampled_from(VALUES))
start = st.builds(
    lambda tag, attributes: f"<{tag} {' '.join(attributes)}>",
    st.sampled_from(TAGS),
    st.lists(attribute, max_size=3),
)
end = st.sampled_from(TAGS).map("</{}>".format)
matter = st.sampled_from([*PROSE, "&#1;", "&#xD800;", "\u202e", "\x85", "<!--", "-->", "]]>", "By"])
markup = st.lists(st.one_of(start, end, matter, st.text(max_size=5)), max_size=40).map("".join)


@given(st.binary(max_size=400), st.none() | st.text(max_size=40))
@SEVERAL
def test_any_bytes_are_survived(body: bytes, declared: str | None) -> None:
    survives(body, declared)
    survives(page().encode() + body, declared)


@given(st.text(st.characters(), max_size=200))
@SEVERAL
def test_any_text_is_survived(text: str) -> None:
    survives(text)
    survives(page(text + BODY + text, f"<meta property=og:title content='{text}'>", text))


@given(markup, markup)
@SEVERAL
def test_any_markup_is_survived(head: str, body: str) -> None:
    survives(body)
    survives(page(body + BODY + body, head))


# Whatever JSON can say, and Python's reader lets pass.
leaf = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(VALUES),
    st.sampled_from(["\ud800", "https://a.example/\ud800", "https://a.example:99999/", "Person"]),
)
MANY_FIELDS = """
    @type @id @graph headline name url author publisher image datePublished dateModified
    keywords inLanguage description mainEntity mainEntityOfPage isAccessibleForFree"""
FIELDS = MANY_FIELDS.split()
said = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(FIELDS), said, max_size=6))
@SEVERAL
def test_any_json_ld_is_survived(fields: dict[str, object]) -> None:
    source = json.dumps({"@type": "NewsArticle", **fields})
    assert whole(read(page(head=f"<script type='application/ld+json'>{source}</script>")))


@pytest.mark.parametrize(
    "source",
    [
        "[" * 100_000,
        '{"@graph":' * 5_000 + "1" + "}" * 5_000,
        '{"@type":"NewsArticle","author":' + "[" * 900 + "]" * 900 + "}",
        '{"@type":"NewsArticle","headline":' + "9" * 10_000 + "}",
        '{"@type":"NewsArticle","headline":"' + "x" * 2_000_000,
        json.dumps({"@type": "NewsArticle", "keywords": ["word"] * 100_000}),
        json.dumps([{"@type": "NewsArticle", "@id": f"#{i}"} for i in range(20_000)]),
        '{"@type":"NewsArticle","@id":"#a","author":{"@id":"#a"}}',
        '{"@type":"NewsArticle","headline":"a",}' + ",\\" * 10_000,
        '"author":[' + '{"name"' * 2_000,
    ],
    ids=[
        *("lists", "graphs", "nested-author", "number", "unclosed", "keywords", "nodes", "cycle"),
        *("escapes", "unfinished"),
    ],
)
def test_json_ld_beyond_reason_leaves_the_article_whole(source: str) -> None:
    assert whole(read(page(head=f"<script type='application/ld+json'>{source}</script>")))


@pytest.mark.parametrize(
    "date",
    [
        *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2024-02-30", "1" * 5_000),
        *("2024-05-01T25:61:61+99:99", "99999999999999", "٢٠٢٤-٠٥-٠١", "2024-05-01T10:00+24:00"),
        *("2024-05-01 10:00:00 -2359", "4 XYZ 2024", "-0001-01-01", "2024-W99-9", "1/1/0000"),
    ],
)
def test_dates_that_are_none_are_survived(date: str) -> None:
    head = f"<meta property=article:published_time content='{date}'>"
    source = json.dumps({"@type": "NewsArticle", "datePublished": date, "dateModified": date})
    ld = f"<script type='application/ld+json'>{source}</script>"
    assert whole(read(page(f"<time datetime='{date}'>{date}</time>{BODY}", head + ld)))


# -- structure beyond reason -------------------------------------------------------------------

EXTREMES = {
    "3000 levels": page("<div>" * 3_000 + BODY + "</div>" * 3_000),
    "30000 unclosed": page("<section>" * 30_000 + BODY),
    "lists in lists": page("<ul><li>" * 3_000 + BODY),
    "quotes in quotes": page("<blockquote>" * 3_000 + BODY),
    "formatting": page("<b><i><u>" * 3_000 + BODY),
    "tables in tables": page("<table><tr><td>" * 1_500 + BODY),
    "100000 attributes": page(f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>x</p>{BODY}"),
    "attribute of a megabyte": page(f"<p class='{'x ' * 500_000}'>x</p>{BODY}"),
    "50000 empty elements": page("<div></div>" * 50_000 + BODY),
    "50000 breaks": page("<br>" * 50_000 + BODY),
    "10000 images": page("<img src=a.jpg alt=x>" * 5_000 + BODY + "<img src=b.jpg>" * 5_000),
    "srcset of a megabyte": page(f"<img srcset='{'a.jpg 1w, ' * 100_000}'>{BODY}"),
    "20000 headings": page("<h2></h2>" * 20_000 + BODY),
    "20000 labels": page(BODY + "<h4>Previous Article</h4><p>Snow falls</p>" * 20_000),
    "20000 metas": page(head="<meta name=author content=x>" * 20_000),
    "20000 comments": page("<!-- x -->" * 20_000 + BODY),
    "NUL bytes": page("\0".join(BODY)),
    "nothing closed": "<title>Ferry</title><article><h1>Ferry" + BODY.replace("</p>", ""),
    "all closed twice": page(BODY.replace("</p>", "</p></p></div></body></html>")),
    "templates": page("<template><p>Not shown.</p></template>" * 1_000 + BODY),
    "unclosed template": page(BODY + "<template><p>Not shown."),
    "noscript": page(f"<noscript>{'<p>x</p>' * 1_000}</noscript>{BODY}"),
    "unclosed in noscript": page(f"<noscript><div><p>x</noscript>{BODY}"),
    "foreign": page("<svg><math><mi><svg>" * 500 + "</svg>" * 2_000 + BODY),
    "hidden end": page(BODY + "<script>" + "<p>x</p>" * 1_000),
    "doctypes": "<!doctype html>" * 1_000 + page(),
}


@pytest.mark.parametrize("html", EXTREMES.values(), ids=EXTREMES.keys())
def test_structure_beyond_reason_leaves_the_article_whole(html: str) -> None:
    article = read(html)
    assert whole(article)
    assert "Not shown" not in article.text


def test_a_table_of_thousands_of_rows_is_survived() -> None:
    row = "<tr>" + "<td>12</td>" * 20 + "</tr>"
    assert whole(read(page(f"{BODY}<table>{row * 3_000}</table>")))


def test_one_paragraph_of_five_megabytes_is_kept() -> None:
    words = " ".join(PROSE) + " "
    paragraph = words * (5_000_000 // len(words))
    article = read(page(f"<p>{paragraph}</p>"))
    assert article.text == paragraph.strip()


def test_a_declarative_shadow_root_is_read_as_shown() -> None:
    shadow = f"<x-body><template shadowrootmode=open>{BODY}</template></x-body>"
    assert whole(read(page(shadow)))


def test_shadow_roots_in_each_other_are_survived() -> None:
    survives(page("<x-y><template shadowrootmode=open>" * 500 + BODY))


@pytest.mark.parametrize(
    "html",
    [
        "<frameset cols=*><frame src=a.html><frame src=b.html></frameset>",
        "<html><frameset><noframes><p>Frames are needed.</p></noframes></frameset></html>",
        "",
        "\0" * 1_000,
        "<",
        "<!--",
        "<html></html>",
        "<title></title><body><script>app()</script>",
        "<plaintext>",
        "\ufeff\ufeff",
    ],
)
def test_a_page_without_text_is_no_article(html: str) -> None:
    assert survives(html) is None
    assert survives(html.encode()) is None


@pytest.mark.parametrize(
    "base", ["http://[", "javascript:x", "//", "\x01", "mailto:a@b.c", "http://a:b/", "x" * 10_000]
)
def test_a_base_that_is_no_address_spoils_no_link(base: str) -> None:
    linked = BODY.replace("ferry", "<a href=/ferry>ferry</a>", 1)
    article = read(page(linked, f"<base href='{base}'>"))
    assert '<a href="https://paper.example/ferry">' in article.html


@pytest.mark.parametrize(
    "attack",
    [
        "<img src=x onerror=alert(1)>",
        "<a href='java\x01script:alert(1)'>x</a>",
        "<a href='java&#1;script:alert(1)'>x</a>",
        "<a href=' &#14; javascript:alert(1)'>x</a>",
        "<a href='mailto:a&#1;@b.c'>x</a>",
        "<svg><p><style><!--</style><img title='--><img src=x onerror=x>'>",
        "<math><mtext><table><mglyph><style><img src=x onerror=x>",
        "<pre>&lt;script>x()&lt;/script></pre>",
        "<time datetime='\"onload=x'>x</time>",
        "<td colspan='2\" onload=x'>x</td>",
        "<iframe src='https://youtu.be/aaaaaaaaaaa' title='\"><script>x()</script>'></iframe>",
        "<img src='https://a.example/&quot;onerror=x' alt='&lt;script>'>",
    ],
)
def test_nothing_that_runs_comes_through(attack: str) -> None:
    first, *others = PROSE
    rest = "".join(f"<p>{text}</p>" for text in others)
    survives(page(f"<p>{first}{attack}</p>{rest}"))
    survives(page(f"<p>{first}</p>{attack}{rest}"))


@pytest.mark.parametrize(
    "url", ["", "ferry", "http://[", "http://a:99999/", "javascript:x", "http://\ud800/", "//\0"]
)
def test_an_address_that_is_none_keeps_no_page_from_being_read(url: str) -> None:
    (article,) = extract_site([(url, page("<a href=/b>b</a>" + BODY))])
    assert isinstance(article, Article)
    assert whole(article)
    assert extract(page(), url).url == url


# -- mishaps to pages in order -----------------------------------------------------------------

SHORT_RUN = 150
LONG_RUN = 5_000


def made_pages() -> list[bytes]:
    """A page of every template, in two scripts."""
    return [
        made.html.encode()
        for template in TEMPLATES
        for language, words in ((ENGLISH, KNOWN), (ARABIC, ARABIC_WORDS))
        for made in site(template, language, words, 1)
    ]


def fuzz(pages: list[bytes], runs: range) -> None:
    for seed in runs:
        chance = Random(seed)
        broken = mutated(chance.choice(pages), chance)
        declared = content_type(chance)
        try:
            survives(broken, declared)
        except Exception as error:
            error.add_note(f"seed {seed}, declared as {declared!r}")
            raise


def test_pages_that_broke_on_their_way_are_survived() -> None:
    fuzz(made_pages(), range(SHORT_RUN))


@pytest.mark.soak
def test_pages_that_broke_on_their_way_are_survived_for_long() -> None:
    fuzz(made_pages(), range(SHORT_RUN, LONG_RUN))


def test_real_pages_that_broke_on_their_way_are_survived(wcxb: Path) -> None:
    paths = sorted(wcxb.glob("dev/html/*.html.gz"))[::50]
    fuzz([gzip.decompress(path.read_bytes()) for path in paths], range(SHORT_RUN))


@pytest.mark.soak
def test_all_real_pages_that_broke_on_their_way_are_survived(wcxb: Path) -> None:
    for path in sorted(wcxb.glob("dev/html/*.html.gz")):
        fuzz([gzip.decompress(path.read_bytes())], range(5))


def test_a_site_of_broken_pages_leaves_each_its_place() -> None:
    chance = Random(7)
    pages = [mutated(html, chance) for html in made_pages()]
    results = extract_site((f"{URL}-{at}", html) for at, html in enumerate(pages))
    assert len(results) == len(pages)
    for result in results:
        assert isinstance(result, Article | NotAnArticle)
        if isinstance(result, Article):
            check(result)
