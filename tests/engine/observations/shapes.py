"""Larger shapes put together by hand, each with the one thing that a rule looks for."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

import numpy as np
from engine.conftest import MONDAY

from simmitt.engine.hours import WeeklyHours, WorkingHours
from simmitt.engine.kpi.asis import Bottleneck, Constraint, Method, Rank, Series
from simmitt.engine.kpi.nouns import (
    CAUSES,
    ELEMENTS,
    BottleneckStrip,
    Cause,
    ChangeoverMatrix,
    FlowArc,
    FlowMap,
    FlowNode,
    MachineWaiting,
    StreamStep,
    TimeAccount,
    ValueStream,
    WaitingSplit,
)
from simmitt.engine.orders import Closing
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, MINUTE_S

NOTHING = say("{name}", name="")
MACHINES = ("Saw 1", "Mill 2", "Lathe 3", "Inspection")
METHODS: tuple[Method, ...] = (
    "summed_hours", "union_hours", "waiting_before", "active_period", "open_hours_load"
)  # fmt: skip
PACE = Constraint("Mill 2", 0.8, 1, NOTHING)
DAY_SHIFTS = dict.fromkeys(range(6, 22), 1.0)


def waiting(large: Cause | None = None, machine_h: tuple[float, ...] = (250.0,) * 4) -> WaitingSplit:
    """Give waiting spread evenly over causes and machines, or with half of it on one cause."""
    share = dict.fromkeys(CAUSES, 1 / 7) if large is None else dict.fromkeys(CAUSES, 0.5 / 6) | {large: 0.5}
    machines = tuple(
        MachineWaiting(name, h * HOUR_S, {cause: share[cause] * h * HOUR_S for cause in CAUSES})
        for name, h in zip(MACHINES, machine_h, strict=True)
    )
    total_s = sum(each.total_s for each in machines)
    return WaitingSplit(total_s, {cause: share[cause] * total_s for cause in CAUSES}, machines, None)


def account(
    scope: str = "Mill 2", oee: float | None = None, speed_known: float | None = None, **lost_h: float
) -> TimeAccount:
    """Give a machine's week of 168 hours, half of it open; the rest of the open hours are good."""
    told = {"closed": 84.0, **lost_h}
    told["good"] = 168.0 - sum(told.values())
    seconds = {name: told.get(name, 0.0) * HOUR_S for name in ELEMENTS}
    return TimeAccount(
        scope, 168 * HOUR_S, seconds, speed_known is not None, 0.9, speed_known, 0.99, oee
    )  # fmt: skip


def changeovers(minutes: list[list[float]], counts: list[list[int]]) -> ChangeoverMatrix:
    """Give a machine's changeovers between products A, B, C; nan where none was seen."""
    mean_s, count = np.array(minutes) * MINUTE_S, np.array(counts)
    shrunk = np.where(np.isnan(mean_s), np.nanmean(mean_s), mean_s)
    products = tuple("ABC"[: len(minutes)])
    return ChangeoverMatrix("Mill 2", products, count, mean_s, shrunk, float(np.nanmean(mean_s)))


def strip(shares: tuple[float, ...]) -> BottleneckStrip:
    """Give a hundred hours in which machines are the momentary bottleneck for these shares."""
    cells = np.repeat(np.array(shares)[:, None], 100, axis=1)
    return BottleneckStrip(MONDAY, HOUR_S, MACHINES[: len(shares)], cells)


def flow(
    arcs: tuple[tuple[str, str, int, float], ...],
    variants: tuple[tuple[tuple[str, ...], int], ...],
    ways: int,
) -> FlowMap:
    """Give a flow of arcs (from, to, count, mean wait in hours)."""
    names = dict.fromkeys(name for arc in arcs for name in arc[:2])
    nodes = tuple(FlowNode(name, 60, 60, 3_600.0, 0.0) for name in names)
    orders = sum(count for _, count in variants)
    return FlowMap(
        nodes,
        tuple(FlowArc(a, b, n, wait * HOUR_S, wait * HOUR_S, wait * HOUR_S) for a, b, n, wait in arcs),
        {variants[0][0][0]: orders},
        {variants[0][0][-1]: orders},
        variants,
        ways,
    )


def stream(
    waits_h: tuple[float, ...] = (8.0, 8.0, 8.0),
    after_last_h: float = 0.0,
    pace_at: int = 1,
    orders: int = 60,
) -> ValueStream:
    """Give a stream of steps that orders wait before for these hours."""
    steps = tuple(
        StreamStep(name, (name,), 2, orders, 60.0, 2 * HOUR_S, None, 0.97, 0.01, 1.0, wait * HOUR_S, 1.0,
                   at == pace_at)
        for at, (name, wait) in enumerate(zip(("Sawing", "Milling", "Turning"), waits_h, strict=True))
    )  # fmt: skip
    lead_s = (sum(waits_h) + 6.0 + after_last_h) * HOUR_S
    return ValueStream(
        "Brackets", ("A",), orders, 5.0, 30.0, steps, lead_s, 6 * HOUR_S, after_last_h * HOUR_S
    )


def bottlenecks(*machines: str) -> tuple[Bottleneck, ...]:
    """Give what each way of looking names."""
    return tuple(
        Bottleneck(method, machine, (Rank(machine, 1.0, "h"),), NOTHING)
        for method, machine in zip(METHODS, machines, strict=True)
    )


def week(
    by_hour: Mapping[int, float], days: Sequence[float] = (1, 1, 1, 1, 1, 0, 0), learnt: str = "machine"
) -> WeeklyHours:
    """Give a week: how much is worked at each hour of the day, and on each day; the open hours from it."""
    level = np.array([day * by_hour.get(hour, 0.0) for day in days for hour in range(24)])
    is_open = np.flatnonzero(np.diff(np.r_[0, level >= 0.25, 0]))
    shifts = tuple((a * HOUR_S, b * HOUR_S) for a, b in zip(is_open[::2], is_open[1::2], strict=True))
    return WeeklyHours(shifts, tuple(level.tolist()), HOUR_S, 16.0, 1_000, cast("Any", learnt))


def hours(plant: WeeklyHours, mill: WeeklyHours | None = None) -> WorkingHours:
    """Give working hours of the plant, and of one machine where they differ."""
    return WorkingHours(plant, {"Mill 2": mill} if mill else {})


def closing(still_open: int, orders: int) -> Closing:
    """Give what ends an order, and how many are not ended."""
    return Closing(("Packing",), 7 * 24 * HOUR_S, told=False, reason=NOTHING, began_before=0,
                   still_open=still_open, orders=orders)  # fmt: skip


def by_day(counts: list[int]) -> Series:
    """Give a count at the end of each of so many days."""
    return Series(tuple((MONDAY + timedelta(days=day)).date() for day in range(len(counts))), tuple(counts))


def by_week(counts: list[int]) -> Series:
    """Give a count for each of so many weeks."""
    return Series(
        tuple((MONDAY + timedelta(weeks=week)).date() for week in range(len(counts))), tuple(counts)
    )
