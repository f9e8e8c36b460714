"""Which encoding a page is in."""

from __future__ import annotations

import pytest

from feeds.extract.decode import decode

RUSSIAN = (
    "Правительство утвердило новый порядок выплат. Решение вступит в силу с первого января, "
    "сообщили в пресс-службе министерства. Ранее эксперты предлагали отложить реформу."
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
    ("windows-1255", "הממשלה אישרה היום את התקציב החדש לאחר דיונים ארוכים."),
    ("windows-1256", "أعلنت الحكومة اليوم عن خطة جديدة لدعم الاقتصاد الوطني."),
    ("iso-8859-2", "Rząd ogłosił dziś nowe przepisy dotyczące bezpieczeństwa."),
    ("shift_jis", "政府は今日、新しい経済政策を発表した。来年度から実施される。"),
    ("euc-jp", "政府は今日、新しい経済政策を発表した。来年度から実施される。"),
    ("gb2312", "政府今天宣布了新的经济政策，将于明年开始实施。"),
    ("gb18030", "政府今天宣布了新的经济政策，将于明年开始实施。"),
    ("big5", "政府今天宣布了新的經濟政策，將於明年開始實施。"),
    ("euc-kr", "정부는 오늘 새로운 경제 정책을 발표했다."),
    ("utf-8", RUSSIAN),
]


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
