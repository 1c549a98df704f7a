"""Stations as the log shows them: places, hours, changeovers and breakdowns."""

import numpy as np
import polars as pl
from scipy.special import chdtri

from simmitt.engine.eventlog.log import BREAKDOWN
from simmitt.engine.factory.model import Breakdown, Evidence, Setup, Station
from simmitt.engine.fitting.distributions import fit_distribution
from simmitt.engine.fitting.likeness import learn_group
from simmitt.engine.fitting.loads import leading
from simmitt.engine.fitting.pooling import Group
from simmitt.engine.fitting.pools import capacity_of
from simmitt.engine.fitting.shop import Shop

# A share seen in few changes is drawn to one half by as many imagined ones (Laplace).
_PRIOR_CHANGES = 1.0
# More orders at once than machines are believed where they take this share of the busy time.
_PLAINLY = 0.10
_MANY = 10_000


def fit_stations(shop: Shop) -> tuple[Station, ...]:
    """Give every station, in the order in which their names first appear; times in seconds."""
    # An oven's load is one piece of work, however many orders are in it.
    rows, visits = shop.rows.filter("leads"), leading(shop.visits)
    setups = _in_common(visits, "setup_s")
    repairs = _in_common(rows.filter(pl.col("kind") == BREAKDOWN), "work_s")
    by_station = {group["station"][0]: group for group in rows.partition_by("station")}
    visits_of = {group["station"][0]: group for group in visits.partition_by("station")}
    return tuple(
        Station(
            name=name,
            capacity=_capacity(by_station[name], len(shop.pools.members[name]) if shop.names_machines else 0),
            calendar=shop.calendar_of[name],
            setup=_setup(visits_of[name], setups),
            breakdown=_breakdown(by_station[name], visits_of[name], repairs),
            batch=shop.batches.get(name),
            members=shop.pools.members[name] if shop.names_machines else _who_reports(by_station[name]),
        )
        for name in sorted(by_station)
    )


def _positive(frame: pl.DataFrame, column: str) -> np.ndarray:
    values: np.ndarray = frame.filter(pl.col(column) > 0)[column].to_numpy()
    return values


def _in_common(frame: pl.DataFrame, column: str) -> Group:
    """Give what the times of all stations have in common."""
    return learn_group([_positive(own, column) for own in frame.partition_by("station")], "all")


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


def _setup(visits: pl.DataFrame, everywhere: Group) -> Setup | None:
    own = _positive(visits, "setup_s")
    if len(own) == 0:
        return None
    in_turn = visits.sort("place", "start_s").with_columns(
        changed=pl.col("product").ne_missing(pl.col("product").shift(1).over("place"))
    )
    return Setup(
        time_s=fit_distribution(own, Evidence(len(own)), everywhere),
        share_when_product_changes=_share(in_turn.filter("changed")),
        share_when_product_stays=_share(in_turn.filter(~pl.col("changed"))),
    )


def _share(visits: pl.DataFrame) -> float:
    made = int((visits["setup_s"] > 0).sum())
    return round((made + _PRIOR_CHANGES / 2) / (len(visits) + _PRIOR_CHANGES), 4)


def _breakdown(rows: pl.DataFrame, visits: pl.DataFrame, everywhere: Group) -> Breakdown | None:
    own = _positive(rows.filter(pl.col("kind") == BREAKDOWN), "work_s")
    if len(own) == 0:
        return None
    failures, busy_s = len(own), max(float(visits["run_s"].sum()), 1.0)
    # The exact interval of a rate (Garwood 1936), turned over.
    low_s, high_s = (2.0 * busy_s / chdtri(2 * failures + more, p) for more, p in ((2, 0.025), (0, 0.975)))
    return Breakdown(
        # The last running stretch has no failure yet: n failures close n of n + 1 intervals.
        mtbf_s=busy_s / (failures + 0.5),
        repair_s=fit_distribution(own, Evidence(failures), everywhere),
        evidence=Evidence(failures, mean_low=float(low_s), mean_high=float(high_s)),
    )
