from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from feeds.store import Store
from tests.web.building import TWO_SOURCES, configured, find, site, went_well

TOKEN = "correct horse é"
PRIVATE = ["/", "/sources/news", "/articles/urn:x", "/metrics"]
OPEN = ["/feeds/news.rss", "/healthz", "/robots.txt", "/static/style.css", "/sample/"]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    settings = configured(tmp_path, f"{TWO_SOURCES}\nserve: {{token: {TOKEN}}}\n")
    settings.publish.to.mkdir(parents=True)
    (settings.publish.to / "news.rss").write_bytes(b"<rss/>")
    with Store.open(settings.store) as store:
        went_well(store, "news", find("one"))
        with site(settings, store) as base:
            yield base


@pytest.mark.parametrize("path", PRIVATE)
def test_without_the_token_the_pages_ask_for_it(address: str, path: str) -> None:
    response = requests.get(address + path, timeout=5)

    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert 'type="password"' in response.text
    assert "About one" not in response.text


@pytest.mark.parametrize("path", OPEN)
def test_feeds_and_pulse_never_need_it(address: str, path: str) -> None:
    assert requests.get(address + path, timeout=5).status_code == 200


def test_the_token_opens_as_bearer(address: str) -> None:
    headers = {"authorization": f"bearer {TOKEN}".encode()}

    assert requests.get(f"{address}/sources/news", headers=headers, timeout=5).status_code == 200


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer", "Basic Y29ycmVjdA==", ""])
def test_another_authorization_does_not(address: str, given: str) -> None:
    response = requests.get(f"{address}/", headers={"authorization": given}, timeout=5)

    assert response.status_code == 401


def test_the_form_signs_in_for_good(address: str) -> None:
    browser = requests.Session()
    welcome = browser.post(f"{address}/sign-in", data={"token": TOKEN}, timeout=5)
    cookie = welcome.headers["set-cookie"].lower()

    assert welcome.status_code == 200
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "correct" not in cookie
    assert "About one" in browser.get(f"{address}/", timeout=5).text


def test_an_address_with_the_token_signs_in_too(address: str) -> None:
    browser = requests.Session()
    browser.get(f"{address}/", params={"token": TOKEN}, timeout=5)

    assert browser.get(f"{address}/", timeout=5).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"token=wrong", b"token=" + b"x" * 100_000, b"\xff\xfe", b"other=correct"]
)
def test_a_wrong_token_is_refused_and_said_so(address: str, body: bytes) -> None:
    response = requests.post(f"{address}/sign-in", data=body, timeout=5)

    assert response.status_code == 401
    assert "set-cookie" not in response.headers
    assert "That is not the token" in response.text


def test_a_wrong_token_in_the_address_is_refused(address: str) -> None:
    response = requests.get(f"{address}/?token=wrong", timeout=5)

    assert response.status_code == 401
    assert "set-cookie" not in response.headers


def test_a_cookie_made_up_does_not_open(address: str) -> None:
    for made_up in ("", "x" * 64, "correct"):
        response = requests.get(f"{address}/", cookies={"feedwright": made_up}, timeout=5)
        assert response.status_code == 401


def test_with_no_token_configured_everybody_sees_the_pages(tmp_path: Path) -> None:
    settings = configured(tmp_path)
    with Store.open(settings.store) as store, site(settings, store) as base:
        assert requests.get(f"{base}/", timeout=5).status_code == 200
        gone = requests.post(f"{base}/sign-in", timeout=5, allow_redirects=False)
        assert (gone.status_code, gone.headers["location"]) == (303, "/")
