"""Shops whose work times are drawn: none changes, unless one is told to."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from engine.conftest import MONDAY
from engine.quality.planting import LATER
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.quality.reports import Reports

WEEK_S, WORKING_S = 604_800.0, 432_000.0


def noisy_shop(
    seed: int,
    *,
    weeks: int = 13,
    machines: int = 5,
    per_week: int = 30,
    cv: float = 0.5,
    shape: str = "lognormal",
    step: float = 0.0,
    step_week: int = 0,
    week_cv: float = 0.0,
) -> Reports:
    """Draw reports of an hour on average; at machine M0 they last longer by ``step`` from a week on."""
    random = np.random.default_rng(seed)
    n = random.poisson(per_week, (machines, weeks))
    machine, week = (np.repeat(each.ravel(), n.ravel()) for each in np.indices((machines, weeks)))
    start_s = week * WEEK_S + random.uniform(0, WORKING_S, len(week))
    hours = (
        _drawn(random, len(week), cv, shape)
        * np.exp(random.normal(0, week_cv, (machines, weeks)))[machine, week]
    )
    hours = np.where((machine == 0) & (week >= step_week), hours * (1 + step), hours)
    order = np.empty(len(week), np.int64)
    order[np.argsort(start_s)] = np.sort(random.integers(0, 12 * weeks, len(week)))
    return _reports(machine, start_s, hours * 3600, order)


def _drawn(random: np.random.Generator, n: int, cv: float, shape: str) -> NDArray[np.float64]:
    if shape == "gamma":
        return random.gamma(1 / cv**2, cv**2, n)
    sigma = np.sqrt(np.log1p(cv**2))
    return np.exp(random.normal(-(sigma**2) / 2, sigma, n))


def _reports(
    machine: NDArray[np.int64],
    start_s: NDArray[np.float64],
    work_s: NDArray[np.float64],
    order: NDArray[np.int64],
) -> Reports:
    names = pl.Series("M" + pl.Series(machine).cast(pl.String))
    since = [
        pl.Series((each * 1e6).astype(np.int64)).cast(pl.Duration("us"))
        for each in (start_s, start_s + work_s)
    ]
    told = pl.DataFrame(
        {
            "row": np.arange(2, len(order) + 2),
            "order": pl.Series(order).cast(pl.String),
            "activity": names,
            "machine": names,
        }
    ).with_columns(start_at=pl.lit(MONDAY) + since[0], end_at=pl.lit(MONDAY) + since[1], kind=pl.lit("run"))
    missing = [pl.lit(None).alias(name) for name in SCHEMA if name not in told.columns]
    rows = told.with_columns(missing).select(list(SCHEMA)).cast(pl.Schema(SCHEMA))
    return Reports(rows, EventLog(rows, Source("drawn.csv", "0", "csv", ())), LATER)


def days_off(found: date, step_week: int) -> int:
    """Give by how many days a date misses the Monday of a week."""
    return abs((found - (MONDAY + timedelta(weeks=step_week)).date()).days)
