"""Which encoding a page is in."""

from __future__ import annotations

from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.decode import utf8

RUSSIAN = (
    "Правительство утвердило новый порядок выплат. Решение вступит в силу с первого января, "
    "сообщили в пресс-службе министерства. Ранее эксперты предлагали отложить реформу."
)
HEBREW = (
    "הממשלה אישרה היום את התקציב החדש לאחר דיונים ארוכים. שר האוצר אמר כי מדובר בצעד חשוב לכלכלה. "
    "באופוזיציה מתחו ביקורת על ההחלטה וטענו שהיא פוגעת בשכבות החלשות."
)
POLISH = (
    "Rząd ogłosił dziś nowe przepisy dotyczące bezpieczeństwa. Minister powiedział, że zmiany "
    "wejdą w życie w przyszłym roku. Opozycja krytykuje tę decyzję, twierdząc, że jest zbyt późno."
)
SAMPLES = [
    ("windows-1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    (
        "windows-1252",
        "Der Präsident erklärte, man müsse über die Höhe der Gebühren reden – „bald“.",
    ),
    ("windows-1250", "Předseda vlády řekl, že příští týden začnou důležitá jednání o rozpočtu."),
    ("windows-1253", "Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την οικονομία."),
    ("windows-1254", "Bakanlık, yeni düzenlemenin önümüzdeki günlerde açıklanacağını söyledi."),
    ("windows-1255", HEBREW),
    ("windows-1256", "أعلنت الحكومة اليوم عن خطة جديدة لدعم الاقتصاد الوطني."),
    ("windows-1250", POLISH),
    ("iso-8859-2", POLISH),
    ("tis-620", "รัฐบาลประกาศมาตรการใหม่เพื่อกระตุ้นเศรษฐกิจในวันนี้ โดยจะเริ่มตั้งแต่ต้นปีหน้า"),
    ("iso-8859-7", "Ο πρωθυπουργός είπε ότι οι αλλαγές θα ισχύσουν από το επόμενο έτος."),
    ("utf-16-le", RUSSIAN),
    ("utf-16-be", RUSSIAN),
    ("shift_jis", "政府は今日、新しい経済政策を発表した。来年度から実施される。"),
    ("euc-jp", "政府は今日、新しい経済政策を発表した。来年度から実施される。"),
    ("gb2312", "政府今天宣布了新的经济政策，将于明年开始实施。"),
    ("gb18030", "政府今天宣布了新的经济政策，将于明年开始实施。"),
    ("big5", "政府今天宣布了新的經濟政策，將於明年開始實施。"),
    ("euc-kr", "정부는 오늘 새로운 경제 정책을 발표했다."),
    ("utf-8", RUSSIAN),
    ("windows-1252", "El Gobierno español anunció ayer que el año próximo bajará los impuestos."),
    ("windows-1257", "Vyriausybė šiandien paskelbė naujas priemones, kurios įsigalios kitąmet."),
    ("windows-1257", "Valdība šodien paziņoja par jauniem pasākumiem ekonomikas atbalstam."),
    ("koi8-u", "Уряд сьогодні оголосив про нові заходи, які почнуть діяти вже наступного року."),
    ("iso-8859-2", "Předseda vlády řekl, že příští týden začnou důležitá jednání o rozpočtu."),
    ("iso-8859-5", RUSSIAN),
    ("iso-8859-6", "أعلنت الحكومة اليوم عن خطة جديدة لدعم الاقتصاد الوطني."),
]


def decode(html: bytes | str, content_type: str | None = None) -> str:
    return utf8(html, content_type).decode()  # fails where that is no UTF-8


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>News</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_a_page_is_read_in_the_encoding_its_header_names(encoding: str, text: str) -> None:
    assert text in decode(page(text).encode(encoding), f"text/html; charset={encoding}")


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_a_page_is_read_in_the_encoding_its_meta_element_names(encoding: str, text: str) -> None:
    body = page(text, f'<meta charset="{encoding}">').encode(encoding)
    assert text in decode(body, "text/html")


def test_the_older_form_of_the_meta_element_counts_too() -> None:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    assert RUSSIAN in decode(page(RUSSIAN, head).encode("windows-1251"))


def test_windows_1251_is_recognised_without_a_declaration() -> None:
    assert RUSSIAN in decode(page(RUSSIAN * 3).encode("windows-1251"), "text/html")


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">'], ids=["undeclared", "misdeclared"])
def test_an_encoding_is_recognised_although_nothing_or_utf8_is_declared(
    encoding: str, text: str, head: str
) -> None:
    assert text in decode(page(text, head).encode(encoding), "text/html")


@pytest.mark.parametrize(
    "name",
    [
        *("rot13", "base64", "hex", "bz2", "zlib", "uu", "quopri", "undefined", "idna", "punycode"),
        *("unicode_escape", "raw_unicode_escape", "utf-7", "mbcs"),
    ],
)
def test_a_codec_that_is_no_encoding_of_pages_is_no_declaration(name: str) -> None:
    body = page(RUSSIAN + "+ADw-b+AD4- \\x3c", f"<meta charset={name}>").encode()
    assert decode(body, f"text/html; charset={name}") == body.decode()
    decode(bytes(range(256)), f"text/html; charset={name}")


@given(st.binary(max_size=200), st.sampled_from(sorted({*aliases.values(), "klingon", ""})))
def test_no_declaration_makes_decoding_fail(body: bytes, name: str) -> None:
    decode(b"\xba<meta charset=" + name.encode() + b">" + body)
    decode(b"\xba" + body, f"text/html; charset={name}")


def test_a_servers_latin_default_yields_to_what_the_page_says() -> None:
    body = page(RUSSIAN, '<meta charset="windows-1251">').encode("windows-1251")
    assert RUSSIAN in decode(body, "text/html; charset=ISO-8859-1")


def test_valid_utf8_is_utf8_whatever_is_declared() -> None:
    body = page(RUSSIAN, '<meta charset="iso-8859-1">').encode()
    assert RUSSIAN in decode(body, "text/html; charset=windows-1252")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding: str) -> None:
    decoded = decode(page(RUSSIAN).encode(encoding), "text/html; charset=windows-1251")
    assert decoded == page(RUSSIAN)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_without_a_mark(encoding: str) -> None:
    assert decode(page(RUSSIAN).encode(encoding)) == page(RUSSIAN)


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    body = page(RUSSIAN).encode().replace("порядок".encode(), b"\xff\xfe", 1)
    assert "Правительство утвердило новый" in decode(body)


def test_a_page_cut_amid_a_character_is_still_the_utf8_it_says() -> None:
    body = page("Le café a fermé à midi.", "<meta charset=utf-8>").encode().partition("à".encode())
    assert "Le café a fermé" in decode(body[0] + body[1][:1])


@pytest.mark.parametrize("shift", range(4))
def test_a_large_page_is_utf8_wherever_its_characters_lie(shift: int) -> None:
    body = (" " * shift + "😀" * 10_000).encode()
    assert utf8(body) == body
    assert decode(body + b"\xff") == body.decode() + "\ufffd"


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=", "text/html; charset=klingon", "charset", ";;;", "text/html;charset=\n"],
)
def test_a_senseless_declaration_is_ignored(content_type: str) -> None:
    assert "naïve café" in decode(page("naïve café").encode(), content_type)


def test_the_iso_2022_jp_escapes_count_although_they_are_ascii() -> None:
    text = "政府は今日発表した。"
    body = page(text).encode("iso-2022-jp")
    assert text in decode(body, "text/html; charset=iso-2022-jp")


@pytest.mark.parametrize("html", ["a\0b", b"a\0b", "a\ud800b", "\ufeffab", b""])
def test_nothing_is_left_that_a_parser_chokes_on(html: bytes | str) -> None:
    decoded = decode(html)
    decoded.encode("utf-8")
    assert "\0" not in decoded
    assert not decoded.startswith("\ufeff")
