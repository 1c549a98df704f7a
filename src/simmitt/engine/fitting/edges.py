"""How sure the learnt working hours are: how often the quarter hours at their edges were worked."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Calendar, Factory
from simmitt.engine.fitting.shop import PLANT
from simmitt.engine.spans import Floats
from simmitt.ground.units import MINUTE_S, WEEK_S

_QUARTER_S = 15 * MINUTE_S


def with_edges(factory: Factory, rows: pl.DataFrame, window_s: tuple[float, float]) -> Factory:
    """Give the factory whose working hours say how often their edges were worked.

    Parameters
    ----------
    rows
        Timed, with their stations; reports that tell no time say nothing.
    window_s
        From the first to the last instant of the log, in the seconds of the rows.
    """
    timed = rows.filter(~pl.col("dated") & (pl.col("end_s") > pl.col("start_s")))
    used = _used(factory)
    calendars = (
        _told(each, _of_stations(timed, each.name, used[each.name][0]), used[each.name][1], window_s)
        if each.name in used and each.shifts
        else each
        for each in factory.calendars
    )
    return replace(factory, calendars=tuple(calendars))


def _of_stations(rows: pl.DataFrame, calendar: str, stations: list[str]) -> pl.DataFrame:
    """Give the rows that a calendar was learnt from: the plant's from all."""
    return rows if calendar == PLANT else rows.filter(pl.col("station").is_in(stations))


def _used(factory: Factory) -> Mapping[str, tuple[list[str], int]]:
    """Give by calendar the stations that keep it, and how many orders must be worked on there at once.

    People who come on top of others are there only when more is at work than those can do.
    """
    used: dict[str, tuple[list[str], int]] = {}
    people = {each.name: each for each in factory.crews}
    for station in factory.stations:
        used.setdefault(station.calendar, ([], 1))[0].append(station.name)
        before = 0
        for crew in (people[name] for name in station.crews):
            if crew.calendar and crew.calendar != station.calendar:
                used.setdefault(crew.calendar, ([], before + 1))[0].append(station.name)
            before += crew.people
    return used


def _told(calendar: Calendar, rows: pl.DataFrame, at_once: int, window_s: tuple[float, float]) -> Calendar:
    if rows.is_empty():
        return calendar
    at_work = rows.group_by("station", "order", "start_s").agg(pl.col("end_s").max())
    start_s, end_s = (np.sort(at_work[name].to_numpy()) for name in ("start_s", "end_s"))
    quarters = np.array([at for each in calendar.shifts for at in (each.start_s, each.end_s - _QUARTER_S)])
    weeks = np.arange(np.floor(window_s[0] / WEEK_S), np.ceil(window_s[1] / WEEK_S))
    since_s = quarters[:, None] + weeks * WEEK_S
    seen = (since_s >= window_s[0]) & (since_s + _QUARTER_S <= window_s[1])
    worked = _at_work(since_s + _QUARTER_S / 2, start_s, end_s) >= at_once
    share = (worked & seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    return replace(calendar, edges_worked=tuple(np.round(share, 2).tolist()))


def _at_work(at_s: Floats, start_s: Floats, end_s: Floats) -> Floats:
    """Give how many orders are worked on around instants, within half a quarter of an hour."""
    begun = np.searchsorted(start_s, at_s + _QUARTER_S / 2, side="left")
    return np.asarray(begun - np.searchsorted(end_s, at_s - _QUARTER_S / 2, side="right"))
