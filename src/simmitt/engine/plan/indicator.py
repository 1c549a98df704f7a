"""The figure a plan is judged by: measured today, and where the model says it goes.

The model's own level never enters the plan: its relative change is applied to what was
measured, so a model that is five per cent off does not promise five per cent.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from simmitt.engine.experiments import Effects
from simmitt.engine.factory.model import Station
from simmitt.engine.plan.plan import Grounds, Indicator
from simmitt.engine.portfolio import Portfolio
from simmitt.engine.simulation.output import Floats
from simmitt.ground.intervals import Estimate, of_outcomes
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S, WEEK_S

_WEEK_H = WEEK_S / HOUR_S


def indicator_of(grounds: Grounds, effects: Effects, portfolio: Portfolio, by: date) -> Indicator:
    """Give lead time where the plan seeks that, else the hours that today's orders take at the constraint."""
    ids = [choice.candidate.id for choice in portfolio.chosen]
    place = grounds.factory.station(portfolio.constraint_before)
    counted = all(grounds.as_is.has("utilisation_sum_share", machine) for machine in place.members)
    if portfolio.objective == "lead_time" or not ids or not counted:
        return _lead_time(grounds, _lead_time_ratio(effects, ids, portfolio.draws), by)
    return _hours(grounds, place, _work_ratio(effects, ids, portfolio.draws), by)


def ratio_of(indicator_id: str, effects: Effects, ids: Sequence[str], draws: int) -> Floats:
    """(draws,) the indicator with the measures over what it is without them, as simulated."""
    ratio = _lead_time_ratio if indicator_id == "lead_time_mean_h" else _work_ratio
    return ratio(effects, list(ids), draws)


def _lead_time(grounds: Grounds, ratio: Floats, by: date) -> Indicator:
    measured = grounds.as_is.figure("lead_time_mean_h")
    baseline = Estimate(measured.value, measured.low, measured.high)
    return _indicator(grounds, measured.id, say("Lead time, mean"), measured.definition, baseline, ratio, by)


def _hours(grounds: Grounds, station: Station, ratio: Floats, by: date) -> Indicator:
    shares = [grounds.as_is.figure("utilisation_sum_share", machine) for machine in station.members]
    baseline = Estimate(
        _WEEK_H * sum(share.value for share in shares),
        _WEEK_H * sum(share.low for share in shares),
        _WEEK_H * sum(share.high for share in shares),
    )
    name = say("Hours a week at {station}", station=station.name)
    definition = say(
        "Hours of run, setup and breakdown booked there, a week, for the orders that come today."
    )
    return _indicator(grounds, "constraint_hours_per_week", name, definition, baseline, ratio, by)


def _indicator(
    grounds: Grounds,
    name: str,
    told: Message,
    definition: Message,
    baseline: Estimate,
    ratio: Floats,
    by: date,
) -> Indicator:
    return Indicator(
        id=name,
        name=told,
        unit="h",
        definition=definition,
        baseline=baseline,
        baseline_from=grounds.as_is.first_at.date(),
        baseline_to=grounds.as_is.last_at.date(),
        target=of_outcomes(baseline.value * ratio),
        target_date=by,
    )


def _lead_time_ratio(effects: Effects, ids: list[str], draws: int) -> Floats:
    """(draws,) simulated mean lead time with the measures over that without."""
    if not ids:
        return np.ones(1)
    outcome, today = effects.evaluator.evaluate_all([ids, ()], draws)
    before = today.first(outcome.draws).lead_time_mean_h
    ratio: Floats = np.maximum((before + outcome.lead_change_mean_h) / before, 0.0)
    return ratio


def _work_ratio(effects: Effects, ids: list[str], draws: int) -> Floats:
    """(draws,) simulated hours an order takes at the constraint with the measures over those without."""
    outcome, today = effects.evaluator.evaluate_all([ids, ()], draws)
    at = today.constraint
    ratio: Floats = outcome.work_h_per_order[:, at] / today.first(outcome.draws).work_h_per_order[:, at]
    return ratio
