"""What is written down about readers: an auditor's reading, an export."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from simmitt.web.nouns.page import Page


def note_reading(request: HttpRequest, page: Page, **more: Any) -> None:
    """Write down that the person has opened the page."""
    person = request.user
    programme = getattr(request, "programme", None)
    LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(person),
        object_pk=str(person.pk),
        object_id=person.pk,
        object_repr=str(person)[:200],
        action=LogEntry.Action.ACCESS,
        actor=person,
        remote_addr=request.META.get("REMOTE_ADDR") or None,
        additional_data={
            "page": page.name,
            "path": request.path,
            "programme": programme.pk if programme else None,
            **more,
        },
    )
