"""How often do the intervals of the as-is figures hold the truth? Wanted: 90 to 97 of 100.

Invented shops with known rules run for a quarter each, 400 times with seeds fixed beforehand.
The truth of a rate, share, mean or median is its value in one very long run of the same shop;
sums over the period are that run's rate times the period. Reports are stamped per shift, or
through nights and weekends as well (--stamping=through): then the lengths of reports have
heavy tails, and a quarter holds too few of the longest. Prints coverage per figure, pooled
over machines, and one JSON line.

Run: python benchmarks/interval_coverage.py [--logs=400] [--weeks=13] [--stamping=shift|through] [--only=…]
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.kpi import measure_as_is

MONDAY = datetime(2024, 1, 1)
STATIONS = ("Saw", "Mill", "Lathe", "Inspection")
PRODUCTS = ("Arm", "Leg", "Foot", "Hip", "Knee")
MINUTES_PER_PIECE = np.array([[0.9, 2.4, 1.6, 0.5], [0.7, 1.9, 2.4, 0.6], [1.1, 2.9, 0.0, 0.4],
                              [0.8, 1.6, 1.9, 0.9], [0.9, 2.2, 1.4, 0.5]])  # fmt: skip
SETUP_MIN, SETUP_CV = np.array([0.0, 35.0, 25.0, 0.0]), 0.4
BREAKDOWN_AFTER_MIN, REPAIR_MIN = 1_900.0, 75.0
SCRAP = np.array([0.004, 0.02, 0.012, 0.03])
ORDERS_A_WEEK = 42
TRUTH_WEEKS, WARM_UP_WEEKS = 1_500, 6
OPEN_MIN_A_DAY, BEGINS_MIN = 16 * 60, 6 * 60
LOW, HIGH = 0.90, 0.97
# Whose truth is nought by definition: what a log shows of it comes from its edges alone.
LEFT_OUT = ("littles_law_residual_share",)
# Sums grow with the period; the long run's is brought to the short one's.
SUMS = ("busy_sum_h", "busy_union_h", "waiting_before_h", "setup_h", "breakdown_h")


@dataclass(frozen=True)
class Covered:
    """What became of one figure in one log."""

    figure: str
    held: bool
    below: bool
    half_width_share: float


def log_of_shop(weeks: int, seed: int, stamping: str) -> EventLog:
    """Give the log of a quarter (or so) of the shop, begun before the log opens and cut at its end."""
    reports = _reports(weeks + WARM_UP_WEEKS, np.random.default_rng(seed))
    rows = pl.DataFrame(list(_stamped(reports, stamping)), schema=_COLUMNS, orient="row")
    opens = MONDAY + timedelta(weeks=WARM_UP_WEEKS)
    closes = opens + timedelta(weeks=weeks)
    seen = rows.filter(pl.col("start_at").is_between(opens, closes) & (pl.col("end_at") <= closes)).sort(
        "start_at"
    )
    full = seen.with_row_index("row", offset=2).select(
        (pl.col(name) if name in seen.columns or name == "row" else pl.lit(None)).cast(kind).alias(name)
        for name, kind in SCHEMA.items()
    )
    return EventLog(full, Source("shop.csv", "0", "csv", ()))


_COLUMNS = ["order", "activity", "machine", "product", "kind", "start_at", "end_at", "good_pieces",
            "rejected_pieces", "ordered_pieces", "due_at"]  # fmt: skip


@dataclass(frozen=True)
class _Report:
    told: tuple[str, str, str, str]
    kind: str
    begin: float
    end: float
    pieces: float
    due: float
    good: float | None = None
    bad: float | None = None


def _reports(weeks: int, rng: np.random.Generator) -> Iterator[_Report]:
    """Let orders flow through the stations first come, first served; one machine a station.

    Time runs in open minutes; work goes on where it stopped.
    """
    open_min = weeks * 5 * OPEN_MIN_A_DAY
    count = rng.poisson(ORDERS_A_WEEK * weeks)
    came = np.sort(rng.random(count) * open_min)
    product = rng.integers(0, len(PRODUCTS), count)
    pieces = np.maximum(rng.lognormal(np.log(20), 0.5, count).round(), 1)
    due = came + rng.uniform(1.0, 4.0, count) * OPEN_MIN_A_DAY
    ready = came.copy()
    for station, name in enumerate(STATIONS):
        free, made, left = 0.0, -1, rng.exponential(BREAKDOWN_AFTER_MIN)
        for order in np.argsort(ready, kind="stable"):
            work = MINUTES_PER_PIECE[product[order], station] * pieces[order] * rng.gamma(6.0, 1 / 6.0)
            if work <= 0:
                continue
            at = max(ready[order], free)
            told = (f"O{order}", name.lower(), name, PRODUCTS[product[order]])
            rest = (pieces[order], due[order])
            if SETUP_MIN[station] and made != product[order]:
                length = SETUP_MIN[station] * rng.gamma(1 / SETUP_CV**2, SETUP_CV**2)
                yield _Report(told, "setup", at, at + length, *rest)
                at += length
            made = product[order]
            while work > left:
                yield _Report(told, "run", at, at + left, *rest)
                at, work = at + left, work - left
                down = rng.exponential(REPAIR_MIN)
                yield _Report(told, "breakdown", at, at + down, *rest)
                at, left = at + down, rng.exponential(BREAKDOWN_AFTER_MIN)
            bad = float(rng.binomial(int(pieces[order]), SCRAP[station]))
            yield _Report(told, "run", at, at + work, *rest, pieces[order] - bad, bad)
            left -= work
            free = ready[order] = at + work


def _stamped(reports: Iterator[_Report], stamping: str) -> Iterator[tuple[object, ...]]:
    """Write reports in clock time: per shift, stamped out at its end, or through closed hours as well."""
    for report in reports:
        begin, edges = report.begin, [report.end]
        if stamping == "shift":
            first, last = int(begin // OPEN_MIN_A_DAY) + 1, int(np.ceil(report.end / OPEN_MIN_A_DAY))
            edges = [*(float(day * OPEN_MIN_A_DAY) for day in range(first, last)), report.end]
        for edge in edges:
            is_last = edge == report.end
            good, bad = (report.good, report.bad) if is_last else (None, None)
            # A shift's end is written as that evening, not as the next morning.
            end = _clock(np.nextafter(edge, 0)) if edge % OPEN_MIN_A_DAY == 0 else _clock(edge)
            yield (
                *report.told,
                report.kind,
                _clock(begin),
                end,
                good,
                bad,
                report.pieces,
                _clock(report.due),
            )
            begin = edge


def _clock(open_min: float) -> datetime:
    days, minutes = divmod(open_min, OPEN_MIN_A_DAY)
    week, day = divmod(int(days), 5)
    return MONDAY + timedelta(weeks=week, days=day, minutes=BEGINS_MIN + round(minutes, 2))


def _truth(stamping: str) -> dict[tuple[str, str], float]:
    log = log_of_shop(TRUTH_WEEKS, 7, stamping)
    found = measure_as_is(log, learn_working_hours(log), draws=0)
    return {(figure.id, figure.scope): figure.value for figure in found.figures}


def _one(asked: tuple[int, int, str, dict[tuple[str, str], float]]) -> list[Covered]:
    seed, weeks, stamping, truth = asked
    log = log_of_shop(weeks, seed, stamping)
    found = measure_as_is(log, learn_working_hours(log), seed=seed)
    covered = []
    for figure in found.figures:
        true = truth.get((figure.id, figure.scope))
        if true is None or figure.id in LEFT_OUT or figure.low == figure.high:
            continue
        true *= weeks / TRUTH_WEEKS if figure.id in SUMS else 1.0
        width = (figure.high - figure.low) / 2 / abs(figure.value) if figure.value else 0.0
        covered.append(Covered(figure.id, figure.low <= true <= figure.high, true < figure.low, width))
    return covered


def main() -> None:
    told = dict(word.removeprefix("--").split("=") for word in sys.argv[1:])
    logs, weeks, only = int(told.get("logs", 400)), int(told.get("weeks", 13)), told.get("only", "")
    stamping = told.get("stamping", "shift")
    truth = {key: value for key, value in _truth(stamping).items() if not only or key[0] in only.split(",")}
    # Spawned: the threads of the tables' library don't survive a fork.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        asked = [(10_000 + number, weeks, stamping, truth) for number in range(logs)]
        found = [each for one in pool.map(_one, asked, chunksize=8) for each in one]
    by_figure: dict[str, list[Covered]] = defaultdict(list)
    for each in found:
        by_figure[each.figure].append(each)
    inside = 0
    print(f"{'figure':44} {'n':>7} {'covered':>8} {'truth below':>12} {'half width':>11}")
    for name, own in sorted(by_figure.items()):
        share = float(np.mean([each.held for each in own]))
        inside += LOW <= share <= HIGH
        below = float(np.mean([each.below for each in own]))
        width = float(np.median([each.half_width_share for each in own]))
        mark = "" if LOW <= share <= HIGH else "  outside"
        print(f"{name:44} {len(own):7} {share:8.3f} {below:12.3f} {width:11.1%}{mark}")
    shares = {name: round(float(np.mean([each.held for each in own])), 3) for name, own in by_figure.items()}
    print(
        json.dumps(
            {
                "logs": logs,
                "weeks": weeks,
                "stamping": stamping,
                "figures": len(shares),
                "within_90_97": inside,
                "coverage": shares,
            }
        )
    )


if __name__ == "__main__":
    main()
