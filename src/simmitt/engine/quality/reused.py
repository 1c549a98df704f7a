"""Numbers of orders that were given twice."""

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import FLOW, Check, Found
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Ints
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S

# A number was given twice when its order was silent this long, and this much longer than others.
REUSED_AFTER_S = 60 * DAY_S
TIMES_USUAL_SILENCE = 10.0
SHOWN = 10


def _number_reused(reports: Reports) -> Found[Reports] | None:
    """Look for orders that begin anew after a very long silence; the later part gets its own name."""
    index = reports.by_order
    if not len(index):
        return None
    order, activity = reports.order.code[index], reports.activity.code[index]
    opens = np.r_[True, order[1:] != order[:-1]]
    opening = np.maximum.accumulate(np.where(opens, np.arange(len(index)), 0))
    limit_s = max(REUSED_AFTER_S, TIMES_USUAL_SILENCE * float(np.median(reports.times.silence_s)))
    gap_s = reports.start_s[index] - reports.reached_s[index]
    again = ~opens & (gap_s > limit_s) & (activity == activity[opening])
    if not again.any():
        return None
    turn = np.cumsum(again)
    life = np.zeros(reports.n, np.int64)
    life[index] = turn - turn[opening]
    return _lives(reports, life, index[again])


def _lives(reports: Reports, life: Ints, opening: Ints) -> Found[Reports]:
    """Tell of orders that live several times.

    Parameters
    ----------
    life : (n_rows,)
        Which of the order's lives a row is part of; 0 is the first.
    opening : (n_later_lives,)
        Row that each later life begins with.
    """
    hit = life > 0
    named = pl.format("{} ({})", pl.col("order"), pl.Series("life", life + 1))
    renamed = reports.rows.with_columns(order=pl.when(pl.Series(hit)).then(named).otherwise("order"))
    after = reports.with_rows(renamed, "order")
    before_h, after_h = (float(np.nanmean(each.times.lead_s())) / HOUR_S for each in (reports, after))
    return Found(
        reports.numbers(hit),
        "warning",
        Effect(
            say(
                "Mean lead time: {before:.0} hours with the rows as they stand, {after:.0} after.",
                before=before_h, after=after_h,
            ),
            (Move("lead_time_mean_h", "plant", before_h, after_h, "h"),),
        ),
        repaired=after,
        count=len(opening),
        details=tuple(
            say("order {order} begins anew on {day:date}", order=order, day=start_at)
            for order, start_at in reports.rows[opening[:SHOWN]].select("order", "start_at").iter_rows()
        ),
    )  # fmt: skip


REUSED: tuple[Check[Reports], ...] = (
    Check(
        "order_number_reused",
        say("Order numbers given twice"),
        say("Orders that begin anew with their first step after two months of silence or more."),
        FLOW,
        say("The later part counts as an order of its own."),
        _number_reused,
    ),
)
