"""When a session is over: after eight idle hours, after seven days, when its person ends it.

And nothing that was answered within a session is kept by anybody on the way, or behind the back button.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from simmitt.web.accounts.models import Person, Token

BEGAN, TOUCHED = "began_at", "touched_at"
# Writing at every page would be a commit a page.
TOUCH_EVERY = timedelta(minutes=5)
NUL = "\x00"
CACHE, UNKEPT = "Cache-Control", "no-store"


class SessionRules:
    """End sessions that are too old, and keep those in use alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Look at the session before anybody uses it, and at the answer before anybody keeps it."""
        if NUL in (request.session.session_key or ""):
            # No key of ours, and PostgreSQL does not even take the question.
            request.session = type(request.session)()
        if request.session.session_key and request.user.is_authenticated:
            _look_at(request, timezone.now())
        response = self.get_response(request)
        if not request.session.is_empty() and UNKEPT not in response.get(CACHE, ""):
            response[CACHE] = f"{UNKEPT}, private"
        return response


def begin(sender: Any, request: Any, user: Any, **_more: Any) -> None:  # noqa: ARG001 (a signal's form)
    """Note when the session began: at sign-in, and nowhere else."""
    now = timezone.now().isoformat()
    request.session[BEGAN] = request.session[TOUCHED] = now


def end_others(request: Any, person: Person) -> None:
    """End every session of the person but this one."""
    end_all(person)
    begin(None, request, person)
    request.session.cycle_key()


def end_all(person: Person) -> None:
    """End every session of the person, wherever it is open, and every key of the person's programs."""
    now = timezone.now()
    person.sessions_end_at = now
    person.save(update_fields=["sessions_end_at"])
    Token.objects.unscoped("the person's own").filter(person=person, ended_at=None).update(ended_at=now)


def _look_at(request: Any, now: datetime) -> None:
    began, touched = (_moment(request.session.get(name)) for name in (BEGAN, TOUCHED))
    if began is None or touched is None or _is_over(began, touched, now, request.user.sessions_end_at):
        logout(request)
    elif now - touched > TOUCH_EVERY:
        request.session[TOUCHED] = now.isoformat()


def _is_over(began: datetime, touched: datetime, now: datetime, ended: datetime | None) -> bool:
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return (
        now - began > settings.SESSION_ABSOLUTE_AGE
        or now - touched > idle
        or (ended is not None and began < ended)
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
