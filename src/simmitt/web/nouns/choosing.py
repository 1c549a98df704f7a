"""A form posted from the page that shows two versions: mine, with theirs where the person chose so."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

CHOICE, THEIRS = "choose_", "theirs_"
TAKE_THEIRS = "theirs"


def chosen(data: Any) -> Any:
    """Give the posted fields after the choices; a post without choices stays as it is."""
    if not isinstance(data, QueryDict):
        return data
    taken = [key for key in data if key.startswith(CHOICE) and data[key] == TAKE_THEIRS]
    if not taken:
        return data
    merged = data.copy()
    for name in (key.removeprefix(CHOICE) for key in taken):
        # An unticked box is a field that isn't posted at all.
        merged.setlist(name, data.getlist(f"{THEIRS}{name}"))
        if not merged.getlist(name):
            del merged[name]
    return merged


def as_posted(field: BoundField) -> list[str]:
    """Give the field's value as a browser would post it."""
    value, widget = field.value(), field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    written = widget.format_value(field.field.prepare_value(value))
    if written is None:
        return [""]
    return [str(one) for one in written] if isinstance(written, list | tuple) else [str(written)]


def as_read(field: BoundField) -> str:
    """Give the field's value as a person reads it: a choice's label, not its code."""
    posted = as_posted(field)
    labels = _labels(getattr(field.field, "choices", ()))
    return ", ".join(labels.get(one, one) for one in posted if one) or "–"


def _labels(choices: Any) -> dict[str, str]:
    labels: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= _labels(label)
        else:
            labels[str(value)] = str(label)
    return labels
