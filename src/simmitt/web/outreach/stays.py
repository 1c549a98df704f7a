"""How long companies have stood in each stage, read from their moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise, zip_longest
from statistics import median
from typing import NamedTuple

from simmitt.web.outreach.models import Move
from simmitt.web.outreach.stages import ROAD, Stage


class Step(NamedTuple):
    """A move that was not taken back, with no more than figures need."""

    company: int
    stage: str
    at: datetime


@dataclass(frozen=True)
class Stay:
    """A company's time in one stage; it may still be there."""

    stage: Stage
    since: datetime
    until: datetime | None
    lasted: timedelta


def stays_of(moves: Sequence[Move], now: datetime) -> list[Stay]:
    """Give one company's stays, oldest first; ``moves`` are in the order they were taken."""
    taken = [move for move in moves if not move.undone]
    return [
        Stay(
            Stage(move.to_stage),
            move.moved_at,
            following.moved_at if following else None,
            (following.moved_at if following else now) - move.moved_at,
        )
        for move, following in zip_longest(taken, taken[1:])
    ]


def median_stays(steps: Iterable[Step], least: int) -> Mapping[Stage, timedelta]:
    """Give the median time in each stage of the road, where at least ``least`` companies have left it.

    ``steps`` are sorted by company and time. Those that still stand in a stage are not counted: nobody
    knows yet how long they will have stood there.
    """
    lasted_s: dict[str, list[float]] = {}
    for _company, taken in groupby(steps, key=lambda step: step.company):
        way = list(taken)
        for here, following in pairwise(way):
            lasted_s.setdefault(here.stage, []).append((following.at - here.at).total_seconds())
    told = (stage for stage in ROAD if len(lasted_s.get(stage, ())) >= least)
    return {stage: timedelta(seconds=median(lasted_s[stage])) for stage in told}
