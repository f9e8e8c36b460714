"""What class names, ids and roles on the web say about an element, as one dictionary of words.

The words come from reading markup, not from any list of selectors: a class attribute is split
into words (``relatedPosts-box`` → related, posts, box), and each word, and each pair of words
written together (``share`` + ``bar``), is looked up. A word means what it means wherever it
stands, so that a theme never seen before is still understood.
"""

from __future__ import annotations

import re
from typing import Final

# One bit each, so that an element's flags and those inherited from its ancestors are one integer.
COMMENT: Final = 1 << 0
RELATED: Final = 1 << 1
SHARE: Final = 1 << 2
NEWSLETTER: Final = 1 << 3
AUTHOR: Final = 1 << 4
CAPTION: Final = 1 << 5
META: Final = 1 << 6
TOC: Final = 1 << 7
REFERENCE: Final = 1 << 8
POPUP: Final = 1 << 9
AD: Final = 1 << 10
BODY: Final = 1 << 11
SIDEBAR: Final = 1 << 12
NAV: Final = 1 << 13
FOOTER: Final = 1 << 14
HEADER: Final = 1 << 15
HIDDEN: Final = 1 << 16
TAGS: Final = 1 << 17
PAYWALL: Final = 1 << 18
TITLE: Final = 1 << 19
SUMMARY: Final = 1 << 20
CARD: Final = 1 << 21
# From the element's own kind rather than from its names:
ARTICLE: Final = 1 << 22
MAIN: Final = 1 << 23
ASIDE: Final = 1 << 24
FORM: Final = 1 << 25
BUTTON: Final = 1 << 26
LIST: Final = 1 << 27
TABLE: Final = 1 << 28
QUOTE: Final = 1 << 29
CODE: Final = 1 << 30
FIGURE: Final = 1 << 31
BOX: Final = 1 << 32
UNSEEN: Final = 1 << 33  # by its attributes, not by a name
# Where articles are not written:
THREAD: Final = 1 << 34  # comments, and each of them
APART: Final = 1 << 35

#: Flags that speak against a block being the article's.
NEGATIVE: Final = (
    COMMENT | RELATED | SHARE | NEWSLETTER | META | TOC | POPUP | AD | SIDEBAR | NAV | FOOTER
) | (HIDDEN | UNSEEN | TAGS | PAYWALL | ASIDE | FORM | BUTTON | AUTHOR | CAPTION | REFERENCE | BOX)

_BEGUN: Final = 1 << 40  # says nothing of an element, but that some word of the table begins so
_STATE: Final = 1 << 41  # nor this, but that another word of the name tells what the element has
_DIGITS: Final = "0123456789"

_WORDS: Final = {
    COMMENT: """comment comments commentlist commenter disqus respond replies discussion
        kommentar kommentare comentario comentarios commentaire commentaires commenti yorum yorumlar
        komentar komentarze reacties livefyre spotim openweb talkback forum""",
    RELATED: """related relateds recommended recommendation recommendations recommend recirc
        recirculation outbrain taboola morelike popular trending mostread mostpopular
        relatedposts relatedarticles similar youmaylike alsolike readmore readalso readnext
        upnext moreon morefrom morenews latestnews latest suggested teaser teasers relacionados
        relacionadas relacionado verwandt weiterlesen liresuite associes interessant onward
        rightrail zergnet mgid revcontent engageya nrelate yarpp crosslink seealso moretopic
        moreposts morestories relatedlinks relatedcontent relatedstories bottomstories""",
    SHARE: """share shares sharing sharebar sharethis sharedaddy shareaholic addthis addtoany
        social socials socialmedia sociallinks socialshare socialbar facebook twitter whatsapp
        telegram linkedin pinterest tweet follow followus teilen compartir partager condividi
        delen bookmark bookmarks sociable sharrre""",
    NEWSLETTER: """newsletter newsletters subscribe subscription subscriptions signup optin
        mailchimp mailinglist emailsignup mailmunch sailthru cta calltoaction boletin infolettre
        abonnement subscribeform leadgen leadmagnet""",
    AUTHOR: """author authors authorbox authorbio byline bylines bio biography contributor
        contributors writer reporter autor autoren auteur autore verfasser aboutauthor vcard
        postauthor profile""",
    CAPTION: """caption captions wpcaption imagecaption photocaption figcaption credit credits
        photocredit copyright imgcredit bildunterschrift legende didascalia photographer""",
    META: """meta metadata postmeta entrymeta dateline timestamp pubdate published publish date
        datetime posted postedon updated time readingtime readtime wordcount views viewcount
        breadcrumbs breadcrumb crumbs kicker eyebrow category categories section articlemeta
        toolbar tools print printer""",
    TOC: """toc tableofcontents contentstable eztoc outline jumplinks anchorlinks""",
    REFERENCE: """references reference reflist footnotes footnote citations citation sources
        bibliography endnotes quellen""",
    POPUP: """popup modal overlay lightbox cookie cookies consent gdpr cmp onetrust dialog
        notice interstitial lightboxes toast tooltip drawer offcanvas didomi""",
    AD: """ad ads adv advert adverts advertisement advertisements advertising advertorial adslot
        adunit adsense adsbygoogle adbox adwrap banner banners sponsor sponsored sponsors promo
        promos promotion promotional promoted partner partners affiliate dfp gpt doubleclick
        anzeige werbung publicidad publicite pubblicita reklam reklama commercial""",
    BODY: """articlebody articlecontent articletext entrycontent postcontent postbody storybody
        storycontent storytext bodytext bodycopy bodycontent contentbody articlebodytext richtext
        wysiwyg prose maincontent entrybody textbody fulltext blogcontent newscontent newsbody
        newstext pagecontent singlecontent detailcontent postentry postarticle paragraph
        paragraphs copy artikelinhalt artikeltext cuerpo corps corpo noticia hentry articulo
        tdpostcontent body text story articlesection""",
    SIDEBAR: """sidebar sidebars side aside rail rightcolumn leftcolumn rightcol leftcol widget
        widgets secondary rightbar leftbar asidebar sidecol""",
    NAV: """nav navigation navbar menu menus menuitem submenu pagination pager pagenav prevnext
        nextprev postnavigation postnav navlinks previous prev next breadcrumbnav megamenu
        hamburger topbar sitenav skip skiplink skiplinks tabs""",
    FOOTER: """footer footers foot siteinfo colophon bottombar sitefooter pagefooter legal""",
    HEADER: """header masthead siteheader pageheader topheader branding logo articleheader
        entryheader postheader""",
    HIDDEN: """hidden hide invisible sronly visuallyhidden screenreader screenreadertext
        screenreaderonly dnone displaynone noshow noprint accessibility assistive offscreen
        uhidden vh srtext""",
    TAGS: """tag tags taglist tagcloud topics topic keywords posttags entrytags tagslinks
        etiquetas hashtags labels catlinks""",
    PAYWALL: """paywall regwall premium piano meter metered locked subscriberonly gate gated
        barrier login signin register registration loginform""",
    TITLE: """title headline headings heading entrytitle posttitle articletitle titel titulo
        titre titolo pagetitle storytitle""",
    SUMMARY: """summary lead lede excerpt standfirst deck dek subtitle subhead subheadline
        subheading intro introduction abstract teasertext description chapo sommario vorspann
        takeaways keypoints highlights keytakeaways tldr entradilla bajada""",
    CARD: """card cards tile tiles grid item items listing carousel slider swiper slick slide
        gallery feed loop archive list thumb thumbnail product products""",
    BOX: """box boxes infobox factbox factsbox infobar info facts fact faktaboks faktaruta fakta
        inset insets callout callouts aside module modules embed embeds embedded plugin poll polls
        quiz umfrage vote voting survey player playlist podcast audio video liveblog ticker
        disclaimer disclosure editorsnote note notes correction donate donation support""",
    # Of the prose of 896 pages, 2 % at most of what has one of these names is the article's, and
    # on no page a third of it; of what is called a sidebar, 72 % is.
    APART: """comment comments respond cookie cookies consent onetrust gdpr modal popup navigation
        navbar megamenu breadcrumb breadcrumbs optin signup subscribe login cart legal copyright
        privacy colophon promo bio biography authorbox social""",
    _STATE: """has no with without is not show hide open closed enabled disabled active on off
        allow allowed count""",
}

# Whole names, without what numbers them: of comments on 896 pages, 1 % is the article's, quoted.
_THREAD_NAMES: Final = """comments commentlist comment-list comments-list comments-area
    comments-section comments-wrapper entry-comments wp-block-comments disqus-thread comment-thread
    comment-content comment-body comment-text comment- li-comment- div-comment- article-comment-"""
_THREADS: Final = frozenset(_THREAD_NAMES.split())


def _table() -> dict[str, int]:
    """The flags of each word, and of all that words begin with."""
    table: dict[str, int] = {}
    for flag, words in _WORDS.items():
        for word in words.split():
            table[word] = table.get(word, 0) | flag
    for word in list(table):
        for end in range(1, len(word)):
            table[word[:end]] = table.get(word[:end], 0) | _BEGUN
    return table


_TABLE: Final = _table()

_SPLIT: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# A class attribute longer than this is generated (utility classes); its start names it.
_MAX_NAMES: Final = 300

_ROLES: Final = {
    "main": MAIN,
    "article": ARTICLE,
    "complementary": ASIDE | APART,
    "navigation": NAV | APART,
    "menu": NAV,
    "menubar": NAV,
    "contentinfo": FOOTER | APART,
    "banner": HEADER | APART,
    "search": FORM,
    "form": FORM,
    "dialog": POPUP | APART,
    "alertdialog": POPUP | APART,
    "button": BUTTON,
    "tablist": NAV,
    "doc-footnote": REFERENCE,
    "doc-toc": TOC,
}

_PROPERTIES: Final = {
    "articleBody": BODY,
    "text": BODY,
    "author": AUTHOR,
    "headline": TITLE,
    "datePublished": META,
    "dateModified": META,
    "comment": COMMENT,
    "keywords": TAGS,
    "caption": CAPTION,
    "description": SUMMARY,
    "publisher": META,
}

_SPEAKING: Final = {
    "role": _ROLES,
    "itemprop": _PROPERTIES,
    "hidden": {"": HIDDEN | UNSEEN, "hidden": HIDDEN | UNSEEN, "true": HIDDEN | UNSEEN},
    "aria-hidden": {"true": HIDDEN | UNSEEN},
}

_INVISIBLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


_REMEMBERED: Final = 32_768  # a hundred sites have as many
_known: Final[dict[str, int]] = {}


def named(names: str) -> int:
    """The flags a class attribute or an id speaks of.

    >>> bool(named("td-post-sharing-bottom") & SHARE), named("col-md-8 x1y2z3")
    (True, 0)
    """
    flags = _known.get(names)
    if flags is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        flags = _known[names] = _names(names)
    return flags


def _names(names: str) -> int:
    flags = 0
    for name in names[:_MAX_NAMES].split():
        flags |= _name(name)
    return flags & ~(_BEGUN | _STATE)


def _name(name: str) -> int:
    """The flags of one class name, from its words and from its neighbouring words joined."""
    if name.islower():
        words = name.replace("_", "-").split("-")
    else:
        words = [word.lower() for word in _SPLIT.findall(name)]
    flags = THREAD if "-".join(words).rstrip(_DIGITS) in _THREADS else 0
    known = 0
    before = ""
    for numbered in words:
        word = numbered.rstrip(_DIGITS)
        if known & _BEGUN:
            flags |= _TABLE.get(before + word, 0)
        known = _TABLE.get(word, 0)
        flags |= known
        before = word
    return flags & ~APART if flags & _STATE else flags


def attributed(attributes: dict[str, str | None]) -> int:
    """The flags an element's attributes speak of: class, id, role, itemprop, visibility."""
    flags = 0
    for name, value in attributes.items():
        if name in ("class", "id", "data-component", "data-testid"):
            if value:
                flags |= named(value)
        elif name == "style":
            if value and _is_invisible(value.lower()):
                flags |= HIDDEN | UNSEEN
        elif name in _SPEAKING:
            flags |= _SPEAKING[name].get(value or "", 0)
    return flags


def _is_invisible(style: str) -> bool:
    return ("none" in style or "hidden" in style) and _INVISIBLE.search(style) is not None
