"""The sheets of a shop's own study, read cell by cell; each wrong cell is named with its remedy."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.held import all_as_texts
from simmitt.engine.eventlog.study_sheets import Cell, Sheet
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import LANGUAGES, Message, say, say_many

# A time of day; Excel puts the day before its first one in front of it.
_CLOCK = re.compile(r"(?:1899-12-3[01] )?([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]00)?")
_NAMED_FAULTS = 5

Value = float | str | date | datetime | None


class StudyFault(InputFault):
    """A cell of the study can't be read as what it should hold."""


class StudyColumnMissing(InputFault):
    """A sheet of the study lacks a column."""


class _Unreadable(Exception):
    """A cell that holds something else than it should; the message says what was expected."""

    def __init__(self, expected: Message) -> None:
        super().__init__(expected.text)
        self.expected = expected


def read_study_sheet(grid: Grid, sheet: Sheet) -> pl.DataFrame:
    """Give a study sheet as its companion table.

    Raises
    ------
    StudyColumnMissing, StudyFault
        The second names every wrong cell, the first five in words.
    """
    headings = _headings(grid, sheet)
    records, faults = [], []
    for number, cells in zip(
        grid.rows.to_list(), all_as_texts(grid.cells).iter_rows(named=True), strict=True
    ):
        record: dict[str, Any] = {"row": number}
        for cell in sheet.cells:
            text = cells[headings[cell.field]] if cell.field in headings else None
            try:
                record[cell.field] = _value(cell, text)
            except _Unreadable as fault:
                column = headings.get(cell.field, "")
                faults.append((grid.place(number, column), text or "", fault.expected))
        records.append(record)
    if faults:
        raise _fault(faults)
    schema = SCHEMAS[sheet.table]
    return pl.DataFrame([{**dict.fromkeys(schema), **record} for record in records], schema=schema)


def _headings(grid: Grid, sheet: Sheet) -> dict[str, str]:
    found: dict[str, str] = {}
    for heading in grid.cells.columns:
        cell = sheet.cell_named(heading)
        if cell is not None:
            found.setdefault(cell.field, heading)
    missing = [cell.heading for cell in sheet.cells if cell.needed and cell.field not in found]
    if missing:
        raise StudyColumnMissing(
            say("The column {heading} is missing.", heading=missing[0]),
            expected=say("The headings are: {headings}.", headings=", ".join(grid.cells.columns)),
            remedy=say("Fill in the template as it is; “simmitt template” writes a new one."),
            place=grid.place(),
        )
    return found


def _value(cell: Cell, text: str | None) -> Value:
    if text is None:
        if cell.needed:
            raise _Unreadable(say("The cell is empty and has to be filled in."))
        return cell.usual
    match cell.holds:
        case "text":
            return text
        case "number":
            return _number(cell, text)
        case "choice":
            return _choice(cell, text)
        case "date":
            return _instant(text).date()
        case "instant":
            return _instant(text)
        case "clock":
            return _clock(text)


def _number(cell: Cell, text: str) -> float:
    try:
        value = float("".join(text.split()).replace(",", "."))
    except ValueError:
        raise _Unreadable(say("A number is expected, such as 12 or 0,5.")) from None
    if not cell.least <= value <= cell.most:
        raise _Unreadable(
            say("A number from {least} to {most} is expected.", least=cell.least, most=cell.most)
        )
    return value


def _choice(cell: Cell, text: str) -> str:
    assert cell.choices is not None
    wanted = text.casefold()
    for stored, message in cell.choices.items():
        if wanted in {stored, *(message.in_language(language).casefold() for language in LANGUAGES)}:
            return stored
    shown = [message.in_language(language) for language in LANGUAGES for message in cell.choices.values()]
    raise _Unreadable(say("One of these is expected: {words}.", words=", ".join(shown)))


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise _Unreadable(say("A date is expected, such as 2026-03-02 or 2026-03-02 09:40.")) from None


def _clock(text: str) -> str:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise _Unreadable(say("A time of day is expected, such as 06:30."))
    return f"{int(match.group(1)):02}:{match.group(2)}"


def _fault(faults: list[tuple[Place, str, Message]]) -> StudyFault:
    place, text, expected = faults[0]
    return StudyFault(
        say("The cell holds “{text}”.", text=text)
        if len(faults) == 1
        else say_many(
            "The cell holds “{text}”, and {count} more cell is wrong ({places}).",
            "The cell holds “{text}”, and {count} more cells are wrong ({places}).",
            len(faults) - 1,
            text=text,
            places=", ".join(_places(faults[1 : 1 + _NAMED_FAULTS])),
        ),
        expected=expected,
        remedy=say("Correct the cell and read the workbook again."),
        place=place,
    )


def _places(faults: list[tuple[Place, str, Message]]) -> Iterator[str]:
    return (f"{place.column} {place.row}" for place, _, _ in faults)
