"""What a set of measures costs and gives in money, draw by draw, by class of benefit.

Sold capacity, avoided cash and the carrying cost of stock are counted. Shorter lead time and
freed time without a use are soft: shown, never added to money.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simmitt.engine.experiments import Difference, Outcome
from simmitt.engine.experiments.draws import drawn
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio.economy import Economy
from simmitt.engine.simulation.output import Floats

WEEKS = 52.0  # working weeks and rounding of a year in money figures


@dataclass(frozen=True)
class Benefit:
    """SEK a year at full effect, (draws,) each; ``cash_released_sek`` comes once."""

    sold_capacity_sek: Floats
    overtime_sek: Floats
    scrap_sek: Floats
    carrying_sek: Floats
    cash_released_sek: Floats
    unused_hours: Floats  # soft: freed at the constraint each year, without a use

    @property
    def yearly_sek(self) -> Floats:
        """(draws,) what is counted, a year at full effect."""
        return self.sold_capacity_sek + self.overtime_sek + self.scrap_sek + self.carrying_sek


@dataclass(frozen=True)
class Cost:
    """What a candidate or a set takes, (draws,) each; capex is what a budget limits."""

    capex_sek: Floats
    hours: Floats
    yearly_sek: float
    benefit_years: Floats  # discounted years of full effect, fading included
    cost_years: Floats  # discounted years of yearly cost

    def first_sek(self, economy: Economy) -> Floats:
        """(draws,) capex and internal hours at their cost."""
        return self.capex_sek + self.hours * economy.hourly_cost_sek


def net_present_value(yearly_sek: Floats, cost: Cost, economy: Economy) -> Floats:
    """(draws,) SEK, given that the measures are carried out."""
    running = cost.yearly_sek * cost.cost_years
    return np.asarray(yearly_sek * cost.benefit_years - running - cost.first_sek(economy))


def benefit(
    change: Difference, outcome: Outcome, today: Outcome, economy: Economy, *, saturated: bool
) -> Benefit:
    """Give the yearly benefit of a set by class.

    Parameters
    ----------
    saturated
        Orders never run out in the model, so extra output is simulated and not computed.
    """
    today = today.first(outcome.draws)
    work_h = (today.work_h_per_order[:, today.constraint] * today.throughput_per_week).clip(min=0)
    extra = _simulated_share(change, today) if saturated else _sellable_share(change, today, economy)
    extra = np.minimum(extra, economy.extra_demand_share)
    relief_h = _relieved_hours(change, work_h)
    use = economy.use_of_freed_time
    limit_h = np.inf if economy.overtime_hours_per_week is None else economy.overtime_hours_per_week
    sold_h = use.sold * extra * work_h
    overtime_h = np.minimum(use.overtime * relief_h, limit_h)
    return Benefit(
        sold_capacity_sek=WEEKS * sold_h * economy.contribution_per_hour_sek,
        overtime_sek=WEEKS * overtime_h * economy.hourly_cost_sek,
        scrap_sek=WEEKS * _scrap_saved(outcome, today) * (economy.scrap_cost_per_piece_sek or 0.0),
        carrying_sek=-change.wip_orders * (economy.order_value_sek or 0.0) * economy.carrying_rate,
        cash_released_sek=-change.wip_orders * (economy.order_value_sek or 0.0),
        unused_hours=WEEKS * np.maximum(relief_h - sold_h - overtime_h, 0.0),
    )


def _simulated_share(change: Difference, today: Outcome) -> Floats:
    """(draws,) extra orders as a share of today's, where the model always has one waiting."""
    return change.throughput_per_week / np.maximum(today.throughput_per_week, 1e-9)


def _sellable_share(change: Difference, today: Outcome, economy: Economy) -> Floats:
    """(draws,) orders that could be sold and made, and couldn't today, as a share of today's.

    Room that today's factory has already is no benefit of a measure.
    """
    load = today.throughput_per_week / np.maximum(today.capacity_per_week, 1e-9)
    room = np.maximum(economy.practical_load_share / np.maximum(load, 1e-9), 1.0)
    wanted = 1 + economy.extra_demand_share
    return np.asarray(np.minimum(room * (1 + change.capacity_share), wanted) - np.minimum(room, wanted))


def _scrap_saved(outcome: Outcome, today: Outcome) -> Floats:
    """(draws,) pieces a week not scrapped for as many good ones as today: making less saves none."""
    now, then = (each.scrap_per_week / np.maximum(each.good_per_week, 1e-9) for each in (today, outcome))
    return np.asarray((now - then) * today.good_per_week)


def _relieved_hours(change: Difference, work_h: Floats) -> Floats:
    """(draws,) hours a week that the same work takes less, at the station that sets the pace.

    Limited by hours of work saved in the whole plant: one more machine relieves the
    constraint, but nobody goes home earlier for it.
    """
    relief_h = work_h * (1 - 1 / (1 + change.capacity_share))
    return np.where(relief_h > 0, np.minimum(relief_h, change.freed_total_h_per_week.clip(min=0)), relief_h)


def cost_of(candidate: Candidate, economy: Economy, seed: int, draws: int) -> Cost:
    """Give what one candidate takes, drawn from streams of its own."""
    weeks = drawn(candidate, "weeks", candidate.weeks, seed, draws)
    left = drawn(candidate, "persistence", candidate.persistence, seed, draws)
    return Cost(
        capex_sek=drawn(candidate, "capex", candidate.cost_sek, seed, draws),
        hours=drawn(candidate, "hours", candidate.hours, seed, draws),
        yearly_sek=candidate.yearly_cost_sek,
        benefit_years=discounted_years(weeks, left, economy),
        cost_years=discounted_years(weeks, np.ones(draws), economy),
    )


def joint_cost(costs: Sequence[Cost], weights: Sequence[float]) -> Cost:
    """Give what a set takes; its years of effect are its members', by weight."""
    total = sum(weights)
    shares = [weight / total for weight in weights] if total > 0 else [1 / len(costs)] * len(costs)
    yearly = sum(cost.yearly_sek for cost in costs)
    running = [cost.yearly_sek / yearly if yearly else 1 / len(costs) for cost in costs]
    return Cost(
        capex_sek=_summed([cost.capex_sek for cost in costs]),
        hours=_summed([cost.hours for cost in costs]),
        yearly_sek=yearly,
        benefit_years=_summed([s * cost.benefit_years for s, cost in zip(shares, costs, strict=True)]),
        cost_years=_summed([s * cost.cost_years for s, cost in zip(running, costs, strict=True)]),
    )


def discounted_years(weeks: Floats, left: Floats, economy: Economy) -> Floats:
    """(n,) years of full effect, each discounted from its end.

    Parameters
    ----------
    weeks : (n,)
        From start to effect. What comes before is not counted: it pays for the dip that
        training and trials cause.
    left : (n,)
        Share of the effect that is left 12 months later; it fades linearly until then.

    Notes
    -----
    Reproduces the worked example of the method: setup work, three uses of freed hours.
    """
    years = np.arange(1, int(economy.years) + 1)
    began = weeks[:, None] / WEEKS
    whole = np.floor(began)
    first = (1 - (began - whole)) * (1 + left[:, None]) / 2
    level = np.where(years - 1 < whole, 0.0, np.where(years - 1 == whole, first, left[:, None]))
    return np.asarray((level / (1 + economy.discount_rate) ** years).sum(axis=1))


def _summed(parts: Sequence[Floats]) -> Floats:
    return np.asarray(np.sum(parts, axis=0))
