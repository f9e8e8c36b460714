"""An article is found in any writing: with other full stops, without any, without blanks."""

from __future__ import annotations

from itertools import cycle, islice
from typing import NamedTuple

import pytest

from feeds import extract


class Writing(NamedTuple):
    """Words of a language, and how its sentences are put together."""

    words: str
    stop: str  # at a sentence's end
    blank: str = " "  # between words
    pause: str = " "  # between phrases


WRITINGS = {
    "Amharic": Writing("ዝናብ ሌሊቱን ሁሉ በብርቱ ዘነበ ጀልባዎች ከወደብ አልወጡም ሰዎች ጠበቁ", "።", pause="፣ "),
    "Arabic": Writing(
        "نزل المطر طوال الليل ولم تغادر القوارب الميناء وانتظر الناس", ".", pause="، "
    ),
    "Armenian": Writing("անձրևը ամբողջ գիշեր տեղաց նավակները նավահանգստից չելան մարդիկ", "։"),
    "Bengali": Writing("সারা রাত বৃষ্টি হলো নৌকা ঘাট ছাড়ল না মানুষ অপেক্ষা করল", "।"),
    "Burmese": Writing("မိုး တစ်ညလုံး ရွာ လှေများ ဆိပ်ကမ်း မထွက် လူများ စောင့်", "။", "", "၊ "),
    "Chinese": Writing("大雨 下了 整夜 船只 没有 离开 港口 人们 在岸边 等候", "。", "", "，"),
    "Georgian": Writing("წვიმა მთელი ღამე მოდიოდა ნავები ნავსადგურიდან არ გავიდა ხალხი", "."),
    "Greek": Writing("η βροχή έπεφτε όλη νύχτα τα πλοία δεν έφυγαν από το λιμάνι", "."),
    "Hebrew": Writing("הגשם ירד כל הלילה והסירות לא יצאו מן הנמל האנשים חיכו", "."),
    "Hindi": Writing("सारी रात बारिश हुई नावें बंदरगाह से नहीं निकलीं लोग रुके", "।"),
    "Japanese": Writing(
        "雨が 一晩中 降り続き 船は 港を 出られず 人々は 岸で 待った", "。", "", "、"
    ),
    "Khmer": Writing("ភ្លៀង ធ្លាក់ ពេញមួយយប់ ទូក មិនចេញ ពីកំពង់ផែ មនុស្ស រង់ចាំ", "។", ""),
    "Korean": Writing("밤새 비가 내려 배가 항구를 떠나지 못했고 사람들은 기다렸다", "."),
    "Lao": Writing("ຝົນ ຕົກ ໝົດຄືນ ເຮືອ ບໍ່ອອກ ຈາກທ່າ ຄົນ ລໍຖ້າ ຢູ່ແຄມນ້ຳ", "", ""),
    "Russian": Writing("дождь шёл всю ночь лодки не вышли из гавани люди ждали", "."),
    "Tamil": Writing("இரவு முழுவதும் மழை பெய்தது படகுகள் துறைமுகம் மக்கள்", "."),
    "Thai": Writing("ฝน ตกหนัก ทั้งคืน เรือ ไม่ออก จากท่า ชาวบ้าน รออยู่ ริมน้ำ", "", ""),
    "Tibetan": Writing("ཆར་པ་ མཚན་མོ་ གང་པོར་ བབས་ གྲུ་ ཁ་ ནས་ མི་ སྒུག་", "།", ""),
}


def sentence(writing: Writing, begin: int) -> str:
    words = list(islice(cycle(writing.words.split()), begin, begin + 12))
    phrases = [writing.blank.join(words[at : at + 4]) for at in range(0, 12, 4)]
    return writing.pause.join(phrases) + writing.stop


def paragraphs(writing: Writing, count: int) -> list[str]:
    return [" ".join(sentence(writing, 5 * n + k) for k in range(4)) for n in range(count)]


def page(title: str, article: list[str], others: list[str]) -> str:
    menu = "".join(f"<li><a href=/{n}>{other[:9]}</a></li>" for n, other in enumerate(others))
    more = "".join(f"<li><a href=/m/{n}>{other}</a></li>" for n, other in enumerate(others))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in article)
    return f"""<html><body><ul>{menu}</ul><div><h1>{title}</h1><div>{text}</div></div>
        <div class=support>{others[0]} (PayPal: 0993000060423)</div>
        <ul>{more}</ul><footer><p>© 2026</p></footer></body></html>"""


@pytest.mark.parametrize("language", WRITINGS)
def test_all_of_an_article_is_found_and_nothing_else(language: str) -> None:
    writing = WRITINGS[language]
    article = paragraphs(writing, 5)
    others = [sentence(writing, 3 + n).removesuffix(writing.stop) for n in range(8)]
    found = extract(page(others.pop(), article, others), "https://paper.example/2026/rain")
    assert found.text.split("\n") == article
