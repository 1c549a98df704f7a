"""Which resources stand in for each other, and how many orders each pool works on at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.units import MINUTE_S

# Two resources are one pool when their work is spread over the same activities this alike
# (cosine of the hours per activity), the usual cut for "the same mix of work".
_ALIKE = 0.8
# A pool's capacity leaves at most this share of its busy time with more orders at once. What
# reports overlap at a hand-over is no second machine: the end of each is not counted.
_RARE = 0.02
_HAND_OVER_SHARE, _LONGEST_HAND_OVER_S = 0.05, 15 * MINUTE_S


@dataclass(frozen=True)
class Pools:
    """Stations found in the log.

    ``station_of`` maps a resource to its station; ``members`` gives each station's
    resources with their share of its rows; ``activities`` the pairs that occur.
    """

    station_of: Mapping[str, str]
    members: Mapping[str, Mapping[str, float]]
    activities: tuple[tuple[str, str], ...]

    def assignment(self) -> pl.DataFrame:
        """Give station and operation for each (place, activity) of the log."""
        stations_of: dict[str, set[str]] = {}
        for place, activity in self.activities:
            stations_of.setdefault(activity, set()).add(self.station_of[place])
        return pl.DataFrame(
            [
                (place, activity, self.station_of[place], self._operation(activity, place, stations_of))
                for place, activity in self.activities
            ],
            schema=["place", "activity", "station", "operation"],
            orient="row",
        )

    def _operation(self, activity: str, place: str, stations_of: Mapping[str, set[str]]) -> str:
        """Give the activity itself, or with its station where several do it."""
        if len(stations_of[activity]) == 1:
            return activity
        return f"{activity} @ {self.station_of[place]}"


def find_pools(log: EventLog) -> Pools:
    """Group resources that do the same activities in the same proportions."""
    counted = (
        log.rows.drop_nulls(["order", "start_at", "end_at"])
        .with_columns(place=pl.coalesce("machine", "activity"), activity=pl.coalesce("activity", "machine"))
        .group_by("place", "activity")
        .len()
        .sort("place", "activity")
    )
    places = counted["place"].unique().sort().to_list()
    groups = _alike(counted, places)
    totals = dict(counted.group_by("place").agg(pl.col("len").sum()).iter_rows())
    named = _names(groups, counted)
    names = {place: name for name, group in named.items() for place in group}
    members = {
        name: {place: round(totals[place] / sum(totals[each] for each in group), 4) for place in group}
        for name, group in named.items()
    }
    pairs = tuple((place, activity) for place, activity, _ in counted.iter_rows())
    return Pools(names, members, pairs)


def capacity_of(start_s: NDArray[np.float64], end_s: NDArray[np.float64], rare: float = _RARE) -> int:
    """Give how many of these stretches are under way at once, rare moments and hand-overs left out."""
    handed_over_s = np.minimum(_HAND_OVER_SHARE * (end_s - start_s), _LONGEST_HAND_OVER_S)
    instants = np.concatenate([start_s, end_s - handed_over_s])
    steps = np.concatenate([np.ones(len(start_s)), -np.ones(len(end_s))])
    # At one instant ends come before starts: a hand-over is no overlap.
    order = np.lexsort((steps, instants))
    level = np.cumsum(steps[order])[:-1]
    lasting = np.diff(instants[order])
    time_at: Counter[int] = Counter()
    for height, seconds in zip(level.astype(int), lasting, strict=True):
        time_at[height] += seconds
    busy = sum(seconds for height, seconds in time_at.items() if height > 0)
    capacity, above = 1, busy - time_at[1]
    while above > rare * busy:
        capacity += 1
        above -= time_at[capacity]
    return capacity


def _alike(counted: pl.DataFrame, places: list[str]) -> list[list[str]]:
    activities = counted["activity"].unique().sort().to_list()
    row_of, column_of = ({name: n for n, name in enumerate(names)} for names in (places, activities))
    mix = np.zeros((len(places), len(activities)))
    for place, activity, rows in counted.iter_rows():
        mix[row_of[place], column_of[activity]] = rows
    mix /= np.linalg.norm(mix, axis=1, keepdims=True)
    close = mix @ mix.T >= _ALIKE
    groups: list[list[int]] = []
    for n in range(len(places)):
        home = next((group for group in groups if all(close[n, other] for other in group)), None)
        if home is None:
            groups.append([n])
        else:
            home.append(n)
    return [[places[n] for n in group] for group in groups]


def _names(groups: list[list[str]], counted: pl.DataFrame) -> dict[str, list[str]]:
    """Name a pool by what it mostly does and how many it is, a single resource by itself."""
    named: dict[str, list[str]] = {}
    for group in groups:
        own = counted.filter(pl.col("place").is_in(group))
        work = (
            own.group_by("activity")
            .agg(pl.col("len").sum())
            .sort(["len", "activity"], descending=[True, False])
        )
        name = group[0] if len(group) == 1 else f"{work['activity'][0]} ×{len(group)}"
        named[name if name not in named else f"{name}, {group[0]}"] = group
    return named
