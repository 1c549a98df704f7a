"""Keys for programs: who holds one reads what its person may read, and nothing can be done with it but that.

Of a key a digest is kept; it is shown once, when it is made.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from simmitt.web.accounts.models import Person, Token
from simmitt.web.nouns.problem import problem

PLACES, SCHEME = "/api/", "Bearer "
BEGINS = "simmitt_"
LONGEST_KEY = 100
# Writing at every reading would be a commit a reading.
TOUCH_EVERY = timedelta(minutes=5)
HELD = "whoever holds the key reads as its person"


def make_token(*, person: Person, name: str, days: int) -> str:
    """Make a key and give it; it can't be seen again."""
    key = BEGINS + secrets.token_urlsafe(32)
    Token.objects.create(
        person=person, name=name, key_hash=_hash(key), expires_at=timezone.now() + timedelta(days=days)
    )
    return key


def end_token(*, token: Token) -> None:
    """Let a key open nothing from now on."""
    with transaction.atomic():
        token.ended_at = timezone.now()
        token.save_version(token.version)


class TokenAccess:
    """Let programs in by a key, where programs come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Put the key's person on the request, or refuse the key; without one the session counts."""
        told = request.headers.get("Authorization", "")
        if not request.path_info.startswith(PLACES) or not told.startswith(SCHEME):
            return self.get_response(request)
        token = _token(told.removeprefix(SCHEME).strip(), timezone.now())
        if token is None:
            return problem(401, "This key opens nothing, or no longer.")
        request.user = token.person
        # Nothing comes along by itself with a key, as a cookie does: nobody else's page can use it.
        request._dont_enforce_csrf_checks = True  # noqa: SLF001 (Django has no public name for it)
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response


def _token(key: str, now: datetime) -> Token | None:
    if len(key) > LONGEST_KEY:
        return None
    held = Token.objects.unscoped(HELD).select_related("person").filter(key_hash=_hash(key))
    token: Token | None = held.filter(ended_at=None, expires_at__gt=now, person__is_active=True).first()
    if token and (token.used_at is None or now - token.used_at > TOUCH_EVERY):
        Token.objects.unscoped(HELD).filter(pk=token.pk).update(used_at=now)
    return token


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
