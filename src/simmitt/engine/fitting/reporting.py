"""How the log is kept: when reports are closed while the work goes on, and which tell no time."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from simmitt.engine.factory.model import WEEKDAYS, Factory, Reporting
from simmitt.engine.fitting.shop import Shop
from simmitt.engine.spans import Floats
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

HALF_HOURS = 336
# An operation's own rate counts its hours, the plant's counts as so many.
_PRIOR_H = 20.0
_PRIOR_SLOT_H = 10.0
# A weekday with fewer of the reports without a time than this has them by mistake.
_RARE_SHARE = 0.01
_CLOSED_S = 5 * MINUTE_S


def fit_reporting(rows: pl.DataFrame) -> Reporting:
    """Give how reports are kept.

    ``rows`` has order, visit, operation, start_s, end_s and ``dated``; times since a Monday 00:00.
    """
    clock_s = float(rows["clock_s"].fill_null(0.0).to_numpy().max())
    timed = rows.filter(~pl.col("dated"))
    again = pl.col("start_s") > pl.col("start_s").min().over("order", "visit")
    cut = timed.filter(again & (pl.col("shut_s") < _CLOSED_S))  # closed hours cut a report anyway
    at_work_h = _hours_by_slot(timed["start_s"].to_numpy(), timed["end_s"].to_numpy())
    in_turn = cut.filter(pl.col("start_s") >= pl.col("reach_s"))
    closed_s = cut.select(pl.min_horizontal("reach_s", "start_s")).to_series().to_numpy()
    cuts = np.bincount(_slot(closed_s), minlength=HALF_HOURS).astype(np.float64)
    mean = cuts.sum() / max(at_work_h.sum(), 1e-9)
    if mean <= 0.0:
        return Reporting(dated_clock_s=clock_s, dated_weekdays=_dated_weekdays(rows))
    rhythm = _rhythm(cuts, at_work_h) / mean
    breaks = (in_turn["start_s"] - in_turn["reach_s"]).to_numpy()
    break_s = float(breaks.mean()) if len(breaks) else 0.0
    return Reporting(tuple(rhythm.round(3).tolist()), break_s, clock_s, _dated_weekdays(rows))


def _dated_weekdays(rows: pl.DataFrame) -> tuple[str, ...]:
    day = (rows.filter("dated")["start_s"].to_numpy() % WEEK_S // DAY_S).astype(np.int64)
    often = np.bincount(day, minlength=len(WEEKDAYS)) > _RARE_SHARE * len(day)
    return tuple(name for name, usual in zip(WEEKDAYS, often, strict=True) if usual)


def _rhythm(cuts: Floats, at_work_h: Floats) -> Floats:
    """Give the cuts per hour at work in each half hour of the week, drawn to those of its time of day."""
    mean = cuts.sum() / at_work_h.sum()
    by_day = [each.reshape(7, -1).sum(axis=0) for each in (cuts, at_work_h)]
    of_day = (by_day[0] + _PRIOR_SLOT_H * mean) / (by_day[1] + _PRIOR_SLOT_H)
    rate = (cuts + _PRIOR_SLOT_H * np.tile(of_day, 7)) / (at_work_h + _PRIOR_SLOT_H)
    # Measured by the average over the work, so that an operation's own rate stays what it is.
    return np.asarray(rate * cuts.sum() / float(rate @ at_work_h))


def with_reports(factory: Factory, shop: Shop, stretches_per_hour: Mapping[str, float]) -> Factory:
    """Give the factory whose operations are reported as often as in the log, and as exactly.

    ``stretches_per_hour`` is how often closed hours cut a running hour in the factory anyway.
    """
    told = _rows_per_hour(shop.visits)
    dated = {name: each for name, *each in _dated(shop.rows).iter_rows()}
    return replace(
        factory,
        operations=tuple(
            replace(
                each,
                reports_per_hour=round(max(0.0, told.get(each.name, 0.0) - stretches_per_hour[each.name]), 4),
                dated_share=round(dated[each.name][0], 4),
                dated_s=dated[each.name][1],
            )
            for each in factory.operations
        ),
    )


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the share and the usual length of the reports without a time, by operation."""
    length = (pl.col("end_s") - pl.col("start_s")).filter(pl.col("dated")).median().fill_null(0.0)
    return rows.group_by("operation").agg(pl.col("dated").mean(), length.alias("length_s"))


def _rows_per_hour(visits: pl.DataFrame) -> dict[str, float]:
    """Give how many reports are made per running hour, by operation, drawn to the plant's."""
    timed = visits.filter(~pl.col("dated"))
    hours = pl.col("run_s").sum() / HOUR_S
    table = timed.group_by("operation").agg(hours.alias("hours"), pl.col("rows").sum())
    mean = float(table["rows"].sum()) / max(float(table["hours"].sum()), 1e-9)
    return {name: (count + _PRIOR_H * mean) / (spent + _PRIOR_H) for name, spent, count in table.iter_rows()}


def _hours_by_slot(start_s: Floats, end_s: Floats) -> Floats:
    """Give the hours at work in each half hour of the week, (336,)."""
    width = WEEK_S / HALF_HOURS
    edges = np.arange(HALF_HOURS + 1, dtype=np.float64) * width
    return np.asarray(_passed(end_s, edges) - _passed(start_s, edges)) / HOUR_S


def _passed(at_s: Floats, edges: Floats) -> Floats:
    """Give the time spent in each slot of the week up to some instants, summed over them, (336,)."""
    weeks, rest = np.divmod(at_s, WEEK_S)
    within = np.clip(rest[:, None] - edges[:-1], 0.0, np.diff(edges))
    return np.asarray(within.sum(axis=0) + weeks.sum() * np.diff(edges))


def _slot(at_s: Floats) -> np.ndarray:
    return (at_s % WEEK_S / WEEK_S * HALF_HOURS).astype(np.int64)
