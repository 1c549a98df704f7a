"""Products, their order sizes and their ways through the factory; and how orders come."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.factory.model import Arrivals, Evidence, Product, Routing
from simmitt.engine.fitting.distributions import empirical
from simmitt.ground.units import WEEK_S

Floats = NDArray[np.float64]
_ENOUGH_OWN_SIZES = 8
# Ways are taken from orders begun so early that this share of like orders had ended by the log's end.
_ENDED_SHARE = 0.8
NO_PRODUCT = "-"


def fit_products(visits: pl.DataFrame, window_s: tuple[float, float]) -> tuple[Product, ...]:
    """Give every product with the complete ways that its orders took."""
    orders = _orders(visits)
    sizes = orders["pieces"].to_numpy()
    followed = _followed_to_the_end(orders, window_s)
    return tuple(
        _product(group, followed, len(orders), sizes)
        for group in orders.partition_by("product", maintain_order=True)
    )


def fit_arrivals(visits: pl.DataFrame, window_s: tuple[float, float], calendar: str) -> Arrivals:
    """Give the rate of new orders, and the orders that were under way when the log begins."""
    orders = _orders(visits)
    opens_s, closes_s = window_s
    weeks = max((closes_s - opens_s) / WEEK_S, 1e-9)
    early = orders.filter(pl.col("first_s") < opens_s + WEEK_S)
    later = len(orders) - len(early)
    per_week = later / (weeks - 1) if weeks > 2 else len(orders) / weeks
    opening = max(0.0, len(early) - per_week) if weeks > 2 else 0.0
    # A surplus within chance (two standard deviations of a Poisson count) is no sign.
    opening = opening if opening > 2 * np.sqrt(per_week) else 0.0
    per_week = per_week if opening else len(orders) / weeks
    ways = {group["product"][0]: _ways(group) for group in early.partition_by("product", maintain_order=True)}
    return Arrivals(
        kind="poisson",
        per_week=round(float(per_week), 4),
        calendar=calendar,
        opening_orders=float(round(opening)),
        opening_span_s=WEEK_S if opening else 0.0,
        opening_routings=ways if opening else {},
    )


def _orders(visits: pl.DataFrame) -> pl.DataFrame:
    """One row an order: product, pieces, when first and last seen, its way without rework."""
    return (
        visits.group_by("order", maintain_order=True)
        .agg(
            pl.col("product").drop_nulls().first().fill_null(NO_PRODUCT),
            pl.col("pieces").max(),
            first_s=pl.col("start_s").min(),
            last_s=pl.col("end_s").max(),
            way=pl.col("operation").filter(~pl.col("rework")),
        )
        .sort("product", "first_s", "order")
    )


def _product(orders: pl.DataFrame, followed: pl.DataFrame, all_orders: int, all_sizes: Floats) -> Product:
    own = orders["pieces"].to_numpy()
    few = len(own) < _ENOUGH_OWN_SIZES
    # Few sizes: their own level, everybody's spread.
    sizes = all_sizes * (np.median(own) / np.median(all_sizes)) if few else own
    name = orders["product"][0]
    known = followed.filter(pl.col("product") == name)
    return Product(
        name=name,
        share=round(len(orders) / all_orders, 6),
        order_pieces=empirical(np.maximum(sizes, 1.0), Evidence(len(own), "all" if few else "")),
        routings=_ways(known if known.height else orders),
    )


def _followed_to_the_end(orders: pl.DataFrame, window_s: tuple[float, float]) -> pl.DataFrame:
    """Give the orders begun within the log and early enough to have ended in it.

    To keep whichever orders have ended would keep the short ones: of those begun late only
    they have. So the cut is on when an order began, never on whether it has ended.
    """
    opens_s, closes_s = window_s
    early = orders.filter(pl.col("first_s") < (opens_s + closes_s) / 2)
    usual_s = (early if early.height else orders).select(
        (pl.col("last_s") - pl.col("first_s")).quantile(_ENDED_SHARE)
    )
    begun = pl.col("first_s")
    followed = orders.filter((begun >= opens_s + WEEK_S) & (begun <= closes_s - usual_s.item()))
    return followed if followed.height else orders


def _ways(orders: pl.DataFrame) -> tuple[Routing, ...]:
    counted: Mapping[tuple[str, ...], int] = Counter(tuple(way) for way in orders["way"].to_list() if way)
    return tuple(
        Routing(way, float(count)) for way, count in sorted(counted.items(), key=lambda e: (-e[1], e[0]))
    )
