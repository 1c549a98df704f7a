"""Ideal cycle times: what somebody told, and what the shop has shown it can do."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.orders import codes
from simmitt.engine.spans import Floats, Ints

# A pace is shown when this many reports of one product at one machine tell pieces and time; it is
# the pace that one report in ten reaches.
REPORTS_TO_SHOW, SHOWN_QUANTILE = 10, 0.1


class IdealCycles(NamedTuple):
    """Ideal cycle time of each row's work."""

    cycle_s: Floats  # (n_rows,) seconds per piece, nan where nobody told one


def told_cycles(
    facts: Facts, by_name: Mapping[str, float], products: pl.DataFrame | None
) -> IdealCycles | None:
    """Give the ideal cycle times that were told; None where there are none.

    Parameters
    ----------
    by_name
        Seconds per piece of an activity, a machine or a product, from the mapping file.
    products
        The table of products: seconds per piece of a product, or of one activity of it.

    Notes
    -----
    The closest word wins: product and activity, then activity, machine, product. A cycle time
    of a product alone counts only where the log knows that product in one activity: of several it
    doesn't say which is meant.
    """
    table = _table(products)
    if not by_name and not table:
        return None
    cycle_s = np.full(len(facts.order), np.nan)
    pairs = {(name, activity): seconds for (name, activity), seconds in table.items() if activity}
    alone = {name: seconds for (name, activity), seconds in table.items() if not activity}
    single = _in_one_activity(facts)
    for values in (
        _by_pair(facts, pairs),
        _by_code(facts.activity, facts.activities, by_name),
        _by_code(facts.machine, facts.machines, by_name),
        np.where(single, _by_code(facts.product, facts.products, {**alone, **by_name}), np.nan),
    ):
        cycle_s = np.where(np.isnan(cycle_s), values, cycle_s)
    return IdealCycles(cycle_s) if np.isfinite(cycle_s).any() else None


def _table(products: pl.DataFrame | None) -> dict[tuple[str, str | None], float]:
    if products is None:
        return {}
    told = products.filter(pl.col("product").is_not_null() & (pl.col("ideal_cycle_s") > 0))
    rows = told.select("product", "activity", "ideal_cycle_s").iter_rows()
    return {(product, activity or None): seconds for product, activity, seconds in rows}


def _by_code(code: Ints, names: list[str], told: Mapping[str, float]) -> Floats:
    """Give what was told of each row's name, nan where nothing was, (n_rows,)."""
    values = np.array([*(told.get(name, np.nan) for name in names), np.nan])
    return values[code]


def _by_pair(facts: Facts, told: Mapping[tuple[str, str], float]) -> Floats:
    if not told:
        return np.full(len(facts.order), np.nan)
    pair = np.where(
        (facts.product >= 0) & (facts.activity >= 0),
        facts.product * len(facts.activities) + facts.activity,
        -1,
    )
    distinct, place = np.unique(pair, return_inverse=True)
    names = [divmod(int(each), max(len(facts.activities), 1)) for each in distinct]
    values = [
        told.get((facts.products[product], facts.activities[activity]), np.nan) if each >= 0 else np.nan
        for each, (product, activity) in zip(distinct, names, strict=True)
    ]
    return np.array(values)[place]


def _in_one_activity(facts: Facts) -> np.ndarray:
    """Tell which rows are of a product that the log knows in one activity at most, (n_rows,)."""
    width = len(facts.activities) + 1
    known = facts.product >= 0
    pair = facts.product[known] * width + facts.activity[known] + 1
    seen = np.bincount(pair, minlength=len(facts.products) * width).reshape(-1, width) > 0
    return np.asarray(np.r_[seen.sum(axis=1), 0][facts.product] <= 1)


def demonstrated_cycles(facts: Facts) -> Floats:
    """Give the pace per piece that each row's machine has shown for its product, (n_rows,).

    Seconds per piece that one report in ten reaches, of ten reports or more; nan elsewhere. It is
    what was shown, not what is possible: no ideal cycle time.
    """
    some = np.flatnonzero((facts.machine >= 0) & facts.is_run & (facts.work_s > 0) & (facts.made_pieces > 0))
    job, _ = codes(_jobs(facts))
    pace_s = np.full(len(facts.order), np.nan)
    table = pl.DataFrame({"job": job[some], "pace_s": facts.work_s[some] / facts.made_pieces[some]})
    shown = table.select(
        pl.when(pl.len().over("job") >= REPORTS_TO_SHOW)
        .then(pl.col("pace_s").quantile(SHOWN_QUANTILE, "linear").over("job"))
        .otherwise(None)
    )
    pace_s[some] = shown.to_series().fill_null(float("nan")).to_numpy()
    return pace_s


def _jobs(facts: Facts) -> pl.Series:
    """Give what each row makes where, as one number: machine, product and activity."""
    width = len(facts.products) + 1, len(facts.activities) + 1
    return pl.Series((facts.machine * width[0] + facts.product + 1) * width[1] + facts.activity + 1)
