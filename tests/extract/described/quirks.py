"""Pages with what leads astray: entries of a live blog, periods, offices, odd JSON-LD."""

from __future__ import annotations

from tests.extract.described.markup import Described, ld, meta
from tests.extract.described.systems import BOTE, COURIER, PHARE, TIDE

_URL = "https://www.harbour-courier.example/coast/tide-7"
_NAMED = meta(og__site_name="The Harbour Courier")
_ENTRIES = "".join(
    f"<div><time datetime='2024-05-02T0{hour}:00:00Z'>0{hour}:00</time><h2>Entry {hour}</h2></div>"
    for hour in range(4)
)

QUIRKS = (
    Described(
        name="names in one string list",
        page=COURIER.page(
            f"<title>{TIDE}</title>"
            + ld(
                "NewsArticle",
                headline=TIDE,
                author=["Jane Doe", "John Roe"],
                datePublished="2024-04-28T09:36:00-0400",
            ),
            f"<h1>{TIDE}</h1>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe", "John Roe"),
        published="2024-04-28",
    ),
    Described(
        name="name list",
        page=COURIER.page(
            f"<title>{TIDE}</title>"
            + ld(
                "NewsArticle",
                headline=TIDE,
                author={"@type": "Person", "name": ["Jane Doe", "John Roe"]},
            ),
            f"<h1>{TIDE}</h1><p>Apr 28, 2024</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe", "John Roe"),
        published="2024-04-28",
    ),
    Described(
        name="upper case BY with place",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>{TIDE}</h1><p>BY JANE DOE IN OSLO</p><p>APRIL 28, 2024 9:36 AM</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("JANE DOE",),
        published="2024-04-28",
    ),
    Described(
        name="Title - Section - Site",
        page=COURIER.page(
            f"<title>{TIDE} - Coast - The Harbour Courier</title>" + _NAMED,
            f"<h1>{TIDE}</h1><p>By Jane Doe, Chief Political Correspondent, in Oslo</p><p>28 "
            "April 2024</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="no h1, og with site",
        page=COURIER.page(
            f"<title>{TIDE} | Coast | The Harbour Courier</title>"
            + _NAMED
            + meta(og__title=f"{TIDE} | The Harbour Courier"),
            f"<div class=headline>{TIDE}</div><p>Jane Doe</p><p>2024-04-28</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="h1 logo and h2 title",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>The Harbour Courier</h1><h2>{TIDE}</h2><p>Jane Doe &amp; John Roe</p><p>28 "
            "Apr 2024</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe", "John Roe"),
        published="2024-04-28",
    ),
    Described(
        name="updated first then posted in list",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>{TIDE}</h1><ul><li>Last updated: 2 May 2024</li><li>Published: 28 April "
            "2024</li><li>By Jane Doe</li></ul>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
        modified="2024-05-02",
    ),
    Described(
        name="author id",
        page=COURIER.page(
            f"<title>{TIDE}</title>"
            + ld("NewsArticle", headline=TIDE, author={"@id": "#j"}, datePublished="2024-04-28")
            + ld("Person", **{"@id": "#j", "name": "Jane Doe"}),
            f"<h1>{TIDE}</h1>TEXT",
        ),
        url=_URL,
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="live blog with entries",
        page=COURIER.page(
            f"<title>{TIDE} – live</title>"
            + ld(
                "LiveBlogPosting",
                headline=TIDE,
                datePublished="2024-04-28T06:00:00Z",
                dateModified="2024-05-02T06:00:00Z",
                author={"name": "Jane Doe"},
            ),
            f"<h1>{TIDE} – live</h1>" + _ENTRIES + "TEXT",
        ),
        url=_URL,
        title=f"{TIDE} – live",
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="copyright and event date",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>{TIDE}</h1><p>Join us on 28 April 2024 at the harbour office for a talk on "
            "tides and how to live with them all year round.</p>TEXT<p>© 12 March 2019 The "
            "Harbour Courier</p>",
        ),
        url=_URL,
        title=TIDE,
    ),
    Described(
        name="event period",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>{TIDE}</h1><p>28 April 2024 – 30 April 2024</p>TEXT",
        ),
        url=_URL,
        title=TIDE,
    ),
    Described(
        name="upload url",
        page=COURIER.page(
            f"<title>{TIDE}</title>" + _NAMED,
            f"<h1>{TIDE}</h1><img src='/uploads/2019/03/04/a.jpg'>TEXT",
        ),
        url=_URL,
        title=TIDE,
    ),
    Described(
        name="german ressort author",
        page=BOTE.page(
            "<title>Flut steigt - Küstenbote</title>"
            + meta(og__site_name="Küstenbote", author="Küstenbote Redaktion"),
            "<h1>Flut steigt</h1><p>Von unserer Redakteurin Eva Klein</p><p>28.04.2024</p>TEXT",
        ),
        url=_URL,
        title="Flut steigt",
        authors=("Eva Klein",),
        published="2024-04-28",
    ),
    Described(
        name="french envoyé",
        page=PHARE.page(
            "<title>La marée monte - Le Phare</title>" + meta(og__site_name="Le Phare"),
            "<h1>La marée monte</h1><p>Par Lucie Roche (à Brest, envoyée spéciale)</p><p>Publié "
            "aujourd’hui à 09h36, le 28/04/2024</p>TEXT",
        ),
        url=_URL,
        title="La marée monte",
        authors=("Lucie Roche",),
        published="2024-04-28",
    ),
    Described(
        name="quote title with site",
        page=COURIER.page(
            "<title>«The sea is ours»: a talk «The Harbour Courier»</title>" + _NAMED,
            "<h1>«The sea is ours»: a talk</h1><span class=byline>Interview by Jane Doe</span> "
            "<time datetime=2024-04-28>Sunday</time>TEXT",
        ),
        url=_URL,
        title="«The sea is ours»: a talk",
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
)
