"""Site templates: each writes an article and its furniture as the HTML of one kind of site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from random import Random

from tests.extract.sites.furniture import Furniture, Teaser
from tests.extract.sites.story import Story, markup

Template = Callable[[Story, Furniture], str]


def semantic(story: Story, around: Furniture) -> str:
    """HTML5 elements, each box an element of its own beside or after the text."""
    w = around.words
    summary = f"<div class='tldr'><p>{w.summary[0]}</p><button>{w.summary[1]}</button></div>"
    body = _amid(
        markup(story.parts), f"<aside><h3>{w.newsletter[0]}</h3><p>{w.newsletter[1]}</p></aside>"
    )
    return _page(
        story,
        f"<header><nav>{_links(_menu(around))}</nav></header><main><article>"
        f"<header><h1>{story.title}</h1><p class='byline'>By {story.author}</p>"
        f"<time>{around.updated}</time></header>{summary}{body}{summary}"
        f"<footer><p class='bio'>{around.biography}</p><p>{w.disclaimer}</p>"
        f"<ul class='topics'>{_items(around.topics)}</ul><p><a href='#c'>{around.comments}</a></p>"
        f"</footer></article><nav class='pn'>{_step(w.previous, around.previous)}"
        f"{_step(w.following, around.following)}</nav><section><h2>{w.related}</h2>"
        f"<ul>{_list(around.related)}</ul></section></main><aside><h2>{w.read}</h2>"
        f"<ol>{_list(around.read)}</ol><h3>{w.promo[0]}</h3><p>{w.promo[1]}</p></aside>"
        f"{_share(around, 'div')}<footer>{_paragraphs(w.footer)}</footer>",
    )


def hashed(story: Story, around: Furniture) -> str:
    """Nothing but ``div``, with class names of a build and of the page."""
    w, chance = around.words, Random(f"hash/{story.slug}")
    state = f"css-{chance.randrange(16**6):06x}"

    def box(name: str, *inside: str) -> str:
        return f"<div class='{name} {state}'>" + "".join(inside) + "</div>"

    summary = box("sc-qKxRt", box("sc-aa", w.summary[0]), box("sc-ab", w.summary[1]))
    text = _amid(
        markup(story.parts, "<div class='sc-pTrnM'>{}</div>"),
        box("sc-vWqnL", box("sc-na", w.newsletter[0]), box("sc-nb", w.newsletter[1])),
    )
    return _page(
        story,
        box("sc-top", _links(_menu(around)))
        + box(
            f"sc-root post-{story.number + 4000}",
            f"<h1 class='{state}'>{story.title}</h1>",
            box("sc-kLm", story.author),
            box("sc-uPd", around.updated),
            _share(around, "div"),
            summary,
            box("sc-bOdY", text),
            summary,
            box("sc-bIo", around.biography),
            box("sc-dSc", w.disclaimer),
            box("sc-tgs", *(f"<a href='/t/{t}'>{t}</a>" for t in around.topics)),
            box("sc-cmt", around.comments),
            box("sc-prv", box("x", w.previous), _link(around.previous)),
            box("sc-nxt", box("x", w.following), _link(around.following)),
            box("sc-rel", box("y", w.related), *(box("z", _link(t)) for t in around.related)),
            box("sc-mst", box("y", w.read), *(box("z", _link(t)) for t in around.read)),
            box("sc-prm", box("y", w.promo[0]), box("z", w.promo[1])),
        )
        + box("sc-ftr", *(box("f", line) for line in w.footer)),
    )


def blog(story: Story, around: Furniture) -> str:
    """A theme of the commonest blogging software: post numbers, state classes, inner boxes."""
    w, category = around.words, around.topics[0].lower()
    inline = (
        f"<div class='wp-block-group nl-{story.number}'><h4>{w.newsletter[0]}</h4>"
        f"<p>{w.newsletter[1]}</p></div>"
    )
    summary = (
        f"<div class='quick'><span>{w.summary[0]}</span> <a href='#q'>{w.summary[1]}</a></div>"
    )
    return _page(
        story,
        f"<div id='page' class='site postid-{story.number}'>"
        f"<div class='menu'>{_links(_menu(around))}</div>"
        f"<div id='post-{story.number}' class='post-{story.number} post category-{category}'>"
        f"<h1 class='entry-title'>{story.title}</h1><div class='entry-meta'><span>{story.author}"
        f"</span> <span>{around.updated}</span></div><div class='entry-content'>{summary}"
        f"{_amid(markup(story.parts), inline)}{summary}{_share(around, 'ul')}"
        f"<p class='disc'><em>{w.disclaimer}</em></p></div>"
        f"<div class='author-box'><p>{around.biography}</p></div>"
        f"<div class='tags-links'>{_links([(t, f'/tag/{t}') for t in around.topics])}</div>"
        f"<div class='post-navigation'>{_step(w.previous, around.previous)}"
        f"{_step(w.following, around.following)}</div></div>"
        f"<h3 class='comments-title'>{around.comments}</h3>"
        f"<div class='yarpp'><h3>{w.related}</h3><ul>{_list(around.related)}</ul></div>"
        f"<div class='widget'><h3>{w.read}</h3><ul>{_list(around.read)}</ul></div>"
        f"<div class='widget'><h3>{w.promo[0]}</h3><p>{w.promo[1]}</p></div>"
        f"<div class='site-info'>{_paragraphs(w.footer)}</div></div>",
    )


def tables(story: Story, around: Furniture) -> str:
    """Layout by tables, without a single class."""
    w = around.words
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in w.newsletter)
    box = f"<table>{rows}</table>"
    summary = f"<p><b>{w.summary[0]}</b><br>{w.summary[1]}</p>"
    return _page(
        story,
        f"<table width=100%><tr><td>{_links(_menu(around))}</td></tr><tr><td valign=top>"
        f"<h1>{story.title}</h1><font size=1>{around.updated}</font>{summary}"
        f"{_amid(markup(story.parts), box)}{summary}<p><i>{around.biography}</i></p>"
        f"<p><font size=1>{w.disclaimer}</font></p><p>{' '.join(w.share)}</p>"
        f"<p>{_links([(t, f'/{t}.html') for t in around.topics])}</p><p>{around.comments}</p>"
        f"<p>{w.previous}<br>{_link(around.previous)}</p><p>{w.following}<br>"
        f"{_link(around.following)}</p></td><td width=200><b>{w.related}</b>"
        f"{_paragraphs(map(_link, around.related))}<b>{w.read}</b>"
        f"{_paragraphs(map(_link, around.read))}"
        f"<b>{w.promo[0]}</b><p>{w.promo[1]}</p></td></tr><tr><td>{'<br>'.join(w.footer)}</td></tr></table>",
    )


def bare(story: Story, around: Furniture) -> str:
    """Paragraphs and nothing else: everything stands where the article does."""
    w = around.words
    lines = [
        *(around.updated, *w.summary),
        *_spliced(markup(story.parts), [f"<p>{line}</p>" for line in w.newsletter]),
        *(*w.summary, around.biography, w.disclaimer, around.comments, *w.share),
        *(w.previous, around.previous.title, w.following, around.following.title),
        *(w.related, *(teaser.title for teaser in around.related)),
        *(*w.promo, *w.footer),
    ]
    text = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return _page(story, f"<h1>{story.title}</h1>{text}")


def application(story: Story, around: Furniture) -> str:
    """What an application framework renders: JSON-LD, hashed modules, data attributes."""
    w = around.words
    data = {"@type": "NewsArticle", "headline": story.title, "author": {"name": story.author}}
    inline = (
        f"<div data-box=nl><p class=Box_t__a1b2c>{w.newsletter[0]}</p>"
        f"<p>{w.newsletter[1]}</p></div>"
    )
    summary = f"<section data-box=s><p>{w.summary[0]}</p><p>{w.summary[1]}</p></section>"
    return _page(
        story,
        f"<div id=__app><div class=Nav_r__9z8y7>{_links(_menu(around))}</div>"
        f"<div class=Art_root__x1y2z><h1>{story.title}</h1>"
        f"<p class=Art_by__q1w2e>{story.author}</p>"
        f"<p class=Art_up__q1w2e>{around.updated}</p>{summary}"
        f"{_amid(markup(story.parts, '<p data-key=k>{}</p>'), inline)}{summary}"
        f"<p class=Art_bio__q1>{around.biography}</p><p class=Art_disc__q2>{w.disclaimer}</p></div>"
        f"<div class=Tags_l__1>{''.join(f'<span>{t}</span>' for t in around.topics)}</div>"
        f"<div class=Cm_n__4>{around.comments}</div>{_share(around, 'div')}"
        f"<div class=Pn_w__3><a href='{around.previous.href}'><span>{w.previous}</span>"
        f"<p>{around.previous.title}</p></a><a href='{around.following.href}'><span>{w.following}"
        f"</span><p>{around.following.title}</p></a></div>"
        f"<div class=Rl_w__8><p>{w.related}</p>{_paragraphs(map(_link, around.related))}</div>"
        f"<div class=Rl_w__9><p>{w.read}</p>{_paragraphs(map(_link, around.read))}</div>"
        f"<div class=Pr_w__5><p>{w.promo[0]}</p><p>{w.promo[1]}</p></div>"
        f"<div class=Ft_w__6>{_paragraphs(w.footer)}</div></div>",
        head=f"<script type='application/ld+json'>{json.dumps(data)}</script>",
    )


def inside(story: Story, around: Furniture) -> str:
    """All boxes inside the article element, between its paragraphs and as its siblings."""
    w = around.words
    pieces = markup(story.parts)
    pieces = _spliced(
        pieces, [f"<div class='c1'><h3>{w.newsletter[0]}</h3><p>{w.newsletter[1]}</p></div>"]
    )
    teaser = around.related[0]
    pieces = _spliced(pieces, [f"<p><strong>{w.related}:</strong> {_link(teaser)}</p>"], share=0.75)
    rest = "".join(f"<li>{_link(t)}</li>" for t in around.related[1:])
    return _page(
        story,
        f"<div class=top>{_links(_menu(around))}</div><article><h1>{story.title}</h1>"
        f"<p class=who>{story.author}</p><p class=when>{around.updated}</p>"
        f"<p class=s1>{w.summary[0]}</p><p class=s2>{w.summary[1]}</p>{''.join(pieces)}"
        f"<p class=s1>{w.summary[0]}</p><p class=s2>{w.summary[1]}</p><p>{w.disclaimer}</p>"
        f"<p class=bio>{around.biography}</p>{_share(around, 'ul')}"
        f"<h3>{w.related}</h3><ul>{rest}</ul><h3>{w.read}</h3><ul>{_list(around.read)}</ul>"
        f"<p>{_links([(t, f'/tag/{t}') for t in around.topics])}</p><p>{around.comments}</p>"
        f"<h4>{w.promo[0]}</h4><p>{w.promo[1]}</p>{_step(w.previous, around.previous)}"
        f"{_step(w.following, around.following)}{_paragraphs(w.footer)}</article>",
    )


def broken(story: Story, around: Furniture) -> str:
    """Line breaks instead of paragraphs, and all of it in one cell of text."""
    w = around.words
    pieces = [
        piece.replace("<p>", "").replace("</p>", "") if piece.startswith("<p>") else piece
        for piece in markup(story.parts)
    ]
    pieces = _spliced(pieces, [f"<b>{w.newsletter[0]}</b>", w.newsletter[1]])
    tail = [
        *(w.disclaimer, around.biography, around.comments, " | ".join(w.share)),
        *(w.previous, _link(around.previous), w.following, _link(around.following)),
        *(f"<b>{w.related}</b>", *map(_link, around.related)),
        *(f"<b>{w.read}</b>", *map(_link, around.read), *w.promo, *w.footer),
    ]
    text = "<br><br>".join([around.updated, *w.summary, *pieces, *w.summary, *tail])
    return _page(
        story, f"<div id=n>{_links(_menu(around))}</div><h2>{story.title}</h2><div>{text}</div>"
    )


# -- parts of pages ------------------------------------------------------------------------------


def _page(story: Story, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{story.title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def _menu(around: Furniture) -> list[tuple[str, str]]:
    return [(topic, f"/section/{number}") for number, topic in enumerate(around.words.topics)]


def _links(links: Sequence[tuple[str, str]]) -> str:
    return " ".join(f"<a href='{href}'>{text}</a>" for text, href in links)


def _link(teaser: Teaser) -> str:
    return f"<a href='{teaser.href}'>{teaser.title}</a>"


def _list(teasers: Sequence[Teaser]) -> str:
    return "".join(f"<li>{_link(teaser)}</li>" for teaser in teasers)


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{text}</li>" for text in texts)


def _step(label: str, teaser: Teaser) -> str:
    return f"<div><span>{label}</span> <a href='{teaser.href}'>{teaser.title}</a></div>"


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _share(around: Furniture, tag: str) -> str:
    inside = "li" if tag == "ul" else "span"
    entries = "".join(f"<{inside}>{text}</{inside}> " for text in around.words.share)
    return f"<{tag} class='s{tag}'>{entries}</{tag}>"


def _amid(pieces: list[str], box: str) -> str:
    return "".join(_spliced(pieces, [box]))


def _spliced(pieces: list[str], box: list[str], share: float = 0.4) -> list[str]:
    at = max(1, int(len(pieces) * share))
    return [*pieces[:at], *box, *pieces[at:]]


TEMPLATES: tuple[Template, ...] = (
    *(semantic, hashed, blog, tables, bare, application, inside, broken),
)
