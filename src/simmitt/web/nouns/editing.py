"""Saving over what somebody else has saved: both versions are shown, none is lost."""

from dataclasses import dataclass
from typing import Any

from auditlog.models import LogEntry
from django import forms
from django.forms import BaseForm, BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from simmitt.web.nouns.choosing import as_posted, as_read
from simmitt.web.nouns.forms import RowForm
from simmitt.web.scope.rows import Row

CONFLICT, INVALID = 409, 422


def show_form(request: Any, template: str, form: BaseForm, **more: Any) -> HttpResponse:
    """Show a form; one with errors answers 422, so that programs see it too."""
    return render(request, template, {"form": form, **more}, status=INVALID if form.errors else 200)


@dataclass(frozen=True)
class Side:
    """One version of a field: as a person reads it, and as a form posts it."""

    text: str
    posted: list[str]


@dataclass(frozen=True)
class Differing:
    """A field in which the two versions differ."""

    name: str
    label: Any
    mine: Side
    theirs: Side


def show_both(request: Any, form: RowForm, current: Row, cancel: str) -> HttpResponse:
    """Show what the person wrote beside what is saved now, field by field, and let the person choose.

    The page posts the same form again with the version that is there now; ``RowForm`` lays the
    choices over it, so the view that answered with this page takes the answer as it is.
    """
    theirs = form.beside(current)
    names = [name for name in form.fields if name != "version"]
    context = {
        "form": form,
        "current": current,
        "differing": [one for name in names if (one := _differing(form[name], theirs[name]))],
        "kept": [(form[name].html_name, as_posted(form[name])) for name in names],
        "changed_by": _changed_by(current),
        "cancel": cancel,
    }
    return render(request, "look/conflict.html", context, status=CONFLICT)


def _differing(mine: BoundField, theirs: BoundField) -> Differing | None:
    if _lines(as_posted(mine)) == _lines(as_posted(theirs)):
        return None
    return Differing(mine.html_name, mine.label, _side(mine), _side(theirs))


def _lines(posted: list[str]) -> list[str]:
    """Pass over the browser's own way of ending a line."""
    return [one.replace("\r\n", "\n") for one in posted]


def _side(field: BoundField) -> Side:
    if isinstance(field.field.widget, forms.CheckboxInput):
        return Side(_("Yes") if field.value() else _("No"), as_posted(field))
    return Side(as_read(field), as_posted(field))


def _changed_by(current: Row) -> Any:
    """Give who saved last, where the audit log knows."""
    entry = LogEntry.objects.get_for_object(current).select_related("actor").first()
    return entry.actor if entry else None
