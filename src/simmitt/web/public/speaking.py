"""Long texts are written once in each language: the page picks the one it is read in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from simmitt.web.nouns.words import spoken
from simmitt.web.public.models import dialled
from simmitt.web.public.queries import public_programme


def in_words(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """Answer with the page as it is written in the reader's language."""
    return render(request, f"public/{spoken()}/{name}.html", fronted(context))


def in_both(request: HttpRequest, name: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Answer with a page whose short texts are translated where they stand."""
    return render(request, f"public/{name}.html", fronted(context), status=status)


def fronted(context: Mapping[str, Any]) -> dict[str, Any]:
    """Add the programme that the pages speak for, and how it is called up."""
    front = context["front"] if "front" in context else public_programme()
    return {**context, "front": front, "call_programme": dialled(front.contact_phone) if front else ""}
