"""The garbage collector rests while pages are read, and would have found nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from feeds import NotAnArticle, extract, extract_site
from feeds.extract.garbage import uncollected
from tests.extract.sites.furniture import INVENTED
from tests.extract.sites.measuring import site
from tests.extract.sites.prose import ENGLISH
from tests.extract.sites.templates import TEMPLATES


@pytest.fixture
def resting() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_the_collector_rests_and_goes_on() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_page_that_is_none() -> None:
    with pytest.raises(NotAnArticle):
        extract(b"", "https://news.example/a")
    assert gc.isenabled()


@pytest.mark.usefixtures("resting")
def test_whoever_switched_it_off_keeps_it_off() -> None:
    with uncollected():
        pass
    assert not gc.isenabled()


@pytest.mark.usefixtures("resting")
@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_leave_no_cycles(template: object) -> None:
    pages = [(made.url, made.html) for made in site(template, ENGLISH, INVENTED, 4)]  # type: ignore[arg-type]
    extract_site(pages)  # what is loaded with the first page does
    gc.collect()
    extract_site(pages)
    extract(pages[0][1], pages[0][0])
    assert gc.collect() == 0
