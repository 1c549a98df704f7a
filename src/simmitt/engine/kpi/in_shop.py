"""Orders in the shop: how many, how quickly they leave, and whether both agree."""

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.definitions.flow import LITTLE_FAR_OFF
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.resampling import Interval, Resamples, ratio
from simmitt.engine.spans import Floats, depths, summed
from simmitt.engine.whole_blocks import seconds_in_blocks
from simmitt.ground.texts import Message
from simmitt.ground.units import WEEK_S

# Beyond this share Little's law is loudly said not to hold.
LITTLE_HOLDS_WITHIN = 0.1


def flow_figures(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give orders in the shop, throughput and what Little's law leaves over; weeks are resampled."""
    if not facts.n_orders:
        return []
    weeks, one_each = facts.length_s / WEEK_S, np.ones(facts.n_orders)
    started = summed(facts.block_of(facts.times.start_s), one_each, len(weeks))
    in_shop_s = _order_seconds(facts, facts.edges_s)
    return [
        figure("wip_mean_orders", ratio(in_shop_s, facts.length_s, drawn.weeks, "inverse")),
        counted("wip_max_orders", float(most_at_once(facts))),
        figure("throughput_orders_per_week", ratio(started, weeks, drawn.weeks)),
        *_finished(facts, drawn),
    ]


def _order_seconds(facts: Facts, edges_s: Floats) -> Floats:
    """Give the time orders spend in the shop, summed per block, (n_blocks,)."""
    return seconds_in_blocks(facts.times.start_s, facts.times.end_s, edges_s)


def most_at_once(facts: Facts) -> int:
    """Give the most orders that were ever in the shop at one moment."""
    times = facts.times
    pieces = depths(np.zeros(facts.n_orders, np.int64), times.start_s, times.end_s)
    return int(pieces.depth.max(initial=min(facts.n_orders, 1)))


def _finished(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give the throughput of finished orders and what Little's law leaves unexplained.

    Both look at the log without its last quiet days, in which nobody knows what is finished.
    """
    until = facts.horizon_s - facts.ends.window_s
    finished = (facts.times.end_s <= until) & facts.closed
    edges = np.clip(facts.edges_s, 0.0, max(until, 0.0))
    in_shop_s = _order_seconds(facts, edges)
    if not finished.any() or in_shop_s.sum() == 0.0:
        return []
    block, blocks = facts.block_of(facts.times.end_s[finished]), len(facts.length_s)
    count = np.bincount(block, minlength=blocks).astype(float)
    explained_s = summed(block, facts.times.lead_s()[finished], blocks)
    rest = ratio(in_shop_s - explained_s, in_shop_s, drawn.weeks, "plain")
    return [
        figure("throughput_finished_orders_per_week", ratio(count, np.diff(edges) / WEEK_S, drawn.weeks)),
        figure("littles_law_residual_share", rest, definition=_verdict(rest)),
    ]


def _verdict(rest: Interval) -> Message | None:
    """Say loudly where Little's law does not hold; None: the usual definition."""
    return LITTLE_FAR_OFF.filled(share=rest.value) if abs(rest.value) > LITTLE_HOLDS_WITHIN else None
