"""The plant's figures: orders, flow, quality, setup."""

from dataclasses import replace

import numpy as np

from simmitt.engine.kpi.asis import PLANT, Figure, ScopeKind
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.resampling import Interval, limits, over_orders, ratio
from simmitt.engine.orders import Ends, cut_off
from simmitt.engine.spans import Bools, Floats, cut, depths, summed
from simmitt.engine.survival import median_times
from simmitt.ground.texts import Message
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S


def figure(
    figure_id: str, interval: Interval, scope: str = PLANT, definition: Message | None = None
) -> Figure:
    """Give a figure with the unit and definition that its id stands for."""
    unit, text = DEFINITIONS[figure_id]
    kind: ScopeKind = "plant" if scope == PLANT else "machine"
    return Figure(
        figure_id, scope, kind, interval.value, interval.low, interval.high, unit, definition or text
    )


def counted(figure_id: str, count: float, scope: str = PLANT) -> Figure:
    """Give a figure that is a plain count of what the log holds."""
    return figure(figure_id, Interval(count, count, count), scope)


def order_figures(facts: Facts, seed: int) -> list[Figure]:
    """Give lead time, touch time, flow efficiency and order size; orders are resampled."""
    lead_h, touch_h = facts.times.lead_s() / HOUR_S, facts.times.touch_s / HOUR_S
    ends = cut_off(facts.times)
    counted_in = (~ends.began_before).astype(float)
    table = np.column_stack([lead_h, touch_h, counted_in, ~ends.still_open, _order_pieces(facts)])
    found = dict(zip(_ORDER_IDS, over_orders(_of_orders, table, seed), strict=True))
    return [
        counted("orders", float(len(lead_h))),
        *(
            figure(name, interval, definition=_censoring(ends) if name == _CENSORED else None)
            for name, interval in found.items()
            if np.isfinite(interval.value)
        ),
    ]


_CENSORED = "lead_time_median_censored_h"
_ORDER_IDS = (
    "lead_time_median_h",
    "lead_time_mean_h",
    "lead_time_p90_h",
    "lead_time_max_h",
    "touch_time_median_h",
    "flow_efficiency_share",
    _CENSORED,
    "order_pieces_median",
)


def _of_orders(table: Floats) -> Floats:
    """Give the figures of resampled orders, (n_draws, n_figures)."""
    lead, touch, inside, ended, pieces = np.moveaxis(table, -1, 0)
    total = lead.sum(axis=1)
    median, p90 = np.quantile(lead, [0.5, 0.9], axis=1)
    flow = np.divide(touch.sum(axis=1), total, out=np.full(len(total), np.nan), where=total > 0)
    return np.column_stack(
        [
            median,
            lead.mean(axis=1),
            p90,
            lead.max(axis=1),
            np.median(touch, axis=1),
            flow,
            _censored_medians(lead, inside, ended),
            _median_of_known(pieces),
        ]
    )


def _median_of_known(values: Floats) -> Floats:
    """Give the median of each row, nan where nothing is known."""
    if np.isnan(values).any():
        known = ~np.isnan(values).all(axis=1)
        medians = np.full(len(values), np.nan)
        medians[known] = np.nanmedian(values[known], axis=1) if known.any() else np.nan
        return medians
    return np.asarray(np.median(values, axis=1))


def _censored_medians(lead: Floats, inside: Floats, ended: Floats) -> Floats:
    """Give each draw's Kaplan-Meier median; where it isn't reached, the longest lead time seen."""
    draws = zip(lead, ended > 0, inside, strict=True)
    median = np.array([median_times(times, end, weight[None])[0] for times, end, weight in draws])
    if len(lead) == 1:
        return median
    return np.where(np.isfinite(median), median, lead.max(axis=1))


def _censoring(ends: Ends) -> Message:
    return replace(DEFINITIONS[_CENSORED].text, values={"days": ends.window_s / DAY_S})


def _order_pieces(facts: Facts) -> Floats:
    """Give the ordered pieces of each order, nan where none are stated, (n_orders,)."""
    pieces = facts.rows["ordered_pieces"].fill_null(float("nan")).to_numpy()
    largest = np.full(len(facts.orders), -np.inf)
    known = np.isfinite(pieces)
    np.maximum.at(largest, facts.order[known], pieces[known])
    return np.where(np.isfinite(largest), largest, np.nan)


def flow_figures(facts: Facts, weights: Floats) -> list[Figure]:
    """Give orders in the shop and throughput; weeks are resampled."""
    everyone, one_each = np.ones(len(facts.orders), bool), np.ones(len(facts.orders))
    weeks = facts.length_s / WEEK_S
    return [
        figure("wip_mean_orders", ratio(_order_seconds(facts, facts.edges_s), facts.length_s, weights)),
        figure("wip_max_orders", _most_at_once(facts, weights)),
        figure("throughput_orders_per_week", ratio(_ended(facts, everyone, one_each), weeks, weights)),
        *_finished_figures(facts, weights),
    ]


def _order_seconds(facts: Facts, edges_s: Floats) -> Floats:
    """Give the time orders spend in the shop, summed per block, (n_blocks,)."""
    parts = cut(facts.times.start_s, facts.times.end_s, edges_s)
    return summed(parts.block, parts.seconds(), len(edges_s) - 1)


def _ended(facts: Facts, which: Bools, amount: Floats) -> Floats:
    """Sum an amount of each order by the block of its last report, (n_blocks,)."""
    return summed(facts.block_of(facts.times.end_s[which]), amount[which], len(facts.length_s))


def _most_at_once(facts: Facts, weights: Floats) -> Interval:
    times = facts.times
    pieces = depths(np.zeros(len(times.start_s), np.int64), times.start_s, times.end_s)
    most = np.zeros(len(facts.length_s))
    parts = cut(pieces.start_s, pieces.start_s + pieces.seconds, facts.edges_s)
    np.maximum.at(most, parts.block, pieces.depth[parts.span] * (parts.seconds() > 0))
    outcomes = np.where(weights > 0, most, 0.0).max(axis=1)
    return limits(float(most.max()), outcomes, len(most))


def _finished_figures(facts: Facts, weights: Floats) -> list[Figure]:
    """Give the throughput of finished orders and what Little's law leaves unexplained.

    Both look at the log without its last days, in which nobody knows what is finished.
    """
    ends = cut_off(facts.times)
    finished = ~ends.still_open
    edges = np.minimum(facts.edges_s, facts.horizon_s - ends.window_s)
    in_shop_s = _order_seconds(facts, edges)
    if not finished.any() or in_shop_s.sum() == 0.0:
        return []
    explained_s = _ended(facts, finished, facts.times.lead_s())
    finished_orders = _ended(facts, finished, np.ones(len(finished)))
    rate = ratio(finished_orders, np.diff(edges) / WEEK_S, weights)
    return [
        figure("throughput_finished_orders_per_week", rate),
        figure("littles_law_residual_share", ratio(in_shop_s - explained_s, in_shop_s, weights)),
    ]


def quality_figures(facts: Facts, weights: Floats) -> list[Figure]:
    """Give scrap and rework, where the log tells of them; weeks are resampled."""
    figures = []
    good, bad = facts.column("good_pieces"), facts.column("rejected_pieces")
    if (good + bad).sum() > 0 and facts.rows["rejected_pieces"].is_not_null().any():
        shares = ratio(_per_block(facts, bad), _per_block(facts, good + bad), weights)
        figures.append(figure("scrap_share", shares))
    if facts.rows["rework"].is_not_null().any() and facts.work_s.sum() > 0:
        again = _per_block(facts, facts.work_s * facts.column("rework"))
        figures.append(figure("rework_share", ratio(again, _per_block(facts, facts.work_s), weights)))
    return figures


def _per_block(facts: Facts, amount: Floats) -> Floats:
    """Sum amounts of rows by the block in which they end, (n_blocks,)."""
    return summed(facts.block_of(facts.end_s), amount, len(facts.length_s))
