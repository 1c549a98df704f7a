"""Sixteen conditions of a finished plan, each answered by looking; open ones are named."""

from collections.abc import Callable

from simmitt.engine.plan.plan import ActionPlan, Check, CheckState
from simmitt.ground.texts import Message, say

Answer = tuple[CheckState, Message]
_FEWEST_BASELINE_DAYS = 28
_RISKY_SEK = 100_000
_NOW = range(3, 8)


def check_plan(plan: ActionPlan) -> tuple[Check, ...]:
    """Answer the sixteen checks by looking at the plan."""
    answers = [(condition, look(plan)) for condition, look in _CONDITIONS]
    return tuple(
        Check(number, state, condition, found)
        for number, (condition, (state, found)) in enumerate(answers, start=1)
    )


def _indicator(plan: ActionPlan) -> Answer:
    days = (plan.indicator.baseline_to - plan.indicator.baseline_from).days
    found = say("Baseline over {days} days, target by {by:date}.", days=days, by=plan.indicator.target_date)
    return _state(days >= _FEWEST_BASELINE_DAYS), found


def _grade(plan: ActionPlan) -> Answer:
    return "met", say("Grade {grade} stands on every page.", grade=plan.grade)


def _validated(plan: ActionPlan) -> Answer:
    lights = {
        "green": say("The model foretold weeks it had not seen."),
        "amber": say("The model foretold them in broad strokes; the plan says so."),
        "red": say(
            "The model failed on weeks it had not seen. The plan was asked for all the same: {reason}",
            reason=plan.despite_red,
        ),
    }
    return _state(plan.validation_light != "red"), lights[plan.validation_light]


def _owners(plan: ActionPlan) -> Answer:
    missing = sum(not each.owner for each in plan.measures)
    return _state(missing == 0), say(
        "{missing} of {all} measures lack a named person.", missing=missing, all=len(plan.measures)
    )


def _champion(plan: ActionPlan) -> Answer:
    if not plan.champion:
        return "open", say("To be filled in on the decision page.")
    return "met", say("{name} is the operations champion.", name=plan.champion)


def _dates(plan: ActionPlan) -> Answer:
    busiest = max((each.hours_per_week for each in plan.measures), default=0.0)
    promised = plan.promised_hours_per_week
    if promised is None:
        return "open", say(
            "Dates are set; the busiest measure takes {hours:.0} hours a week. Nobody has promised"
            " hours yet.",
            hours=busiest,
        )
    found = say("{hours:.0} hours a week at most, {promised:.0} promised.", hours=busiest, promised=promised)
    return _state(busiest <= promised), found


def _effects(plan: ActionPlan) -> Answer:
    return "met", say(
        "Simulated with {draws} draws; eight outcomes of ten are given.", draws=plan.portfolio.draws
    )


def _traced(plan: ActionPlan) -> Answer:
    return "met", say(
        "Run {run} and its folder hold what is needed to compute it again.", run=plan.origin.run_id
    )


def _classes(plan: ActionPlan) -> Answer:
    defaulted = "use_of_freed_time" in plan.portfolio.economy.defaulted
    if defaulted:
        return "open", say("Nobody has said what freed time will be used for; it counts as unused.")
    return "met", say("Benefits are kept apart by class; soft ones are never added.")


def _joint(plan: ActionPlan) -> Answer:
    return "met", say("{sets} sets of measures were simulated together.", sets=plan.portfolio.sets_simulated)


def _quotes(plan: ActionPlan) -> Answer:
    ranged = all(
        each.choice.candidate.cost_sek.high >= each.choice.candidate.cost_sek.low for each in plan.measures
    )
    return _state(ranged), say("Every cost is an estimate with a range, and marked so.")


def _financing(plan: ActionPlan) -> Answer:
    if not plan.financing:
        return "open", say("Own money, loan and support are to be filled in; aid rules to be checked.")
    return "met", say("Stated: {sources}.", sources=", ".join(plan.financing))


def _order(plan: ActionPlan) -> Answer:
    ready = {each.id: each.ready_on for each in plan.measures}
    in_time = all(
        ready[needed] < each.starts_on
        for each in plan.measures
        for needed in each.choice.candidate.requires
        if needed in ready
    )
    return _state(in_time), say("Each measure begins after those it needs.")


def _risks(plan: ActionPlan) -> Answer:
    named = {risk.measure_id for risk in plan.risks}
    dear = [each for each in plan.measures if each.choice.candidate.cost_sek.likely > _RISKY_SEK]
    touching = [each for each in plan.measures if _changes_work(each.choice.candidate.measure.id)]
    if touching and not plan.safety_note:
        return "open", say(
            "A safety representative's note is needed for: {names}.", names=", ".join(e.id for e in touching)
        )
    return _state(all(each.id in named for each in dear)), say(
        "Each dear measure has a risk and what is done about it."
    )


def _calendar(plan: ActionPlan) -> Answer:
    dated = all(each.follow_ups for each in plan.measures)
    return _state(dated), say("Follow-up 30, 90, 180 and 365 days after each measure is ready.")


def _decided(plan: ActionPlan) -> Answer:
    missing = sum(not each.decision for each in plan.measures)
    return _state(missing == 0), say(
        "{missing} of {all} decisions remain.", missing=missing, all=len(plan.measures)
    )


def _changes_work(measure_id: str) -> bool:
    """Robots, shifts and layout touch people's working environment."""
    return measure_id in {"A01", "A02", "A03", "A04", "C03", "C04", "M06", "M11"}


def _state(holds: bool) -> CheckState:  # noqa: FBT001  # a fact, not a switch
    return "met" if holds else "open"


_CONDITIONS: tuple[tuple[Message, Callable[[ActionPlan], Answer]], ...] = (
    (say("The indicator has unit, baseline of at least four weeks, target and date."), _indicator),
    (say("The data grade is printed."), _grade),
    (say("The model holds on weeks it has not seen."), _validated),
    (say("Each measure has a person as its owner."), _owners),
    (say("The operations champion is named."), _champion),
    (say("Start and end are set, and nobody gets more hours than promised."), _dates),
    (say("Each effect has interval and method."), _effects),
    (say("Each number leads to a run or a graded source."), _traced),
    (say("Each benefit has its class; soft ones stay outside the money."), _classes),
    (say("The joint effect is simulated, not added up."), _joint),
    (say("Each cost has a quote, or says it is an estimate."), _quotes),
    (say("The financing adds up and state aid is checked."), _financing),
    (say("What a measure needs comes before it."), _order),
    (say("Dear measures have a risk and an answer; work changes a safety note."), _risks),
    (say("Indicators and follow-up dates are in the calendar."), _calendar),
    (say("The owner has decided on each measure."), _decided),
)
