"""Clocks that count to twelve and don't say which half of the day they mean."""

import polars as pl

from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

# What a clock of twelve hours shows, and how much of it shows that this is no short shift.
_HALF_DAY, _MANY_HOURS = frozenset(range(1, 13)), 9
_FEWEST_HALVES, _TURNED_SHARE = 20, 0.05


class HalfDays(InputFault):
    """A clock of twelve hours doesn't say which half of the day it means."""


def check_halves(understood: Understood, start: pl.Series | None, end: pl.Series | None) -> None:
    """Stop where a clock of twelve hours doesn't say which half of the day it means.

    Raises
    ------
    HalfDays
    """
    if start is None or end is None:
        return
    told = pl.DataFrame({"start": start, "end": end}).drop_nulls()
    turned = int((told["end"] < told["start"]).sum())
    if told.height < _FEWEST_HALVES or turned / told.height < _TURNED_SHARE:
        return
    hours = pl.concat([told["start"].dt.hour(), told["end"].dt.hour()]).unique()
    if set(hours) <= _HALF_DAY and len(hours) >= _MANY_HOURS:
        raise HalfDays(
            say("No time lies after 12:59, and many rows end before they start: the clock counts to twelve"
                " and doesn't say whether it is before or after noon."),
            remedy=say("Export the times with 24 hours, or with AM and PM."),
            place=understood.grid.place(),
        )  # fmt: skip
