"""Dates of which a spreadsheet has turned round those that it could, and left the others as text."""

from collections.abc import Iterable

import polars as pl

from simmitt.engine.eventlog.days import date_of, shape_of
from simmitt.engine.eventlog.mapping import DateOrder
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

_ENOUGH = 5
_LAST_MONTH = 12
_YEAR_FIRST, _YEAR_LAST = "year first", "year last"


class TurnedDates(InputFault):
    """Day and month have changed places in some of a column's dates."""


def check_turned(
    understood: Understood, days: dict[str, pl.Series], orders: dict[str, dict[str, DateOrder]]
) -> None:
    """Stop where dates up to the 12th are written in one way, and all later ones in another.

    03/04/2025, opened in a spreadsheet that expects the month first, becomes the date of 4 March;
    13/04/2025, of which it can make no date, stays as it is.

    Raises
    ------
    TurnedDates
    """
    for name, written in days.items():
        different = written.drop_nulls().unique().to_list()
        early = _days_of_month(different, _YEAR_FIRST, None)
        late = _days_of_month(different, _YEAR_LAST, orders[name].get(_YEAR_LAST))
        if min(len(early), len(late)) < _ENOUGH:
            continue
        if max(early) <= _LAST_MONTH < min(late):
            raise _turned(understood, name, different)


def _days_of_month(days: Iterable[str], shape: str, order: DateOrder | None) -> list[int]:
    dates = (date_of(day, order) for day in days if shape_of(day) == shape)
    return [date.day for date in dates if date is not None]


def _turned(understood: Understood, name: str, days: Iterable[str]) -> TurnedDates:
    example = next(day for day in days if shape_of(day) == _YEAR_FIRST)
    return TurnedDates(
        say("Dates up to the 12th of a month are written like {early}, and all later ones like {late}: a"
            " spreadsheet has taken day for month in the former.",
            early=example, late=next(day for day in days if shape_of(day) == _YEAR_LAST)),
        remedy=say("Give the file as it was exported, before a spreadsheet opened it, or export it with dates"
                   " like 2025-03-25."),
        place=understood.place(name, understood.row_of(name, example)),
    )  # fmt: skip
