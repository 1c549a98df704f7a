"""Rules on orders under way and on what leaves the shop."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders
from simmitt.engine.spans import Floats
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

# Orders under way are fewer than true for as long as a usual order takes, at both ends of a log.
WEEKS_TO_JUDGE = 8
# A rise or fall by a quarter of the mean over the whole period.
TREND_MATTERS = 0.25
# As many orders under way as leave in so many weeks.
WEEKS_OF_WORK = 4.0
# Of fewer orders twice as many come together by chance (Poisson: 15 + 3.5 sqrt(15) is below 30).
TWICE, MEAN_TO_JUDGE = 2.0, 15.0
# More than a tenth left unexplained is a warning on all figures of flow.
LITTLE_OFF = 0.1
STARTS_BEYOND = 1.1
UNEVEN_WEEKS = 0.35


class Trend(NamedTuple):
    """A straight line through weekly means, with the 95 % interval of its whole rise."""

    rise: float
    low: float
    high: float
    mean: float


def orders_pile_up(sight: Sight) -> Found | None:
    """Speak where orders under way rise by at least a quarter of their mean over the period."""
    trend, mean = _trend(sight), sight.figure("wip_mean_orders")
    if trend is None or mean is None or trend.low < TREND_MATTERS * trend.mean:
        return None
    return Found(
        say(
            "Orders under way rose by about {rise:.0} over the period ({low:.0} to {high:.0}), from a mean "
            "of {mean:.0}.",
            rise=trend.rise, low=trend.low, high=trend.high, mean=trend.mean,
        ),
        orders(sight, trend.rise / 2 * sight.period_h),
        (mean, shape("wip_series")),
        say("Compare how many orders are released a week with how many leave."),
    )  # fmt: skip


def orders_run_out(sight: Sight) -> Found | None:
    """Speak where orders under way fall by at least a quarter of their mean over the period."""
    trend, mean = _trend(sight), sight.figure("wip_mean_orders")
    if trend is None or mean is None or trend.high > -TREND_MATTERS * trend.mean:
        return None
    return Found(
        say(
            "Orders under way fell by about {fall:.0} over the period ({low:.0} to {high:.0}).",
            fall=-trend.rise, low=-trend.high, high=-trend.low,
        ),
        orders(sight, -trend.rise / 2 * sight.period_h),
        (mean, shape("wip_series")),
        say("Ask whether orders ran short, or the shop worked off a heap. Figures rest on a changing shop."),
    )  # fmt: skip


def _trend(sight: Sight) -> Trend | None:
    """Fit a line to weekly means, without the ends that the log cuts off."""
    weekly = _weekly(sight)
    if len(weekly) < WEEKS_TO_JUDGE or weekly.mean() <= 0:
        return None
    fitted = stats.linregress(np.arange(len(weekly)), weekly)
    # Neighbouring weeks share orders: count only as many as are independent (AR(1)).
    residual = weekly - fitted.intercept - fitted.slope * np.arange(len(weekly))
    spread = float((residual**2).sum())
    again = float((residual[1:] * residual[:-1]).sum() / spread) if spread > 0 else 0.0
    inflation = np.sqrt((1 + max(again, 0.0)) / (1 - min(max(again, 0.0), 0.9)))
    reach = stats.t.ppf(0.975, len(weekly) - 2) * fitted.stderr * inflation * (len(weekly) - 1)
    rise = fitted.slope * (len(weekly) - 1)
    return Trend(float(rise), float(rise - reach), float(rise + reach), float(weekly.mean()))


def _weekly(sight: Sight) -> Floats:
    """Give mean orders under way per week, without a lead time at each end."""
    median = sight.figure("lead_time_median_h")
    edge = int(np.ceil(median.value * HOUR_S / DAY_S)) if median else 7
    counts = np.array(sight.as_is.wip_series.counts, float)[edge : -edge or None]
    whole = len(counts) // 7 * 7
    return np.asarray(counts[:whole].reshape(-1, 7).mean(axis=1))


def much_work_under_way(sight: Sight) -> Found | None:
    """Speak where as many orders are under way as leave in at least four weeks."""
    mean, out = sight.figure("wip_mean_orders"), sight.figure("throughput_finished_orders_per_week")
    if mean is None or out is None or out.value <= 0 or mean.low < WEEKS_OF_WORK * out.high:
        return None
    return Found(
        say(
            "{mean:.0} orders are under way on average, as many as leave in {weeks:.1} weeks.",
            mean=mean.value, weeks=mean.value / out.value,
        ),
        orders(sight, (mean.value - WEEKS_OF_WORK * out.value) * sight.period_h),
        (mean, out),
        say("Ask how many of them somebody will touch this week."),
    )  # fmt: skip


def work_comes_in_heaps(sight: Sight) -> Found | None:
    """Speak where at the worst moment twice as many orders are under way as on average."""
    mean, most = sight.figure("wip_mean_orders"), sight.figure("wip_max_orders")
    if mean is None or most is None or mean.low < MEAN_TO_JUDGE or most.low < TWICE * mean.high:
        return None
    return Found(
        say(
            "At worst {most:.0} orders are under way at once, and {mean:.0} on average.",
            most=most.value, mean=mean.value,
        ),
        orders(sight, (most.value - mean.value) * WEEK_S / HOUR_S),
        (most, mean),
        say("Look at what came in before the peak: a large customer, or a batch release?"),
    )  # fmt: skip


def flow_does_not_add_up(sight: Sight) -> Found | None:
    """Speak where little's law leaves at least a tenth of the orders under way unexplained."""
    left = sight.figure("littles_law_residual_share")
    if left is None or min(abs(left.low), abs(left.high)) < LITTLE_OFF or left.low * left.high < 0:
        return None
    return Found(
        say(
            "Orders under way, lead time and output don't fit each other: {share:.0%} is left over.",
            share=abs(left.value),
        ),
        orders(sight, abs(left.value) * sight.orders_h),
        (left,),
        say("The shop fills up or empties, or the log cuts many orders off. Take figures of flow with care."),
    )  # fmt: skip


def more_starts_than_finishes(sight: Sight) -> Found | None:
    """Speak where at least a tenth more orders are started a week than are finished."""
    into, out = (
        sight.figure("throughput_orders_per_week"),
        sight.figure("throughput_finished_orders_per_week"),
    )
    if into is None or out is None or into.low < STARTS_BEYOND * out.high:
        return None
    extra = (into.value - out.value) * sight.weeks
    return Found(
        say(
            "{into:.1} orders are started a week, but {out:.1} are finished.",
            into=into.value, out=out.value,
        ),
        orders(sight, extra / 2 * sight.period_h),
        (into, out),
        say("Look at who decides when an order is released."),
    )  # fmt: skip


def output_is_uneven(sight: Sight) -> Found | None:
    """Speak where finished orders vary from week to week by more than chance allows."""
    series = sight.as_is.throughput_series
    counts = np.array(series.counts[1:-1], float)
    if len(counts) < WEEKS_TO_JUDGE or counts.mean() < 1:
        return None
    spread = float(counts.std(ddof=1) / counts.mean())
    # Index of dispersion: orders that end independently of each other vary as a Poisson count.
    dispersion = float(((counts - counts.mean()) ** 2).sum() / counts.mean())
    if spread < UNEVEN_WEEKS or dispersion < stats.chi2.ppf(0.975, len(counts) - 1):
        return None
    return Found(
        say(
            "The number of orders that end varies much: from {least:.0} to {most:.0} a week.",
            least=float(counts.min()), most=float(counts.max()),
        ),
        orders(sight, float(np.abs(counts - counts.mean()).sum()) * WEEK_S / HOUR_S / 2),
        (shape("throughput_series"),),
        say("Lay it beside holidays, month ends and breakdowns. What differs in the weak weeks?"),
    )  # fmt: skip


RULES = (
    Rule("orders_pile_up", orders_pile_up, ("wip_mean_orders", "wip_series"), ("more_starts_than_finishes",)),
    Rule("orders_run_out", orders_run_out, ("wip_mean_orders", "wip_series")),
    Rule("much_work_under_way", much_work_under_way,
         ("wip_mean_orders", "throughput_finished_orders_per_week")),
    Rule("work_comes_in_heaps", work_comes_in_heaps, ("wip_max_orders", "wip_mean_orders")),
    Rule("flow_does_not_add_up", flow_does_not_add_up, ("littles_law_residual_share",)),
    Rule("more_starts_than_finishes", more_starts_than_finishes,
         ("throughput_orders_per_week", "throughput_finished_orders_per_week")),
    Rule("output_is_uneven", output_is_uneven, ("throughput_series",)),
)  # fmt: skip
