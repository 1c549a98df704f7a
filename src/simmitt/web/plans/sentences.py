"""The sentences that say a plan, the same on its page, in print and in its document."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simmitt.web.look.templatetags.writing import day, money, number
from simmitt.web.plans.models import Plan, PlanMeasure
from simmitt.web.plans.telling import Indicator, indicator, pace
from simmitt.web.plans.whole import Whole
from simmitt.web.plans.words import CostKind

NONE = "–"
# So much of a digest tells one from another, to those who look.
DIGEST = 8


def lead_of(whole: Whole) -> str:
    """Say how many measures move the figure from where to where, for how much."""
    goal = indicator(whole.facts)
    count = len(whole.counting)
    costs = {"count": count, "cost": money(whole.cost_sek), "hours": number(whole.hours)}
    if goal is None or not whole.is_as_simulated:
        told = ngettext("{count} measure for {cost} and {hours} hours of your own.",
                        "{count} measures for {cost} and {hours} hours of your own.", count)  # fmt: skip
        return told.format(**costs)
    ends = {
        "now": number(goal.now.value, goal.now.decimals),
        "then": number(goal.then.value, goal.then.decimals),
    }
    if goal.id == "constraint_hours_per_week":
        told = ngettext(
            "{count} measure takes the hours a week at {place} from {now} to about {then},"
            " for {cost} and {hours} hours of your own.",
            "{count} measures take the hours a week at {place} from {now} to about {then},"
            " for {cost} and {hours} hours of your own.",
            count,
        )
        return told.format(place=pace(whole.facts), **ends, **costs)
    told = ngettext(
        "{count} measure takes the lead time from {now} to about {then} {unit},"
        " for {cost} and {hours} hours of your own.",
        "{count} measures take the lead time from {now} to about {then} {unit},"
        " for {cost} and {hours} hours of your own.",
        count,
    )
    return told.format(unit=goal.unit, **ends, **costs)


def standing_of(plan: Plan) -> str:
    """Say which version it is, and whether and when it was decided."""
    if plan.is_locked:
        told = _("Action plan, version {number}, decided {when}")
        told = told.format(number=plan.number, when=day(plan.locked_at))
    else:
        told = _("Action plan, version {number}").format(number=plan.number)
    return f"{told} – {_('without model')}" if plan.without_model else told


def goal_title(goal: Indicator) -> str:
    """Name the plan's figure, and the day by which it shall have moved."""
    when = day(date.fromisoformat(goal.target_date[:10]))
    return _("{name}, by {when}").format(name=goal.name, when=when)


def goal_told(goal: Indicator) -> str:
    """Say from where to where the figure goes."""
    return _("Today {now}, the plan {then}: 8 outcomes of 10 are {span} {unit}.").format(
        now=goal.now.short, then=goal.then.short, span=goal.then.span, unit=goal.unit
    )


def only_for_chosen(whole: Whole) -> str:
    """Say that the figures hold for other measures than those to be done; empty where they don't."""
    if whole.is_as_simulated:
        return ""
    count = len(whole.facts.get("chosen", ()))
    told = ngettext(
        "This holds for the {count} measure that the run chose, not for those that are to be done now.",
        "This holds for the {count} measures that the run chose together, not for those that are to be done"
        " now.",
        count,
    )
    return told.format(count=count)


def cost_rests_on(one: PlanMeasure) -> str:
    """Say what a measure's cost rests on, with its doubt."""
    kind = str(one.get_cost_kind_display())
    if one.cost_kind == CostKind.QUOTE:
        return f"{kind}: {one.quote}" if one.quote else kind
    if one.cost_kind == CostKind.ESTIMATE:
        return f"{kind} ± {money(one.cost_margin_sek)}" if one.cost_margin_sek else kind
    span = one.facts.get("cost_sek")
    if not span:
        return kind
    ends = _("{low} to {high}").format(low=money(span["low"]), high=money(span["high"]))
    return f"{kind}: {ends}"


def hours_told(one: PlanMeasure) -> str:
    """Say how many own hours a measure takes, with the catalogue's range while that is what stands there."""
    if one.hours is None:
        return NONE
    span = one.facts.get("hours")
    if not span or one.hours != round(span["likely"]):
        return f"{number(one.hours)} h"
    ends = _("{low} to {high}").format(low=number(span["low"]), high=number(span["high"]))
    return f"{number(one.hours)} h ({ends})"


def grounds_of(plan: Plan) -> str:
    """Say in one line what every figure rests on."""
    facts, origin = plan.facts, plan.facts.get("origin", {})
    told = _("Data grade {grade}. Run {run}, model {model}, data {log}, catalogue {catalogue}.")
    return told.format(
        grade=facts.get("data_grade") or NONE,
        run=origin.get("run_id") or NONE,
        model=_short(origin.get("factory_sha256")),
        log=_short(origin.get("log_sha256")),
        catalogue=origin.get("catalogue") or NONE,
    )


def _short(digest: str | None) -> str:
    return digest[:DIGEST] if digest else NONE
