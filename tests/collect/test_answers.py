"""Failures in a few stable words. Retry-After is specified with the fetcher."""

from __future__ import annotations

import socket
import ssl

import pytest

from feeds.collect.answers import network_reason


def wrapped(cause: Exception) -> Exception:
    """``cause`` as libraries hand it on: as an argument, and as the context."""
    error = OSError("all went wrong", RuntimeError(cause))
    error.__context__ = ValueError("unrelated")
    return error


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (socket.gaierror(-2, "Name or service not known"), "name not found"),
        (ConnectionRefusedError(111, "refused"), "connection refused"),
        (ConnectionResetError(104, "reset"), "connection reset"),
        (ssl.SSLError(1, "[SSL] oops"), "TLS: handshake failed"),
    ],
)
def test_the_cause_is_named_however_deep_it_lies(cause: Exception, reason: str) -> None:
    assert network_reason(cause) == reason
    assert network_reason(wrapped(cause)) == reason


def test_any_other_cause_speaks_for_itself_briefly() -> None:
    assert network_reason(OSError("x" * 500)) == "x" * 200
    assert network_reason(OSError()) == "OSError"
