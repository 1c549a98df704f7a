"""Who tends what: stations that share people form a crew, and how many it tends at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Calendar, Crew, Station
from simmitt.engine.fitting.pools import capacity_of
from simmitt.engine.fitting.staffing import staffing_layers
from simmitt.engine.hours.weekly import MONDAY_S
from simmitt.engine.spans import Spans

# Two stations belong to one crew when people who work at both give at least this share of
# the smaller station's hours.
_SHARED = 0.25
_HOURS = "people at "


class Crews(NamedTuple):
    """The people of a factory, their hours, and the stations that name them."""

    crews: tuple[Crew, ...]
    calendars: tuple[Calendar, ...]
    stations: tuple[Station, ...]


def fit_crews(rows: pl.DataFrame, stations: Sequence[Station]) -> Crews:
    """Give the crews, and the stations that name them; none where the log names no people."""
    timed = rows.filter(pl.col("worker").is_not_null() & (pl.col("work_s") > 0))
    if timed["worker"].n_unique() < 2:
        return Crews((), (), tuple(stations))
    crews: list[Crew] = []
    calendars: list[Calendar] = []
    crews_of: dict[str, tuple[str, ...]] = {}
    for group in _groups(timed):
        made, hours = _crews(timed, group)
        crews += made
        calendars += hours
        crews_of |= dict.fromkeys(group, tuple(crew.name for crew in made))
    return Crews(
        tuple(crews),
        tuple(calendars),
        tuple(
            replace(station, crews=crews_of[station.name], calendar="")
            if station.name in crews_of
            else station
            for station in stations
        ),
    )


def _crews(timed: pl.DataFrame, group: Sequence[str]) -> tuple[list[Crew], list[Calendar]]:
    """Give those who tend some stations: one crew for each set of hours in which some of them work."""
    work = _at_work(timed, group)
    # MONDAY_S: where working weeks begin.
    shifted = Spans(work.group, work.start_s + MONDAY_S, work.end_s + MONDAY_S)
    people = capacity_of(work.start_s, work.end_s)
    layers = staffing_layers(shifted, people)
    names = [_name(group) if n == 0 else f"{_name(group)}, {n + 1}" for n in range(len(layers))]
    crews = [Crew(name, layer.people, _HOURS + name) for name, layer in zip(names, layers, strict=True)]
    hours = [Calendar(_HOURS + name, layer.shifts) for name, layer in zip(names, layers, strict=True)]
    return crews, hours


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
