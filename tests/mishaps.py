"""Mishaps: ways in which what a site sends breaks on its way, or was never in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

_TAG = re.compile(rb"<[^<>]*>")
_TEXT = re.compile(rb">([^<>]+)<")
_CHARSET_NAMES: Final = """
    utf-8 utf-16 utf-7 utf-32 windows-1251 windows-1256 iso-8859-1 iso-8859-8-i shift_jis euc-jp
    iso-2022-jp iso-2022-kr gb18030 hz big5 euc-kr koi8-r macintosh x-user-defined unicode idna
    punycode base64 hex rot13 zlib bz2 uu quopri undefined unicode_escape raw_unicode_escape mbcs
    klingon -"""
_CHARSETS: Final = _CHARSET_NAMES.split()
_FRAGMENTS: Final = [
    *(b"<p>", b"</div>", b"<table>", b"<td>", b"</table>", b"<svg>", b"<math><mi>", b"<select>"),
    *(b"<template>", b"<option>", b"<frameset>", b"<frame src=x>", b"<noscript>", b"<plaintext>"),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<style>", b"<title>"),
    *(b"<textarea>", b"<xmp>", b"<iframe src='https://youtu.be/", b"<base href='//['>", b"<br>"),
    *(
        b"<a href='javascript:alert(1)' onclick=x()>",
        b"<a href='http://[::1'>",
        b"<a href='//\xff'>",
    ),
    *(b"<img src=x onerror=x()>", b"<img srcset=', 9e9w, ,, x 1.1.1w'>", b"<img width=1e9 src=y>"),
    *(b"<p style='x:y' onload=z>", b"<td colspan=99999999999999>", b"<time datetime='0000-00-00'>"),
    *(b"&#0;", b"&#xD800;", b"&#x110000;", b"&#1;", b"&#128;", b"&bogus;", b"&amp;amp;lt;p&gt;"),
    *(b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<h1>", b"<pre>"),
    *(b"<script type=application/ld+json>{", b"<meta property=og:title content='"),
    *(b"<meta name=date content='9999-99-99T99:99:99+99:99'>", b"<html lang='\x01'>"),
]

# What people give for addresses, numbers, dates and names, and programs for data.
_LIES: Final = [
    *(b"", b" ", b".", b"-", b"%", b"%zz", b"?", b"#", b"//", b"0", b"-1", b"1.2.3", b"NaN"),
    *(b"9" * 400, b"9" * 5_000, b"x" * 9_000, b"\xd9\xa3", b"\xc2\xb2", b"1e400", b"1e999"),
    *(b"&#55357;&#56842;", b"&#xD800;", b"&#x110000;", b"&#xFDD0;", b"\xed\xa0\x80"),
    *(b"\xef\xb7\x90", b"\xe2\x80\x8b", b"http://[", b"http://[::1", b"http://a:99999/"),
    *(b"http://a.b/\x01", b"http://xn--/", b"data:,x", b"0000-00-00", b"2024-13-45"),
    *(b"2024-02-29T24:00:00Z", b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59"),
    *(b"12/31/9999", b"31.04.2024", b"99999999999999", b"-1714290000"),
    *(b"Sun, 28 Apr 99999999999999999999 09:36:00 GMT", b"2024-04-28T10:00:00+99:99"),
    *(b"By ", b"|", b" - ", b"a .x", b"a 1w, b .w", b"null", b"true", b"[]", b"{}", b"[[[[]]]]"),
    *(b'"\\ud800"', b'{"@type": []}', b'{"@id": {}}', b'{"@graph": null}'),
    b'{"name": {"name": []}}',
]
_VALUE = re.compile(
    rb"(?<==\")[^\"<>]{0,400}(?=\")|(?<=>)[^<>]{1,200}(?=<)|(?<=\":)[^,{}\[\]]{1,300}"
)

Mutation = Callable[[bytes, Random], bytes]


def _truncated(page: bytes, chance: Random) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def _beheaded(page: bytes, chance: Random) -> bytes:
    return page[chance.randrange(len(page) + 1) :]


def _slice(page: bytes, chance: Random, longest: int = 2_000) -> slice:
    start = chance.randrange(len(page) + 1)
    return slice(start, start + chance.randrange(longest))


def _cut(page: bytes, chance: Random) -> bytes:
    gone = _slice(page, chance)
    return page[: gone.start] + page[gone.stop :]


def _duplicated(page: bytes, chance: Random) -> bytes:
    piece = page[_slice(page, chance)]
    at = chance.randrange(len(page) + 1)
    return page[:at] + piece * chance.randint(1, 20) + page[at:]


def _swapped_tags(page: bytes, chance: Random) -> bytes:
    tags = list(_TAG.finditer(page))
    if len(tags) < 2:
        return page
    first, second = sorted(chance.sample(tags, 2), key=lambda tag: tag.start())
    between = page[first.end() : second.start()]
    return page[: first.start()] + second[0] + between + first[0] + page[second.end() :]


def _dropped_tags(page: bytes, chance: Random) -> bytes:
    share = chance.choice([0.02, 0.3, 0.9])
    return _TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], page)


def _emptied(page: bytes, chance: Random) -> bytes:
    share = chance.choice([0.1, 0.9])
    return _TEXT.sub(lambda text: b"><" if chance.random() < share else text[0], page)


def _inserted(page: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(page) + 1)
    return page[:at] + chance.choice(_FRAGMENTS) * chance.choice([1, 1, 1, 40]) + page[at:]


def _lied(page: bytes, chance: Random) -> bytes:
    share = chance.choice([0.003, 0.02, 0.1])
    return _VALUE.sub(
        lambda value: chance.choice(_LIES) if chance.random() < share else value[0], page
    )


def _controls(page: bytes, chance: Random) -> bytes:
    body = bytearray(page)
    for _ in range(chance.randint(1, 60)):
        body.insert(
            chance.randrange(len(body) + 1), chance.choice(b"\0\x01\x08\x0b\x0c\x1b\x7f\x85")
        )
    return bytes(body)


def _noise(page: bytes, chance: Random) -> bytes:
    body = bytearray(page)
    for _ in range(chance.randint(1, 60) if body else 0):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _charset(page: bytes, chance: Random) -> bytes:
    return b"<meta charset=" + chance.choice(_CHARSETS).encode() + b">" + page


def _encoded(page: bytes, chance: Random) -> bytes:
    encoding = chance.choice(
        ["utf-16", "utf-16-be", "utf-32", "cp1251", "gb18030", "cp932", "utf-7"]
    )
    return page.decode("utf-8", "replace").encode(encoding, "replace")


def _marked(page: bytes, chance: Random) -> bytes:
    return chance.choice([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0"]) + page


MUTATIONS: Final[tuple[Mutation, ...]] = (
    *(_truncated, _beheaded, _cut, _duplicated, _swapped_tags, _dropped_tags, _emptied),
    *(_inserted, _inserted, _lied, _lied, _controls, _noise, _charset, _encoded, _marked),
)


def mutated(page: bytes, chance: Random) -> bytes:
    """``page`` after one to six mishaps."""
    for mutation in chance.choices(MUTATIONS, k=chance.randint(1, 6)):
        page = mutation(page, chance)
    return page


def content_type(chance: Random) -> str | None:
    """What a server may say of any page, right or wrong."""
    charset = chance.choice(_CHARSETS)
    return chance.choice(
        [None, None, "", "text/plain", "image/png", f"text/html; charset={charset}", "\r\n;;=\0"]
    )
