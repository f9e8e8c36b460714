"""Videos, posts and other embeds as links with a picture: a feed reader runs no players."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract.markup import escaped, quoted

# Hosts whose frames hold something an author chose to show; other frames are advertisements,
# consent dialogs and newsletter forms.
_HOSTS: Final = """
    youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com dai.ly twitter.com x.com
    instagram.com facebook.com tiktok.com soundcloud.com spotify.com bsky.app threads.net reddit.com
    redditmedia.com datawrapper.de dwcdn.net flourish.studio infogram.com documentcloud.org
    scribd.com slideshare.net codepen.io jsfiddle.net codesandbox.io streamable.com ted.com
    bandcamp.com mixcloud.com rumble.com odysee.com twitch.tv vk.com rutube.ru ok.ru bilibili.com
    niconico.jp nicovideo.jp imgur.com giphy.com megaphone.fm simplecast.com podbean.com acast.com
    spreaker.com libsyn.com buzzsprout.com art19.com omny.fm podigee.io arte.tv ardmediathek.de
    brightcove.net jwplatform.com jwplayer.com kaltura.com wistia.com wistia.net loom.com
    openstreetmap.org archive.org pinterest.com tumblr.com getty.edu sketchfab.com observablehq.com
    public.tableau.com telegram.org t.me apple.com deezer.com"""
_SHOWN: Final = frozenset(_HOSTS.split())
_YOUTUBE: Final = re.compile(r"(?:/embed/|/v/|/shorts/|youtu\.be/|[?&]v=)([\w-]{11})(?![\w-])")
_VIMEO: Final = re.compile(r"player\.vimeo\.com/video/(\d+)")
_MAX_LABEL: Final = 120
_ADDRESSES: Final = (
    *("data-src", "data-lazy-src", "data-cookieblock-src", "data-cmp-src", "data-consent-src"),
    *("data-url", "src", "data", "data-href"),
)
_LABELS: Final = ("title", "aria-label", "playlabel", "data-title")
_PLAYERS: Final = frozenset(["video", "audio", "amp-video", "amp-audio"])

# Elements that give no address but a number at one host, and what stands before it there.
_BY_NUMBER: Final = {
    "lite-youtube": "https://www.youtube.com/watch?v=",
    "amp-youtube": "https://www.youtube.com/watch?v=",
    "lite-vimeo": "https://vimeo.com/",
    "amp-vimeo": "https://vimeo.com/",
    "amp-twitter": "https://x.com/i/status/",
    "amp-instagram": "https://www.instagram.com/p/",
}
_NUMBERS: Final = ("videoid", "data-videoid", "data-tweetid", "data-shortcode")
_NUMBER: Final = re.compile(r"[\w-]{3,40}")

# The classes by which the networks' scripts know the quotations that they make posts of.
_POSTS: Final = (
    *("instagram-media", "twitter-tweet", "twitter-video", "tiktok-embed", "bluesky-embed"),
    *("reddit-embed", "reddit-card", "text-post-media", "fb-xfbml-parse-ignore", "mastodon-embed"),
)


class Embed:
    """What stands in for an embed: its own page, what it is called, and a still if there is one."""

    __slots__ = ("href", "label", "still")

    def __init__(self, href: str, label: str, still: str | None) -> None:
        self.href: Final = href
        self.label: Final = label
        self.still: Final = still

    @property
    def identity(self) -> str:
        """Equal for the same embed."""
        return self.href

    def html(self) -> str:
        """The link, around the still or in words."""
        inside = escaped(self.label)
        if self.still:
            inside = f'<img src="{quoted(self.still)}" alt="{quoted(self.label)}">'
        return f'<a href="{quoted(self.href)}">{inside}</a>'


def embed(node: LexborNode, base: str) -> Embed | None:
    """What an ``iframe``, ``video``, ``object`` or the like shows, or None."""
    attributes: dict[str, str | None] = node.attributes
    tag = node.tag or ""
    plays = tag in _PLAYERS
    address = _named(tag, attributes) or _address(attributes, base)
    if address is None and plays:
        address = _source(node, base)
    if address is None or not (plays or _is_shown(address)):
        return None
    href, still = _page_of(address)
    poster = attributes.get("poster") or attributes.get("data-poster")
    if poster and (own := urls.join(base, poster)):
        still = own
    return Embed(urls.untracked(href), _label(attributes) or urls.site(href), still)


def post(quotation: LexborNode, base: str) -> Embed | None:
    """The post of a network that a ``blockquote`` stands for until a script has run, or None."""
    attributes: dict[str, str | None] = quotation.attributes
    names = attributes.get("class") or ""
    if not any(name in names for name in _POSTS):
        return None
    reference = attributes.get("data-instgrm-permalink") or attributes.get("cite")
    address = urls.join(base, reference) if reference else None
    for link in quotation.css("a[href]") if address is None else []:
        address = urls.join(base, link.attributes.get("href") or "") or address  # the last one
    if address is None or not _is_shown(address):
        return None
    return Embed(urls.untracked(address), urls.site(address), None)


def _named(tag: str, attributes: dict[str, str | None]) -> str | None:
    """The address of an embed of which the page has the number only."""
    form = _BY_NUMBER.get(tag)
    if form is None:
        return None
    for name in _NUMBERS:
        number = attributes.get(name)
        if number and _NUMBER.fullmatch(number):
            return form + number
    return None


def _label(attributes: dict[str, str | None]) -> str:
    for name in _LABELS:
        label = attributes.get(name)
        if label:
            return " ".join(label.split())[:_MAX_LABEL]
    return ""


def _address(attributes: dict[str, str | None], base: str) -> str | None:
    for name in _ADDRESSES:
        value = attributes.get(name)
        address = urls.join(base, value) if value else None
        if address:
            return address
    return None


def _source(player: LexborNode, base: str) -> str | None:
    for source in player.css("source"):
        address = urls.join(base, source.attributes.get("src") or "")
        if address:
            return address
    return None


def _is_shown(address: str) -> bool:
    host = urls.host(address).partition(":")[0]
    if host.startswith(("www.google.", "maps.google.")):
        return "/maps" in address
    while host:
        if host in _SHOWN:
            return True
        host = host.partition(".")[2]
    return False


def _page_of(address: str) -> tuple[str, str | None]:
    """The page where an embed is at home, and the still its host gives of it."""
    if (match := _YOUTUBE.search(address)) and "youtu" in urls.host(address):
        name = match[1]
        return (
            f"https://www.youtube.com/watch?v={name}",
            f"https://i.ytimg.com/vi/{name}/hqdefault.jpg",
        )
    if match := _VIMEO.search(address):
        return f"https://vimeo.com/{match[1]}", None
    if urls.host(address) == "www.facebook.com":
        href = parse_qs(urlsplit(address).query).get("href", [""])[0]
        return (href if urls.is_web(href) else address), None
    return address, None
