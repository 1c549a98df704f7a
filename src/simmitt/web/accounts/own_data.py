"""All that is kept about a person, packed: one file to read and one for each kind of row.

What is about a person is found by the relations themselves, so that no kind of row is forgotten.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from auditlog.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from simmitt.web.accounts.models import Person
from simmitt.web.mail.models import Letter
from simmitt.web.nouns.export import csv_line, plain
from simmitt.web.scope.querying import ScopedManager
from simmitt.web.scope.scope import Scope

Record = dict[str, Any]

# What lets somebody in, what is a copy of something else, and what is no text.
UNSAID = {
    "password",
    "token_hash",
    "key_hash",
    "data",
    "name_key",
    "place_key",
    "content",
    "sessions_end_at",
    "html",
}
# Of a row that the person may no longer read: that it is there, and since when.
OUTLINE = ("public_id", "created_at", "changed_at")


def packed(person: Person, standing: Scope) -> bytes:
    """Give a ZIP file with data.json and one CSV file for each kind of row."""
    tables = dict(_tables(person, standing))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("data.json", json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for name, records in tables.items():
            folder.writestr(f"{name}.csv", _csv(records))
    return held.getvalue()


def _tables(person: Person, standing: Scope) -> Iterator[tuple[str, list[Record]]]:
    yield "person", [_record(person)]
    yield (
        "letter",
        [
            _letter(one)
            for one in Letter.objects.unscoped("to the person's own address").filter(to=person.email)
        ],
    )
    yield (
        "log",
        [_logged(one) for one in LogEntry.objects.filter(actor=person).select_related("content_type")],
    )
    for model, field in _what_names(Person):
        records = _related(model, field, person, standing)
        if records:
            yield f"{model._meta.model_name}-{field}", records


def _what_names(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Give every kind of row that names one of these, and by which field."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in (Letter, LogEntry):
            yield relation.related_model, relation.field.name


def _related(model: type[models.Model], field: str, person: Person, standing: Scope) -> list[Record]:
    # The base manager: whatever names the person is the person's to know of.
    rows = model._base_manager.filter(**{field: person}).order_by("pk")
    manager = getattr(model, "objects", None)
    if not isinstance(manager, ScopedManager):
        return [_record(row) for row in rows]
    seen = set(manager.seen_by(standing).filter(**{field: person}).values_list("pk", flat=True))
    return [_record(row) if row.pk in seen else _outline(row) for row in rows]


def _record(row: models.Model) -> Record:
    fields = (field for field in row._meta.concrete_fields if field.name not in UNSAID)
    return {field.name: field.value_from_object(row) for field in fields}


def _outline(row: models.Model) -> Record:
    return {name: getattr(row, name, None) for name in OUTLINE}


def _letter(letter: Letter) -> Record:
    return {"written_at": letter.created_at, "sent_at": letter.sent_at, "subject": letter.subject,
            "text": letter.harmless_text}  # fmt: skip


def _logged(entry: LogEntry) -> Record:
    # Its copy of what was changed may be another's matter; what was done, and when, is the person's.
    return {"at": entry.timestamp, "action": entry.get_action_display(), "what": str(entry.content_type),
            "from_address": entry.remote_addr}  # fmt: skip


def _csv(records: Iterable[Record]) -> str:
    records = list(records)
    names = list(dict.fromkeys(name for record in records for name in record))
    lines = [names, *([_cell(record.get(name)) for name in names] for record in records)]
    return "\ufeff" + "".join(csv_line(line) for line in lines)


def _cell(value: Any) -> Any:
    is_nested = isinstance(value, dict | list)
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if is_nested else plain(value)
