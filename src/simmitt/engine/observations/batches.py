"""Rules on the size of orders and how they are split."""

import numpy as np
import polars as pl

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders, work
from simmitt.engine.observations.telling import shares
from simmitt.engine.spans import Floats
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

ORDERS_TO_JUDGE = 30
# The largest tenth of the orders has more than half of the pieces.
LARGE_ORDERS = 0.5
# Half of the orders have at most a tenth of the pieces.
SMALL_ORDERS = 0.1
# Every fifth order that is set up at a machine is set up there again.
SET_UP_AGAIN = 0.2
# One move in ten in parts is hardly any. Orders of fewer pieces have nothing to split, and those of
# less than two shifts' work win hours by it, not days.
WHOLE_BATCHES, PIECES_TO_SPLIT, WORK_TO_SPLIT_H = 0.1, 5.0, 16.0
RUN_TOGETHER = 0.2
# Every fifth order is worked on at two places at the same time.
SIDE_BY_SIDE = 0.2
# The smallest quarter of orders spends more time on setup than on run.
SETUP_BEYOND_RUN = 1.0


def large_orders_dominate(sight: Sight) -> Found | None:
    """Speak where the largest tenth of the orders has at least half of all pieces."""
    pieces = _order_pieces(sight)
    median = sight.figure("order_pieces_median")
    if median is None or len(pieces) < ORDERS_TO_JUDGE:
        return None
    tenth = np.sort(pieces)[-max(len(pieces) // 10, 1) :]
    share = float(tenth.sum() / pieces.sum())
    if share < LARGE_ORDERS:
        return None
    return Found(
        say(
            "The largest tenth of the orders has {share:.0%} of the pieces. The middle order has "
            "{median:.0}.",
            share=share, median=median.value,
        ),
        orders(sight, (share - 0.1) * sight.orders_h),
        (median,),
        say("See what waits while a large order runs, and whether it could run in parts."),
    )  # fmt: skip


def small_orders_many(sight: Sight) -> Found | None:
    """Speak where half of the orders have at most a tenth of the pieces."""
    pieces = _order_pieces(sight)
    median = sight.figure("order_pieces_median")
    if median is None or len(pieces) < ORDERS_TO_JUDGE:
        return None
    half = np.sort(pieces)[: len(pieces) // 2]
    share = float(half.sum() / pieces.sum())
    if share > SMALL_ORDERS:
        return None
    small = _work_by_kind(sight).filter(pl.col("pieces") <= half[-1])
    return Found(
        say(
            "Half of the orders have {share:.0%} of the pieces, yet each is set up, moved and reported.",
            share=share,
        ),
        work(sight, float(small["setup_h"].sum())),
        (median,),
        say("Look at whether small orders need the same way, papers and checks as large ones."),
    )


def set_up_again(sight: Sight) -> Found | None:
    """Speak where every fifth order that is set up at a machine is set up there again."""
    setups = sight.rows.filter(pl.col("kind").cast(pl.String) == "setup").drop_nulls("machine")
    per_visit = setups.group_by("order", "machine").agg(
        n=pl.len(), hours=(pl.col("end_at") - pl.col("start_at")).dt.total_seconds().sum() / HOUR_S
    )
    again = per_visit.filter(pl.col("n") > 1)
    if per_visit.height < ORDERS_TO_JUDGE or again.height < SET_UP_AGAIN * per_visit.height:
        return None
    extra_h = float((again["hours"] * (again["n"] - 1) / again["n"]).sum())
    return Found(
        say(
            "In {share:.0%} of the cases an order is set up more than once at the same machine.",
            share=again.height / per_visit.height,
        ),
        work(sight, extra_h),
        (shape("setup_rows"), shape("setup_h")),
        say("Ask whether the order was interrupted, split, or stopped by something missing."),
    )


def orders_run_in_parallel(sight: Sight) -> Found | None:
    """Speak where every fifth order is worked on at two machines at the same time."""
    rows = sight.rows.drop_nulls("machine").sort("order", "start_at")
    ahead = rows.with_columns(
        reached=pl.col("end_at").cum_max().shift(1).over("order"),
        other=(pl.col("machine") != pl.col("machine").shift(1)).over("order"),
    )
    overlap = ahead.filter((pl.col("start_at") < pl.col("reached")) & pl.col("other"))
    share = overlap["order"].n_unique() / max(rows["order"].n_unique(), 1)
    if sight.orders < ORDERS_TO_JUDGE or share < SIDE_BY_SIDE:
        return None
    beside = (pl.min_horizontal("end_at", "reached") - pl.col("start_at")).dt.total_seconds().clip(0)
    return Found(
        say("{share:.0%} of the orders are worked on at two machines at the same time.", share=share),
        work(sight, float(overlap.select(beside.sum()).item() or 0) / HOUR_S),
        (shape("touch_time_median_h"), shape("parallel_orders_max")),
        say("Pieces already move on before the batch is done. See where that could be done more often."),
    )


def small_orders_are_setup(sight: Sight) -> Found | None:
    """Speak where for the smallest quarter of the orders setup takes at least as long as run."""
    if not _setup_h(sight) or sight.figure("order_pieces_median") is None:
        return None
    per_order = _work_by_kind(sight).sort("pieces", "order")
    quarter = per_order.head(per_order.height // 4)
    run_h, setup_h = float(quarter["run_h"].sum()), float(quarter["setup_h"].sum())
    if per_order.height < ORDERS_TO_JUDGE or run_h <= 0 or setup_h < SETUP_BEYOND_RUN * run_h:
        return None
    return Found(
        say(
            "The smallest orders, a quarter of all, take {setup:.0} hours of setup and {run:.0} of run.",
            setup=setup_h, run=run_h,
        ),
        work(sight, setup_h),
        (shape("order_pieces_median"), shape("setup_h")),
        say("See whether small orders of like products could follow each other."),
    )  # fmt: skip


def batches_move_whole(sight: Sight) -> Found | None:
    """Speak where orders of two shifts' work move in parts in at most one move in ten."""
    overlap, size = sight.figure("transfer_overlap_share"), sight.figure("order_pieces_median")
    touch = sight.figure("touch_time_median_h")
    if overlap is None or size is None or touch is None or overlap.high > WHOLE_BATCHES:
        return None
    if size.low < PIECES_TO_SPLIT or touch.low < WORK_TO_SPLIT_H:
        return None
    return Found(
        say(
            "Orders move as whole batches of {pieces:.0} pieces. In {share:.0%} of the moves the next step "
            "begins before the last has ended.",
            pieces=size.value, share=overlap.value,
        ),
        orders(sight, sight.orders * touch.value * (1 - overlap.value)),
        (overlap, size, touch),
        say("Look at two steps that stand close. Could the first pieces go on before the last is done?"),
    )  # fmt: skip


def orders_run_together(sight: Sight) -> Found | None:
    """Speak where a machine runs at least a fifth of its orders together with others."""
    together = [each for each in sight.of_all("batch_share") if each.low >= RUN_TOGETHER]
    if not together:
        return None
    first = max(together, key=lambda each: _waited_h(sight, each.scope))
    mean = sight.figure("batch_orders_mean", first.scope)
    return Found(
        say(
            "{machine} runs {share} of its orders together with others ({low} to {high}).",
            machine=first.scope, **shares(first.value, first.low, first.high),
        ),
        orders(sight, _waited_h(sight, first.scope)),
        tuple(each for each in (first, mean) if each),
        say("Ask how long the first order of a load waits for the last."),
    )  # fmt: skip


def _waited_h(sight: Sight, machine: str) -> float:
    waited = sight.figure("waiting_before_h", machine)
    return waited.value if waited else 0.0


def _order_pieces(sight: Sight) -> Floats:
    """Give the ordered pieces of each order that states them."""
    told = sight.rows.filter(pl.col("ordered_pieces") > 0)
    sizes = told.group_by("order").agg(pieces=pl.col("ordered_pieces").max())
    return sizes["pieces"].cast(pl.Float64).to_numpy()


def _work_by_kind(sight: Sight) -> pl.DataFrame:
    """Give pieces, hours of run and hours of setup of each order that states its pieces."""
    hours = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0) / HOUR_S
    is_setup = pl.col("kind").cast(pl.String).fill_null("run") == "setup"
    return (
        sight.rows.group_by("order")
        .agg(
            pieces=pl.col("ordered_pieces").max(),
            setup_h=hours.filter(is_setup).sum(),
            run_h=hours.filter(~is_setup).sum(),
        )
        .filter(pl.col("pieces") > 0)
    )


def _setup_h(sight: Sight) -> float:
    told = sight.figure("setup_h")
    return told.value if told else 0.0


RULES = (
    Rule("batches_move_whole", batches_move_whole,
         ("transfer_overlap_share", "order_pieces_median", "touch_time_median_h")),
    Rule("orders_run_together", orders_run_together, ("batch_share", "batch_orders_mean")),
    Rule("large_orders_dominate", large_orders_dominate, ("order_pieces_median",)),
    Rule("small_orders_many", small_orders_many, ("order_pieces_median",)),
    Rule("set_up_again", set_up_again, ("setup_rows", "setup_h")),
    Rule("orders_run_in_parallel", orders_run_in_parallel, ("touch_time_median_h", "parallel_orders_max")),
    Rule("small_orders_are_setup", small_orders_are_setup, ("order_pieces_median", "setup_h"),
         ("small_orders_many",)),
)  # fmt: skip
