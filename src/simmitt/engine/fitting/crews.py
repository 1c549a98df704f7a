"""Who tends what: stations that share people form a crew, and how many it tends at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Calendar, Crew, Station
from simmitt.engine.fitting.pools import capacity_of
from simmitt.engine.fitting.shop import Shop
from simmitt.engine.fitting.staffing import staffing_layers
from simmitt.engine.spans import Spans

# Two stations belong to one crew when people who work at both give at least this share of
# the smaller station's hours.
_SHARED = 0.25
_HOURS = "people at "
_ENOUGH_FOR_HOURS = 100


class Crews(NamedTuple):
    """The people of a factory, their hours, and the stations that name them."""

    crews: tuple[Crew, ...]
    calendars: tuple[Calendar, ...]
    stations: tuple[Station, ...]


def fit_crews(shop: Shop, stations: Sequence[Station]) -> Crews:
    """Give the crews, and the stations that name them; none where the log names no people.

    Where machines are named, a crew works in the hours of the machines that it tends. Where
    people are all that is named, they and their hours are what limits the work.
    """
    timed = shop.rows.filter(pl.col("worker").is_not_null() & (pl.col("work_s") > 0) & pl.col("leads"))
    if timed["worker"].n_unique() < 2:
        return Crews((), (), tuple(stations))
    groups = _groups(timed)
    if shop.names_machines:
        crews = tuple(Crew(_name(group), _people(timed, group)) for group in groups)
        crew_of = {station: (_name(group),) for group in groups for station in group}
        served = (replace(each, crews=crew_of.get(each.name, ())) for each in stations)
        return Crews(crews, (), tuple(served))
    return _in_layers(timed, groups, stations)


def _in_layers(timed: pl.DataFrame, groups: Sequence[Sequence[str]], stations: Sequence[Station]) -> Crews:
    """Give for each group a crew for each set of hours in which some of it work.

    A place is open when the first of its people come, those with the longest hours. People seen
    too seldom for hours of their own work when their places do.
    """
    crews: list[Crew] = []
    calendars: list[Calendar] = []
    crews_of: dict[str, tuple[Crew, ...]] = {}
    for group in groups:
        own, hours = _crews_of(timed, group)
        crews += own
        calendars += hours
        crews_of |= dict.fromkeys(group, tuple(own))
    served = tuple(_served(each, crews_of.get(each.name, ())) for each in stations)
    return Crews(tuple(crews), tuple(calendars), served)


def _crews_of(timed: pl.DataFrame, group: Sequence[str]) -> tuple[list[Crew], list[Calendar]]:
    work = _at_work(timed, group)
    people = capacity_of(work.start_s, work.end_s)
    layers = staffing_layers(work, people) if len(work.start_s) >= _ENOUGH_FOR_HOURS else []
    if not layers:
        return [Crew(_name(group), people)], []
    names = [_name(group) if n == 0 else f"{_name(group)}, {n + 1}" for n in range(len(layers))]
    crews = [Crew(name, layer.people, _HOURS + name) for name, layer in zip(names, layers, strict=True)]
    hours = [Calendar(_HOURS + name, layer.shifts) for name, layer in zip(names, layers, strict=True)]
    return crews, hours


def _served(station: Station, crews: tuple[Crew, ...]) -> Station:
    names = tuple(crew.name for crew in crews)
    if not crews or not crews[0].calendar:
        return replace(station, crews=names)
    return replace(station, crews=names, calendar=crews[0].calendar)


def _people(timed: pl.DataFrame, group: Sequence[str]) -> int:
    """Count machines tended at once, not heads: one person may tend two."""
    work = _at_work(timed, group)
    return capacity_of(work.start_s, work.end_s)


def _groups(timed: pl.DataFrame) -> list[list[str]]:
    """Join stations, closest pairs first, until no two groups share enough people."""
    table = timed.group_by("station", "worker").agg(pl.col("work_s").sum()).sort("station", "worker")
    stations = table["station"].unique().sort().to_list()
    workers = table["worker"].unique().sort().to_list()
    hours = np.zeros((len(stations), len(workers)))
    for station, worker, seconds in table.iter_rows():
        hours[stations.index(station), workers.index(worker)] = seconds
    groups = [[n] for n in range(len(stations))]
    while (pair := _closest(groups, hours)) is not None:
        groups[pair[0]] = sorted(groups[pair[0]] + groups.pop(pair[1]))
    return [[stations[n] for n in group] for group in groups]


def _closest(groups: list[list[int]], hours: np.ndarray) -> tuple[int, int] | None:
    best, closest = _SHARED, None
    totals = [hours[group].sum(axis=0) for group in groups]
    for first in range(len(groups)):
        for second in range(first + 1, len(groups)):
            shared = np.minimum(totals[first], totals[second]).sum()
            share = shared / min(totals[first].sum(), totals[second].sum())
            if share > best:
                best, closest = share, (first, second)
    return closest


def _at_work(timed: pl.DataFrame, group: Sequence[str]) -> Spans:
    """Give the stretches in which an order is worked on: one person may tend two machines."""
    at_work = timed.filter(pl.col("station").is_in(list(group)))
    stretches = at_work.group_by("order", "station", "start_s", maintain_order=True).agg(
        pl.col("end_s").max()
    )
    start_s, end_s = (stretches[name].to_numpy() for name in ("start_s", "end_s"))
    return Spans(np.zeros(len(start_s), np.int64), start_s, end_s)


def _name(group: Sequence[str]) -> str:
    return f"{group[0]} (+{len(group) - 1})" if len(group) > 1 else group[0]
