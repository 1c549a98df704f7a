"""The durations that reports state: their unit found, told by the user, or asked for."""

import polars as pl

from simmitt.engine.eventlog.durations import (
    FITTING_SHARE,
    fitting_share,
    may_be_minutes,
    to_durations,
    unit_by_comparison,
    unit_in_heading,
)
from simmitt.engine.eventlog.held import matching, text_at
from simmitt.engine.eventlog.mapping import HOURS_MINUTES
from simmitt.engine.eventlog.numbers import to_numbers
from simmitt.engine.eventlog.understood import Understood, unreadable_notes
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say, say_many

_UNIT_NAMES = {
    "s": say("seconds"),
    "min": say("minutes"),
    "h": say("hours"),
    "d": say("days"),
    HOURS_MINUTES: say("hours and minutes"),
}


class UnknownDurationUnit(Question):
    """Durations are needed, but nothing tells whether they are hours or minutes."""


class HoursOrMinutes(Question):
    """What stands behind the comma of durations may be decimals or minutes."""


def read_reported(
    understood: Understood, sign: str, start: pl.Series | None, end: pl.Series | None
) -> tuple[pl.Series, list[Message]]:
    """Give the durations that reports state, in seconds; times help to tell their unit.

    Raises
    ------
    UnknownDurationUnit, HoursOrMinutes, UnreadableColumn
    """
    texts = understood.grid.cells[understood.heading("reported_s")]
    needed = start is None or end is None
    unit, notes = _unit(understood, texts, sign, start, end)
    told = to_durations(texts, sign, unit)
    if told.from_dates.any():
        notes.append(
            say_many(
                "{count} duration stood as a date of 1899 or 1900, as in Excel; it was read as hours.",
                "{count} durations stood as dates of 1899 or 1900, as in Excel; they were read as hours.",
                int(told.from_dates.sum()),
            )
        )
    if told.bare.any() and not unit:
        if needed:
            raise _ask_unit(understood, int(told.bare.arg_true()[0]))
        notes.append(_left_out(understood))
        return told.seconds, notes
    expected = say("A duration looks like 1:30, 1,5 h or 90 min.")
    notes += unreadable_notes(understood, "reported_s", told.seconds, needed=needed, expected=expected)
    return told.seconds, notes


def _unit(
    understood: Understood, texts: pl.Series, sign: str, start: pl.Series | None, end: pl.Series | None
) -> tuple[str, list[Message]]:
    heading = understood.heading("reported_s")
    unit = understood.mapping.duration_unit or unit_in_heading(heading)
    if start is None or end is None:
        check_minutes(understood, "reported_s")
        return unit, []
    elapsed_s = (end - start).dt.total_microseconds() / 1e6
    if not understood.mapping.duration_unit and _agrees_as_minutes(texts, elapsed_s):
        found = HOURS_MINUTES
    elif unit:
        return unit, []
    else:
        found = unit_by_comparison(to_numbers(texts, sign), elapsed_s)
    if not found:
        return "", []
    return found, [
        say("The durations in {heading} are {unit}: so they agree with start and end.",
            heading=heading, unit=_UNIT_NAMES[found]),
    ]  # fmt: skip


def _agrees_as_minutes(texts: pl.Series, elapsed_s: pl.Series) -> bool:
    if not may_be_minutes(texts):
        return False
    return fitting_share(to_durations(texts, ".", HOURS_MINUTES).seconds, elapsed_s) >= FITTING_SHARE


def check_minutes(understood: Understood, field: str) -> None:
    """Ask what stands behind the comma of durations, where minutes may and the mapping doesn't tell.

    Raises
    ------
    HoursOrMinutes
    """
    heading = understood.heading(field)
    texts = understood.grid.cells[heading]
    if understood.mapping.duration_unit or unit_in_heading(heading) not in ("", "h"):
        return
    if may_be_minutes(texts):
        at = int(matching(texts, r"[.,]").fill_null(value=False).arg_true()[0])
        raise HoursOrMinutes(
            say("{number} may be hours with decimals or hours and minutes: no duration in this column has"
                " more than 59 behind the sign.", number=text_at(texts, at)),
            expected=say("Hours and minutes are best written with a colon, as 2:45."),
            remedy=say('Answer with a line in the mapping file: [durations] unit = "h" for decimals, or'
                       ' unit = "h:min".'),
            place=understood.place(field, at),
        )  # fmt: skip


def _ask_unit(understood: Understood, at: int) -> UnknownDurationUnit:
    return UnknownDurationUnit(
        say("Nothing tells whether the durations are hours or minutes."),
        expected=say('A unit in the heading, as in "Tid (h)", or in the cells would tell.'),
        remedy=say('Answer with a line in the mapping file: [durations] unit = "h" or unit = "min".'),
        place=understood.place("reported_s", at),
    )


def _left_out(understood: Understood) -> Message:
    return say(
        "The durations in {heading} were left out: nothing tells their unit."
        ' The mapping line [durations] unit = "h" or the like brings them in.',
        heading=understood.heading("reported_s"),
    )
