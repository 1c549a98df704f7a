"""The text of one cell as what a factory file holds, and the other way round."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from simmitt.engine.factory.workbook.headings import CHOICES
from simmitt.engine.factory.workbook.sheets import Column, written
from simmitt.ground.texts import Language, Message, say

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
_DASHES = str.maketrans("–—−", "---")


class Unreadable(Exception):
    """A cell that holds something else than it should; the message says what was expected."""

    def __init__(self, expected: Message) -> None:
        super().__init__(expected.text)
        self.expected = expected


def read_cell(text: str, column: Column) -> Any:
    """Give what stands in a cell, as ``factory.toml`` would have it.

    Raises
    ------
    Unreadable
        The message says what was expected.
    """
    readers: Mapping[str, Callable[[], Any]] = {
        "text": lambda: text,
        "texts": lambda: listed(text),
        "whole": lambda: _whole(text),
        "number": lambda: number(text, per_cent=True),
        "share": lambda: number(text, per_cent=True),
        "hours": lambda: number(text),
        "hours_distribution": lambda: number(text),
        "pieces_distribution": lambda: number(text),
        "numbers": lambda: [number(each) for each in listed(text)],
        "hours_list": lambda: [number(each) for each in listed(text)],
        "pieces_list": lambda: [number(each) for each in listed(text)],
        "instant": lambda: _instant(text),
        "choice": lambda: _choice(text, column.choices),
        "shares_by_name": lambda: _by_name(text),
        "shifts": lambda: _shifts(text),
    }
    return readers[column.holds]()


def number(text: str, *, per_cent: bool = False) -> float:
    """Read a number with point or comma, of some also as per cent."""
    bare = "".join(text.split()).translate(_DASHES)
    share = per_cent and bare.endswith("%")
    bare = bare.removesuffix("%") if share else bare
    if not _NUMBER.fullmatch(bare):
        raise Unreadable(say("A number is expected, such as 12 or 0,5."))
    value = float(bare.replace(",", "."))
    return value / 100 if share else value


def listed(text: str) -> list[str]:
    """Read names with semicolons between; one that holds a semicolon stands in quotation marks."""
    try:
        rows = list(csv.reader([text.replace("\n", " ")], delimiter=";", skipinitialspace=True, strict=True))
    except csv.Error:
        raise Unreadable(say("Names with ; between are expected, such as Saw; Mill.")) from None
    return [name.strip() for name in rows[0] if name.strip()] if rows else []


def in_a_row(names: Sequence[str]) -> str:
    """Write names with semicolons between."""
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="").writerow(names)
    plain = "; ".join(names)
    return plain if listed_or_none(plain) == list(names) else target.getvalue()


def listed_or_none(text: str) -> list[str] | None:
    """Read names as ``listed`` does; none where they can't be read."""
    try:
        return listed(text)
    except Unreadable:
        return None


def _whole(text: str) -> int:
    value = number(text)
    if not value.is_integer():
        raise Unreadable(say("A whole number is expected, such as 3."))
    return int(value)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise Unreadable(say("A date is expected, such as 2026-03-02 or 2026-03-02 09:40.")) from None


def _choice(text: str, choices: Sequence[str]) -> str:
    wanted = text.casefold()
    for stored in choices:
        if wanted == stored or wanted in written(CHOICES[stored]):
            return stored
    raise Unreadable(say("One of these is expected: {words}.", words=Words(choices)))


def _by_name(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in listed(text):
        name, sign, value = each.rpartition("=")
        if not sign or not name.strip():
            raise Unreadable(say("Names with numbers are expected, such as Saw = 2; Mill = 0.5."))
        if name.strip() in found:
            raise Unreadable(say("Each name once is expected; {name} stands twice.", name=name.strip()))
        found[name.strip()] = number(value)
    return found


def _shifts(text: str) -> list[str]:
    """Read shifts; people also write 6.00–14.30, and put commas or lines between."""
    told = text.translate(_DASHES).replace("\n", ";").replace(",", ";")
    return [each.strip().replace(".", ":") for each in told.split(";") if each.strip()]


def told_cell(value: Any, column: Column, language: Language) -> str | float | int | datetime:
    """Give what to write in a cell for what a factory file holds."""
    if column.holds == "choice":
        return CHOICES[value].in_language(language)
    if isinstance(value, Mapping):
        return in_a_row([f"{name} = {json.dumps(each)}" for name, each in value.items()])
    if isinstance(value, list | tuple):
        texts = (each if isinstance(each, str) else json.dumps(each) for each in value)
        return in_a_row(list(texts))
    assert isinstance(value, str | float | int | datetime)
    return value


class Words(Message):
    """The words of a choice, each in the reader's language."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(", ".join(choices), {"choices": tuple(choices)})

    def in_language(self, language: Language) -> str:
        """Give the words with commas between."""
        return ", ".join(CHOICES[each].in_language(language) for each in self.values["choices"])
