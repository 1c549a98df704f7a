"""From a chosen portfolio to an action plan."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from simmitt import __version__
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.experiments import Effects
from simmitt.engine.factory import Factory, write_factory
from simmitt.engine.plan.checks import check_plan
from simmitt.engine.plan.indicator import indicator_of
from simmitt.engine.plan.plan import ActionPlan, Grounds, Origin, PlannedMeasure, Risk
from simmitt.engine.plan.schedule import first_monday_after, schedule
from simmitt.engine.portfolio import ENTRIES, Portfolio
from simmitt.engine.validation import much_plain_delay
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

# Effects need some weeks in the log before they can be told from chance.
_SETTLING = timedelta(weeks=8)
_PRICE_YEAR = 2026  # the year of the catalogue's cost ranges


class StartsTooEarly(InputFault):
    """The plan's first day lies within the log that it rests on."""


def write_plan(
    grounds: Grounds,
    effects: Effects,
    portfolio: Portfolio,
    *,
    company: str = "",
    starts_on: date | None = None,
    despite_red: str = "",
) -> ActionPlan:
    """Put everything together: indicator, measures with weeks, risks, checks, origin.

    ``starts_on`` is moved to its week's Monday; left out, it is the second Monday after
    the log's end, so that the same log gives the same plan. ``despite_red`` is why the plan
    is wanted though the model does not hold; it counts only where that is so.
    """
    begins = _begins(starts_on, grounds.log.last_at.date())
    measures = schedule(portfolio.chosen, begins)
    draft = ActionPlan(
        company=company,
        budget_sek=portfolio.budget_sek,
        price_year=_PRICE_YEAR,
        starts_on=begins,
        origin=_origin(grounds.log, grounds.factory, portfolio),
        grade=grounds.diagnosis.grade,
        validation_light=grounds.validation.light,
        validation_reasons=tuple(reason.text for reason in grounds.validation.reasons),
        despite_red=" ".join(despite_red.split()) if grounds.validation.light == "red" else "",
        lead_time_in_doubt=much_plain_delay(grounds.explained_share),
        explained_share=grounds.explained_share,
        indicator=indicator_of(grounds, effects, portfolio, _settled_on(measures, begins)),
        measures=measures,
        portfolio=portfolio,
        risks=tuple(_risk(each) for each in measures),
    )
    return replace(draft, checks=check_plan(draft))


def _settled_on(measures: tuple[PlannedMeasure, ...], begins: date) -> date:
    return max((each.ready_on for each in measures), default=begins) + _SETTLING


def _begins(starts_on: date | None, logged_until: date) -> date:
    if starts_on is None:
        return first_monday_after(logged_until, 2)
    if starts_on < logged_until:
        raise StartsTooEarly(
            say(
                "The plan would begin on {day:date}, before the log ends on {end:date}.",
                day=starts_on,
                end=logged_until,
            ),
            remedy=say("Give a later day with --start, or leave it out."),
        )
    return starts_on - timedelta(days=starts_on.weekday())


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
