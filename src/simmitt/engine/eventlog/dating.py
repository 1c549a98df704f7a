"""The order of day, month and year in a file: found, told by the user, or asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.instants import Evidence, Written, date_of, take_apart, to_instants, weigh
from simmitt.engine.eventlog.mapping import DateOrder
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say

DATED = ("start_at", "end_at", "date", "due_at", "released_at")
_IN_WORDS: dict[str, Message] = {
    "ymd": say("year, month, day"),
    "dmy": say("day, month, year"),
    "mdy": say("month, day, year"),
}


class AmbiguousDates(Question):
    """All dates of a column can be read in two ways, or they contradict each other."""


@dataclass(frozen=True)
class Dated:
    """Every column of dates as instants, and what was learnt about their writing."""

    instants: dict[str, pl.Series]
    written: dict[str, Written]
    order: str


def read_dates(understood: Understood) -> Dated:
    """Give the instants of every column of dates.

    Raises
    ------
    AmbiguousDates
    """
    written = {field: take_apart(texts) for field, texts in understood.texts(DATED).items()}
    evidence = {field: weigh(one.day.drop_nulls().unique(maintain_order=True).to_list())
                for field, one in written.items()}  # fmt: skip
    orders = _orders(understood, evidence)
    instants = {field: to_instants(one, orders[field]) for field, one in written.items()}
    return Dated(instants, written, _told_order(orders.values()))


def _orders(understood: Understood, evidence: dict[str, list[Evidence]]) -> dict[str, dict[str, DateOrder]]:
    """Give each column's order per shape; a doubtful column follows the others of its shape."""
    told = understood.mapping.date_order
    decided: dict[str, set[DateOrder]] = {}
    for one in (one for found in evidence.values() for one in found):
        if one.decided:
            decided.setdefault(one.shape, set()).add(one.decided)
    orders: dict[str, dict[str, DateOrder]] = {}
    for field, found in evidence.items():
        orders[field] = {}
        for one in found:
            others = decided.get(one.shape, set())
            order = _own_order(one, told) or (next(iter(others)) if len(others) == 1 else None)
            if order is None or (not one.decided and order not in one.possible):
                raise _ask(understood, field, one)
            orders[field][one.shape] = order
    return orders


def _own_order(one: Evidence, told: DateOrder | None) -> DateOrder | None:
    """Give the user's order where the shape allows it, else what the dates themselves decide."""
    return told if told and told in one.allowed else one.decided


def _told_order(orders: Iterable[dict[str, DateOrder]]) -> str:
    used = sorted({order for one in orders for order in one.values()})
    return ", ".join(used)


def _ask(understood: Understood, field: str, one: Evidence) -> AmbiguousDates:
    readings = {order: date_of(one.example, order) for order in one.possible}
    sound = {order: found for order, found in readings.items() if found}
    at = understood.row_of(field, one.example)
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
        remedy=say("Answer with a line in the mapping file: [dates] {lines}.", lines=lines),
        place=understood.place(field, at),
    )
