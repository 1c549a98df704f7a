"""A noun's rows as JSON, and the description of what they hold."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from ninja import Schema
from pydantic import Field, create_model

from simmitt.web.nouns.noun import Column, Noun

# JSON has no days and no choices: they are said in words, a day as 2026-11-26.
NUMBER = int | float | None
PLAIN = str | bool | int | float | None


def schema_of(noun: Noun) -> type[Schema]:
    """Describe a row: its id and address, and each column of the noun's table."""
    columns: dict[str, Any] = {column.name: _field(column) for column in noun.columns}
    return create_model(title_of(noun), __base__=Schema, id=(str, ...), url=(str, ...), **columns)


def title_of(noun: Noun) -> str:
    """Give what the description calls a row: target_report becomes TargetReport."""
    return noun.name.title().replace("_", "")


def _field(column: Column) -> Any:
    # What not every reader sees may lack.
    default = ... if column.seen_by is None else None
    return (NUMBER if column.number else PLAIN, Field(default, description=str(column.label)))


def row_of(row: Any, noun: Noun, columns: list[Column]) -> dict[str, Any]:
    """Give a row as these columns tell it."""
    return {
        "id": row.public_id,
        "url": reverse(f"api_{noun.plural}_one", args=[row.public_id]),
        **{column.name: _value(column.value(row)) for column in columns},
    }


def _value(value: Any) -> Any:
    """Give a value that JSON holds; what is no number, truth or date is said in words."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | None) else str(value)
