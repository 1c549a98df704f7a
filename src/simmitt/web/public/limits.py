"""A limit on what one visitor can send: no puzzle, and a way round by phone."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from simmitt.web.accounts.addresses import network_of

HOUR_S = 3600
MOST_AN_HOUR = 6


class TooMany(Exception):
    """The visitor has sent more than one person does in an hour."""


def count_sending(request: HttpRequest, what: str, most: int = MOST_AN_HOUR) -> None:
    """Count one sending from this address and session, or refuse it.

    What is counted is kept in memory for an hour, by a hash: no address is written down.

    Raises
    ------
    TooMany
    """
    for whose in filter(None, (network_of(request), request.session.session_key)):
        key = f"sending:{what}:{hashlib.sha256(whose.encode()).hexdigest()}"
        cache.add(key, 0, HOUR_S)
        if cache.incr(key) > most:
            raise TooMany
