"""No way into private networks, by whatever spelling, redirect or name."""

from __future__ import annotations

import socket
from ipaddress import ip_network

import pytest

from feeds.collect.fetch import Fetcher
from feeds.collect.guard import is_permitted
from feeds.errors import AddressBlocked, NetworkError
from tests.collect.conftest import MakeFetcher
from tests.site import Site, page, redirect


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.8"),
        *("192.0.0.192", "192.88.99.1", "198.18.0.1", "203.0.113.5", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::8.8.8.8"),
        *(
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fe80::1%eth0",
        ),
        *("fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_permitted(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "193.0.0.1", "::ffff:8.8.8.8", "2606:4700::1111"]
)
def test_a_public_address_is_permitted(address: str) -> None:
    assert is_permitted(address)


def test_a_named_network_is_permitted_and_no_other() -> None:
    allowed = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    assert is_permitted("10.1.2.3", allowed)
    assert is_permitted("::ffff:10.1.2.3", allowed)
    assert is_permitted("fd00::5", allowed)
    assert not is_permitted("192.168.0.1", allowed)
    assert not is_permitted("169.254.169.254", allowed)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1"),
        *("0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::ffff:127.0.0.1]"),
        *("[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "user@127.0.0.1", "①②⑦.⓪.⓪.①"),
    ],
)
def test_no_spelling_of_this_machine_reaches_it(host: str, make_fetcher: MakeFetcher) -> None:
    with Site({"/": page("secret")}) as site:
        with pytest.raises((AddressBlocked, NetworkError)):
            make_fetcher(allow_private=()).fetch(f"http://{host}:{site.port}/")
        assert site.requests() == 0


def test_the_refused_address_is_named(make_fetcher: MakeFetcher) -> None:
    with pytest.raises(AddressBlocked) as caught:
        make_fetcher(allow_private=()).fetch("http://127.1/a")
    assert caught.value.address == "127.0.0.1"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_guard_stands_before_both_schemes(scheme: str, make_fetcher: MakeFetcher) -> None:
    with Site() as site:
        with pytest.raises(AddressBlocked):
            make_fetcher(allow_private=()).fetch(f"{scheme}://127.0.0.1:{site.port}/")
        assert site.connections == 0


def test_a_redirect_into_a_private_network_is_refused(make_fetcher: MakeFetcher) -> None:
    with Site({"/": page("secret")}, address="127.0.0.2") as inner:
        with Site({"/": redirect(inner.url("/"))}) as outer:
            fetcher = make_fetcher(allow_private=(ip_network("127.0.0.1/32"),))
            with pytest.raises(AddressBlocked) as caught:
                fetcher.fetch(outer.url("/"))
        assert caught.value.address == "127.0.0.2"
        assert inner.requests() == 0


def test_a_proxy_of_the_environment_is_no_way_around(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.root)
        with pytest.raises(AddressBlocked):
            make_fetcher(allow_private=()).fetch("http://10.0.0.1/")
        assert proxy.requests() == 0


def answering(*addresses: str) -> object:
    """A getaddrinfo under which every name has these addresses, one set per call."""

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    return resolve


def test_a_name_that_changes_its_answer_does_not_get_past_the_check(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1"]])

    def rebinding(host: str, port: int, **options: object) -> object:
        return answering(*next(answers))(host, port)  # type: ignore[operator]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with Site({"/": page("secret")}) as site:
        fetcher = make_fetcher(allow_private=(ip_network("127.0.0.2/32"),), robots=False)
        with pytest.raises(NetworkError):  # connected to the first answer, where nobody listens
            fetcher.fetch(f"http://rebinding.example:{site.port}/")
        with pytest.raises(AddressBlocked):
            fetcher.fetch(f"http://rebinding.example:{site.port}/")
        assert site.requests() == 0


def test_the_next_address_is_tried_when_the_first_does_not_answer(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("10.0.0.1", "127.0.0.3", "127.0.0.1"))
    with Site({"/": page("Hello")}) as site:
        found = fetcher.fetch(f"http://two.example:{site.port}/")
    assert found is not None
    assert b"Hello" in found.body
