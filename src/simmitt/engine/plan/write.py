"""From a chosen portfolio to an action plan."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import numpy as np

from simmitt import __version__
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.experiments import Effects
from simmitt.engine.factory import Factory, write_factory
from simmitt.engine.kpi import AsIs
from simmitt.engine.plan.checks import check_plan
from simmitt.engine.plan.plan import ActionPlan, Grounds, Indicator, Origin, PlannedMeasure, Risk
from simmitt.engine.plan.schedule import first_monday_after, schedule
from simmitt.engine.portfolio import ENTRIES, Portfolio
from simmitt.engine.simulation.output import Floats
from simmitt.ground.intervals import Estimate, of_outcomes
from simmitt.ground.texts import say

# Effects need some weeks in the log before they can be told from chance.
_SETTLING = timedelta(weeks=8)
_PRICE_YEAR = 2026  # the year of the catalogue's cost ranges


def write_plan(
    grounds: Grounds,
    effects: Effects,
    portfolio: Portfolio,
    *,
    company: str = "",
    starts_on: date | None = None,
) -> ActionPlan:
    """Put everything together: indicator, measures with weeks, risks, checks, origin.

    ``starts_on`` is moved to its week's Monday; left out, it is the second Monday after
    the log's end, so that the same log gives the same plan.
    """
    begins = _monday_of(starts_on) if starts_on else first_monday_after(grounds.log.last_at.date(), 2)
    measures = schedule(portfolio.chosen, begins)
    draft = ActionPlan(
        company=company,
        budget_sek=portfolio.budget_sek,
        price_year=_PRICE_YEAR,
        starts_on=begins,
        origin=_origin(grounds.log, grounds.factory, portfolio),
        grade=grounds.diagnosis.grade,
        validation_light=grounds.validation.light,
        indicator=_indicator(grounds.as_is, effects, portfolio, measures, begins),
        measures=measures,
        portfolio=portfolio,
        risks=tuple(_risk(each) for each in measures),
    )
    return replace(draft, checks=check_plan(draft))


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _indicator(
    as_is: AsIs, effects: Effects, portfolio: Portfolio, measures: tuple[PlannedMeasure, ...], begins: date
) -> Indicator:
    measured = as_is.figure("lead_time_mean_h")
    ids = [choice.candidate.id for choice in portfolio.chosen]
    ratio = _lead_time_ratio(effects, ids, portfolio.draws) if ids else np.ones(1)
    ready = max((each.ready_on for each in measures), default=begins)
    return Indicator(
        id=measured.id,
        name=say("Lead time, mean"),
        unit="h",
        definition=measured.definition,
        baseline=Estimate(measured.value, measured.low, measured.high),
        baseline_from=as_is.first_at.date(),
        baseline_to=as_is.last_at.date(),
        target=of_outcomes(measured.value * ratio),
        target_date=ready + _SETTLING,
    )


def _lead_time_ratio(effects: Effects, ids: list[str], draws: int) -> Floats:
    """(draws,) simulated mean lead time with the measures over that without.

    The model's own level never enters the plan: its relative change is applied to what was
    measured, so a model that is five per cent off does not promise five per cent.
    """
    outcome, today = effects.evaluator.evaluate_all([ids, ()], draws)
    before = today.first(outcome.draws).lead_time_mean_h
    ratio: Floats = np.maximum((before + outcome.lead_change_mean_h) / before, 0.0)
    return ratio


def _risk(planned: PlannedMeasure) -> Risk:
    risks = planned.choice.candidate.measure.risks
    return Risk(
        planned.id,
        risks or say("The effect may fade when nobody follows it up."),
        say(
            "Follow {kpi} every week; decide at day 30 whether to go on.",
            kpi=planned.choice.candidate.measure.kpi,
        ),
    )


def _origin(log: EventLog, factory: Factory, portfolio: Portfolio) -> Origin:
    model = _digest(write_factory(factory).encode())
    rules = _digest((files("simmitt.engine.measures") / "catalogue.csv").read_bytes())
    economy = {name: getattr(portfolio.economy, name) for name in ENTRIES}
    told = repr([__version__, log.source.sha256, model, rules, portfolio.seed, portfolio.budget_sek, economy])
    return Origin(
        run_id=f"P-{_digest(told.encode())[:8]}",
        log_sha256=log.source.sha256,
        factory_sha256=model,
        catalogue=rules[:8],
        version=__version__,
        seed=portfolio.seed,
        draws=portfolio.draws,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
