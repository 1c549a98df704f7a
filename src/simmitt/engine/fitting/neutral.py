"""Names out of the way: a log is fitted under numbers, so that no name steers anything.

Whatever sorts or breaks a tie by names then does so by which comes first in the log. A copy of the
log with other names gives the same factory, to the digit, under those names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.model import Calendar
from simmitt.engine.hours import WorkingHours

# A place is named by its machine or its operation: one name, one number, in whatever column.
_NAMES = ("activity", "machine", "worker", "product")
_NUMBER = re.compile("\x1f([0-9]{7})\x1f")
_OF_HOURS = ("calendar", "delay_calendar")  # fields that name a calendar


@dataclass(frozen=True)
class Names:
    """The names that a log's numbers stand for."""

    told: tuple[str, ...]

    def restored(self, thing: Any) -> Any:
        """Give any noun with its names back; texts without a number stay as they are."""
        if isinstance(thing, str):
            return self._text(thing)
        if is_dataclass(thing) and not isinstance(thing, type):
            return replace(
                thing, **{each.name: self._field(thing, each.name) for each in fields(thing) if each.init}
            )
        if isinstance(thing, Mapping):
            return {self.restored(key): self.restored(value) for key, value in thing.items()}
        if isinstance(thing, tuple):
            return tuple(self.restored(each) for each in thing)
        return thing

    def _field(self, noun: Any, name: str) -> Any:
        value = getattr(noun, name)
        names_hours = name in _OF_HOURS or (isinstance(noun, Calendar) and name == "name")
        if names_hours and value in self._known:
            # Hours that are nobody's own give way to a machine that is called so.
            return f"{value} (hours)"
        return self.restored(value)

    def _text(self, text: str) -> str:
        return _NUMBER.sub(lambda found: self.told[int(found[1])], text) if "\x1f" in text else text

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.told)


def without_names(log: EventLog, hours: WorkingHours) -> tuple[EventLog, WorkingHours, Names]:
    """Give a log and its hours with numbers for names, counted as they first appear by time."""
    in_time = log.rows.sort("start_at", "end_at", "row", nulls_last=True)
    orders = _first_seen(in_time, ("order",))
    others = _first_seen(in_time, _NAMES)
    number = {"order": _numbers(orders, 0), **dict.fromkeys(_NAMES, _numbers(others, len(orders)))}
    companions = log.companions
    if companions.orders is not None:
        companions = replace(companions, orders=_numbered(companions.orders, number))
    machines = {number["machine"].get(name, name): each for name, each in hours.machines.items()}
    return (
        replace(log, rows=_numbered(log.rows, number), companions=companions),
        replace(hours, machines=machines),
        Names((*orders, *others)),
    )


def _first_seen(rows: pl.DataFrame, columns: tuple[str, ...]) -> list[str]:
    """Give the names of some columns, each once, row by row from the left."""
    each_row = rows.select(pl.concat_list(columns)).to_series().explode().drop_nulls()
    return each_row.unique(maintain_order=True).to_list()


def _numbers(names: list[str], first: int) -> dict[str, str]:
    return {name: f"\x1f{number:07d}\x1f" for number, name in enumerate(names, start=first)}


def _numbered(table: pl.DataFrame, number: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    return table.with_columns(
        pl.col(column).replace(list(numbers), list(numbers.values()))
        for column, numbers in number.items()
        if column in table.columns and numbers
    )
