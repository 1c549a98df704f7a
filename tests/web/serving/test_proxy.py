"""Whose word on the visitor's address is taken."""

from collections.abc import Iterable
from typing import Any

import pytest

from simmitt.web.proxy import behind


def seen(peer: str, **headers: str) -> dict[str, Any]:
    """Give what the platform sees of a request that has come from ``peer``."""
    environ: dict[str, Any] = {"REMOTE_ADDR": peer, **headers}

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return []

    behind(("127.0.0.1",), application)(environ, None)
    return environ


def test_the_proxy_says_who_asks() -> None:
    environ = seen("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.4", HTTP_X_FORWARDED_PROTO="https")

    assert environ == {"REMOTE_ADDR": "198.51.100.4", "HTTP_X_FORWARDED_PROTO": "https"}


def test_what_the_visitor_invents_before_it_is_passed_over() -> None:
    assert (
        seen("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.4")["REMOTE_ADDR"] == "198.51.100.4"
    )


@pytest.mark.parametrize("told", ["", "unknown", "198.51.100.4:80; drop"])
def test_what_is_no_address_changes_nothing(told: str) -> None:
    assert seen("127.0.0.1", HTTP_X_FORWARDED_FOR=told)["REMOTE_ADDR"] == "127.0.0.1"


def test_nobody_else_is_believed() -> None:
    environ = seen("203.0.113.9", HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")

    assert environ == {"REMOTE_ADDR": "203.0.113.9"}
