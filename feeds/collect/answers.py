"""What servers and connections say when they refuse, in a form that can be acted on. Pure."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks to wait (RFC 9110 section 10.2.3).

    None if it is missing, garbage, negative or in the past.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdecimal():
        seconds = float(value)
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return seconds if 0 < seconds < float("inf") else None


def network_reason(error: BaseException) -> str:
    """Why there was no usable connection, in a few stable words."""
    chain = _causes(error)
    for cause in chain:
        if isinstance(cause, socket.gaierror):
            return "name not found"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"TLS certificate: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"TLS: {getattr(cause, 'reason', None) or 'handshake failed'}"
        if isinstance(cause, ConnectionRefusedError):
            return "connection refused"
        if isinstance(cause, ConnectionResetError):
            return "connection reset"
    return str(chain[-1])[:200] or type(chain[-1]).__name__


def _causes(error: BaseException) -> list[BaseException]:
    """``error`` and what it wraps, outermost first: libraries wrap as cause, reason or argument."""
    found: list[BaseException] = []
    pending: list[object] = [error]
    while pending:
        one = pending.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            pending += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found
