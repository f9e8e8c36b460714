"""The people a byline names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.lead_ins import begins_as_byline, byline_parts
from feeds.extract.names import (
    alike_any,
    full_name,
    is_account,
    is_agency,
    people,
    person_like,
    signing,
    without_honorific,
    without_role,
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe, Reuters", ["Jane Doe", "John Roe", "Reuters"]),
        ("By: JANE DOE", ["JANE DOE"]),
        ("ByJane Doe", ["Jane Doe"]),
        ("Von Felix Schröder, Jörg Soldwisch und dpa", ["Felix Schröder", "Jörg Soldwisch", "dpa"]),
        ("Par Le Figaro et AFP", ["Le Figaro", "AFP"]),
        ("Por Juan Pérez García y María López Díaz", ["Juan Pérez García", "María López Díaz"]),
        ("Di Anna Rossi e Marco Bianchi", ["Anna Rossi", "Marco Bianchi"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("배윤경, 이상현", ["배윤경", "이상현"]),
        ("김민수·이영희 기자 minsu@example.com", ["김민수", "이영희"]),
        ("記者王大同／高雄報導", ["王大同"]),
        ("山田太郎記者", ["山田太郎"]),
        ("[항구일보=이영희 기자]", ["이영희"]),
        ("文｜张伟", ["张伟"]),
        ("文献资料", ["文献资料"]),
        ("By Jane Doe, CNN", ["Jane Doe"]),
        ("Jane Doe, USA TODAY 3:53 p.m. EST April 28, 2024", ["Jane Doe"]),
        ("By Jane Doe Sunday, Apr. 28, 2024", ["Jane Doe"]),
        ("Von Eva Klein, Sonntag 28. April 2024", ["Eva Klein"]),
        ("By Jane Sun, April 28, 2024", ["Jane Sun"]),
        ("9:39AM BST 28 Apr 2024", []),
        ("4/28/2024 7:11 AM PST BY JANE DOE", ["JANE DOE"]),
        ("版权声明 来源：海港日报 时间：2024-04-28 14:34:05 作者：", []),
        ("作者最新文章", []),
        ("注册登录", []),
        ("View Author Page", []),
        ("作者：未知", []),
        ("Kari Hansen (NTB)", ["Kari Hansen", "NTB"]),
        ("Par Lucie Roche (à Brest, envoyée spéciale)", ["Lucie Roche"]),
        ("Von unserer Redakteurin Eva Klein", ["Eva Klein"]),
        ("Words by Jane Doe. Photos by John Roe.", ["Jane Doe"]),
        ("文＝山田太郎", ["山田太郎"]),
        ("Text: Åsa Björk Foto: Lars Ek", ["Åsa Björk"]),
        ("Par Émile Dubois, avec AFP", ["Émile Dubois", "AFP"]),
        ("大渡 美咲", ["大渡 美咲"]),
        ("Jane Doe | jane@example.com | @janedoe", ["Jane Doe"]),
        ("Jane Doe, December 2, 2024", ["Jane Doe"]),
        ("Elena Muster (obe), Oliver Beispiel (oma)", ["Elena Muster", "Oliver Beispiel"]),
        ("Jane Doe Photos by John Roe", ["Jane Doe"]),
        ("Jane Doe is a reporter at the Courier", ["Jane Doe"]),
    ],
)
def test_a_line_of_names_is_taken_apart(line: str, names: list[str]) -> None:
    assert list(people([line])) == names


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("本报记者 王小明 李红", "zh-CN", ["王小明", "李红"]),
        ("記者 山田 太郎", "ja", ["山田 太郎"]),
        ("Na Juma Ali", "sw", ["Juma Ali"]),
        ("Na Juma Ali", "en", ["Na Juma Ali"]),
        ("Της Μαρίας Δήμου", "el", ["Μαρίας Δήμου"]),
    ],
)
def test_what_opens_a_byline_depends_on_the_language(
    line: str, language: str, names: list[str]
) -> None:
    assert list(people([line], language=language)) == names


@pytest.mark.parametrize(
    "name", ["Doe, Jane T.", "Jane Doe, MS, RD", "Jane Doe, MD", "Ortega y Gasset", "srf/hosb"]
)
def test_commas_and_small_words_that_belong_to_a_name_stay(name: str) -> None:
    assert people([name]) == (name,)


@pytest.mark.parametrize(
    "line", ["", "By", "12 min read", "April 3, 2024", "admin", "https://e.com/x"]
)
def test_what_is_no_name_is_left_out(line: str) -> None:
    assert people([line]) == ()


def test_the_site_is_no_author_beside_people_but_may_sign_alone() -> None:
    assert people(["Jane Doe | The Courier"], ["thecourier"]) == ("Jane Doe",)
    assert people(["The Courier"], ["thecourier"]) == ("The Courier",)
    assert people(["Jane Doe | Courier"], ["thecourier"]) == ("Jane Doe",)


def test_the_site_stays_beside_an_agency() -> None:
    assert people(["Le Courier et AFP"], ["lecourier"]) == ("Le Courier", "AFP")


@pytest.mark.parametrize("name", ["Jane Doe", "Nick van Mead", "Dr. J. O’Neill-Smith", "Lê Phương"])
def test_full_names_are_known_by_their_form(name: str) -> None:
    assert full_name(name)
    assert full_name(f"{name}, MD")


@pytest.mark.parametrize(
    "line",
    ["Jane", "jane doe", "Press Office Staff", "Food & Drink", "Part 2", "Table of Contents of It"],
)
def test_what_may_be_a_label_is_no_full_name(line: str) -> None:
    assert not full_name(line)


def test_those_who_sign_are_told_from_what_follows_them() -> None:
    assert signing(["Jane Doe", "Oslo"]) == ("Jane Doe",)
    assert signing(["Jane Doe", "Reuters"]) == ("Jane Doe", "Reuters")
    assert signing(["Jane Doe", "who writes on tides", "John Roe"]) == ("Jane Doe",)
    assert signing(["배윤경", "이상현"]) == ("배윤경", "이상현")
    assert signing(["Jane Doe", "CNBC Executive News Editor"]) == ("Jane Doe",)
    assert signing(["JANE DOE", "JD ROE", "AP Technology Writers"]) == ("JANE DOE", "JD ROE")


def test_accounts_are_one_word() -> None:
    assert is_account("jdoe")
    assert not is_account("Jane Doe")
    assert not is_account("배윤경")


def test_names_that_are_most_of_each_other_are_alike() -> None:
    assert alike_any("bbcnews", ["itv", "bbc"]) is False
    assert alike_any("courier", ["couriernews"])


def test_nobody_is_named_twice() -> None:
    assert people(["Jane Doe", "by JANE DOE"]) == ("Jane Doe",)


def test_bylines_and_persons_are_told_from_sentences() -> None:
    assert begins_as_byline("By Jane Doe")
    assert not begins_as_byline("By doing so, the council saves money")
    assert begins_as_byline("记者王小明 李红")
    assert not begins_as_byline("记者从警方获悉，渡轮恢复通航")
    assert begins_as_byline("김민수 기자 2024.04.28")
    assert begins_as_byline("ავტორი: ნინო ბერიძე")
    assert person_like("Ludwig van Beethoven")
    assert not person_like("the council saves money")


def test_a_line_is_asked_for_bylines_in_its_parts() -> None:
    assert "By Jane Doe" in byline_parts("28 April · By Jane Doe")
    assert "记者 王小明" in byline_parts("来源：港口日报 记者 王小明")
    assert list(byline_parts("Reviewed by: John Roe")) == ["Reviewed by: John Roe"]


def test_an_office_behind_a_name_is_cut_off() -> None:
    assert without_role("Jane Doe Senior Editor") == "Jane Doe"
    assert without_role("Podium Staff") == "Podium Staff"
    assert without_role("Jane Doe Political Editor") == "Jane Doe"
    assert without_role("JANE DOE IN OSLO") == "JANE DOE"
    assert without_role("Jane DoeFounder") == "Jane Doe"
    assert without_role("Jane Doe (Content Manager)") == "Jane Doe"
    assert without_role("Ann MacDonald") == "Ann MacDonald"


def test_honorifics_do_not_make_another_person() -> None:
    assert without_honorific("Dr. Jane Doe") == "Jane Doe"
    assert without_honorific("Dr. Doe") == "Dr. Doe"
    assert full_name("Dr Marna van der Merwe")


def test_agencies_are_known() -> None:
    assert is_agency("dpa")
    assert not is_agency("Jane Doe")


@given(st.lists(st.text(max_size=120), max_size=4))
def test_any_text_gives_clean_names(values: list[str]) -> None:
    for name in people(values):
        assert name == name.strip()
        assert 0 < len(name) <= 80
