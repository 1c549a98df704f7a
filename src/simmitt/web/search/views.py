"""The search page."""

from django.http import HttpResponse
from django.shortcuts import render

from simmitt.web.nouns.guard import Asking
from simmitt.web.search.queries import search as find

LONGEST = 100


def search(request: Asking) -> HttpResponse:
    """Show what was found among what the person may see."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "search/search.html", {"text": text, "groups": find(request.scope, text)})
