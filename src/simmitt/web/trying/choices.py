"""The measures one may choose among, as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simmitt.web.look.templatetags.writing import number
from simmitt.web.nouns.words import said
from simmitt.web.trying.selection import (
    ECONOMY,
    PER_CENT,
    USES,
    WHOLE,
    Selection,
    candidates_of,
)


@dataclass(frozen=True)
class Measure:
    """One measure: what it takes, what it gives alone, how much of it is chosen."""

    id: str
    title: str
    grade: str
    code: str
    cost_sek: float
    hours: float
    weeks: float
    alone_value: float | None
    alone_low: float | None
    alone_high: float | None
    size: int
    is_chosen: bool
    why_not: str


@dataclass(frozen=True)
class Worth:
    """One line of the owner's economy."""

    name: str
    label: str
    value: str
    standing: str  # what the plan counts with, shown in the empty field
    is_given: bool


@dataclass(frozen=True)
class Choices:
    """All that can be chosen on the page."""

    measures: Sequence[Measure]
    economy: Sequence[Worth]
    uses: Sequence[str]
    use: str
    budget_sek: int
    most_budget_sek: int


def choices_of(told: Mapping[str, Any], selection: Selection) -> Choices:
    """Give what the page offers, with what has been chosen."""
    measures = [_measure(one, selection) for one in candidates_of(told)]
    dearest = sum(one.cost_sek for one in measures)
    return Choices(
        measures=measures,
        economy=[_worth(line, selection) for line in told.get("economy", ()) if line["id"] in ECONOMY],
        uses=USES,
        use=selection.use,
        budget_sek=round(selection.budget_sek),
        most_budget_sek=round(max(dearest, selection.budget_sek, 10_000) / 10_000 + 0.5) * 10_000,
    )


def _measure(one: Mapping[str, Any], selection: Selection) -> Measure:
    alone = one.get("alone", {}).get("lead_time_mean_h") or {}
    return Measure(
        id=one["id"],
        title=said(one["title"]),
        grade=one.get("grade", ""),
        code=one.get("measure", ""),
        cost_sek=one["cost_sek"]["likely"],
        hours=one["hours"]["likely"],
        weeks=one["weeks"]["likely"],
        alone_value=alone.get("value"),
        alone_low=alone.get("low"),
        alone_high=alone.get("high"),
        size=selection.sizes.get(one["id"], WHOLE),
        is_chosen=one["id"] in selection.measures,
        why_not=said(one.get("reason")),
    )


def _worth(line: Mapping[str, Any], selection: Selection) -> Worth:
    name = line["id"]
    factor = 100 if name in PER_CENT else 1
    chosen = selection.economy.get(name)
    return Worth(
        name=name,
        label=said(line["label"]),
        value="" if chosen is None else number(chosen * factor),
        standing="" if line["value"] is None else number(line["value"] * factor),
        is_given=bool(line.get("given")),
    )
