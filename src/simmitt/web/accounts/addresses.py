"""Where a request comes from: what a server of ours has written, never what the sender claims."""

from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

FORWARDED = "HTTP_X_FORWARDED_FOR"
# Whoever has one address of version 6 has as many as they like, within this.
SUBSCRIBER_BITS = 64


class ClientAddress:
    """Put the true address where everybody looks for it, and take the sender's own claim away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Write the address before anything reads it."""
        request.META["REMOTE_ADDR"] = address_of(request)
        request.META.pop(FORWARDED, None)
        return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """Give the address of whoever asks: the nearest one that is no server of ours."""
    address = request.META.get("REMOTE_ADDR", "")
    for part in reversed(request.META.get(FORWARDED, "").split(",")):
        if address not in settings.TRUSTED_PROXIES or not _is_address(part.strip()):
            break
        address = part.strip()
    return str(address)


def network_of(request: HttpRequest) -> str | None:
    """Give what counts as one place when wrong passwords are counted."""
    text = request.META.get("REMOTE_ADDR", "")
    if not _is_address(text):
        return None
    address = ip_address(text)
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(IPv6Network((address, SUBSCRIBER_BITS), strict=False).network_address)
    return str(address)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
