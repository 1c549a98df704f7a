"""Sixteen conditions of a finished plan, each answered by looking at its rows; open ones say where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simmitt.web.look.templatetags.writing import day, money
from simmitt.web.plans import looks
from simmitt.web.plans.answers import MET, OPEN, Answer, Where, in_charter, signed, state, to_sign
from simmitt.web.plans.whole import AID, Whole

FEWEST_BASELINE_DAYS = 28
MOST_NOW, FEWEST_NOW = 7, 3


@dataclass(frozen=True)
class Check:
    """One of the sixteen conditions, answered."""

    number: int
    condition: Any
    answer: Answer

    @property
    def is_open(self) -> bool:
        """Say whether it keeps the plan from being locked."""
        return self.answer.state == OPEN


def checks_of(whole: Whole) -> list[Check]:
    """Answer the sixteen checks, in their order."""
    return [Check(number, said_of, look(whole)) for number, (said_of, look) in enumerate(CONDITIONS, start=1)]


def too_many_now(whole: Whole) -> bool:
    """Say whether more is to be done at once than anybody carries out."""
    return len(whole.counting) > MOST_NOW


def _indicator(whole: Whole) -> Answer:
    told = whole.facts.get("indicator") or {}
    if not told.get("unit") or not told.get("target_date"):
        return Answer(OPEN, _("The run tells no figure with unit and target."))
    begun, ended = (date.fromisoformat(told[end][:10]) for end in ("baseline_from", "baseline_to"))
    days = (ended - begun).days
    found = _("Baseline over {days} days, target by {by}.").format(
        days=days, by=day(date.fromisoformat(told["target_date"][:10]))
    )
    return Answer(state(days >= FEWEST_BASELINE_DAYS), found)


def _grade(whole: Whole) -> Answer:
    grade = whole.facts.get("data_grade", "")
    if not grade:
        return Answer(OPEN, _("The run tells no grade of the data."))
    return Answer(MET, _("Grade {grade} stands on every page.").format(grade=grade))


def _validated(whole: Whole) -> Answer:
    if whole.plan.without_model:
        return Answer(MET, _("The plan is marked “without model”."))
    told = {
        "green": _("The model foretold weeks it had not seen."),
        "amber": _("The model foretold them in broad strokes; the plan says so."),
    }
    light = whole.facts.get("light", "")
    if light in told:
        return Answer(MET, told[light])
    return Answer(
        OPEN,
        _("The model failed on weeks it had not seen."),
        (Where(_("Mark the plan “without model”"), anchor="f-without_model"),),
    )


def _champion(whole: Whole) -> Answer:
    champion = whole.charter.champion if whole.charter else None
    if champion is None:
        return Answer(OPEN, _("The charter names no operations champion."), (in_charter(),))
    return Answer(MET, _("{name} is the operations champion.").format(name=champion.name))


def _traced(whole: Whole) -> Answer:
    run = whole.facts.get("origin", {}).get("run_id", "")
    if not run:
        return Answer(OPEN, _("No run is named."))
    found = _("Run {run} and its folder hold what is needed to compute it again.")
    return Answer(MET, found.format(run=run))


def _classes(whole: Whole) -> Answer:
    used = [one for one in whole.facts.get("economy", ()) if one["id"] == "use_of_freed_time"]
    if not any(one["given"] for one in used):
        found = _("Nobody has said what freed time will be used for; it counts as unused.")
        return Answer(OPEN, found, (Where(_("Say it, and compute the plan anew"), page="plan_ask"),))
    return Answer(MET, _("Benefits are kept apart by class; soft ones are never added."))


def _joint(whole: Whole) -> Answer:
    if whole.is_as_simulated and whole.facts.get("joint"):
        return Answer(MET, _("The measures were simulated together."))
    criterion = whole.joint_criterion
    found = _("The joint effect was simulated for other measures than those that are to be done now.")
    return signed(whole, criterion) or Answer(OPEN, found, (to_sign(10),), criterion)


def _financing(whole: Whole) -> Answer:
    needed, there = whole.cost_sek, whole.financed_sek
    if needed != there:
        found = _("The measures cost {needed}, the financing holds {there}.")
        told = found.format(needed=money(needed), there=money(there))
        return Answer(OPEN, told, (Where(_("To the financing"), anchor="financing"),))
    found = _("The financing adds up. That the aid rules are met has to be signed for.")
    return signed(whole, AID) or Answer(OPEN, found, (to_sign(12),), AID)


CONDITIONS: tuple[tuple[Any, Callable[[Whole], Answer]], ...] = (
    (gettext_lazy("The indicator has unit, baseline of at least four weeks, target and date."), _indicator),
    (gettext_lazy("The data grade is printed."), _grade),
    (gettext_lazy("The model holds on weeks it has not seen."), _validated),
    (gettext_lazy("Each measure has a person as its owner."), looks.owners),
    (gettext_lazy("The operations champion is named."), _champion),
    (gettext_lazy("Start and end are set, and nobody gets more hours than promised."), looks.dates),
    (gettext_lazy("Each effect has interval and method."), looks.effects),
    (gettext_lazy("Each number leads to a run or a graded source."), _traced),
    (gettext_lazy("Each benefit has its class; soft ones stay outside the money."), _classes),
    (gettext_lazy("The joint effect is simulated, not added up."), _joint),
    (gettext_lazy("Each cost has a quote, or says it is an estimate."), looks.quotes),
    (gettext_lazy("The financing adds up and state aid is checked."), _financing),
    (gettext_lazy("What a measure needs comes before it."), looks.order),
    (gettext_lazy("Dear measures have a risk and an answer; work changes a safety note."), looks.risks),
    (gettext_lazy("Indicators and follow-up dates are in the calendar."), looks.calendar),
    (gettext_lazy("The owner has decided on each measure."), looks.decided),
)
