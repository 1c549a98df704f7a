"""Keeping what somebody types, and giving it back.

A view uses three calls::

    form = drafted(request, "company_edit:" + public_id, CompanyForm, instance=company)
    ...                                  # the write, when the form is valid
    forget(request, "company_edit:" + public_id)

and its template shows ``{% include "drafts/_note.html" %}`` above
``<c-form :form="form" autosave="{{ form.draft.url }}" draft_key="{{ form.draft.key }}">``.

The key names the page and the row. It is signed for the writer when the form is shown, so that only
those to whom the page has been opened can keep something under it.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from simmitt.web.drafts.models import Draft
from simmitt.web.nouns.forms import PlainForm, RowForm

Fields = dict[str, list[str]]
_F = TypeVar("_F", bound=PlainForm | RowForm)

MOST_FIELDS = 100
MOST_BYTES = 20_000
LONGEST_NAME = 80  # of a page and a row; signed, it must fit the column of the model
VISITOR = "visitor"
# What lets somebody in is never kept, whatever a form calls it; nor is a number before it has been
# checked, because a sole trader's is a person's.
SECRET = re.compile(r"password|passw|token|secret|credential|csrf|^key$|^code$|org_no$", re.IGNORECASE)


class TooMuch(Exception):
    """More has been typed than a draft holds."""


@dataclass(frozen=True)
class Kept:
    """What the template needs to know of a form's draft."""

    url: str  # where the browser keeps it
    key: str  # signed
    saved_at: datetime | None  # none: there is no draft


def drafted(request: Any, key: str, form_class: type[_F], **kwargs: Any) -> _F:
    """Give the form: as posted, or as it is saved with the draft's values laid over it."""
    draft = _find(request, key)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **kwargs)
    else:
        form = form_class(**kwargs)
        if draft:
            form.initial = {**form.initial, **initial_from_draft(form, draft.fields)}
    form.draft = Kept(
        url=reverse("draft_save"),
        key=signed(request, key),
        saved_at=draft.saved_at if draft and request.method != "POST" else None,
    )
    return form


def initial_from_draft(form: forms.BaseForm, fields: Fields) -> dict[str, Any]:
    """Read what was typed as the form's own widgets read a post."""
    posted = QueryDict(mutable=True)
    for name, values in fields.items():
        posted.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(posted, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if _was_on_the_page(form, name, field, posted)
    }


def _was_on_the_page(form: forms.BaseForm, name: str, field: forms.Field, posted: QueryDict) -> bool:
    """Leave out what a draft can't tell: files, secrets, and fields that have come since."""
    if isinstance(field, forms.FileField) or SECRET.search(name):
        return False
    # A box that was not ticked is not posted at all.
    unticked = isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
    return unticked or not field.widget.value_omitted_from_data(posted, {}, form.add_prefix(name))


def keep(request: Any, key: str, fields: Mapping[str, Sequence[str]]) -> datetime:
    """Keep what was typed and give the moment; when this returns it is on disk."""
    kept = {
        _held(name): [_held(one) for one in values]
        for name, values in fields.items()
        if not SECRET.search(name)
    }
    if len(kept) > MOST_FIELDS or _size(kept) > MOST_BYTES:
        raise TooMuch
    with transaction.atomic():
        draft, _made = Draft.objects.update_or_create(
            **_writer(request, make=True), key=key, defaults={"fields": kept, "saved_at": timezone.now()}
        )
    return draft.saved_at


def recall(request: Any, key: str) -> Fields | None:
    """Give what was typed, or nothing."""
    draft = _find(request, key)
    return draft.fields if draft else None


def forget(request: Any, key: str) -> None:
    """Throw the draft away, because it has been sent or is not wanted."""
    writer = _writer(request)
    if writer:
        Draft.objects.filter(**writer, key=key).delete()


def signed(request: Any, key: str) -> str:
    """Give the key as a page carries it."""
    assert len(key) <= LONGEST_NAME, key
    return _signer(request).sign(key)


def unsigned(request: Any, text: str) -> str:
    """Give the key of a page that has been opened to this writer, or raise ``BadSignature``."""
    return _signer(request).unsign(text)


def _signer(request: Any) -> signing.Signer:
    return signing.Signer(salt=f"drafts of {request.user.pk or VISITOR}")


def _find(request: Any, key: str) -> Draft | None:
    writer = _writer(request)
    return Draft.objects.filter(**writer, key=key).first() if writer else None


def _writer(request: Any, *, make: bool = False) -> dict[str, Any]:
    """Give whose drafts are meant; a visitor gets a name of the session's own when something is kept."""
    if request.user.is_authenticated:
        return {"person": request.user}
    name = request.session.get(VISITOR)
    if not name and make:
        name = request.session[VISITOR] = secrets.token_hex(16)
    return {"person": None, "session": name} if name else {}


def _held(text: str) -> str:
    # PostgreSQL's JSON does not take it.
    return text.replace("\x00", "")


def _size(fields: Fields) -> int:
    return sum(len(text.encode()) for name, values in fields.items() for text in (name, *values))
