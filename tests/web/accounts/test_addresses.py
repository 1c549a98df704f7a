"""Where a request comes from: only our own servers are believed."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from simmitt.web.accounts.addresses import address_of, network_of


@pytest.mark.parametrize(
    ("ours", "direct", "forwarded", "address"),
    [
        ((), "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (("10.0.0.1",), "10.0.0.1", "192.0.2.1", "192.0.2.1"),
        (
            ("10.0.0.1",),
            "10.0.0.1",
            "127.0.0.1, 192.0.2.1",
            "192.0.2.1",
        ),  # the first part is the sender's own claim
        (("10.0.0.1", "10.0.0.2"), "10.0.0.1", "192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (("10.0.0.1",), "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (("10.0.0.1",), "10.0.0.1", "", "10.0.0.1"),
        (("10.0.0.1",), "10.0.0.1", "unknown", "10.0.0.1"),
        (("::1",), "::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_the_nearest_that_is_not_ours(
    ours: tuple[str, ...], direct: str, forwarded: str, address: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ours
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_one_subscriber_is_one_place(address: str, network: str | None) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
