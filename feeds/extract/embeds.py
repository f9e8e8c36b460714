"""Videos, posts and other embeds as links with a picture: a feed reader runs no players."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from feeds import urls

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
_YOUTUBE = re.compile(r"(?:/embed/|/v/|/shorts/|youtu\.be/|[?&]v=)([\w-]{11})(?![\w-])")
_VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)")
_MAX_LABEL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """What stands in for an embed: its own page, what it is called, and a still if there is one."""

    href: str
    label: str
    still: str | None = None

    @property
    def identity(self) -> str:
        """Equal for the same embed."""
        return self.href

    def html(self) -> str:
        """The link, around the still or in words."""
        inside = (
            f'<img src="{escape(self.still)}" alt="{escape(self.label)}">'
            if self.still
            else escape(self.label, quote=False)
        )
        return f'<a href="{escape(self.href)}">{inside}</a>'


def embed(node: LexborNode, base: str) -> Embed | None:
    """What an ``iframe``, ``video``, ``audio``, ``object`` or ``embed`` element shows, or None."""
    attributes = node.attributes
    address = _address(node, attributes, base)
    if address is None or (node.tag not in ("video", "audio") and not _is_shown(address)):
        return None
    href, still = _page_of(address)
    poster = attributes.get("poster")
    if poster and (own := urls.join(base, poster)):
        still = own
    label = " ".join((attributes.get("title") or attributes.get("aria-label") or "").split())
    return Embed(
        href=urls.untracked(href), label=label[:_MAX_LABEL] or urls.site(href), still=still
    )


def _address(node: LexborNode, attributes: Mapping[str, str | None], base: str) -> str | None:
    names = ("data-src", "data-lazy-src", "data-cookieblock-src", "src", "data")
    found = [value for name in names if (value := attributes.get(name))]
    if node.tag in ("video", "audio"):
        found += [source.attributes.get("src") or "" for source in node.css("source")]
    joined = (urls.join(base, value) for value in found)
    return next((address for address in joined if address), None)


def _is_shown(address: str) -> bool:
    host = urls.host(address).partition(":")[0]
    if host.startswith(("www.google.", "maps.google.")):
        return "/maps" in address
    labels = host.split(".")
    return any(".".join(labels[at:]) in _SHOWN for at in range(len(labels)))


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
