"""The cells of a table as instants, numbers, seconds and texts, by what each column holds."""

from dataclasses import dataclass, replace

import polars as pl

from simmitt.engine.eventlog.dating import Dated, read_dates
from simmitt.engine.eventlog.durations import bare_numbers, to_durations, unit_in_heading
from simmitt.engine.eventlog.field import Content
from simmitt.engine.eventlog.held import as_texts
from simmitt.engine.eventlog.numbers import weigh_sign
from simmitt.engine.eventlog.quantities import read_numbers
from simmitt.engine.eventlog.reported import UnknownDurationUnit, check_minutes
from simmitt.engine.eventlog.times import check_zones, on_plant_clock, time_of_day
from simmitt.engine.eventlog.understood import Understood, unreadable_notes
from simmitt.ground.texts import Message, say

ROW = "row"
_NUMBERS: tuple[Content, ...] = ("number", "pieces")
_LETTERS = r"([a-zåäöA-Z]+)\.?$"


@dataclass(frozen=True)
class Typed:
    """A table whose cells were read: a column per field that it tells, and ``row``."""

    frame: pl.DataFrame
    date_order: str = ""
    decimal_sign: str = ""
    time_zone: str = ""  # whose clock the instants show, "" where the table doesn't tell
    with_time: frozenset[str] = frozenset()  # fields whose instants tell a time of day
    notes: tuple[Message, ...] = ()

    def tells(self, *names: str) -> bool:
        """Whether the table has all these fields."""
        return set(names) <= set(self.frame.columns)

    def column(self, name: str, dtype: pl.DataType) -> pl.Series:
        """Give a field's values, nulls where the table doesn't tell it."""
        if name in self.frame.columns:
            return self.frame[name].cast(dtype)
        return pl.Series(name, [None] * self.frame.height, dtype=dtype)


def read_cells(understood: Understood, needed: tuple[str, ...] = ()) -> Typed:
    """Give a table's cells by what each recognised field holds.

    Instants are on the plant's clock, times of day in microseconds after midnight, durations in
    seconds; the rest stays text. ``needed`` are the fields without which the table is nothing.

    Raises
    ------
    Question
        Dates, decimal sign or the unit of durations can't be decided.
    UnreadableColumn
        Most of a needed column can't be read.
    """
    held = {one.name: one.content for one in understood.recognition.fields}
    present = [name for name in held if name in understood.recognition.columns]
    dated = read_dates(understood, tuple(name for name in present if held[name] == "instant"))
    check_zones(understood, dated)
    instants, notes = _instants(understood, dated, needed)
    numbers, more = read_numbers(understood, tuple(name for name in present if held[name] in _NUMBERS))
    columns: dict[str, pl.Series] = {**instants, **numbers}
    notes += [*dated.notes, *more]
    for name in present:
        if held[name] == "duration":
            columns[name], more = read_duration(understood, name, needed=name in needed)
            notes += more
        elif held[name] == "clock":
            columns[name] = time_of_day(understood.texts((name,))[name])
        elif name not in columns:
            columns[name] = understood.texts((name,))[name]
    named = [values.alias(name) for name, values in columns.items()]
    return Typed(
        pl.DataFrame([understood.grid.rows.alias(ROW), *named]),
        dated.order,
        _sign(understood, tuple(numbers)),
        dated.time_zone,
        frozenset(name for name, one in dated.written.items() if (one.micros > 0).any()),
        tuple(notes),
    )


def _instants(
    understood: Understood, dated: Dated, needed: tuple[str, ...]
) -> tuple[dict[str, pl.Series], list[Message]]:
    expected = say("A date and a time look like 2025-03-25 07:30.")
    notes: list[Message] = []
    instants = {}
    for name, values in dated.instants.items():
        notes += unreadable_notes(understood, name, values, needed=name in needed, expected=expected)
        instants[name] = on_plant_clock(values, dated.written[name], understood)
    return instants, notes


def _sign(understood: Understood, fields: tuple[str, ...]) -> str:
    signs = {weigh_sign(cells).sign for cells in understood.texts(fields).values()} - {""}
    return understood.mapping.decimal_sign or ", ".join(sorted(signs))


def read_duration(understood: Understood, field: str, *, needed: bool) -> tuple[pl.Series, list[Message]]:
    """Give a column of durations in seconds; the unit stands in the heading, in the cells or the mapping.

    Raises
    ------
    AmbiguousNumbers, UnknownDurationUnit, HoursOrMinutes, UnreadableColumn
    """
    heading = understood.heading(field)
    texts = as_texts(understood.grid.cells[heading])
    cells = understood.grid.cells.with_columns(bare_numbers(texts).alias(heading))
    as_numbers = replace(understood, grid=replace(understood.grid, cells=cells))
    numbers, _ = read_numbers(as_numbers, (field,))
    # With the decimal sign settled the same cells are written so that only one reading is left.
    frame = pl.DataFrame({"cell": texts, "number": numbers[field]})
    unit_of_cell = pl.col("cell").str.extract(_LETTERS, 1).fill_null("")
    written = pl.concat_str(pl.col("number").cast(pl.String), pl.lit(" "), unit_of_cell).str.strip_chars()
    plain = frame.select(pl.when(pl.col("number").is_null()).then("cell").otherwise(written)).to_series()
    unit = understood.mapping.duration_unit or unit_in_heading(heading)
    check_minutes(understood, field)
    told = to_durations(plain, ".", unit)
    if told.bare.any() and not unit:
        raise unknown_unit(understood, field, int(told.bare.arg_true()[0]))
    expected = say("A duration looks like 1:30, 1,5 h or 90 min.")
    return told.seconds, unreadable_notes(understood, field, told.seconds, needed=needed, expected=expected)


def unknown_unit(understood: Understood, field: str, at: int) -> UnknownDurationUnit:
    """Make the question for the unit of a column of durations."""
    return UnknownDurationUnit(
        say("Nothing tells whether the durations are hours or minutes."),
        expected=say('A unit in the heading, as in "Tid (h)", or in the cells would tell.'),
        remedy=say('Answer with a line in the mapping file: [durations] unit = "h" or unit = "min".'),
        place=understood.place(field, at),
    )
