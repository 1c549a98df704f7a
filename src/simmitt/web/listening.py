"""Where the server listens: an address of this computer that is free."""

import errno
import ipaddress
import socket
from dataclasses import dataclass

from simmitt.arguments.platform import USUAL_PORT
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

PORTS_TRIED = 100


class NoSuchPlace(InputFault):
    """Nobody can listen there."""


@dataclass(frozen=True)
class Address:
    """Host and port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Give what a browser on this computer is to be sent to."""
        return f"http://{self}"


def require_loopback(host: str) -> None:
    """Refuse an address that others can reach.

    Raises
    ------
    NoSuchPlace
    """
    if not _is_loopback(host):
        raise NoSuchPlace(
            say("In demo mode there is no second factor, so nobody else may reach the platform."),
            expected=say("Demo mode listens on this computer's own address alone, such as 127.0.0.1."),
            remedy=say("Leave --host out, or --demo."),
        )


def find_address(host: str, port: int | None, *, or_next: bool = False) -> Address:
    """Give an address that is free: the one asked for, the usual one, or the next.

    Raises
    ------
    NoSuchPlace
    """
    last = USUAL_PORT + (PORTS_TRIED if or_next else 1)
    for candidate in (port,) if port else range(USUAL_PORT, last):
        if _is_free(host, candidate):
            return Address(host, candidate)
    raise NoSuchPlace(
        say("Port {port} is taken.", port=str(port or USUAL_PORT)),
        remedy=say("Name another one with --port."),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as attempt:
            # As the server does it: a port whose last visitor has just left is free.
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(place)
    except OSError as fault:  # a name that leads nowhere is one too
        if fault.errno == errno.EADDRINUSE:
            return False
        raise NoSuchPlace(
            say("This computer can't listen on {host}, port {port}.", host=host, port=str(port)),
            remedy=say("Name an address of this computer with --host, and a port above 1023."),
        ) from None
    return True
