"""What was on the floor when the log ends: orders that are likely still open, and the machines."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import SETUP, EventLog
from simmitt.engine.factory.state import MachineState, OpenOrder, Rest, State
from simmitt.engine.fitting.products import NO_PRODUCT
from simmitt.engine.fitting.visits import week_origin
from simmitt.engine.fitting.waits import OrderFactor
from simmitt.engine.fitting.ways import Ways

_CERTAIN, _LIKELY = 1.0, 0.5
# An order less likely to be open is left out.
_LEAST_CHANCE = 0.03
# A machine that stands for longer open time was free.
_MOMENT_S = 60.0


class _Last(NamedTuple):
    """The last that the log shows of an order."""

    order: str
    product: str
    pieces: float
    operation: str
    first_s: float
    last_s: float
    run_s: float  # of its last visit
    set_up: float  # chance that its last report was the setup of a run that is still to come
    is_cut: bool  # its last report ends with the log, as others do


def floor_at_end(
    log: EventLog,
    rows: pl.DataFrame,
    visits: pl.DataFrame,
    ways: Ways,
    factors: Mapping[str, OrderFactor],
    ruled: Collection[str] = (),
) -> State:
    """Give the open orders with what likely remains of each, and what each machine did last.

    Reports of several orders that end at the log's last instant were cut off there: those
    operations are under way. That one report ends with the log tells nothing; one always does.
    ``ruled`` are the stations that don't take orders as they come.
    """
    origin = week_origin(log)
    due, delivered = _promises(log), _delivered(log)
    orders = (
        _open_order(last, ways, factors, origin, due.get(last.order))
        for last in _last_of_orders(rows, visits)
    )
    open_ones = [order for order in orders if order is not None and order.name not in delivered]
    return State(log.last_at, tuple(open_ones), _machines(rows, visits, origin, ruled))


def _promises(log: EventLog) -> dict[str, datetime]:
    """Give when each order is promised, as its rows say, else the table of orders.

    Where all are days without a clock time, each lasts the whole day.
    """
    beside = log.companions.orders
    tables = [log.rows] if beside is None else [log.rows, beside]
    due: dict[str, datetime] = {}
    for table in tables:
        told = table.drop_nulls(["order", "due_at"]).group_by("order").agg(pl.col("due_at").min())
        due = dict(told.iter_rows()) | due
    days_alone = all(at == datetime(at.year, at.month, at.day) for at in due.values())
    return {order: at + timedelta(days=1) for order, at in due.items()} if days_alone else due


def _delivered(log: EventLog) -> set[str]:
    """Give the orders that the table of orders says were delivered by the log's end."""
    beside = log.companions.orders
    if beside is None:
        return set()
    return set(beside.filter(pl.col("delivered_at") <= log.last_at)["order"].drop_nulls())


def _last_of_orders(rows: pl.DataFrame, visits: pl.DataFrame) -> list[_Last]:
    closes_s = float(rows.select(pl.col("end_s").max()).item())
    at_end = rows.filter(pl.col("end_s") == closes_s)
    cut = set(at_end["order"]) if at_end["order"].n_unique() > 1 else set()
    told = (
        visits.group_by("order", maintain_order=True)
        .agg(
            pl.col("product").drop_nulls().first().fill_null(NO_PRODUCT),
            pl.col("pieces").max(),
            pl.col("operation").last(),
            first_s=pl.col("start_s").min(),
            last_s=pl.col("end_s").max(),
            run_s=pl.col("run_s").last(),
        )
        .sort("first_s", "order")
    )
    runs_on = _chance_after_setup(rows, closes_s)
    return [
        _Last(**row, set_up=runs_on.get(row["order"], 0.0), is_cut=row["order"] in cut)
        for row in told.iter_rows(named=True)
    ]


def _chance_after_setup(rows: pl.DataFrame, closes_s: float) -> dict[str, float]:
    """Give the chance that the run is still to come, of orders whose last report is a setup.

    From how often a report follows on a setup at the same visit, and how often it has then ended later
    than the order has been silent (Bayes).
    """
    in_turn = rows.sort("order", "start_s", "row").with_columns(
        goes_on=(pl.col("visit") == pl.col("visit").shift(-1).over("order")),
        took_s=pl.col("end_s").shift(-1).over("order") - pl.col("end_s"),
    )
    setups = in_turn.filter(pl.col("kind") == SETUP)
    followed = setups.filter("goes_on")
    if followed.is_empty():
        return {}
    share, took_s = followed.height / setups.height, followed["took_s"].to_numpy()
    last = setups.filter(pl.col("took_s").is_null())
    longer = {
        order: float((took_s > closes_s - end_s).mean())
        for order, end_s in last.select("order", "end_s").iter_rows()
    }
    return {order: share * each / (1.0 - share + share * each or 1.0) for order, each in longer.items()}


def _open_order(
    last: _Last, ways: Ways, factors: Mapping[str, OrderFactor], origin: datetime, due_at: datetime | None
) -> OpenOrder | None:
    ahead = ways.ahead.get(last.order)
    here = last.is_cut or last.set_up >= _LIKELY
    chance = _CERTAIN if last.is_cut else last.set_up if here else ahead.chance if ahead else 0.0
    if chance < _LEAST_CHANCE:
        return None
    rests = ahead.rests if ahead else {(): 1.0}
    factor = factors.get(last.order)
    return OpenOrder(
        name=last.order,
        product=last.product,
        pieces=last.pieces,
        rests=tuple(
            Rest((last.operation, *way) if here else way, round(weight, 4)) for way, weight in rests.items()
        ),
        chance=round(chance, 4),
        begun_at=_instant(origin, last.first_s),
        last_operation=last.operation,
        last_at=_instant(origin, last.last_s),
        due_at=due_at,
        worked_s=round(last.run_s, 2) if last.is_cut else None,
        delay_mean=round(factor.mean, 4) if factor else None,
        delay_cv=round(factor.cv, 4) if factor else 0.0,
    )


def _instant(origin: datetime, seconds: float) -> datetime:
    return origin + timedelta(seconds=float(np.floor(seconds)))


def _machines(
    rows: pl.DataFrame, visits: pl.DataFrame, origin: datetime, ruled: Collection[str]
) -> tuple[MachineState, ...]:
    """Give what each machine did last.

    Whoever waits came after the machine last stood free, and, where first come is first served, after
    those that have been served since had ended what they did before.
    """
    told = pl.col("before_s").is_not_null() & ~pl.col("station").is_in(list(ruled))
    came_s = pl.min_horizontal("before_s", "start_s").filter(told).max().fill_null(float("-inf"))
    served = visits.group_by("station").agg(came_s=came_s)
    reach_s = pl.col("open_end_s").cum_max().shift(1).over("station", "place")
    stood = ((pl.col("open_start_s") - reach_s) > _MOMENT_S).fill_null(value=True)
    last = (
        rows.sort("open_start_s", "start_s", "row")
        .with_columns(stood=stood)
        .group_by("station", "place", maintain_order=True)
        .agg(
            pl.col("end_s").max(),
            pl.col("product").last().fill_null(""),
            busy_s=pl.col("start_s").filter("stood").max(),
        )
        .join(served, on="station")
        .sort("station", "place")
    )
    return tuple(
        MachineState(station, place, _instant(origin, end_s), product, _instant(origin, max(busy_s, came_s)))
        for station, place, end_s, product, busy_s, came_s in last.iter_rows()
    )
