"""The checks that look at a plan's measures, one by one."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simmitt.web.look.templatetags.writing import number
from simmitt.web.plans.answers import MET, OPEN, Answer, at, in_charter, state
from simmitt.web.plans.models import PlanMeasure
from simmitt.web.plans.telling import said
from simmitt.web.plans.whole import Whole
from simmitt.web.plans.words import CostKind, Decision

RISKY_SEK = 100_000
# Robots, shifts and layout touch people's working environment: the engine's list, by the catalogue's names.
CHANGES_WORK = frozenset({"A01", "A02", "A03", "A04", "C03", "C04", "M06", "M11"})
# A title that somebody may write where a name is asked for.
ROLES = ("chef", "chefen", "ledare", "ledaren", "ansvarig", "vd", "ägare", "ägaren", "tekniker",
         "operatör", "manager", "leader", "owner", "director", "ceo", "supervisor", "operator",
         "responsible")  # fmt: skip


def owners(whole: Whole) -> Answer:
    """Look for a named person at each measure."""
    missing = [one for one in whole.counting if not _is_a_person(one)]
    found = _("{missing} of {all} measures lack a named person.").format(
        missing=len(missing), all=len(whole.counting)
    )
    return Answer(state(not missing), found, at(missing, "owner"))


def _is_a_person(measure: PlanMeasure) -> bool:
    """Take a name for a person's where somebody bears it here, or where it is two words and no title."""
    words = measure.owner.replace("-", " ").split()
    return measure.owner_person_id is not None or (
        len(words) > 1 and not any(word.lower().endswith(ROLES) for word in words)
    )


def dates(whole: Whole) -> Answer:
    """Look for days and hours, and whether somebody gets more of them than was promised."""
    undated = [
        one for one in whole.counting
        if not one.starts_on or not one.ready_on or one.ready_on < one.starts_on or not one.hours
    ]  # fmt: skip
    if undated:
        found = _("Start, end or hours are missing, or the end comes before the start.")
        return Answer(OPEN, found, at(undated, "starts_on"))
    name, busiest = _busiest(whole.counting)
    promised = whole.charter.promised_hours_week if whole.charter else None
    if promised is None:
        found = _("Dates are set; the busiest takes {hours} hours a week. Nobody has promised hours yet.")
        return Answer(OPEN, found.format(hours=number(busiest)), (in_charter(),))
    found = _("{hours} hours a week at most ({name}), {promised} promised.").format(
        hours=number(busiest), name=name or "–", promised=promised
    )
    over = [one for one in whole.counting if one.owner == name] if busiest > promised else []
    return Answer(state(not over), found, at(over, "starts_on"))


def _busiest(measures: list[PlanMeasure]) -> tuple[str, float]:
    """Give who has most hours in a week, all that the person answers for at that time together."""
    loads = [(0.0, "")]
    for one in measures:
        together = [
            other for other in measures
            if other.owner == one.owner and other.starts_on and one.starts_on and other.ready_on
            and other.starts_on <= one.starts_on <= other.ready_on
        ]  # fmt: skip
        # Without a name nobody knows what falls on the same person.
        loads.append((sum(other.hours_a_week for other in (together if one.owner else [one])), one.owner))
    most, name = max(loads)
    return name, most


def effects(whole: Whole) -> Answer:
    """Look for an effect with an interval at each measure."""
    without = [one for one in whole.counting if not _has_interval(one)]
    if without:
        return Answer(OPEN, _("Some measures have no simulated effect with an interval."), at(without, ""))
    draws = whole.facts.get("origin", {}).get("draws", 0)
    return Answer(
        MET, _("Simulated with {draws} draws; eight outcomes of ten are given.").format(draws=draws)
    )


def _has_interval(measure: PlanMeasure) -> bool:
    told = measure.facts.get("alone") or {}
    return any(one.get("low") is not None and one.get("high") is not None for one in told.values())


def quotes(whole: Whole) -> Answer:
    """Look whether each cost says what it rests on."""
    lacking = [one for one in whole.counting if not _costed(one)]
    if lacking:
        found = _("Write an estimate with “give or take”, or choose a quote.")
        return Answer(OPEN, found, at(lacking, "cost_sek"))
    quoted = sum(one.cost_kind == CostKind.QUOTE for one in whole.counting)
    found = _("{quoted} of {all} costs have a quote; the others say that they are estimates.")
    return Answer(MET, found.format(quoted=quoted, all=len(whole.counting)))


def _costed(measure: PlanMeasure) -> bool:
    if measure.cost_sek is None:
        return False
    if measure.cost_kind == CostKind.QUOTE:
        return measure.quote_id is not None
    if measure.cost_kind == CostKind.ESTIMATE:
        return bool(measure.cost_margin_sek)
    spread = measure.facts.get("cost_sek")
    # The catalogue's range holds for the catalogue's cost, and for no other.
    return bool(spread) and measure.cost_sek == round(spread["likely"])


def order(whole: Whole) -> Answer:
    """Look whether each measure begins after those it needs."""
    by_name = {one.candidate: one for one in whole.measures}
    early = []
    for one in whole.counting:
        needed = [by_name[name] for name in one.facts.get("requires", ()) if name in by_name]
        if any(not other.counts or _begins_before(one, other) for other in needed):
            early.append(one)
    if early:
        return Answer(OPEN, _("Something begins before what it needs is ready."), at(early, "starts_on"))
    return Answer(MET, _("Each measure begins after those it needs."))


def _begins_before(one: PlanMeasure, needed: PlanMeasure) -> bool:
    return not (one.starts_on and needed.ready_on and needed.ready_on < one.starts_on)


def risks(whole: Whole) -> Answer:
    """Look for risks of dear measures, and for the safety representative's word."""
    dear = [one for one in whole.counting if (one.cost_sek or 0) > RISKY_SEK]
    lacking = [one for one in dear if not one.risk or not one.mitigation]
    if lacking:
        return Answer(OPEN, _("Write the greatest risk, and what you do about it."), at(lacking, "risk"))
    touching = [
        one for one in whole.counting if one.facts.get("measure") in CHANGES_WORK and not one.safety_note
    ]
    if touching:
        return Answer(OPEN, _("A safety representative's note is needed."), at(touching, "safety_note"))
    return Answer(MET, _("Each dear measure has a risk and what is done about it."))


def calendar(whole: Whole) -> Answer:
    """Look for the days and indicators of the follow-up."""
    lacking = [one for one in whole.counting if not one.ready_on or not said(one.facts.get("kpi"))]
    if lacking:
        return Answer(OPEN, _("A measure lacks its day or its indicator."), at(lacking, "ready_on"))
    return Answer(MET, _("Follow-up 30, 90, 180 and 365 days after each measure is ready."))


def decided(whole: Whole) -> Answer:
    """Look for the owner's decision on each measure."""
    waiting = [one for one in whole.measures if not one.decision]
    if waiting:
        found = ngettext("{count} decision remains.", "{count} decisions remain.", len(waiting))
        return Answer(OPEN, found.format(count=len(waiting)), at(waiting, "decision"))
    if not whole.decided:
        return Answer(OPEN, _("No measure has a yes."), at(whole.measures, "decision"))
    later, no = (
        sum(one.decision == word for one in whole.measures) for word in (Decision.LATER, Decision.NO)
    )
    found = _("Yes to {yes}, later to {later}, no to {no}.")
    return Answer(MET, found.format(yes=len(whole.decided), later=later, no=no))
