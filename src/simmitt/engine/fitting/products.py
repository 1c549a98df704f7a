"""Products, their order sizes and their ways through the factory; and how orders come."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Arrivals, Evidence, Product, Routing
from simmitt.engine.fitting.distributions import empirical
from simmitt.ground.units import WEEK_S

_ENOUGH_OWN_SIZES = 8
# Orders last seen this close to the log's end may go on; their way is not known to the end.
_MAY_GO_ON_S = WEEK_S
NO_PRODUCT = "-"


def fit_products(visits: pl.DataFrame, window_s: tuple[float, float]) -> tuple[Product, ...]:
    """Give every product with the complete ways that its orders took."""
    orders = _orders(visits)
    sizes = orders["pieces"].to_numpy()
    return tuple(
        _product(group, len(orders), sizes, window_s)
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


def _product(
    orders: pl.DataFrame, all_orders: int, all_sizes: np.ndarray, window_s: tuple[float, float]
) -> Product:
    own = orders["pieces"].to_numpy()
    few = len(own) < _ENOUGH_OWN_SIZES
    # Few sizes: their own level, everybody's spread.
    sizes = all_sizes * (np.median(own) / np.median(all_sizes)) if few else own
    return Product(
        name=orders["product"][0],
        share=round(len(orders) / all_orders, 6),
        order_pieces=empirical(np.maximum(sizes, 1.0), Evidence(len(own), "all" if few else "")),
        routings=_ways(_seen_whole(orders, window_s)),
    )


def _seen_whole(orders: pl.DataFrame, window_s: tuple[float, float]) -> pl.DataFrame:
    """Leave out orders cut by either end of the log, unless none would remain."""
    opens_s, closes_s = window_s
    begun_later = pl.col("first_s") >= opens_s + WEEK_S
    ended_before = pl.col("last_s") < closes_s - _MAY_GO_ON_S
    for whole in (begun_later & ended_before, ended_before):
        if (kept := orders.filter(whole)).height:
            return kept
    return orders


def _ways(orders: pl.DataFrame) -> tuple[Routing, ...]:
    counted: Mapping[tuple[str, ...], int] = Counter(tuple(way) for way in orders["way"].to_list() if way)
    return tuple(
        Routing(way, float(count)) for way, count in sorted(counted.items(), key=lambda e: (-e[1], e[0]))
    )
