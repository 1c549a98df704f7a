"""Who tends what: stations that share people form a crew, and how many it tends at once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Crew, Station
from simmitt.engine.fitting.pools import capacity_of

# Two stations belong to one crew when people who work at both give at least this share of
# the smaller station's hours.
_SHARED = 0.25


def fit_crews(
    rows: pl.DataFrame, stations: Sequence[Station]
) -> tuple[tuple[Crew, ...], tuple[Station, ...]]:
    """Give the crews, and the stations that name them; none where the log names no people."""
    timed = rows.filter(pl.col("worker").is_not_null() & (pl.col("work_s") > 0))
    if timed["worker"].n_unique() < 2:
        return (), tuple(stations)
    groups = _groups(timed)
    crew_of = {station: _name(group) for group in groups for station in group}
    crews = tuple(Crew(_name(group), _people(timed, group)) for group in groups)
    return crews, tuple(
        replace(station, crews=(crew_of[station.name],) if station.name in crew_of else ())
        for station in stations
    )


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


def _people(timed: pl.DataFrame, group: Sequence[str]) -> int:
    """Count machines tended at once, not heads: one person may tend two."""
    at_work = timed.filter(pl.col("station").is_in(list(group)))
    stretches = at_work.group_by("order", "station", "start_s").agg(pl.col("end_s").max())
    return capacity_of(stretches["start_s"].to_numpy(), stretches["end_s"].to_numpy())


def _name(group: Sequence[str]) -> str:
    return f"{group[0]} (+{len(group) - 1})" if len(group) > 1 else group[0]
