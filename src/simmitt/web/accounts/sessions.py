"""When a session is over: after eight idle hours, after seven days, when its person ends it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

BEGAN, TOUCHED = "began_at", "touched_at"
# Writing at every page would be a commit a page.
TOUCH_EVERY = timedelta(minutes=5)


class SessionRules:
    """End sessions that are too old, and keep those in use alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Look at the session before anybody uses it."""
        if request.session.session_key and request.user.is_authenticated:
            self._look_at(request, timezone.now())
        return self.get_response(request)

    def _look_at(self, request: Any, now: datetime) -> None:
        began = _moment(request.session.get(BEGAN)) or now
        ended = request.user.sessions_end_at
        if now - began > settings.SESSION_ABSOLUTE_AGE or (ended and began < ended):
            logout(request)
            return
        touched = _moment(request.session.get(TOUCHED))
        if touched is None or now - touched > TOUCH_EVERY:
            request.session[BEGAN], request.session[TOUCHED] = began.isoformat(), now.isoformat()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
