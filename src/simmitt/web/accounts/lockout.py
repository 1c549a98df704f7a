"""After too many wrong passwords: a page that says what happened and when it is over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY = 429


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say that signing in is closed for a while, whether or not there is such an account."""
    return render(request, "accounts/locked_out.html", status=TOO_MANY)


def address_of(request: HttpRequest) -> str:
    """Give the address that the request came from; the server in front writes it."""
    return request.META.get("REMOTE_ADDR", "")
