"""All that is kept about a company, in one file that other programs can read."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.db import models

from simmitt.web.companies.models import Company, Merge
from simmitt.web.companies.relations import relations
from simmitt.web.nouns.export import csv_line, plain
from simmitt.web.scope.scope import Scope

# Keys of ours that say nothing to anybody, secrets, and what runs have computed: they hand it out themselves.
LEFT_OUT = frozenset(
    {
        "id", "name_key", "place_key", "search_text", "token_hash", "key_hash", "confirm_hash", "company",
        "content", "told", "asked",
    }
)  # fmt: skip


def pack(company: Company, scope: Scope) -> bytes:
    """Give a ZIP with JSON and CSV of the company and all that hangs on it, as far as the scope reaches."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "company", [_told(company)])
        for name, rows in _hanging(company, scope):
            _add(archive, name, [_told(row) for row in rows])
    return held.getvalue()


def _hanging(company: Company, scope: Scope) -> Iterable[tuple[str, Any]]:
    for model, way in _ways():
        if getattr(model, "IN_EXPORTS", True):
            yield model._meta.model_name or "", _seen(model, way, company, scope)
    yield "merge", _seen(Merge, "company", company, scope)


def _ways() -> Iterable[tuple[Any, str]]:
    """Give every model whose rows belong to a company, and its way there: ``plan__case__company``."""
    ways: dict[Any, str] = {one.model: one.field.name for one in relations()}
    waiting = list(ways)
    for above in waiting:
        for model, name in _belonging(above):
            if model not in ways:
                ways[model] = f"{name}__{ways[above]}"
                waiting.append(model)
    return ways.items()


def _belonging(above: Any) -> Iterable[tuple[Any, str]]:
    """Give the models whose rows are parts of another's: they go when it goes."""
    for one in above._meta.get_fields(include_hidden=True):
        if isinstance(one, models.ManyToOneRel) and one.on_delete is models.CASCADE:
            yield one.related_model, one.field.name


def _seen(model: Any, way: str, company: Company, scope: Scope) -> Any:
    """Give the rows that the reader may see, with what they point at."""
    # Without a rule nobody has been let in.
    if not hasattr(model, "RULE"):
        return ()
    joined = {one.name: one.related_model for one in model._meta.concrete_fields if one.is_relation}
    # With what a row is called by, and without what is large in it.
    rows = model.objects.seen_by(scope).filter(**{way: company}).order_by("pk").select_related(*joined, way)
    large = [f"{name}__{one}" for name, other in joined.items() for one in _large(other)]
    return rows.defer(*large, *(one for one in _large(model) if one in LEFT_OUT))


def _large(model: Any) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if isinstance(one, models.JSONField)]


def _told(row: Any) -> dict[str, Any]:
    fields = [one for one in row._meta.concrete_fields if one.name not in LEFT_OUT]
    return {one.name: _value(row, one) for one in fields}


def _value(row: Any, field: "models.Field[Any, Any]") -> Any:
    value = getattr(row, field.name)
    if field.is_relation:
        return None if value is None else str(value)
    return value if isinstance(value, bool | int | float | list | dict | None) else plain(value)


def _add(archive: zipfile.ZipFile, name: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=2))
    lines = [csv_line(rows[0]), *(csv_line(_cell(value) for value in row.values()) for row in rows)]
    # The mark tells a spreadsheet that this is UTF-8.
    archive.writestr(f"{name}.csv", "\ufeff" + "".join(lines))


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return plain(value)
