"""A measure applied somewhere in this factory: what it changes, why, and what it takes."""

from collections.abc import Iterable
from dataclasses import dataclass

from simmitt.engine.measures.catalogue import EffectRange, Measure
from simmitt.engine.measures.changes import ELSEWHERE, PARAMETERS, Change
from simmitt.engine.measures.pert import Pert
from simmitt.ground.texts import Message, say

PERSISTENCE_SPREAD = 0.2  # either side of the catalogue's figure; method's worked example


@dataclass(frozen=True)
class Candidate:
    """One measure with its scope. Money in SEK, hours internal, weeks from start to effect.

    ``applications`` is how many times the catalogue's cost and hours are counted (machines,
    people, stations); ``targets`` are the stations it acts on, empty for the whole plant.
    """

    id: str
    measure: Measure
    targets: tuple[str, ...]
    why: Message
    effects: tuple[EffectRange, ...]  # those that this factory can show
    applications: int
    cost_sek: Pert
    yearly_cost_sek: float
    hours: Pert
    weeks: Pert
    persistence: Pert
    plausibility: float
    requires: tuple[str, ...] = ()  # candidates that come first
    conflicts: tuple[str, ...] = ()  # candidates not to combine with
    reference: float | None = None  # what a relative effect is relative to, if not in the factory

    @property
    def title(self) -> Message:
        """Name the measure and where it applies."""
        if not self.targets:
            return self.measure.name
        return say("{measure}: {place}", measure=self.measure.name, place=", ".join(self.targets))

    @property
    def not_simulated(self) -> tuple[str, ...]:
        """Name the catalogue's side effects that this model doesn't have."""
        return tuple(e.parameter for e in self.measure.effects if e.parameter in ELSEWHERE)

    def changes(self, amounts: Iterable[float]) -> list[Change]:
        """Give the changes for one drawn amount per effect."""
        return [
            Change(effect.parameter, target, amount, effect.rule, self._reference(effect))
            for effect, amount in zip(self.effects, amounts, strict=True)
            for target in (self.targets or ("",))
        ]

    def _reference(self, effect: EffectRange) -> float | None:
        return self.reference if effect.parameter == "wip_cap" else None


def simulated_effects(measure: Measure) -> tuple[EffectRange, ...]:
    """Give the effects whose parameters this model has; a set rule makes its fallback needless."""
    return tuple(
        effect
        for effect in measure.effects
        if effect.parameter in PARAMETERS and (measure.primary.op != "set" or effect is measure.primary)
    )


def persistence_of(measure: Measure) -> Pert:
    """Give the range of the share of the effect left after a year."""
    share = measure.persistence
    low = max(0.0, share - PERSISTENCE_SPREAD) if share < 1 else 1.0
    return Pert(low, share, min(1.0, share + PERSISTENCE_SPREAD))
