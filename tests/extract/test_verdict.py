"""Pages that are no article, and articles that look as if they were none."""

from __future__ import annotations

import pytest

from feeds.extract.blocks import read
from feeds.extract.head import read_head
from feeds.extract.measures import measure
from feeds.extract.verdict import Refusal, verdict

SENTENCE = "The harbour council met on Monday to discuss the repair of the old stone pier. "
URL = "https://e.example/2024/04/28/story"


def judged(body: str, *, head: str = "", title: str = "", url: str = URL) -> Refusal | None:
    """The verdict on a page of which every block was taken for the article's."""
    document = read(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")
    kept = range(len(document.blocks))
    return verdict(measure(document), kept, read_head(document), url)


def paragraphs(count: int) -> str:
    """Article text."""
    return "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(count))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment...", "<p>Checking your browser before accessing e.example.</p>"),
        ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
        ("e.example", "<noscript>x</noscript><p>Please enable JS and disable any ad blocker</p>"),
        ("Access Denied", "<h1>Access Denied</h1><p>Reference #18.2f</p>"),
        ("Sicherheitsüberprüfung", "<p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>"),
    ],
)
def test_a_bot_challenge_is_refused(title: str, body: str) -> None:
    assert judged(body, title=title) == Refusal.CHALLENGE


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Page not found - Courier", "<h1>404</h1><p>The page you want is not here.</p>"),
        ("Courier", "<h1>Seite nicht gefunden</h1><p>Leider gibt es diese Seite nicht.</p>"),
        ("Erreur", "<h1>Page introuvable</h1><p>Cette page n'existe plus.</p>"),
        ("Courier", "<h1>ページが見つかりません</h1>"),
        ("502 Bad Gateway", "<h1>502 Bad Gateway</h1><hr>nginx"),
        ("Courier", "<h1>Something went wrong</h1><p>Please try again later.</p>"),
    ],
)
def test_an_error_page_with_status_200_is_refused(title: str, body: str) -> None:
    assert judged(body, title=title) == Refusal.ERROR


@pytest.mark.parametrize(
    "headline",
    [
        "Une adolescente introuvable depuis lundi",
        "Police return 404 stolen bicycles to their owners",
        "Access denied: council keeps reporters out of the harbour",
    ],
)
def test_a_short_article_is_none_of_these_for_its_headline(headline: str) -> None:
    declared = '<meta property="og:type" content="article">'
    body = f"<h1>{headline}</h1>{paragraphs(2)}"
    assert judged(body, title=headline, head=declared) is None
    assert judged(f"<h1>{headline}</h1><p>{SENTENCE}", title=headline, head=declared) is not None


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Log in</h1><form><input name=u><input type=password></form><p>Forgot password?</p>",
        "<h1>Sign in to continue reading</h1><p>Already a subscriber?</p>",
        "<h1>Anmelden</h1><form><input type=password></form><p>Passwort vergessen?</p>",
        "<p>Connectez-vous pour lire la suite</p><form><input type=password></form>",
    ],
)
def test_a_login_wall_is_refused(body: str) -> None:
    assert judged(body, title="Courier") == Refusal.LOGIN


@pytest.mark.parametrize(
    "body",
    [
        "<h1>We value your privacy</h1><p>We and our partners store and/or access information on a "
        "device, such as cookies, and process personal data.</p><button>Accept all</button>",
        "<h1>Zustimmung</h1><p>Mit Ihrer Einwilligung setzen wir und Partner Cookies ein.</p>",
        "<h2>Votre vie privée</h2><p>Avec votre consentement, des cookies sont utilisés.</p>",
    ],
)
def test_a_consent_page_is_refused(body: str) -> None:
    assert judged(body, title="Courier") == Refusal.CONSENT


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<div id="root"></div><script src="/app.js"></script>',
        "<div id=app>Loading…</div><noscript>Please enable JavaScript</noscript>",
        "<p>You need to enable JavaScript to run this app.</p>",
    ],
)
def test_an_empty_application_is_refused(body: str) -> None:
    assert judged(body, title="Courier") == Refusal.SHELL


@pytest.mark.parametrize(
    "notice",
    [
        "We are down for maintenance, back soon.",
        "Our website is currently undergoing scheduled maintenance. Thank you for your patience.",
        "Sorry, we're doing some work on the site. We’ll be back soon!",
        "Briefly unavailable for scheduled maintenance. Check back in a minute.",
        "Site under construction. Please come back later.",
        "Wir sind gleich wieder für Sie da. Unsere Website wird gerade gewartet.",
        "Wegen Wartungsarbeiten ist unsere Seite vorübergehend nicht erreichbar.",
        "Le site est en cours de maintenance. Nous serons de retour très bientôt.",
        "Estamos realizando tareas de mantenimiento. Volvemos enseguida.",
        "Sito in manutenzione. Torneremo presto online.",
        "Estamos em manutenção. Voltaremos em breve.",
        "Wij voeren onderhoud uit. De website is tijdelijk niet beschikbaar.",
        "Przerwa techniczna. Serwis jest chwilowo niedostępny.",
        "На сайте ведутся технические работы. Скоро вернёмся.",
        "Webbplatsen är nere för underhåll.",
        "Sitemiz bakım çalışması nedeniyle geçici olarak hizmet dışıdır.",
        "ただいまメンテナンス中です。しばらくお待ちください。",
        "网站正在维护中，请稍后再访问。",
    ],
)
def test_a_notice_of_maintenance_is_refused_within_the_sites_furniture_too(notice: str) -> None:
    assert judged(f"<h1>Courier</h1><p>{notice}</p>", title="Courier") is not None
    assert judged(f"<p>{notice}</p>", title="Courier") is not None


@pytest.mark.parametrize(
    "brief",
    [
        "The harbour tunnel is closed for maintenance tonight and will be back in use on Friday.",
        "A new school is under construction at this site, which was a meadow until last year.",
        "Wegen Wartung fällt der Strom heute aus. Am Abend ist er bald wieder da.",
        "Corte de agua por mantenimiento en el centro. Disculpen las molestias.",
        "Le site nucléaire de la vallée sera arrêté en mai pour maintenance.",
        "В метро проведут технические работы, сообщает сайт перевозчика.",
    ],
)
def test_a_brief_that_tells_of_maintenance_is_an_article(brief: str) -> None:
    assert judged(f"<h1>Harbour news of today</h1><p>{brief}</p>", title="Harbour news") is None


def test_an_article_about_a_site_that_was_down_is_one() -> None:
    told = "Our website is down for maintenance, we will be back soon, the town had said. "
    assert judged(f"<h1>A town offline</h1><p>{told}{SENTENCE * 4}</p>", title="Town") is None


def listing(count: int) -> str:
    """Cards with a linked headline and a teaser."""
    return "".join(
        f"<div class='card'><h3><a href='/story-{n}'>The council met again, part {n}</a></h3>"
        f"<p>{SENTENCE}</p><span>April {n + 1}, 2024</span></div>"
        for n in range(count)
    )


def headlines(count: int) -> str:
    """A bare list of links."""
    stories = (f"<li><a href='/story-{n}'>The council met, part {n}</a></li>" for n in range(count))
    return f"<ul>{''.join(stories)}</ul>"


def flat(count: int) -> str:
    """Linked headlines and teasers without anything that holds them together."""
    return "".join(
        f"<h3><a href='/story-{n}'>The council met, part {n}</a></h3><p>{SENTENCE}</p>"
        for n in range(count)
    )


@pytest.mark.parametrize("body", [listing(12), headlines(20), flat(12)])
def test_a_listing_is_refused(body: str) -> None:
    page = f"<h1>News</h1>{body}"
    assert judged(page, title="News", url="https://e.example/news") == Refusal.LISTING


def test_the_front_page_is_refused_even_if_it_says_it_is_an_article() -> None:
    head = '<meta property="og:type" content="article">'
    assert judged(listing(12), head=head, title="Courier", url="https://e.example/") == (
        Refusal.LISTING
    )


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Council meets", paragraphs(4)),
        ("Council meets", paragraphs(1)),
        ("Council meets", paragraphs(4) + listing(12)),
        ("Error 404: how the web learned to fail", paragraphs(4)),
        ("Why cookies need your consent", f"<h1>Why cookies</h1>{paragraphs(4)}"),
        ("Just a moment", paragraphs(6)),
        ("Council meets", f"{paragraphs(3)}<form><h2>Log in</h2><input type=password></form>"),
    ],
)
def test_an_article_is_none_of_them(title: str, body: str) -> None:
    assert judged(body, title=title) is None


def test_an_article_of_many_linked_pieces_is_none_if_it_says_so() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Best"}</script>'
    )
    assert judged(listing(8), head=head, title="Best of") is None


def test_a_short_article_in_chinese_is_none() -> None:
    assert (
        judged(
            "<h1>潮水再次上涨</h1><p>" + "潮水在星期一再次上涨，城市又一次感到惊讶。" * 8 + "</p>"
        )
        is None
    )
