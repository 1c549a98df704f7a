"""After too many wrong passwords: a page that says what happened and when it is over."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY = 429


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say that signing in is closed for a while, whether or not there is such an account."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    answer = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=TOO_MANY)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Give the account that somebody tries to sign in to, in one spelling.

    The form calls it login, allauth's credentials call it email, and Django's signals username.
    """
    known = credentials or {}
    named = known.get("email") or known.get("login") or request.POST.get("login") or ""
    return str(named).strip().lower()[:255]
