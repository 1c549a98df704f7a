"""What is written down beside the changes of single rows: an auditor's reading, an export, an import."""

from typing import Any

from auditlog.cid import get_cid
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest

from simmitt.web.nouns.page import Page


def note_change(row: Model, person: Any, **told: Any) -> None:
    """Write down a change of many rows at once, which the audit log does not see by itself."""
    _write(row, LogEntry.Action.UPDATE, actor=person, additional_data=told)


def note_reading(request: HttpRequest, page: Page, **more: Any) -> None:
    """Write down that the person has opened the page."""
    person: Any = request.user
    programme = getattr(request, "programme", None)
    _write(
        person,
        LogEntry.Action.ACCESS,
        actor=person,
        remote_addr=request.META.get("REMOTE_ADDR") or None,
        additional_data={
            "page": page.name,
            "path": request.path,
            "programme": programme.pk if programme else None,
            **more,
        },
    )


def _write(about: Model, action: int, **more: Any) -> None:
    LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(about),
        object_pk=str(about.pk),
        object_id=about.pk,
        object_repr=str(about)[:200],
        action=action,
        cid=get_cid(),
        **more,
    )
