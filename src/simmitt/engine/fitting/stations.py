"""Stations as the log shows them: places, hours, changeovers and breakdowns."""

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN
from simmitt.engine.factory.model import Breakdown, Evidence, Setup, Station
from simmitt.engine.fitting.distributions import fit_distribution
from simmitt.engine.fitting.pools import capacity_of
from simmitt.engine.fitting.shop import Shop

# A share seen in few changes is drawn to one half by as many imagined ones (Laplace).
_PRIOR_CHANGES = 1.0
_FEW = 8
# More orders at once than machines are believed where they take this share of the busy time.
_PLAINLY = 0.10
_MANY = 10_000


def fit_stations(shop: Shop) -> tuple[Station, ...]:
    """Give every station, in the order of the alphabet; times in seconds."""
    rows, visits = shop.rows, shop.visits
    all_setups = _positive(visits, "setup_s")
    all_repairs = _positive(rows.filter(pl.col("kind") == BREAKDOWN), "work_s")
    by_station = {group["station"][0]: group for group in rows.partition_by("station")}
    visits_of = {group["station"][0]: group for group in visits.partition_by("station")}
    return tuple(
        Station(
            name=name,
            capacity=_capacity(by_station[name], len(shop.pools.members[name]) if shop.names_machines else 0),
            calendar=shop.calendar_of[name],
            setup=_setup(visits_of[name], all_setups),
            breakdown=_breakdown(by_station[name], visits_of[name], all_repairs),
            members=shop.pools.members[name] if shop.names_machines else _who_reports(by_station[name]),
        )
        for name in sorted(by_station)
    )


def _positive(frame: pl.DataFrame, column: str) -> np.ndarray:
    values: np.ndarray = frame.filter(pl.col(column) > 0)[column].to_numpy()
    return values


def _who_reports(rows: pl.DataFrame) -> dict[str, float]:
    """Give the people who report at a place, and their shares of its reports."""
    counted = rows["worker"].drop_nulls().value_counts().sort("worker")
    return {name: round(count / counted["count"].sum(), 4) for name, count in counted.iter_rows()}


def _capacity(rows: pl.DataFrame, machines: int) -> int:
    """Count orders, not reports: two reports on one order are one place.

    More orders at once than there are machines is likelier a report that was closed late.
    """
    merged = _merged_by_order(rows)
    if merged.is_empty():
        return max(1, machines)
    spans = merged["start_s"].to_numpy(), merged["end_s"].to_numpy()
    return max(min(capacity_of(*spans), machines or _MANY), capacity_of(*spans, rare=_PLAINLY))


def _merged_by_order(rows: pl.DataFrame) -> pl.DataFrame:
    timed = rows.filter(pl.col("end_s") > pl.col("start_s")).sort("order", "start_s")
    reach = pl.col("end_s").cum_max().shift(1).over("order")
    apart = (pl.col("start_s") > reach).fill_null(value=True)
    return (
        timed.with_columns(stretch=apart.cum_sum().over("order"))
        .group_by("order", "stretch")
        .agg(pl.col("start_s").min(), pl.col("end_s").max())
    )


def _setup(visits: pl.DataFrame, everywhere: np.ndarray) -> Setup | None:
    own = _positive(visits, "setup_s")
    if len(own) == 0:
        return None
    few = len(own) < _FEW
    pooled = everywhere * (own.mean() / everywhere.mean()) if few else own
    evidence = Evidence(len(own), "all" if few else "")
    in_turn = visits.sort("place", "start_s").with_columns(
        changed=pl.col("product").ne_missing(pl.col("product").shift(1).over("place"))
    )
    return Setup(
        time_s=fit_distribution(pooled, evidence),
        share_when_product_changes=_share(in_turn.filter("changed")),
        share_when_product_stays=_share(in_turn.filter(~pl.col("changed"))),
    )


def _share(visits: pl.DataFrame) -> float:
    made = int((visits["setup_s"] > 0).sum())
    return round((made + _PRIOR_CHANGES / 2) / (len(visits) + _PRIOR_CHANGES), 4)


def _breakdown(rows: pl.DataFrame, visits: pl.DataFrame, everywhere: np.ndarray) -> Breakdown | None:
    own = _positive(rows.filter(pl.col("kind") == BREAKDOWN), "work_s")
    if len(own) == 0:
        return None
    few = len(own) < _FEW
    busy_s = float(visits["run_s"].sum())
    return Breakdown(
        # The last running stretch has no failure yet: n failures close n of n + 1 intervals.
        mtbf_s=max(busy_s, 1.0) / (len(own) + 0.5),
        repair_s=fit_distribution(everywhere if few else own, Evidence(len(own), "all" if few else "")),
        evidence=Evidence(len(own)),
    )
