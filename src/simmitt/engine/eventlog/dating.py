"""The order of day, month and year in a file: found, told by the user, or asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from simmitt.engine.eventlog.days import is_week_alone
from simmitt.engine.eventlog.instants import Evidence, Written, date_of, take_apart, to_instants, weigh
from simmitt.engine.eventlog.mapping import DateOrder
from simmitt.engine.eventlog.turned_dates import check_turned
from simmitt.engine.eventlog.understood import Understood
from simmitt.engine.eventlog.zones import on_the_wall
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say

DATED = ("start_at", "end_at", "date", "due_at", "released_at")
_IN_WORDS: dict[str, Message] = {
    "ymd": say("year, month, day"),
    "dmy": say("day, month, year"),
    "mdy": say("month, day, year"),
}
# A due week is due at the end of its working days, not on its Monday.
_FRIDAY_DAYS = 4
_LAST_DAY_OF_WEEK = ("due_at", "delivered_at")
# Excel for Macintosh once counted from 1904: read from 1900 its dates are this much too early.
_CALENDARS_APART_DAYS = 1462
_NEAR_DAYS = 400


class AmbiguousDates(Question):
    """All dates of a column can be read in two ways, or they contradict each other."""


class AmbiguousDayNumbers(Question):
    """Numbers of days that other dates of the file place four years later, as if counted from 1904."""


@dataclass(frozen=True)
class Dated:
    """Every column of dates as instants, and what was learnt about their writing."""

    instants: dict[str, pl.Series]
    written: dict[str, Written]
    order: str
    time_zone: str = ""  # whose clock the instants show, empty where the file doesn't tell
    notes: tuple[Message, ...] = field(default=())


def read_dates(understood: Understood, fields: tuple[str, ...] = DATED) -> Dated:
    """Give the instants of every column of dates among the fields.

    They show the file's own clock. Only where the mapping names a time zone and the column states
    zones as well they are in UTC, to be turned by whoever minds the mapping.

    Raises
    ------
    AmbiguousDates, AmbiguousDayNumbers, MixedOffsets, TurnedDates
    """
    written = {name: take_apart(cells) for name, cells in understood.all_held(fields).items()}
    evidence = {name: weigh(one.day.drop_nulls().unique(maintain_order=True).to_list())
                for name, one in written.items()}  # fmt: skip
    orders = _orders(understood, evidence)
    check_turned(understood, {name: one.day for name, one in written.items()}, orders)
    instants = {name: to_instants(one, orders[name]) for name, one in written.items()}
    if understood.grid.of_1904:
        instants = {name: _from_1904(values, written[name].excel) for name, values in instants.items()}
    notes = [*_count_days(understood, written, instants), *_last_days(understood, written, instants)]
    clock = on_the_wall(understood, written, instants)
    return Dated(clock.instants, written, _told_order(orders.values()), clock.zone, (*notes, *clock.notes))


def _orders(understood: Understood, evidence: dict[str, list[Evidence]]) -> dict[str, dict[str, DateOrder]]:
    """Give each column's order per shape; a doubtful column follows the others of its shape."""
    told = understood.mapping.date_order
    decided: dict[str, set[DateOrder]] = {}
    for one in (one for found in evidence.values() for one in found):
        if one.decided:
            decided.setdefault(one.shape, set()).add(one.decided)
    orders: dict[str, dict[str, DateOrder]] = {}
    for name, found in evidence.items():
        orders[name] = {}
        for one in found:
            others = decided.get(one.shape, set())
            order = _own_order(one, told) or (next(iter(others)) if len(others) == 1 else None)
            if order is None or (not one.decided and order not in one.possible):
                raise _ask(understood, name, one)
            orders[name][one.shape] = order
    return orders


def _own_order(one: Evidence, told: DateOrder | None) -> DateOrder | None:
    """Give the user's order where the shape allows it, else what the dates themselves decide."""
    return told if told and told in one.allowed else one.decided


def _told_order(orders: Iterable[dict[str, DateOrder]]) -> str:
    used = sorted({order for one in orders for order in one.values()})
    return ", ".join(used)


def _count_days(
    understood: Understood, written: dict[str, Written], instants: dict[str, pl.Series]
) -> Iterable[Message]:
    """Tell of numbers of days, and ask where the file's other dates lie four years later."""
    counted = [name for name, one in written.items() if one.excel.any()]
    others = [
        real
        for name, values in instants.items()
        if (real := values.filter(~written[name].excel).drop_nulls()).count()
    ]
    for name in counted:
        values = instants[name].filter(written[name].excel).drop_nulls()
        if any(_four_years_apart(values, other) for other in others):
            raise _ask_days(understood, name, values)
        yield say(
            "The numbers in {heading} were read as days as Excel counts them: the first is {first}.",
            heading=understood.heading(name), first=values[0],
        )  # fmt: skip


def _from_1904(instants: pl.Series, excel: pl.Series) -> pl.Series:
    """Move numbers of days to where a workbook that counts from 1904 means them."""
    frame = pl.DataFrame({"at": instants, "excel": excel})
    days = pl.duration(days=pl.when("excel").then(_CALENDARS_APART_DAYS).otherwise(0))
    return frame.select((pl.col("at") + days).alias(instants.name)).to_series()


def _four_years_apart(values: pl.Series, others: pl.Series) -> bool:
    early, late = (float(np.median(each.dt.epoch("d").to_numpy())) for each in (values, others))
    return abs(late - early - _CALENDARS_APART_DAYS) < _NEAR_DAYS


def _ask_days(understood: Understood, name: str, values: pl.Series) -> AmbiguousDayNumbers:
    return AmbiguousDayNumbers(
        say("The numbers in this column would be days from {first:date} on as Excel counts from 1900, but the"
            " file's other dates lie four years later, as if these counted from 1904.", first=values[0]),
        expected=say("A date looks like 2025-03-25, or the whole file counts days in the same way."),
        remedy=say("Format the column as dates in Excel and save it again, or leave it out with the mapping"
                   ' line [columns] {field} = "".', field=name),
        place=understood.place(name),
    )  # fmt: skip


def _last_days(
    understood: Understood, written: dict[str, Written], instants: dict[str, pl.Series]
) -> Iterable[Message]:
    """Move what is due in a week to its Friday, and tell which day weeks were read as."""
    for name, one in written.items():
        weeks = [day for day in one.day.drop_nulls().unique() if is_week_alone(day)]
        if not weeks:
            continue
        if name in _LAST_DAY_OF_WEEK:
            alone = one.day.is_in(weeks)
            frame = pl.DataFrame({"at": instants[name], "alone": alone})
            days = pl.duration(days=pl.when("alone").then(_FRIDAY_DAYS).otherwise(0))
            instants[name] = frame.select(pl.col("at") + days).to_series()
            yield say("Weeks in {heading} were read as their Friday.", heading=understood.heading(name))
        else:
            yield say("Weeks in {heading} were read as their Monday.", heading=understood.heading(name))


def _ask(understood: Understood, name: str, one: Evidence) -> AmbiguousDates:
    readings = {order: date_of(one.example, order) for order in one.possible}
    sound = {order: found for order, found in readings.items() if found}
    at = understood.row_of(name, one.example)
    lines = " / ".join(f'order = "{order}"' for order in one.possible)
    if len(sound) < 2:
        found = say("The dates contradict each other: {example} fits no order that the others follow.",
                    example=one.example)  # fmt: skip
    else:
        (first, early), (second, late) = list(sound.items())[:2]
        found = say(
            "Every date can be read in two ways: {example} is {early:date} as {first},"
            " {late:date} as {second}.",
            example=one.example, early=early, late=late, first=_IN_WORDS[first], second=_IN_WORDS[second],
        )  # fmt: skip
    return AmbiguousDates(
        found,
        expected=say("One date that only one order allows, such as the 25th of a month, would settle it."),
        remedy=say(
            "Answer with a line in the mapping file: [dates] {lines}.",
            lines=lines,
            choices=tuple(one.possible),
        ),
        place=understood.place(name, at),
    )
