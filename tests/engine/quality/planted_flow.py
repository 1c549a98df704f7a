"""Cases of rows that are right by themselves, but not beside the others."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from engine.conftest import log_of
from engine.quality.planting import (
    INSPECTION,
    LATHE,
    LATHE_SETUP,
    MILL,
    MILL_SETUP,
    SAW,
    Case,
    added,
    altered,
    at,
    copied,
    everywhere,
    moved,
    number,
    tidy,
    with_rows,
    with_shifts,
    without,
)

from simmitt.engine.eventlog.log import EventLog

ODD_ORDERS = (24, 50, 77, 90)


def overlapping(log: EventLog, column: str) -> frozenset[int]:
    """Find, one by one, the rows that start before an earlier one of the same name has ended."""
    reached: dict[str, datetime] = {}
    found = set()
    for row in log.rows.sort("start_at", "end_at", maintain_order=True).iter_rows(named=True):
        latest = reached.get(row[column], datetime(1970, 1, 1))
        if row["start_at"] < latest:
            found.add(row["row"])
        reached[row[column]] = max(latest, row["end_at"])
    return frozenset(found)


def _beside() -> Case:
    saw = tidy().rows.filter(machine="Saw 1")["row"].to_list()
    log = copied(tidy(), saw, order="P-" + pl.col("order"), worker="second")
    return Case(log, overlapping(log, "machine"))


def _one_worker() -> Case:
    log = everywhere(tidy(), worker="the same")
    return Case(log, overlapping(log, "worker"))


def _order_in_lots() -> Case:
    rows = [number(order, SAW) for order in ODD_ORDERS]
    log = altered(tidy(), rows, end_at=pl.col("end_at") + timedelta(hours=5))
    return Case(log, overlapping(log, "order"))


def _silence() -> Case:
    silent = pl.col("start_at").is_between(datetime(2024, 2, 5), datetime(2024, 2, 10))
    before = tidy().rows.filter(pl.col("end_at") < datetime(2024, 2, 4)).sort("end_at")["row"].to_list()
    return Case(with_rows(tidy(), tidy().rows.filter(~silent)), frozenset(before[-1:]))


def _thin_day() -> Case:
    """On one Wednesday all reports but two are missing."""
    day = pl.col("start_at").is_between(at(37, 0), at(38, 0))
    there = tidy().rows.filter(day)["row"].to_list()
    return Case(without(tidy(), there[2:]), frozenset(there[:2]))


def _saturdays() -> Case:
    rows = [{"start_at": at(7 * week + 5, 8), "end_at": at(7 * week + 5, 10)} for week in (2, 5, 6)]
    return Case(added(tidy(), *rows), frozenset({90_000, 90_001, 90_002}))


def _from_sunday() -> Case:
    """Sunday to Thursday: a day earlier than the tidy shop works."""
    log = moved(tidy(), tidy().rows["row"], days=-1)
    return Case(log, frozenset())


def _clock_off() -> Case:
    """In the fifth week the clock of the mill shows nine hours too little."""
    week = pl.col("start_at").is_between(at(28, 0), at(33, 0))
    rows = tidy().rows.filter(week, machine="Mill 2")["row"].to_list()
    return Case(moved(tidy(), rows, hours=-9), frozenset(rows))


def _cut_off() -> Case:
    """Orders enter daily and are worked on every fourth day for forty days; after sixty the log stops."""
    rows = [
        {"order": f"A{order}", "start_at": at(order + 4 * visit, 0), "end_at": at(order + 4 * visit, 2)}
        for order in range(60)
        for visit in range(11)
        if order + 4 * visit < 60
    ]
    return Case(log_of(rows), None)


def _turned() -> Case:
    """Two orders are milled on the day before they are sawn."""
    rows = [number(order, step) for order in (33, 66) for step in (MILL_SETUP, MILL)]
    log = tidy()
    for order in (33, 66):
        first = log.rows.filter(row=number(order, SAW))["start_at"].item()
        mill = log.rows.filter(row=number(order, MILL))["end_at"].item()
        log = moved(log, rows[:2] if order == 33 else rows[2:], seconds=(first - mill).total_seconds() - 3600)
    return Case(log, frozenset(rows))


def _without_saw() -> Case:
    return Case(
        without(tidy(), [number(order, SAW) for order in ODD_ORDERS]),
        frozenset(number(order, MILL_SETUP) for order in ODD_ORDERS),
    )


def _without_inspection() -> Case:
    return Case(
        without(tidy(), [number(order, INSPECTION) for order in ODD_ORDERS]),
        frozenset(number(order, LATHE) for order in ODD_ORDERS),
    )


def _number_reused() -> Case:
    """An order of the twentieth week gets the number of one of the second."""
    rows = [number(240, step) for step in range(6)]
    return Case(altered(tidy(26), rows, order="WO-0014"), frozenset(rows))


def _hardened_outside() -> Case:
    rows: list[dict[str, Any]] = [
        {
            "order": f"WO-{order:04}", "activity": "Hardening", "machine": "Supplier", "worker": None,
            "start_at": at(7 * (order // 12) + 5, 8), "end_at": at(7 * (order // 12) + 9, 8 + order % 5),
        }
        for order in range(12, 120, 5)
    ]  # fmt: skip
    return Case(added(tidy(), *rows), frozenset(90_000 + n for n in range(len(rows))))


def _gone_for_days() -> Case:
    """Between mill and lathe each order is away for five days, and no row says why."""
    later = [number(order, step) for order in range(144) for step in (LATHE_SETUP, LATHE, INSPECTION)]
    return Case(moved(tidy(), later, days=7), frozenset(number(order, LATHE_SETUP) for order in range(144)))


def _evenings_unplanned() -> Case:
    log = with_shifts(tidy(), 6, 14)
    after_two = [
        row["row"]
        for row in log.rows.iter_rows(named=True)
        if _share_after(row["start_at"], row["end_at"], 14) > 0.5
    ]
    return Case(log, frozenset(after_two))


def _share_after(start: datetime, end: datetime, hour: int) -> float:
    turn = start.replace(hour=hour, minute=0)
    return (end - max(start, turn)) / (end - start) if end > turn else 0.0


def _too_many() -> Case:
    rows = [number(order, MILL) for order in ODD_ORDERS]
    return Case(altered(tidy(), rows, good_pieces=pl.col("ordered_pieces") * 2), frozenset(rows))


def _grown() -> Case:
    """The mill reports half of what the lathe then makes; only orders in which that is many pieces."""
    large = tidy().rows.filter(pl.col("ordered_pieces") > 20)["order"].unique().sort().to_list()[10:15]
    orders = [int(name[3:]) for name in large]
    half = altered(
        tidy(), [number(order, MILL) for order in orders], good_pieces=pl.col("ordered_pieces") / 2
    )
    return Case(half, frozenset(number(order, LATHE) for order in orders))


def _short() -> Case:
    rows = [number(order, INSPECTION) for order in range(12, 120, 2)]
    return Case(altered(tidy(), rows, good_pieces=pl.col("ordered_pieces") / 2), frozenset(rows))


def _slower_mill() -> Case:
    """From the seventh week on the mill takes twice as long."""
    late = tidy().rows.filter(pl.col("start_at") >= at(42, 0), machine="Mill 2", kind="run")["row"]
    twice = pl.col("start_at") + (pl.col("end_at") - pl.col("start_at")) * 2
    return Case(altered(tidy(), late, end_at=twice), None)


FLOW: dict[str, Callable[[], Case]] = {
    "machine_overlaps": _beside,
    "several_places": _beside,
    "worker_overlaps": _one_worker,
    "order_overlaps": _order_in_lots,
    "clock_gaps": _silence,
    "thin_days": _thin_day,
    "work_on_days_off": _saturdays,
    "unusual_week": _from_sunday,
    "clock_jumps": _clock_off,
    "open_orders": _cut_off,
    "out_of_order": _turned,
    "orders_without_start": _without_saw,
    "orders_without_finish": _without_inspection,
    "order_number_reused": _number_reused,
    "outside_work": _hardened_outside,
    "unreported_step": _gone_for_days,
    "shifts_disagree": _evenings_unplanned,
    "pieces_above_ordered": _too_many,
    "pieces_grow": _grown,
    "short_of_ordered": _short,
    "change": _slower_mill,
}
