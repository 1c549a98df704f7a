"""What every log must tell; without it there is nothing to analyse."""

import polars as pl

from simmitt.engine.eventlog.instants import take_apart
from simmitt.engine.eventlog.recognition import Recognition
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

_CLOCK_FIELDS = ("start_clock", "end_clock")


class NoOrderNumber(InputFault):
    """No column tells which order a row belongs to."""


class DailyTotals(InputFault):
    """The rows are sums per day and machine, not reports per order."""


class NoTimes(InputFault):
    """Two of start, end and duration are needed; the file has fewer."""


class NoWork(InputFault):
    """Neither activity nor machine is told."""


class AllTimesEqual(InputFault):
    """Every row starts and ends at the same moment."""


def check_columns(understood: Understood) -> None:
    """Stop where a column that every log needs is missing.

    Raises
    ------
    DailyTotals, NoOrderNumber, NoTimes, NoWork
    """
    recognition = understood.recognition
    known = set(recognition.columns)
    if "order" not in known:
        raise _daily_totals(understood) if _looks_daily(understood) else _no_order(understood)
    if not tells_two_times(known):
        raise _no_times(understood)
    if not tells_work(known):
        raise NoWork(
            say("No column tells the activity or the machine."),
            expected=_headings(recognition),
            remedy=say('Name one of them in a mapping file: [columns] activity = "…" or machine = "…".'),
            place=understood.grid.place(),
        )


def check_times(understood: Understood, rows: pl.DataFrame) -> None:
    """Stop where the times of a whole log can't tell one report from another.

    Raises
    ------
    AllTimesEqual
    """
    start, end = rows["start_at"].drop_nulls(), rows["end_at"].drop_nulls()
    if start.n_unique() <= 1 and end.n_unique() <= 1:
        shown = pl.concat([start, end]).head(1)
        raise AllTimesEqual(
            say(
                "All rows have the same start and end: {moment}.", moment=str(shown[0]) if len(shown) else "–"
            ),
            expected=say("A log says when each report started and ended."),
            remedy=say("Export the times of the reports, not the time of printing or the order's date."),
            place=_place_of_times(understood),
        )


def _place_of_times(understood: Understood) -> Place:
    """Give the place of the first column that tells times, or of the table."""
    for name in ("start_at", "end_at", "at", "date"):
        if name in understood.recognition.columns:
            return understood.place(name)
    return understood.grid.place()


def tells_reports(known: set[str]) -> bool:
    """Whether these fields make a log of reports: order, work, and two of start, end and duration."""
    return "order" in known and tells_work(known) and tells_two_times(known)


def tells_work(known: set[str]) -> bool:
    """Whether these fields tell what was done or where."""
    return bool(known & {"activity", "machine", "operation_number"})


def tells_two_times(known: set[str]) -> bool:
    """Whether these fields tell two of start, end and duration."""
    return sum((_tells_start(known), _tells_end(known), "reported_s" in known)) >= 2


def tells_pair(known: set[str]) -> bool:
    """Whether these fields tell both start and end."""
    return _tells_start(known) and _tells_end(known)


def _tells_start(known: set[str]) -> bool:
    return "start_at" in known or {"start_clock", "date"} <= known


def _tells_end(known: set[str]) -> bool:
    return "end_at" in known or ("end_clock" in known and bool({"date", "start_at"} & known))


def _looks_daily(understood: Understood) -> bool:
    """Whether there are days but no time of day anywhere."""
    dated = understood.all_held(("start_at", "end_at", "date"))
    if not dated or any(name in understood.recognition.columns for name in _CLOCK_FIELDS):
        return False
    return not any((take_apart(cells).micros > 0).any() for cells in dated.values())


def _daily_totals(understood: Understood) -> DailyTotals:
    return DailyTotals(
        say("The rows look like totals per day: there are days without a time of day, and no order number."),
        expected=say("A log has one row per report, with order number, start and end."),
        remedy=say("Export the time reports behind the totals, often called work-order or stamping reports."),
        place=understood.grid.place(),
    )


def _no_order(understood: Understood) -> NoOrderNumber:
    return NoOrderNumber(
        say("No column tells which order a row belongs to."),
        expected=_headings(understood.recognition),
        remedy=say(
            'Add the order number to the export, or name its column in a mapping file: [columns] order = "…".'
        ),
        place=understood.grid.place(),
    )


def _no_times(understood: Understood) -> NoTimes:
    return NoTimes(
        say("The log doesn't tell when each report started and ended."),
        expected=say(
            "It takes two of start, end and duration. {headings}", headings=_headings(understood.recognition)
        ),
        remedy=say(
            "Add them to the export, or name the columns in a mapping file:"
            ' [columns] start_at = "…", end_at = "…" or reported_s = "…".'
        ),
        place=understood.grid.place(),
    )


def _headings(recognition: Recognition) -> Message:
    return say("Not understood so far: {headings}.", headings=", ".join(recognition.unread) or "–")
