"""Products, their order sizes and their ways through the factory; and how orders come."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.factory.model import Arrivals, Evidence, Product, Routing
from simmitt.engine.fitting.distributions import empirical
from simmitt.engine.fitting.openings import Openings
from simmitt.engine.fitting.ways import Finished

Floats = NDArray[np.float64]
Ways = Mapping[str, tuple[Finished, ...]]  # by order
_ENOUGH_OWN_SIZES = 8
# A way with less weight than this is told among the other sort alone.
_LEAST_WEIGHT = 0.1
NO_PRODUCT = "-"


def fit_products(
    visits: pl.DataFrame, ways: Ways, openings: Openings, delay_cv: float
) -> tuple[Product, ...]:
    """Give every product with the ways of its orders, as ``ways`` tells them to the end."""
    orders = _orders(visits, openings)
    sizes = orders["pieces"].to_numpy()
    return tuple(
        replace(_product(group, len(orders), sizes, ways), delay_cv=delay_cv)
        for group in orders.partition_by("product", maintain_order=True)
    )


def fit_arrivals(visits: pl.DataFrame, ways: Ways, openings: Openings, calendar: str) -> Arrivals:
    """Give the rate of new orders, and the orders that were under way when the log begins."""
    orders = _orders(visits, openings)
    opening = orders.filter(pl.col("was_open") > _LEAST_WEIGHT)
    return Arrivals(
        kind="poisson",
        counted_from="first_start",
        per_week=round(openings.per_week, 4),
        calendar=calendar,
        opening_orders=float(round(openings.orders)),
        opening_span_s=openings.span_s,
        opening_bunching=openings.bunching,
        opening_routings={
            group["product"][0]: _ways(group["order"], group["was_open"], ways)
            for group in opening.partition_by("product", maintain_order=True)
        },
    )


def _orders(visits: pl.DataFrame, openings: Openings) -> pl.DataFrame:
    """One row an order: product, pieces, when first and last seen, its way without rework."""
    orders = (
        visits.group_by("order", maintain_order=True)
        .agg(
            pl.col("product").drop_nulls().first().fill_null(NO_PRODUCT),
            pl.col("pieces").max(),
            first_s=pl.col("start_s").min(),
            last_s=pl.col("end_s").max(),
        )
        .sort("product", "first_s", "order")
    )
    was_open = pl.Series(
        "was_open", [openings.chance.get(order, 0.0) for order in orders["order"]], pl.Float64
    )
    return orders.with_columns(was_open)


def _product(orders: pl.DataFrame, all_orders: int, all_sizes: Floats, ways: Ways) -> Product:
    own = orders["pieces"].to_numpy()
    few = len(own) < _ENOUGH_OWN_SIZES
    # Few sizes: their own level, everybody's spread.
    sizes = all_sizes * (np.median(own) / np.median(all_sizes)) if few else own
    new = orders.filter(pl.col("was_open") < 1.0 - _LEAST_WEIGHT)
    known = new if new.height else orders
    return Product(
        name=orders["product"][0],
        share=round(len(orders) / all_orders, 6),
        order_pieces=empirical(np.maximum(sizes, 1.0), Evidence(len(own), "all" if few else "")),
        routings=_ways(known["order"], 1.0 - known["was_open"] if new.height else known["was_open"], ways),
    )


def _ways(orders: pl.Series, weight: pl.Series, ways: Ways) -> tuple[Routing, ...]:
    counted: dict[tuple[str, ...], float] = {}
    for order, each in zip(orders, weight, strict=True):
        for finished in ways[order]:
            if finished.way:
                counted[finished.way] = counted.get(finished.way, 0.0) + each * finished.chance
    return tuple(
        Routing(way, round(count, 4))
        for way, count in sorted(counted.items(), key=lambda e: (-e[1], e[0]))
        if count > _LEAST_WEIGHT
    )
