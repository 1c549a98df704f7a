"""Machines whose clock is off by hours for a while: orders then go on before they came."""

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.checking import FLOW, Check, Found
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.steps import usual_neighbours
from simmitt.engine.spans import Floats, Ints
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S

# A stretch of days in which so many orders, and such a share of them, go on before they came.
ORDERS_TOO_EARLY = 4
SHARE_TOO_EARLY = 0.6
# Elsewhere in the log few do.
ELSEWHERE = 0.15
ORDINARY_HOUR_SHARE = 0.01


class _Ways(NamedTuple):
    """From one step to the usual next one, by machines and day; all (n_ways,)."""

    one: Ints  # row that the step before begins with
    two: Ints  # row that the step after begins with
    way: Ints  # number of the pair of machines
    day: Ints
    early_s: Floats  # how long before the earlier step's end the later one begins; negative: after it


class _Jump(NamedTuple):
    machine: int
    from_s: float
    to_s: float
    hours: int


def _clock_jumps(reports: Reports) -> Found[Reports] | None:
    ways = _ways(reports)
    if not (ways.early_s > 0).any():
        return None
    jumps = [
        jump
        for way in np.unique(ways.way[ways.early_s > 0]).tolist()
        for jump in _jumps(reports, ways, np.flatnonzero(ways.way == way))
    ]
    if not jumps:
        return None
    hit = np.zeros(reports.n, bool)
    for jump in jumps:
        hit[_rows_of(reports, jump)] = True
    return Found(
        reports.numbers(hit),
        "warning",
        moved_without(reports, hit, say("Waiting before and after this machine is wrong by as many hours.")),
        count=len(jumps),
        details=tuple(_in_words(reports, jump) for jump in jumps),
    )


def _rows_of(reports: Reports, jump: _Jump) -> Ints:
    """Give the rows of the machine while its clock was off."""
    own = np.flatnonzero(reports.machine.code == jump.machine)
    start_s = reports.start_s[own]
    return np.asarray(own[(start_s >= jump.from_s) & (start_s <= jump.to_s)])


def _ways(reports: Reports) -> _Ways:
    """Give each order's ways between steps that are usual neighbours, in their usual order."""
    pairs, visits, machine = usual_neighbours(reports), reports.visits, reports.machine.code
    first, second = visits.first[pairs.before], visits.first[pairs.after]
    way = machine[first] * max(reports.machine.n, 1) + machine[second]
    early_s = visits.end_s[pairs.before] - visits.start_s[pairs.after]
    day = (visits.start_s[pairs.after] // DAY_S).astype(np.int64)
    own = (machine[first] >= 0) & (machine[second] >= 0) & (machine[first] != machine[second])
    return _Ways(first[own], second[own], way[own], day[own], early_s[own])


def _jumps(reports: Reports, ways: _Ways, own: Ints) -> list[_Jump]:
    """Give the stretches of days in which most orders go on before they came, on one way."""
    own = own[np.argsort(ways.day[own], kind="stable")]
    early = ways.early_s[own] > 0
    days, first, counts = np.unique(ways.day[own], return_index=True, return_counts=True)
    mostly = np.add.reduceat(early, first) >= SHARE_TOO_EARLY * counts
    edges = np.flatnonzero(np.diff(np.r_[False, mostly, False].astype(np.int8)))
    found = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        within = (ways.day[own] >= days[begin]) & (ways.day[own] <= days[end - 1])
        elsewhere = early[~within]
        if int((early & within).sum()) < ORDERS_TOO_EARLY or (
            len(elsewhere) and elsewhere.mean() > ELSEWHERE
        ):
            continue
        found.append(_jump(reports, ways, own[early & within]))
    return found


def _jump(reports: Reports, ways: _Ways, own: Ints) -> _Jump:
    """Tell whose clock it likely is, and how many whole hours bring nine of ten orders in order."""
    hours = int(np.ceil(float(np.quantile(ways.early_s[own], 0.9)) / HOUR_S - 1e-6))
    one, two = ways.one[own], ways.two[own]
    rows = two if _out_of_hours(reports, two) >= _out_of_hours(reports, one) else one
    start_s = reports.start_s[rows]
    ends_s = reports.visits.end_s[reports.visits.visit_of[rows]]
    return _Jump(int(reports.machine.code[rows[0]]), float(start_s.min()), float(ends_s.max()), hours)


def _out_of_hours(reports: Reports, rows: Ints) -> float:
    """Give the share of rows that start at an hour of the day at which their machine else hardly starts."""
    start_s = reports.start_s[rows]
    own = reports.machine.code == reports.machine.code[rows[0]]
    else_s = reports.start_s[own & ((reports.start_s < start_s.min()) | (reports.start_s > start_s.max()))]
    usual = np.bincount(_hour(else_s), minlength=24) >= ORDINARY_HOUR_SHARE * max(len(else_s), 1)
    return float(np.mean(~usual[_hour(start_s)]))


def _hour(instant_s: Floats) -> Ints:
    return np.asarray((instant_s % DAY_S // HOUR_S).astype(np.int64))


def _in_words(reports: Reports, jump: _Jump) -> Message:
    from_at, to_at = (EPOCH + timedelta(seconds=each) for each in (jump.from_s, jump.to_s))
    return say(
        "{machine}: off by {hours} hours or more from {start} to {end}",
        machine=reports.machine.names[jump.machine], hours=jump.hours, start=from_at, end=to_at,
    )  # fmt: skip


EPOCH = datetime(1970, 1, 1)
CLOCK_JUMPS: tuple[Check[Reports], ...] = (
    Check(
        "clock_jumps",
        say("A machine's clock is off for a while"),
        say("Days in which most orders begin a step hours before the step before it has ended, unlike else."),
        FLOW,
        say("Nothing done: by how much the clock was off isn't sure. Correct the times in the file."),
        _clock_jumps,
    ),
)
