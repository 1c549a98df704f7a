"""Cases of single rows that can't be right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from engine.quality.planting import (
    INSPECTION,
    LATHE,
    MILL,
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
)

# Of five orders: saw, mill and lathe at work; no row of a setup.
SOME = (number(3, SAW), number(20, MILL), number(40, LATHE), number(70, MILL), number(101, INSPECTION))
MANY = tuple(range(10, 400, 13))


def _some(**columns: object) -> Callable[[], Case]:
    return lambda: Case(altered(tidy(), SOME, **columns), frozenset(SOME))


def _future() -> Case:
    today = date(2024, 3, 18)
    later = tidy().rows.filter(pl.col("start_at") >= datetime(2024, 3, 19))["row"]
    return Case(tidy(), frozenset(later), today)


def _odd_blanks() -> Case:
    log = everywhere(tidy(), machine=pl.col("machine").str.replace("Saw 1", "Saw  1"))
    return Case(log, frozenset(log.rows.filter(machine="Saw  1")["row"]))


def _people() -> Case:
    resource = pl.format("R{}", (pl.col("row") - 2) % 13)
    return Case(everywhere(tidy(), machine=resource, worker=None), frozenset(range(2, 15)))


def _constant() -> Case:
    unstated = everywhere(tidy(), reported_s=None)
    log = altered(unstated, range(10, 800, 7), end_at=pl.col("start_at") + timedelta(minutes=37))
    in_all = log.rows.filter(pl.col("end_at") - pl.col("start_at") == timedelta(minutes=37))["row"]
    return Case(log, frozenset(in_all))


def _padded() -> Case:
    log = altered(tidy(), MANY, reported_s=0.0, end_at=pl.col("start_at") + timedelta(minutes=43))
    return Case(log, frozenset(MANY))


def _missing_hour() -> Case:
    """Sixteen weeks from New Year reach over the last Sunday of March."""
    rows: list[dict[str, Any]] = [
        {"start_at": datetime(2024, 3, 31, 2, 15), "end_at": datetime(2024, 3, 31, 2, 50)}
    ]
    rows += [{"start_at": datetime(2024, 3, 31, 1), "end_at": datetime(2024, 3, 31, 4), "machine": "Mill 2"}]
    return Case(added(tidy(16), *rows), frozenset({90_000, 90_001}))


def _double_hour() -> Case:
    summer = moved(tidy(16), tidy(16).rows["row"], days=210)
    row = {"start_at": datetime(2024, 10, 27, 2, 15), "end_at": datetime(2024, 10, 27, 2, 50)}
    return Case(added(summer, row), frozenset({90_000}))


def _rounded() -> Case:
    quarter = {
        "start_at": pl.col("start_at").dt.truncate("15m"),
        "end_at": pl.col("end_at").dt.truncate("15m"),
    }
    return Case(everywhere(tidy(), **quarter), frozenset(tidy().rows["row"]))


def _together() -> Case:
    """On three evenings somebody ends four jobs of the day at once."""
    log, hit = tidy(), []
    for day in (8, 16, 24):
        of_day = pl.col("start_at").is_between(at(day, 6), at(day, 22))
        rows = log.rows.filter(of_day & pl.col("machine").is_in(["Saw 1", "Inspection"]))["row"].to_list()[:4]
        log = altered(log, rows, end_at=at(day, 22), worker="Saw 1 early")
        hit += rows
    return Case(log, frozenset(hit))


def _near_duplicates() -> Case:
    later = timedelta(seconds=70)
    log = copied(tidy(), SOME, start_at=pl.col("start_at") + later, end_at=pl.col("end_at") + later)
    return Case(log, frozenset(row + 10_000 for row in SOME))


def _reported_again() -> Case:
    """Of two reports with one start the one that ends later is the correction."""
    log = copied(tidy(), SOME, end_at=pl.col("end_at") + timedelta(minutes=30))
    return Case(log, frozenset(SOME))


def _without_worker_names() -> Case:
    return Case(altered(tidy(), SOME, machine=pl.col("machine").str.to_uppercase() + " "), frozenset(SOME))


def _slips() -> Case:
    rows = [number(order, MILL) for order in (5, 50, 100)]
    return Case(altered(tidy(), rows, activity="Miling"), frozenset(rows))


def _no_usable_time() -> Case:
    log = altered(tidy(), SOME[:2], order=None)
    return Case(altered(log, SOME[2:], end_at=None), frozenset(SOME))


def _estimated() -> Case:
    return Case(altered(tidy(), SOME, estimated=True), frozenset(SOME))


def _unordered_stops() -> Case:
    """Two stops of one machine that lie over each other; no order is booked on them."""
    stop = {"order": None, "activity": None, "worker": None, "kind": "breakdown", "machine": "Mill 2"}
    rows = [
        {**stop, "start_at": at(5, 8), "end_at": at(5, 10)},
        {**stop, "start_at": at(5, 9), "end_at": at(5, 11)},
    ]
    return Case(added(tidy(), *rows), frozenset({90_001}))


def _released_late() -> Case:
    log = everywhere(tidy(), released_at=pl.col("start_at") - timedelta(days=30))
    return Case(altered(log, SOME, released_at=pl.col("start_at") + timedelta(days=2)), frozenset(SOME))


def _repeated() -> Case:
    return Case(copied(tidy(), SOME), frozenset(row + 10_000 for row in SOME))


def _with_zone(case: Case) -> Case:
    return replace(case, log=replace(case.log, source=replace(case.log.source, time_zone="Europe/Stockholm")))


ROWS: dict[str, Callable[[], Case]] = {
    "missing_order_or_time": _no_usable_time,
    "missing_activity": _some(activity=None),
    "missing_machine": _some(machine=None),
    "estimated_starts": _estimated,
    "order_with_several_products": _some(product="Gear"),
    "near_identical_names": _without_worker_names,
    "similar_names": _slips,
    "oddly_spaced_names": _odd_blanks,
    "activity_machine_disagree": _some(activity="Milling - Mill 7", machine="Mill 2"),
    "resources_may_be_people": _people,
    "end_before_start": _some(start_at=pl.col("end_at"), end_at=pl.col("start_at")),
    "far_dates": lambda: Case(moved(tidy(), SOME, days=-3650), frozenset(SOME)),
    "future_dates": _future,
    "default_midnight_times": _some(start_at=pl.col("start_at").dt.truncate("1d")),
    "release_out_of_order": _released_late,
    "missing_hour": lambda: _with_zone(_missing_hour()),
    "double_hour": _double_hour,
    "rounded_times": _rounded,
    "reported_together": _together,
    "zero_length": _some(end_at=pl.col("start_at"), reported_s=0.0),
    "stated_duration_disagrees": _some(reported_s=pl.col("reported_s") + 900),
    "absurd_durations": _some(end_at=pl.col("start_at") + timedelta(hours=200)),
    "constant_times": _constant,
    "padded_times": _padded,
    "exact_duplicates": _repeated,
    "reported_again": _reported_again,
    "near_duplicates": _near_duplicates,
    "states_overlap": _unordered_stops,
    "negative_pieces": _some(good_pieces=-5.0),
    "absurd_pieces": _some(good_pieces=90_000.0),
    "scrap_beyond_made": _some(rejected_pieces=pl.col("ordered_pieces") + 50),
    "pieces_in_other_unit": _some(good_pieces=pl.col("ordered_pieces") * 12, rejected_pieces=0.0),
}
