"""Saving over what somebody else has saved: both versions are shown, none is lost."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from simmitt.web.nouns.forms import RowForm
from simmitt.web.scope.rows import Row

CONFLICT = 409


@dataclass(frozen=True)
class Differing:
    """A field that both have changed."""

    name: str
    label: Any
    mine: Any
    theirs: Any
    mine_raw: Any
    theirs_raw: Any


def show_both(request: Any, form: RowForm, current: Row, cancel: str) -> HttpResponse:
    """Show what the person wrote beside what is saved now, field by field, and let the person choose.

    The page posts the same form again, with the version that is there now.
    """
    theirs = type(form)(instance=current)
    context = {
        "form": form,
        "current": current,
        "differing": _differing(form, theirs),
        "same": [form[name] for name in form.fields if name != "version"],
        "version": current.version,
        "cancel": cancel,
    }
    return render(request, "look/conflict.html", context, status=CONFLICT)


def _differing(form: RowForm, theirs: RowForm) -> list[Differing]:
    pairs = [(form[name], theirs[name]) for name in form.fields if name != "version"]
    return [
        Differing(mine.name, mine.label, _read(mine), _read(other), mine.value(), other.value())
        for mine, other in pairs
        if _plain(mine.value()) != _plain(other.value())
    ]


def _plain(value: Any) -> str:
    return "" if value in (None, False) else str(value)


def _read(field: Any) -> str:
    """Give what a person reads: a choice's label, not its code."""
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, choices.get(str(value), value)) if choices else value or "–")
