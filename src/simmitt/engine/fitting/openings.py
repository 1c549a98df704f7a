"""Orders that were under way when the log begins: too many at first, and already far on their way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from simmitt.engine.spans import Floats
from simmitt.ground.units import WEEK_S

_FEWEST_WEEKS = 4
_MOST_BUNCHED = 6.0
# First operations seen in so many more orders count beside those really seen.
_PRIOR_ORDERS = 2.0


@dataclass(frozen=True)
class Openings:
    """How many orders were under way, and when they show up."""

    per_week: float  # of new orders
    orders: float = 0.0
    span_s: float = 0.0
    bunching: float = 1.0  # 1: evenly over the span; higher: the sooner
    chance: Mapping[str, float] = field(default_factory=dict)  # that an order is one of them


def find_openings(visits: pl.DataFrame, window_s: tuple[float, float]) -> Openings:
    """Tell the orders under way at the start from new ones.

    The rate of new orders is that of the log's second half. What early weeks hold beyond it
    was under way, likeliest those orders that begin with what new ones seldom begin with.
    """
    opens_s, closes_s = window_s
    weeks = (closes_s - opens_s) / WEEK_S
    first = visits.filter(pl.col("before_s").is_null()).with_columns(
        week=((pl.col("start_s") - opens_s) / WEEK_S).floor().cast(pl.Int64)
    )
    plain = Openings(first.height / weeks)
    if weeks < _FEWEST_WEEKS:
        return plain
    count = np.bincount(first["week"].to_numpy(), minlength=int(np.ceil(weeks)))
    half = int(weeks // 2)
    late = first.filter(pl.col("start_s") >= opens_s + half * WEEK_S)
    rate = late.height / (weeks - half)
    span = _weeks_beyond_chance(count[:half].astype(np.float64), rate)
    excess = np.maximum(0.0, count[:span] - rate)
    if span == 0 or excess.sum() <= 2 * np.sqrt(rate):
        return plain
    orders = float(excess.sum())
    middle = float((excess * (np.arange(span) + 0.5)).sum() / orders)
    return Openings(
        per_week=(first.height - orders) / weeks,
        orders=orders,
        span_s=span * WEEK_S,
        bunching=round(float(np.clip(span / middle - 1.0, 1.0, _MOST_BUNCHED)), 3),
        chance=_chances(first, late, excess, rate),
    )


def _weeks_beyond_chance(count: Floats, rate: float) -> int:
    """Give how many weeks at the start hold more orders than the rate, chance allowed for."""
    beyond = count > rate + np.sqrt(rate) / 2
    return int(np.argmin(np.append(beyond, False)))


def _chances(first: pl.DataFrame, late: pl.DataFrame, excess: Floats, rate: float) -> dict[str, float]:
    """Give each early order's chance to have been under way, summing to the excess of its week."""
    usual = dict(late.group_by("operation").len().iter_rows())
    operations = sorted(set(first["operation"]))
    total = late.height + _PRIOR_ORDERS
    share = {name: (usual.get(name, 0) + _PRIOR_ORDERS / len(operations)) / total for name in operations}
    chances: dict[str, float] = {}
    for week, wanted in enumerate(excess):
        orders = first.filter(pl.col("week") == week)
        seen = dict(orders.group_by("operation").len().iter_rows())
        raw = np.array([max(0.0, 1.0 - rate * share[name] / seen[name]) for name in orders["operation"]])
        raw *= wanted / raw.sum() if raw.sum() > 0 else 0.0
        chances |= dict(zip(orders["order"], np.minimum(raw, 1.0).round(4).tolist(), strict=True))
    return chances
