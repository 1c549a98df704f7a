"""One small log with known figures, and the ways to write it down.

Everything nasty is made from it: whatever a file looks like, reading it must give these figures,
or say that it doesn't.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import order_times, timed

SEED = 20260302
FIRST = datetime(2026, 1, 7, 6, 30)
PLACES = (("Sågning", "Såg 1"), ("Fräsning", "Fräs 2"), ("Svarvning", "Svarv 3"), ("Mätning", "Mätbänk"))


@dataclass(frozen=True)
class Report:
    """One row of the log."""

    order: str
    activity: str
    machine: str
    start: datetime
    end: datetime
    good: int
    rejected: int
    hours: float


def reports(orders: int = 48, seed: int = SEED) -> list[Report]:
    """Give the rows: orders over ten weeks, days from 13 to 31 among them, times to the minute."""
    rng = random.Random(seed)
    rows = []
    for number in range(orders):
        at = FIRST + timedelta(days=number * 70 // orders, minutes=rng.randrange(0, 200))
        for activity, machine in PLACES[: rng.randrange(3, 5)]:
            minutes = rng.randrange(20, 260)
            end = at + timedelta(minutes=minutes)
            good, rejected = rng.randrange(5, 60), rng.randrange(0, 3)
            rows.append(
                Report(
                    f"T{4000 + number}", activity, machine, at, end, good, rejected, round(minutes / 60, 4)
                )
            )
            at = end + timedelta(minutes=rng.randrange(30, 900))
    return sorted(rows, key=lambda row: (row.start, row.order))


@dataclass(frozen=True)
class Figures:
    """What is compared; hours to the second."""

    rows: int
    orders: int
    first: datetime | None
    last: datetime | None
    busy_h: float
    lead_median_h: float
    machines: frozenset[str]
    good: float
    rejected: float


def truth(rows: Sequence[Report]) -> Figures:
    """Compute the figures by hand, without the engine."""
    lead = [
        (max(r.end for r in own) - min(r.start for r in own)).total_seconds() / 3600
        for own in ([r for r in rows if r.order == order] for order in {r.order for r in rows})
    ]
    return Figures(
        len(rows),
        len(lead),
        min(r.start for r in rows),
        max(r.end for r in rows),
        round(sum((r.end - r.start).total_seconds() for r in rows) / 3600, 3),
        round(median(lead), 3),
        frozenset(r.machine for r in rows),
        float(sum(r.good for r in rows)),
        float(sum(r.rejected for r in rows)),
    )


def figures_of(log: EventLog) -> Figures:
    """Take the figures from a log as read."""
    rows = timed(log.rows)
    lead = (order_times(rows).lead_s() / 3600).tolist() if rows.height else []
    length = (rows["end_at"] - rows["start_at"]).dt.total_microseconds().sum() or 0
    return Figures(
        log.rows.height,
        rows["order"].n_unique() if rows.height else 0,
        log.first_at,
        log.last_at,
        round(float(length) / 3.6e9, 3),
        round(float(median(lead)), 3) if len(lead) else 0.0,
        frozenset(log.rows["machine"].drop_nulls().unique().to_list()),
        float(log.rows["good_pieces"].sum() or 0),
        float(log.rows["rejected_pieces"].sum() or 0),
    )


Write = Callable[[datetime], str]


def stamp(form: str) -> Write:
    """Give a writer of instants."""
    return lambda at: at.strftime(form)


TO_THE_MINUTE = stamp("%Y-%m-%d %H:%M")
SWEDISH = ("Ordernr", "Operation", "Maskin", "Starttid", "Sluttid", "Antal godkända", "Kasserade")
ENGLISH = ("Work order", "Operation", "Machine", "Start time", "End time", "Good qty", "Scrap qty")


@dataclass(frozen=True)
class Style:
    """How the log is written as text."""

    headings: tuple[str, ...] = SWEDISH
    separator: str = ";"
    newline: str = "\r\n"
    write: Write = TO_THE_MINUTE
    number: Callable[[float], str] = lambda value: f"{value:g}"
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    quote: str = ""
    heading: bool = True


def cells(row: Report, style: Style) -> list[str]:
    """Give a row's cells in the order of the headings."""
    return [
        row.order, row.activity, row.machine, style.write(row.start), style.write(row.end),
        style.number(row.good), style.number(row.rejected),
    ]  # fmt: skip


def text_of(rows: Sequence[Report], style: Style = Style()) -> str:
    """Write the log as text."""
    return text_of_cells([cells(row, style) for row in rows], style)


def text_of_cells(table: Sequence[Sequence[str]], style: Style = Style()) -> str:
    """Write a table of cells as text."""
    lines = [list(style.headings)] if style.heading else []
    lines += [list(line) for line in table]
    written = [style.separator.join(f"{style.quote}{cell}{style.quote}" for cell in line) for line in lines]
    return style.newline.join([*style.title, *written, *style.footer]) + style.newline


def shifted(rows: Sequence[Report], by: timedelta) -> list[Report]:
    """Give the log at another time."""
    return [replace(row, start=row.start + by, end=row.end + by) for row in rows]
