"""Allauth's views, as our table of pages wants them."""

from functools import wraps
from typing import Any

from django.http import HttpResponseBase

from simmitt.web.nouns.page import View

NOT_VALID = 422


def ours(view: View) -> View:
    """Answer a failing form with the status that tells so."""

    @wraps(view)
    def answer(request: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = NOT_VALID
        return response

    return answer
