"""The articles of a listing, on sites of every make, and nothing else of the page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from feeds.collect.listing import Listing, merged, read

HERE = "https://paper.example/"

TITLES = (
    "Storm closes the coastal road for a third day",
    "Council votes to keep the old library open",
    "Why the ferry no longer stops at the island",
    "Farmers ask for help after a dry spring",
    "New tram line opens two months early",
    "School kitchen cooks for the whole street",
)
SLUGS = tuple(title.lower().replace(" ", "-") for title in TITLES)
MENU = (
    ("/", "Home"),
    ("/politics", "Politics"),
    ("/world-news", "World news"),
    ("/culture", "Culture"),
    ("/sport", "Sport"),
    ("/health-and-social-care", "Health and social care"),
    ("/about-us", "About us"),
    ("/contact", "Contact"),
    ("/login", "Log in"),
    ("/subscribe", "Subscribe now and save"),
)
SMALL_PRINT = (
    ("/privacy-policy", "Privacy policy"),
    ("/terms-and-conditions-of-use", "Terms and conditions of use"),
    ("/advertise-with-us", "Advertise with our newspaper"),
    ("https://facebook.com/paper", "Follow us on Facebook today"),
    ("/feed.xml", "RSS"),
)


def links(pairs: tuple[tuple[str, str], ...], item: str = "<li>{}</li>") -> str:
    return "".join(item.format(f'<a href="{href}">{text}</a>') for href, text in pairs)


def site(main: str, *, semantic: bool = True) -> str:
    """A whole page around ``main``: with elements that say what they are, or with none."""
    if semantic:
        top, bottom = f"<nav><ul>{links(MENU)}</ul></nav>", f"<footer>{links(SMALL_PRINT)}</footer>"
    else:
        top = f"<div><ul>{links(MENU)}</ul></div>"
        bottom = f"<div>{links(SMALL_PRINT, '<span>{}</span> | ')}</div>"
    return f"<html><head><title>Paper</title></head><body>{top}{main}{bottom}</body></html>"


def found(html: str, url: str = HERE, selector: str | None = None) -> list[str]:
    listing = read(BeautifulSoup(html, "lxml"), url, selector)
    return [link.url.removeprefix("https://paper.example") for link in listing.links]


def card(number: int, shape: str, path: str) -> str:
    values = {"title": TITLES[number], "path": path, "n": number, "day": 22 - number}
    return shape.format(**values)


SHAPES = {
    "article elements": (
        '<article><h2><a href="{path}">{title}</a></h2><p>By <a href="/author/jane-doe">Jane Doe'
        '</a> in <a href="/category/local-news">Local news</a></p><p>Some words.</p></article>'
    ),
    "list items": '<li><a href="{path}">{title}</a> <span>2026-11-{day}</span></li>',
    "headings only": '<h3><a href="{path}">{title}</a></h3><p>Some words on it.</p>',
    "div soup": (
        '<div class="x9f k2"><div class="q"><a href="{path}"><div class="zz">{title}</div></a>'
        '</div><div class="q1"><a href="/tag/town">Town</a></div></div>'
    ),
    "picture and text apart": (
        '<div class="c"><a href="{path}"><img src="/{n}.jpg" alt=""></a><h4><a href="{path}">'
        '{title}</a></h4><a href="{path}#comments">3 comments</a> <a href="{path}">Read more</a>'
        "</div>"
    ),
    "card inside the link": (
        '<a href="{path}" class="tile"><img src="/{n}.jpg"><h3>{title}</h3><p>{title}, which is a '
        "long story about a great many things that happened here.</p></a>"
    ),
    "heading beside the link": (
        '<section><h3>{title}</h3><p>Some words on it.</p><a href="{path}">Read more</a></section>'
    ),
    "table rows": '<tr><td>{day}.11.2026</td><td><a href="{path}">{title}</a></td></tr>',
    "list in a form": '<p><a href="{path}">{title}</a></p>',
}
PATHS = {
    "slug": "/{slug}",
    "slug in a section": "/local/{slug}/",
    "dated slug": "/2026/11/{day}/{slug}.html",
    "number": "/node/{number}",
    "number in a file": "/a/{number}45.html",
    "query": "/?p={number}",
    "slug and number": "/news/{slug}-{number}77.html",
}


def path_of(number: int, pattern: str) -> str:
    return pattern.format(slug=SLUGS[number], day=22 - number, number=123 + number)


@pytest.mark.parametrize("semantic", [True, False], ids=["semantic", "bare"])
@pytest.mark.parametrize("pattern", PATHS.values(), ids=PATHS.keys())
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_the_articles_are_found_in_order_and_nothing_else(
    shape: str, pattern: str, semantic: bool
) -> None:
    paths = [path_of(n, pattern) for n in range(len(TITLES))]
    cards = "".join(card(n, shape, path) for n, path in enumerate(paths))
    wrap = {"<tr>": "<table>{}</table>", "<li>": "<ul>{}</ul>", "<p><": "<form>{}</form>"}
    main = wrap.get(shape[:4], "<div>{}</div>").format(cards)
    assert found(site(main, semantic=semantic)) == paths


def test_a_read_more_that_calls_itself_a_tag_hides_no_article() -> None:
    shape = (
        '<article><h2><a href="{path}" rel="bookmark">{title}</a></h2><ul><li>'
        '<a href="{path}" rel="tag" title="{title}">Read more</a></li></ul></article>'
    )
    paths = [path_of(n, PATHS["number"]) for n in range(len(TITLES))]
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    assert found(site(main)) == paths


def test_a_card_that_somebody_paid_for_is_no_article() -> None:
    shape = '<article><h2><a href="{path}">{title}</a></h2></article>'
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    paid = shape.replace("<a ", '<a rel="sponsored nofollow" ').format(
        path="/save-on-your-heating-now", title="How to save on your heating now"
    )
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    assert found(site(main + paid)) == paths


def test_a_headline_of_one_word_needs_a_date_beside_it() -> None:
    shape = '<article><h2><a href="{path}">{title}</a></h2><time>22 November</time></article>'
    sections = "".join(f'<h2><a href="{path}">{name}</a></h2>' for path, name in MENU[1:5])
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    assert found(site(shape.format(path="/rain", title="Rain") + main)) == ["/rain", *paths]
    assert "/politics" not in found(site(sections + main))


def test_topics_and_authors_stand_in_many_cards_and_are_no_articles() -> None:
    shape = (
        '<div class="x"><p><a href="/k/health-and-social-care">Health and social care</a></p>'
        '<a href="{path}"><img src="/{n}.jpg"></a><h3><a href="{path}">{title}</a></h3>'
        '<p>By <a href="/w/jane-van-der-doe">Jane van der Doe</a></p></div>'
    )
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    assert found(site(main)) == paths


@pytest.mark.parametrize(
    "heading", ['<h2><a href="{}">{}</a></h2>', '<header><h2><a href="{}">{}</a></h2></header>']
)
def test_a_heading_over_a_list_leads_to_its_section(heading: str) -> None:
    shape = (
        '<div class="c"><a href="{path}"><img src="/{n}.jpg"></a><a href="{path}">{title}</a></div>'
    )
    names = ("Politics and society", "Science and technology", "Arts and books")
    paths = [f"/{name.lower().replace(' ', '-')}-{n}" for name in names for n in range(11, 16)]
    sections = ""
    for name in names:
        below = f"/{name.lower().replace(' ', '-')}"
        cards = "".join(card(n - 11, shape, f"{below}-{n}") for n in range(11, 16))
        sections += f"<section>{heading.format(below, name)}{cards}</section>"
    assert found(site(f"<main>{sections}</main>")) == paths


def test_a_lead_over_its_background_is_an_article() -> None:
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    background = links(tuple(zip(paths[1:], TITLES[1:], strict=True)))
    lead = f'<div><h2><a href="{paths[0]}">{TITLES[0]}</a></h2><ul>{background}</ul></div>'
    assert found(site(f"<main>{lead}</main>")) == paths


def test_an_article_in_several_boxes_of_a_page_is_one() -> None:
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    box = "".join(card(n, SHAPES["list items"], path) for n, path in enumerate(paths))
    main = "".join(f"<section><ul>{box}</ul></section>" for _ in range(4))
    assert found(site(main)) == paths


def test_pages_about_the_site_are_none_though_nothing_marks_the_footer() -> None:
    footer = links(
        (
            ("/help/how-we-correct-mistakes", "How we correct mistakes"),
            ("/company/what-our-newsroom-stands-for", "What our newsroom stands for"),
            ("/newsletters/sign-up-for-the-briefing", "Sign up for the morning briefing"),
        )
    )
    paths = [path_of(n, PATHS["slug in a section"]) for n in range(len(TITLES))]
    main = "".join(card(n, SHAPES["list items"], path) for n, path in enumerate(paths))
    html = f"<div><ul>{main}</ul></div><div><ul>{footer}</ul></div>"
    assert found(html) == paths


def test_a_headline_of_one_word_among_others_of_its_folder_is_an_article() -> None:
    shape = '<div><h3><a href="{path}">{title}</a></h3><p>Some words.</p></div>'
    paths = [f"/essays/{slug}" for slug in SLUGS]
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    main += shape.format(path="/essays/rain", title="Rain")
    main += shape.format(path="/politics", title="Politics")
    assert found(site(main)) == [*paths, "/essays/rain"]


@pytest.mark.parametrize(
    "shape",
    [
        """<div class="c" onclick="location.href='{path}'"><h3>{title}</h3></div>""",
        """<div onclick="window.open('{path}', '_self')"><h3>{title}</h3></div>""",
        """<div role="link" data-href="{path}"><h3>{title}</h3><p>Some words.</p></div>""",
    ],
)
def test_cards_that_a_script_opens_count_where_no_link_leads_to_an_article(shape: str) -> None:
    paths = [path_of(n, PATHS["slug"]) for n in range(len(TITLES))]
    main = "".join(card(n, shape, path) for n, path in enumerate(paths))
    assert found(site(main)) == paths
    linked = card(0, SHAPES["article elements"], paths[0])
    assert found(site(linked + main)) == paths[:1]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/articles/{}", "Rain returns"),
        ("/article-{}.html", "Rain returns"),
        ("/a{}", "Storm closes the coastal road"),
        ("/story/{}", "Storm closes the coastal road"),
        ("/{}.txt", "Storm closes the coastal road"),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("item", ["<li>{}</li>", "<p>{}</p>", "{}<br>"])
def test_the_barest_list_is_taken_where_nothing_stands_out(
    path: str, title: str, count: int, item: str
) -> None:
    paths = [path.format(n) for n in range(1, count + 1)]
    main = links(tuple((p, f"{title} {n}") for n, p in enumerate(paths)), item)
    html = f"<nav>{links(MENU)}</nav><div>{main}</div><p>{links(SMALL_PRINT, '{} ')}</p>"
    listing = read(BeautifulSoup(html, "lxml"), HERE)
    assert [link.url.removeprefix(HERE[:-1]) for link in listing.links] == paths


def test_a_bare_list_is_doubtful_and_gives_way_to_what_stands_out() -> None:
    bare = links((("/a1", "Rain returns"), ("/a2", "Trams stop")))
    doubtful = read(BeautifulSoup(site(f"<ul>{bare}</ul>"), "lxml"), HERE)
    assert (len(doubtful.links), doubtful.is_sure) == (2, False)
    cards = "".join(
        card(n, SHAPES["article elements"], path_of(n, PATHS["slug"])) for n in range(6)
    )
    beside = read(BeautifulSoup(site(f"<ul>{bare}</ul>{cards}"), "lxml"), HERE)
    assert (len(beside.links), beside.is_sure) == (6, True)


def test_titles_are_the_headlines() -> None:
    shape = SHAPES["picture and text apart"] + '<a href="{path}">More</a>'
    main = "".join(card(n, shape, path_of(n, PATHS["slug"])) for n in range(len(TITLES)))
    listing = read(BeautifulSoup(site(main), "lxml"), HERE)
    assert tuple(link.title for link in listing.links) == TITLES


def test_every_link_says_why_it_was_taken_or_not() -> None:
    main = "".join(card(n, SHAPES["headings only"], f"/node/{n}99") for n in range(6))
    listing = read(BeautifulSoup(site(main), "lxml"), HERE)
    assert "a heading" in listing.links[0].reason
    assert "a number in its address" in listing.links[0].reason
    reasons = {c.url.removeprefix(HERE): c.reasons for c in listing.candidates if not c.accepted}
    assert reasons["about-us"] == ("/about-us is about the site",)
    assert reasons["politics"] == ("a single word, as sections have",)
    assert reasons[""] == ("the listing itself, or one above it",)


def test_a_date_beside_the_link_comes_with_it() -> None:
    shape = (
        '<article><h2><a href="{path}">{title}</a></h2>'
        '<time datetime="2026-11-{day}T08:00:00+02:00">today</time></article>'
    )
    main = "".join(card(n, shape, path_of(n, PATHS["slug"])) for n in range(6))
    first = read(BeautifulSoup(site(main), "lxml"), HERE).links[0]
    assert first.published is not None
    assert first.published.isoformat() == "2026-11-22T06:00:00+00:00"


@pytest.mark.parametrize(
    "titles",
    [
        (
            "台風が沿岸道路を三日間閉鎖",
            "市議会が旧図書館の存続を決定",
            "新しい路面電車が二か月早く開通",
        ),
        ("暴风雨连续第三天关闭沿海公路", "市议会投票保留旧图书馆", "新电车线路提前两个月开通"),
        ("พายุปิดถนนเลียบชายฝั่งเป็นวันที่สาม", "สภาเมืองลงมติให้เปิดห้องสมุดเก่า", "รถรางสายใหม่เปิดก่อนกำหนด"),
        (
            "العاصفة تغلق الطريق الساحلي لليوم الثالث",
            "المجلس يصوت لإبقاء المكتبة القديمة",
            "افتتاح خط الترام الجديد مبكرا",
        ),
        (
            "Шторм закрыл прибрежную дорогу",
            "Совет решил сохранить старую библиотеку",
            "Новый трамвай открыт раньше срока",
        ),
    ],
    ids=["ja", "zh", "th", "ar", "ru"],
)
@pytest.mark.parametrize("pattern", ["/detail/{}881", "/content_{}.htm", "/?p={}"])
def test_headlines_of_any_language_are_found(titles: tuple[str, ...], pattern: str) -> None:
    paths = [pattern.format(100 + n) for n in range(len(titles))]
    pairs = tuple(zip(paths, titles, strict=True))
    menu = (("/a", "政治"), ("/b", "Спорт"), ("/c", "ثقافة"))
    html = f"<ul>{links(menu)}</ul><ul>{links(pairs)}</ul>"
    assert found(html) == paths


@pytest.mark.parametrize("count", [1, 2, 5, 200])
def test_short_and_long_lists_are_found(count: int) -> None:
    paths = [f"/2026/11/22/story-number-{n}-of-today" for n in range(count)]
    main = "".join(
        f'<h2><a href="{p}">Story number {n} of today</a></h2>' for n, p in enumerate(paths)
    )
    assert found(site(main)) == paths


def test_a_page_without_articles_gives_none() -> None:
    assert found(site("<p>Welcome to our paper.</p>")) == []
    assert found(site("<p>Welcome to our paper.</p>", semantic=False)) == []
    assert found("") == []


def test_sections_pages_and_lists_are_not_articles() -> None:
    others = (
        ("/tag/climate-change-in-europe", "Climate change in Europe"),
        ("/category/local-news-and-views", "Local news and views of the town"),
        ("/author/jane-van-der-doe", "Jane van der Doe"),
        ("/page/2", "Older articles of this paper"),
        ("/?paged=3", "Even older articles than these"),
        ("/2026/11/", "All articles of November 2026"),
        ("/story.pdf", "This story as a PDF file"),
        (f"/{SLUGS[0]}?replytocom=5", "Reply to what she said"),
        ("/?s=storm", "Everything about the great storm"),
    )
    main = links(tuple((f"/{s}", t) for s, t in zip(SLUGS, TITLES, strict=True)) + others)
    assert found(site(f"<ul>{main}</ul>")) == [f"/{s}" for s in SLUGS]


def test_one_article_under_several_spellings_is_one() -> None:
    pairs = (
        ("/storm-closes-the-road?utm_source=home", TITLES[0]),
        ("https://paper.example/storm-closes-the-road#top", TITLES[0]),
        ("HTTPS://PAPER.EXAMPLE:443/storm-closes-the-road", TITLES[0]),
        ("/council-votes-to-keep-it", TITLES[1]),
        ("/why-the-ferry-no-longer-stops", TITLES[2]),
    )
    assert found(site(f"<ul>{links(pairs)}</ul>")) == [
        "/storm-closes-the-road",
        "/council-votes-to-keep-it",
        "/why-the-ferry-no-longer-stops",
    ]


def test_relative_addresses_count_from_the_base_element() -> None:
    html = (
        '<html><head><base href="/archive/"></head><body>'
        + "".join(f'<h2><a href="{s}">{t}</a></h2>' for s, t in zip(SLUGS, TITLES, strict=True))
        + "</body></html>"
    )
    assert found(html, HERE + "news/") == [f"/archive/{s}" for s in SLUGS]


def test_a_sections_page_does_not_list_the_sections_above_it() -> None:
    main = links((("/news", "All the news of today"), ("/news/local", "Local news of our town")))
    cards = "".join(f'<h2><a href="/news/local/{s}">{s}</a></h2>' for s in SLUGS)
    assert found(site(main + cards), HERE + "news/local") == [f"/news/local/{s}" for s in SLUGS]


def test_what_the_page_names_in_its_data_is_taken() -> None:
    data = (
        '{"@type":"ItemList","itemListElement":['
        '{"@type":"ListItem","position":1,"url":"/storm"},'
        '{"@type":"ListItem","position":2,"item":{"@type":"NewsArticle","url":"/ferry"}}]}'
    )
    html = (
        f'<script type="application/ld+json">{data}</script><script type="application/ld+json">'
        '{broken</script><p><a href="/storm">Storm</a> <a href="/ferry">Ferry</a> '
        '<a href="/sport">Sport</a></p>'
    )
    assert found(html) == ["/storm", "/ferry"]


def test_articles_named_in_the_data_alone_are_taken() -> None:
    data = "".join(
        f'{{"@type":"NewsArticle","url":"/news/{slug}","headline":"{title}"}},'
        for slug, title in zip(SLUGS, TITLES, strict=True)
    ).rstrip(",")
    html = f'<script type="application/ld+json">{{"@graph":[{data}]}}</script><div id="app"></div>'
    assert found(html) == [f"/news/{slug}" for slug in SLUGS]


def test_articles_named_in_the_data_need_no_title_there() -> None:
    items = ",".join(f'{{"@type":"ListItem","url":"/news/{slug}"}}' for slug in SLUGS)
    data = f'{{"@type":"ItemList","itemListElement":[{items}]}}'
    html = f'<script type="application/ld+json">{data}</script><div id="app"></div>'
    assert found(html) == [f"/news/{slug}" for slug in SLUGS]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("h3 a", ["/one", "/two"]),
        ("h3", ["/one", "/two"]),
        (".teaser", ["/one", "/two"]),
        ("a span", ["/three"]),
        ("h3 a, a", ["/", "/one", "/two", "/three", "https://elsewhere.example/four"]),
        (".missing", []),
    ],
)
def test_the_operators_selector_is_taken_at_its_word(selector: str, expected: list[str]) -> None:
    html = (
        '<a href="/">Home</a><div class="teaser"><h3><a href="/one">One</a></h3></div>'
        '<div class="teaser"><h3><a href="/two">Two</a></h3></div>'
        '<a href="/three"><span>3</span></a><a href="https://elsewhere.example/four">Four</a>'
        '<a href="mailto:a@b.c">Mail</a>'
    )
    assert found(html, selector=selector) == expected


def test_the_operators_selector_says_so_in_the_reason() -> None:
    listing = read(BeautifulSoup('<a href="/one">One</a>', "lxml"), HERE, "a")
    assert listing.links[0].reason == "links: a"


def test_listings_of_several_pages_become_one() -> None:
    one, two = (
        read(BeautifulSoup(site(links(pairs)), "lxml"), HERE, "li a")
        for pairs in ((("/a", "A"), ("/b", "B")), (("/b", "B"), ("/c", "C")))
    )
    urls = [link.url for link in merged([one, two]).links]
    assert [u for u in urls if u[-2:] in ("/a", "/b", "/c")] == [HERE + c for c in "abc"]
    assert merged([]) == Listing(links=(), candidates=())


def test_a_list_within_a_sidebar_is_less_than_the_one_beside_it() -> None:
    aside = "".join(
        f'<li><a href="/old/most-read-story-number-{n}">Most read {n}</a></li>' for n in range(5)
    )
    main = "".join(card(n, SHAPES["article elements"], f"/{SLUGS[n]}") for n in range(6))
    assert found(site(f"<main>{main}</main><aside><ul>{aside}</ul></aside>")) == [
        f"/{s}" for s in SLUGS
    ]
