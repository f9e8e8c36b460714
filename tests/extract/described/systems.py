"""Pages as content systems make them."""

from __future__ import annotations

from tests.extract.described.markup import Described, Site, ld, meta

COURIER = Site(
    name="The Harbour Courier",
    language="en",
    host="www.harbour-courier.example",
    prose="The tide came in twice on Sunday, and the harbour office counted every boat that left.",
    other="Ferry strike ends after nine days, by Walter Moss, 3 January 2019",
)
BOTE = Site(
    name="Küstenbote",
    language="de",
    host="www.kuestenbote.example",
    prose="Am Sonntag kam die Flut zweimal, und das Hafenamt zählte jedes Boot, das hinausfuhr.",
    other="Fährstreik endet nach neun Tagen, von Walter Moos, 3. Januar 2019",
)
PHARE = Site(
    name="Le Phare",
    language="fr",
    host="www.le-phare.example",
    prose="La marée est montée deux fois dimanche, et la capitainerie a compté les bateaux.",
    other="Fin de la grève des ferries, par Gaston Mousse, le 3 janvier 2019",
)
TIDE = "Tide rises again in the old harbour"

SYSTEMS = (
    Described(
        name="wordpress, a classic theme",
        page=COURIER.page(
            f"<title>{TIDE} – The Harbour Courier</title>",
            f'<article class="post hentry"><h1 class="entry-title">{TIDE}</h1>'
            '<div class="entry-meta"><span class="posted-on">Posted on <a href="/x" rel="bookmark">'
            '<time class="entry-date published" datetime="2024-04-28T09:36:00+02:00">April 28, 2024'
            '</time><time class="updated" datetime="2024-05-02T10:15:00+02:00">May 2, 2024</time>'
            '</a></span><span class="byline"> by <span class="author vcard"><a class="url fn n" '
            'href="/author/jdoe/">Jane Doe</a></span></span></div>'
            '<div class="entry-content">TEXT</div></article>',
        ),
        url="https://www.harbour-courier.example/tide-rises-again/",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
        modified="2024-05-02",
    ),
    Described(
        name="wordpress, yoast, filed by an admin",
        page=COURIER.page(
            f"<title>{TIDE} - The Harbour Courier</title>"
            + meta(og__title=f"{TIDE} - The Harbour Courier", og__site_name="The Harbour Courier")
            + meta(article__published_time="2024-04-28T07:36:00+00:00")
            + ld("Article", headline=TIDE, author={"@type": "Person", "name": "admin"}),
            f"<article><h1>{TIDE}</h1><p>By Jane Doe and John Roe</p>TEXT</article>",
        ),
        url="https://www.harbour-courier.example/2024/04/tide/",
        title=TIDE,
        authors=("Jane Doe", "John Roe"),
        published="2024-04-28",
    ),
    Described(
        name="drupal",
        page=COURIER.page(
            f"<title>{TIDE} | The Harbour Courier</title>",
            f'<article class="node node--type-article"><h1 class="page-header">{TIDE}</h1>'
            '<div class="node__submitted">Submitted by <span class="field field--name-uid">'
            '<a class="username" href="/users/jane-doe">Jane Doe</a></span> on '
            "Sun, 04/28/2024 - 09:36</div>TEXT</article>",
        ).replace('lang="en"', 'lang="en-US"'),
        url="https://www.harbour-courier.example/node/7",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="arc publishing",
        page=COURIER.page(
            f"<title>{TIDE}</title>"
            + ld(
                "NewsArticle",
                headline=TIDE,
                datePublished="2024-04-28T13:36:00.123Z",
                author=[
                    {"@type": "Person", "name": "Jane Doe"},
                    {"@type": "Person", "name": "Ann Lee"},
                ],
            ),
            f'<div class="b-headline"><h1>{TIDE}</h1></div><div class="b-byline"><span>By </span>'
            '<a href="/people/jane-doe/">Jane Doe</a><span> and </span><a href="/people/ann-lee/">'
            "Ann Lee</a></div><time>April 28, 2024 at 9:36 a.m. EDT</time>TEXT",
        ),
        url="https://www.harbour-courier.example/coast/2024/04/28/tide/",
        title=TIDE,
        authors=("Jane Doe", "Ann Lee"),
        published="2024-04-28",
    ),
    Described(
        name="blogger",
        page=COURIER.page(
            f"<title>The Harbour Courier: {TIDE}</title>",
            '<div class="date-outer"><h2 class="date-header"><span>Sunday, April 28, 2024</span>'
            f'</h2><div class="post hentry"><h3 class="post-title entry-title">{TIDE}</h3>'
            '<div class="post-body entry-content">TEXT</div><div class="post-footer">'
            '<span class="post-author vcard">Posted by <span class="fn"><a class="g-profile" '
            'href="https://www.blogger.com/profile/1">Jane Doe</a></span></span> '
            '<span class="post-timestamp">at <a href="/x"><abbr class="published" '
            'title="2024-04-28T09:36:00+02:00">9:36 AM</abbr></a></span></div></div></div>',
        ),
        url="https://harbour-courier.example/2024/04/tide-rises-again.html",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="ghost",
        page=COURIER.page(
            f"<title>{TIDE}</title>"
            + meta(og__title=TIDE, article__published_time="2024-04-28T07:36:00.000Z"),
            f'<article class="gh-article post"><h1 class="gh-article-title">{TIDE}</h1>'
            '<div class="gh-article-meta"><h4 class="gh-article-author-name"><a '
            'href="/author/jane/">Jane Doe</a></h4><div class="gh-article-meta-content"><time '
            'datetime="2024-04-28">Apr 28, 2024</time><span>— 4 min read</span></div></div>'
            "TEXT</article>",
        ),
        url="https://harbour-courier.example/tide-rises-again/",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="substack",
        page=COURIER.page(
            f"<title>{TIDE} - by Jane Doe - The Harbour Courier</title>"
            + meta(og__title=TIDE, author="Jane Doe"),
            f'<h1 class="post-title published">{TIDE}</h1><h3 class="subtitle">And what to do</h3>'
            '<div class="byline-wrapper"><a href="https://substack.com/@janedoe">Jane Doe</a>'
            '<div class="meta">Apr 28, 2024</div><div>∙ Paid</div></div>TEXT',
        ),
        url="https://harbour-courier.example/p/tide-rises-again",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="medium",
        page=COURIER.page(
            f"<title>{TIDE} | by Jane Doe | The Harbour Courier | Apr, 2024 | Medium</title>"
            + meta(article__published_time="2024-04-28T07:36:00.000Z"),
            f'<h1 class="pw-post-title">{TIDE}</h1><div><a href="/@janedoe" rel="noopener">'
            "<p>Jane Doe</p></a></div><div><span>5 min read</span><span>·</span>"
            "<span>Apr 28, 2024</span></div>TEXT",
        ),
        url="https://medium.example/harbour/tide-rises-again-3f1a",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
    ),
    Described(
        name="a newspaper with kicker, standfirst and change",
        page=COURIER.page(
            f"<title>{TIDE} | The Harbour Courier</title>",
            f'<h1><span class="label">Coast</span> <span class="hl">{TIDE}</span></h1>'
            "<p>Twice a day the sea comes back</p><div><span>Jane Doe</span> <span>Senior Reporter"
            "</span></div><div>Published 28 Apr 2024, 09:36 BST | Updated 2 May 2024, 10:15 BST"
            "</div>TEXT",
        ),
        url="https://www.harbour-courier.example/coast/tide-7",
        title=TIDE,
        authors=("Jane Doe",),
        published="2024-04-28",
        modified="2024-05-02",
    ),
    Described(
        name="a title cut short for social networks",
        page=COURIER.page(
            f"<title>{TIDE[:24]}…</title>" + meta(og__title=f"{TIDE[:24]}…"),
            f'<h1>{TIDE}</h1><p class="byline">By JANE DOE</p><p>Sunday 28 April 2024</p>TEXT',
        ),
        url="https://www.harbour-courier.example/coast/tide-8",
        title=TIDE,
        authors=("JANE DOE",),
        published="2024-04-28",
    ),
    Described(
        name="an agency's story",
        page=COURIER.page(
            f"<title>{TIDE}</title>",
            f"<h1>{TIDE}</h1><div>By Jane Doe, Associated Press</div>"
            "<div>April 28, 2024, 9:36 AM ET</div>TEXT",
        ),
        url="https://www.harbour-courier.example/wire/9",
        title=TIDE,
        authors=("Jane Doe", "Associated Press"),
        published="2024-04-28",
    ),
    Described(
        name="a story that an agency alone signs",
        page=COURIER.page(
            f"<title>{TIDE}</title>", f"<h1>{TIDE}</h1><div>Reuters</div><div>28/04/2024</div>TEXT"
        ),
        url="https://www.harbour-courier.example/wire/10",
        title=TIDE,
        authors=("Reuters",),
        published="2024-04-28",
    ),
    Described(
        name="a page that nobody signs and nothing dates",
        page=COURIER.page(f"<title>{TIDE} :: The Harbour Courier</title>", f"<h1>{TIDE}</h1>TEXT"),
        url="https://www.harbour-courier.example/about/tide",
        title=TIDE,
    ),
    Described(
        name="a comment signed and dated below",
        page=COURIER.page(
            f"<title>{TIDE}</title>",
            f'<h1>{TIDE}</h1>TEXT<section class="comments"><div class="comment"><b>Tom Smith</b> '
            "<time datetime='2024-06-01'>June 1, 2024</time><p>Well said.</p></div></section>",
        ),
        url="https://www.harbour-courier.example/about/tide-2",
        title=TIDE,
    ),
    Described(
        name="german, with kicker and place",
        page=BOTE.page(
            "<title>Nordsee: Flut steigt wieder im alten Hafen - Küstenbote</title>"
            + meta(og__title="Flut steigt wieder im alten Hafen"),
            "<h2><span>Nordsee</span><span>Flut steigt wieder im alten Hafen</span>"
            "</h2><p>Von Jürgen Groß und Käthe Müller, Husum</p>"
            "<p>28.04.2024, 09:36 Uhr | Stand: 02.05.2024</p>TEXT",
        ),
        url="https://www.kuestenbote.example/nordsee/flut-id7.html",
        title="Flut steigt wieder im alten Hafen",
        authors=("Jürgen Groß", "Käthe Müller"),
        published="2024-04-28",
        modified="2024-05-02",
    ),
    Described(
        name="german, signed with initials and an agency",
        page=BOTE.page(
            "<title>Flut steigt wieder | Küstenbote</title>",
            "<h1>Flut steigt wieder</h1><time datetime='2024-04-28'>28. April 2024</time>TEXT"
            "<p>(jg/dpa)</p>",
        ),
        url="https://www.kuestenbote.example/nordsee/flut-8",
        title="Flut steigt wieder",
        published="2024-04-28",
    ),
    Described(
        name="french, with agency and change",
        page=PHARE.page(
            "<title>La marée remonte au vieux port - Le Phare</title>",
            "<h1>La marée remonte au vieux port</h1><p>Par Émile L’Hôte, avec AFP</p>"
            "<p>Publié le 28 avril 2024 à 9h36, mis à jour le 2 mai 2024 à 10h15</p>TEXT",
        ),
        url="https://www.le-phare.example/mer/maree-7.php",
        title="La marée remonte au vieux port",
        authors=("Émile L’Hôte", "AFP"),
        published="2024-04-28",
        modified="2024-05-02",
    ),
)
