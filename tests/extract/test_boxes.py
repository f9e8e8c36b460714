"""The summary box and the previous/next navigation go, in whatever template they are served."""

from __future__ import annotations

from html import escape

import pytest

from feeds.extract import extract

URL = "https://paper.example/2024/harbour"
TITLE = "Harbour Bridge to Close for Eleven Weeks as Cables Are Replaced"
PARAGRAPHS = [
    "The city council confirmed on Tuesday that the harbour bridge will be closed to all traffic "
    "for eleven weeks from early May, the longest interruption since the crossing was opened more "
    "than four decades ago. Engineers found corrosion in a third of the suspension cables during "
    "an inspection in the autumn, and described the damage as serious but not yet dangerous.",
    "Ferries will run every ten minutes between the two banks, and the operator has chartered two "
    "additional vessels for the period. Commuters who hold a monthly pass may use them without a "
    "further charge. Shopkeepers on the northern side still fear losing much of their trade, "
    "and have asked for a reduction of rents until the summer.",
    "The deputy mayor rejected the idea of keeping one lane open at weekends. She pointed to the "
    "experience of a neighbouring port, where a similar compromise had doubled the length of the "
    "works and their price. The contractor, she added, would pay a penalty for each day of delay.",
    "“There was no time to read? Get a summary,” one resident joked about the report of 900 pages, "
    "before turning to the next article on the agenda.",
    "Residents can raise questions at a public meeting in the town hall next week.",
]
NEIGHBOURS = (
    "Rowing Club vs University Eight: Start Times, Stream, and Odds for the Spring Regatta",
    "Weekend Weather: Sunshine on Saturday Before a Stormy Sunday",
)

BOXES = {
    "paragraphs": "<p>No time to read?</p><p>Get a summary</p>",
    "divs": '<div class="x1"><div>No time to read?</div><div>Get a summary</div></div>',
    "button": "<div><span>No time to read?</span><button>Get a summary</button></div>",
    "lines": "<div>No time to read?<br>Get a summary</div>",
    "paragraph": "<p>No time to read?<br/>Get a summary</p>",
    "link": '<div><span>No time to read?</span> <a href="#s">Get a summary</a></div>',
    "glued": '<div><span>No time to read?</span><a href="#s">Get a summary</a></div>',
    "heading": "<section><h4>No time to read?</h4><a href=#>Get a summary</a></section>",
    "table": "<table><tr><td>No time to read?<td><button>Get a summary</button></table>",
    "form": "<form><label>No time to read?</label><input type=submit value='Get a summary'></form>",
}
NAVIGATION = {
    "paragraphs": "<p>Previous Article</p><p>{0}</p><p>Next Article</p><p>{1}</p>",
    "divs": "<div><div>Previous Article</div><div>{0}</div></div>"
    "<div><div>Next Article</div><div>{1}</div></div>",
    "cards": "<nav><a href=/a><span>Previous Article</span><h3>{0}</h3></a>"
    "<a href=/b><span>Next Article</span><h3>{1}</h3></a></nav>",
    "lines": "<div>Previous Article<br><br>{0}<br><br>Next Article<br><br>{1}</div>",
    "single lines": "<div>Previous Article<br>{0}<br>Next Article<br>{1}</div>",
    "inline": "<div><div><a href=/a>Previous Article <span>{0}</span></a></div>"
    "<div><a href=/b>Next Article <span>{1}</span></a></div></div>",
    "cells": "<table><tr><td>Previous Article<br>{0}<td>Next Article<br>{1}</table>",
    "rows": "<table><tr><td>Previous Article<td>Next Article<tr><td>{0}<td>{1}</table>",
    "headings": "<h5>Previous Article</h5><h4>{0}</h4><h5>Next Article</h5><h4>{1}</h4>",
    "both first": "<p>Previous Article</p><p>Next Article</p><p>{0}</p><p>{1}</p>",
    "list": "<ul><li>Previous Article <a href=/a>{0}</a><li>Next Article <a href=/b>{1}</a></ul>",
}
BODIES = {
    "paragraphs": "<p>{}</p>",
    "divs": "<div>{}</div>",
    "classed": '<p class="css-1x2y3z">{}</p>',
    "breaks": "{}<br><br>",
    "cells": "<table><tr><td>{}</td></tr></table>",
    "spans": '<span style="display:block">{}</span>',
}
MENU = "<ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul>"
HEAD = "<!doctype html><html><head><title>{title}</title></head><body>"
FRAMES = {
    "bare": HEAD + "<h1>{title}</h1>{body}",
    "nothing": "<p>{title}</p>{body}",
    "second heading": HEAD + "<h2>{title}</h2>{body}",
    "semantic": HEAD + f"<header>{MENU}</header><main><article><h1>{{title}}</h1>{{body}}</article>"
    f"</main><aside><h3>Popular</h3>{MENU}</aside><footer>© 2026 Paper</footer>",
    "soup": HEAD + f"<div><div>{MENU}</div><div><div><div>{{title}}</div><div>{{body}}</div></div>"
    "</div><div>© 2026 Paper</div></div>",
    "tables": HEAD + f"<table><tr><td colspan=2>{MENU}<tr><td>{MENU}<td><h1>{{title}}</h1>{{body}}"
    "<tr><td colspan=2>Copyright 2026 Paper</table>",
    "blog": HEAD + '<div id="page" class="site has-sidebar"><main><article class="post hentry">'
    '<header class="entry-header"><h1 class="entry-title">{title}</h1></header>'
    '<div class="entry-content">{body}</div></article></main>'
    f'<aside class="widget-area"><h2>Recent Posts</h2>{MENU}</aside></div>',
}


def page(frame: str, body: str, box: str, navigation: str) -> str:
    inner = "".join(BODIES[body].format(escape(text)) for text in PARAGRAPHS)
    after = NAVIGATION[navigation].format(*map(escape, NEIGHBOURS))
    whole = f"<div>{BOXES[box]}</div><div>{inner}</div><div>{BOXES[box]}</div><div>{after}</div>"
    return FRAMES[frame].format(title=escape(TITLE), body=whole)


COMBINATIONS = [
    (frame, body, list(BOXES)[(i + 3 * j) % len(BOXES)], list(NAVIGATION)[(i * 5 + j) % 11])
    for i, frame in enumerate(FRAMES)
    for j, body in enumerate(BODIES)
]


@pytest.mark.parametrize(("frame", "body", "box", "navigation"), COMBINATIONS)
def test_a_page_gives_its_title_and_exactly_its_paragraphs(
    frame: str, body: str, box: str, navigation: str
) -> None:
    article = extract(page(frame, body, box, navigation), URL)
    assert article.title == TITLE
    assert article.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("box", BOXES)
def test_the_box_goes_in_every_form(box: str) -> None:
    article = extract(page("bare", "paragraphs", box, "paragraphs"), URL)
    assert article.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("navigation", NAVIGATION)
def test_the_navigation_goes_in_every_form(navigation: str) -> None:
    article = extract(page("bare", "paragraphs", "paragraphs", navigation), URL)
    assert article.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; charset=utf-8", None])
def test_plain_text_gives_the_same(content_type: str | None) -> None:
    lines = [TITLE, "", "No time to read?\nGet a summary", ""]
    lines += [line for text in PARAGRAPHS for line in (text, "")]
    lines += ["No time to read?", "Get a summary", "Previous Article", "", NEIGHBOURS[0], ""]
    lines += ["Next Article", "", NEIGHBOURS[1]]
    article = extract("\n".join(lines).encode(), URL, content_type=content_type)
    assert article.title == TITLE
    assert article.text.split("\n") == PARAGRAPHS


LABELS = """
es: ¿No tienes tiempo para leer? | Obtener un resumen | Artículo anterior | Artículo siguiente
de: Keine Zeit zum Lesen? | Zusammenfassung anzeigen | Vorheriger Artikel | Nächster Artikel
fr: Pas le temps de lire ? | Obtenir un résumé | Article précédent | Article suivant
ru: Нет времени читать? | Получить краткое содержание | Предыдущая статья | Следующая статья
tr: Okumaya vaktiniz yok mu? | Özet alın | Önceki haber | Sonraki haber
ar: ليس لديك وقت للقراءة؟ | احصل على ملخص | المقال السابق | المقال التالي
ja: 読む時間がありませんか？ | 要約を読む | 前の記事 | 次の記事
zh: 没时间阅读？ | 获取摘要 | 上一篇 | 下一篇
"""


@pytest.mark.parametrize("labels", LABELS.strip().split("\n"))
def test_the_boxes_are_known_in_other_languages(labels: str) -> None:
    language, _, words = labels.partition(": ")
    *box, previous, following = words.split(" | ")
    lines = [*box, *PARAGRAPHS, *box, previous, NEIGHBOURS[0], following, NEIGHBOURS[1]]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    article = extract(f"<html lang={language}><body><h1>{TITLE}</h1>{body}", URL)
    assert article.text.split("\n") == PARAGRAPHS


def test_what_was_removed_is_recorded_with_rule_and_evidence() -> None:
    article = extract(page("bare", "paragraphs", "paragraphs", "paragraphs"), URL)
    reasons = {block.text: block.reason for block in article.removed}
    assert reasons["Get a summary"] == "phrase list: en: Get a summary"
    assert reasons["Previous Article"] == "phrase list: en: Previous Article"
    assert reasons[NEIGHBOURS[0]] == "neighbour's title: after Previous Article"


def test_a_navigation_above_the_article_goes_too() -> None:
    before = NAVIGATION["paragraphs"].format(*map(escape, NEIGHBOURS))
    body = "".join(f"<p>{escape(text)}</p>" for text in PARAGRAPHS)
    article = extract(f"<title>{TITLE}</title>{before}<h1>{TITLE}</h1>{body}", URL)
    assert article.text.split("\n") == PARAGRAPHS


def test_a_label_that_names_its_one_article_takes_no_list_of_the_article_s_own() -> None:
    pointer = (
        "<p><strong>Related:</strong> <a href=/old>Ferry fares rise for the third time</a></p>"
    )
    entries = [
        "corrosion in a third of the cables, most of it on the northern side;",
        "two pylons, which stand on clay and have sunk by a finger's breadth;",
        "lamps, which no one has been able to buy for years;",
    ]
    own = "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    last = "<p>Work will begin at the end of May.</p>"
    body = "".join([*paragraphs[:3], pointer, own, paragraphs[3], last])
    article = extract(f"<html><title>{TITLE}</title><article>{body}</article></html>", URL)
    assert "Ferry fares" not in article.text
    for entry in entries:
        assert entry in article.text.split("\n")
