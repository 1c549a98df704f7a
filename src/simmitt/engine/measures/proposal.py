"""From findings to candidates: which measures are worth trying here, and which aren't."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import missing
from simmitt.engine.measures.candidate import Candidate, persistence_of, simulated_effects
from simmitt.engine.measures.catalogue import EffectRange, Measure, read_catalogue
from simmitt.engine.measures.changes import ELSEWHERE, PARAMETERS
from simmitt.engine.measures.findings import why_not, why_proposed
from simmitt.engine.measures.places import applications, places
from simmitt.engine.measures.situation import signals as signals_of
from simmitt.engine.measures.triggers import Verdict, judge
from simmitt.engine.simulation.output import Output
from simmitt.ground.texts import Message, say

MOST_CANDIDATES = 15
# How far an effect range is trusted: a ranking aid of our own, not a figure of the catalogue.
TRUST = {"A": 1.0, "B": 0.9, "B-vendor": 0.6, "C": 0.7}
STRONGEST = 4.0  # beyond four times its limit a finding doesn't count for more

SetAside = tuple[Measure, Message]


@dataclass(frozen=True)
class Proposal:
    """Candidates by plausibility, and every other measure of the catalogue with the reason."""

    candidates: tuple[Candidate, ...]
    set_aside: tuple[SetAside, ...]
    signals: Mapping[str, float]


def propose(
    factory: Factory,
    baseline: Output,
    signals: Mapping[str, float] | None = None,
    *,
    known: Mapping[str, float] | None = None,
    most: int = MOST_CANDIDATES,
) -> Proposal:
    """Give the measures worth trying in this factory, and the others with the reason.

    Parameters
    ----------
    signals
        What ``signals(factory, baseline)`` gives; computed when left out.
    known
        Further signals that somebody answered; they win over what the data say.
    most
        Most candidates to keep; prerequisites of kept ones stay too.
    """
    answers = dict(known or {})
    plant = {**(signals_of(factory, baseline) if signals is None else signals), **answers}
    found: list[Candidate] = []
    aside: list[SetAside] = []
    for measure in read_catalogue().values():
        result = _examine(measure, factory, baseline, plant, answers)
        if isinstance(result, Message):
            aside.append((measure, result))
        else:
            found += result
    return _settled(found, aside, plant, most, factory, baseline)


def _examine(
    measure: Measure,
    factory: Factory,
    baseline: Output,
    plant: Mapping[str, float],
    answers: Mapping[str, float],
) -> list[Candidate] | Message:
    reason = _impossible(measure, factory)
    if reason is not None:
        return reason
    candidates: list[Candidate] = []
    verdicts: list[Verdict] = []
    for targets in places(measure, factory, baseline):
        local = {**plant, **signals_of(factory, baseline, targets[0])} if len(targets) == 1 else plant
        verdict = judge(measure.trigger, {**local, **answers})
        verdicts.append(verdict)
        if verdict.answer == "yes":
            candidates.append(_candidate(measure, targets, why_proposed(verdict), verdict, factory, baseline))
    return candidates or _refusal(verdicts)


def _refusal(verdicts: Sequence[Verdict]) -> Message:
    if not verdicts:
        return say("The log shows nothing at the loaded stations that the measure could act on.")
    return why_not(min(verdicts, key=lambda verdict: verdict.answer != "unknown"))


def _impossible(measure: Measure, factory: Factory) -> Message | None:
    parameter = measure.primary.parameter
    if measure.level == "enabler":
        return say("Makes other measures last; its own effect isn't simulated.")
    if parameter in ELSEWHERE:
        return say(
            "Needs data that a production log doesn't hold ({module}).", module=_MODULES[ELSEWHERE[parameter]]
        )
    if measure.primary.rule:
        return missing.rule(factory, measure.primary.rule)
    if measure.scope == "product" and parameter == "cycle_time":
        return say("Works on one product's design; the log doesn't tell which products are your own.")
    return PARAMETERS[parameter].missing(factory, "")


def _candidate(
    measure: Measure, targets: tuple[str, ...], why: Message, verdict: Verdict | None,
    factory: Factory, baseline: Output,
) -> Candidate:  # fmt: skip
    times = applications(measure, targets, factory)
    strength = min(verdict.strength, STRONGEST) if verdict else 1.0
    cap = measure.primary.parameter == "wip_cap"
    return Candidate(
        id=f"{measure.id}@{'+'.join(targets)}" if targets else measure.id,
        measure=measure,
        targets=targets,
        why=why,
        effects=_visible(measure, targets, factory),
        applications=times,
        cost_sek=measure.capex_sek.times(times),
        yearly_cost_sek=measure.yearly_cost_sek * times,
        hours=measure.hours.times(times),
        weeks=measure.weeks,
        persistence=persistence_of(measure),
        plausibility=strength * TRUST[measure.grade],
        reference=float(factory.wip_cap or baseline.wip_mean.mean()) if cap else None,
    )


def _visible(measure: Measure, targets: tuple[str, ...], factory: Factory) -> tuple[EffectRange, ...]:
    effects = simulated_effects(measure)
    return tuple(
        effect
        for effect in effects
        if any(PARAMETERS[effect.parameter].missing(factory, target) is None for target in targets or ("",))
    )


def _settled(
    found: list[Candidate], aside: list[SetAside], plant: Mapping[str, float], most: int,
    factory: Factory, baseline: Output,
) -> Proposal:  # fmt: skip
    found, aside = _with_prerequisites(found, aside, factory, baseline)
    ranked = sorted(found, key=lambda candidate: (-candidate.plausibility, candidate.id))
    kept = _kept(ranked, most)
    dropped = {c.measure.id: c.measure for c in ranked if c not in kept}
    proposed = {candidate.measure.id for candidate in kept}
    late = [(m, say("Less plausible here than the {count} kept.", count=len(kept))) for m in dropped.values()]
    aside += [(measure, reason) for measure, reason in late if measure.id not in proposed]
    return Proposal(tuple(_linked(kept)), tuple(aside), plant)


def _with_prerequisites(
    found: list[Candidate], aside: list[SetAside], factory: Factory, baseline: Output
) -> tuple[list[Candidate], list[SetAside]]:
    """Add what the candidates need first, and drop those whose need can't be met."""
    for _ in read_catalogue():
        have = {candidate.measure.id for candidate in found}
        needed = [
            (c, p.measure) for c in found for p in c.measure.requires if p.hard and p.measure not in have
        ]
        if not needed:
            break
        candidate, need = needed[0]
        added = _needed(read_catalogue()[need], candidate, factory, baseline)
        if added:
            found = [*found, *added]
            aside = [(measure, reason) for measure, reason in aside if measure.id != need]
        else:
            found = [c for c in found if c.measure != candidate.measure]
            aside = [*aside, (candidate.measure, _lacks(read_catalogue()[need]))]
    return found, aside


def _lacks(need: Measure) -> Message:
    return say("Needs “{measure}” first, and that can't be simulated here.", measure=need.name)


def _needed(need: Measure, candidate: Candidate, factory: Factory, baseline: Output) -> list[Candidate]:
    if _impossible(need, factory) is not None:
        return []
    why = say("Comes before “{measure}”.", measure=candidate.measure.name)
    return [
        _candidate(need, targets, why, None, factory, baseline)
        for targets in places(need, factory, baseline)[:1]
    ]


def _kept(ranked: Sequence[Candidate], most: int) -> list[Candidate]:
    first = list(ranked[:most])
    have = {candidate.measure.id for candidate in first}
    needs = {p.measure for c in first for p in c.measure.requires if p.hard} - have
    return first + [candidate for candidate in ranked[most:] if candidate.measure.id in needs]


def _linked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Turn the catalogue's prerequisites and conflicts into ties between candidates."""
    pool = list(candidates)
    return [
        replace(
            candidate,
            requires=tuple(
                _nearest(p.measure, candidate, pool) for p in candidate.measure.requires if p.hard
            ),
            conflicts=tuple(other.id for other in pool if other.measure.id in candidate.measure.conflicts),
        )
        for candidate in pool
    ]


def _nearest(need: str, candidate: Candidate, pool: Sequence[Candidate]) -> str:
    same = [other for other in pool if other.measure.id == need]
    here = [other for other in same if set(other.targets) & set(candidate.targets)]
    return (here or same)[0].id


_MODULES = {
    "machine signals": say("signals from the machines"),
    "work sampling": say("work sampling or staffing"),
    "product design": say("product design"),
    "purchasing": say("purchasing and materials"),
    "follow-up": say("follow-up of earlier measures"),
    "scheduling": say("planned dates and the planning rule"),
    "office flow": say("the flow of orders through the office"),
    "energy": say("energy metering"),
    "business": say("prices and customers"),
}
