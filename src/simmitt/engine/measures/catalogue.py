"""The catalogue of measures: 56 rows of effects, costs and evidence, checked as it is read."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

from simmitt.engine.measures.pert import Pert
from simmitt.ground.texts import Message, say

Op = Literal["mul", "add", "set"]
Grade = Literal["A", "B", "B-vendor", "C"]

# Which rule a measure sets where it sets one.
RULES: Mapping[str, str] = {"M03": "setup_saving", "M10": "due_date"}


@dataclass(frozen=True)
class EffectRange:
    """How a measure changes one parameter; ``range`` is None where a rule is replaced."""

    parameter: str
    op: Op
    range: Pert | None
    rule: str = ""


@dataclass(frozen=True)
class Prerequisite:
    """A measure that comes first; a soft one is recommended only."""

    measure: str
    hard: bool


@dataclass(frozen=True)
class Measure:
    """One row of the catalogue; money in SEK for one application, hours are internal."""

    id: str
    core: bool
    name: Message
    area: str
    level: str
    scope: str
    effects: tuple[EffectRange, ...]  # the primary one first
    cost_basis: str
    capex_sek: Pert
    yearly_cost_sek: float
    hours: Pert
    weeks: Pert  # from start to effect
    persistence: float  # share of the effect left after 12 months without follow-up
    requires: tuple[Prerequisite, ...]
    conflicts: tuple[str, ...]
    synergies: tuple[str, ...]
    trigger: str
    kpi: Message
    risks: Message | None
    sources: tuple[str, ...]
    grade: Grade
    note: str

    @property
    def primary(self) -> EffectRange:
        """Give the effect that the measure is about."""
        return self.effects[0]

    @property
    def behavioural(self) -> bool:
        """Say whether the effect lives in how people work, and fades when nobody follows up."""
        return self.persistence <= 0.8


@lru_cache
def read_catalogue() -> Mapping[str, Measure]:
    """Give all measures by their id."""
    with (files("simmitt.engine.measures") / "catalogue.csv").open(encoding="utf-8") as stream:
        measures = {row["id"]: _measure(row) for row in csv.DictReader(stream)}
    faults = catalogue_faults(measures)
    assert not faults, faults
    return measures


@lru_cache
def sources() -> Mapping[str, str]:
    """Give the reference behind each source code."""
    with (files("simmitt.engine.measures") / "sources.csv").open(encoding="utf-8") as stream:
        return {row["code"]: row["reference"] for row in csv.DictReader(stream)}


def catalogue_faults(measures: Mapping[str, Measure]) -> list[str]:
    """Name every row that breaks a rule of the catalogue; an empty list is a sound catalogue."""
    return [
        *_unordered_ranges(measures.values()),
        *_unknown_names(measures),
        *_circular_prerequisites(measures),
    ]


def _measure(row: Mapping[str, str]) -> Measure:
    return Measure(
        id=row["id"],
        core=row["core"] == "1",
        name=say(row["name_en"]),
        area=row["area"],
        level=row["level"],
        scope=row["scope"],
        effects=(_primary(row), *_secondary(row["secondary"])),
        cost_basis=row["cost_basis"],
        capex_sek=_range(row, "capex").times(1_000),
        yearly_cost_sek=float(row["opex_y"]) * 1_000,
        hours=_range(row, "hours"),
        weeks=_range(row, "lead"),
        persistence=float(row["persist_12m"]),
        requires=tuple(Prerequisite(c.rstrip("?"), not c.endswith("?")) for c in _list(row["prereq"])),
        conflicts=_list(row["conflicts"]),
        synergies=_list(row["synergies"]),
        trigger=row["trigger"],
        kpi=say(row["kpi"]),
        risks=say(row["risks"]) if row["risks"] else None,
        sources=_list(row["source"]),
        grade=cast(Grade, row["grade"]),
        note=row["note"],
    )


def _primary(row: Mapping[str, str]) -> EffectRange:
    drawn = None if row["op"] == "set" else _range(row, "eff")
    return EffectRange(row["param"], cast(Op, row["op"]), drawn, RULES.get(row["id"], ""))


def _secondary(text: str) -> list[EffectRange]:
    return [_secondary_effect(part) for part in text.split("|") if part]


def _secondary_effect(text: str) -> EffectRange:
    parameter, op, values = text.split(":")
    low, likely, high = (float(value) for value in values.split("/"))
    return EffectRange(parameter, cast(Op, op), Pert(low, likely, high))


def _range(row: Mapping[str, str], name: str) -> Pert:
    return Pert(*(float(row[f"{name}_{end}"]) for end in ("low", "likely", "high")))


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _unordered_ranges(measures: Iterable[Measure]) -> list[str]:
    return [
        f"{measure.id}: a range is not ordered"
        for measure in measures
        if not all(drawn.ordered for drawn in _ranges(measure))
    ]


def _ranges(measure: Measure) -> list[Pert]:
    effects = [effect.range for effect in measure.effects if effect.range]
    return [*effects, measure.capex_sek, measure.hours, measure.weeks]


def _unknown_names(measures: Mapping[str, Measure]) -> list[str]:
    known = {*measures, "*"}
    return [
        f"{measure.id}: unknown {name}"
        for measure in measures.values()
        for name in (*(p.measure for p in measure.requires), *measure.conflicts, *measure.synergies)
        if name not in known
    ] + [f"{m.id}: unknown source {c}" for m in measures.values() for c in m.sources if c not in sources()]


def _circular_prerequisites(measures: Mapping[str, Measure]) -> list[str]:
    return [f"{name}: comes before itself" for name in measures if name in _before(name, measures)]


def _before(name: str, measures: Mapping[str, Measure]) -> set[str]:
    found: set[str] = set()
    waiting = [prerequisite.measure for prerequisite in measures[name].requires]
    while waiting:
        step = waiting.pop()
        if step in measures and step not in found:
            found.add(step)
            waiting += [prerequisite.measure for prerequisite in measures[step].requires]
    return found
