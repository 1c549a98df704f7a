"""What came out, ready to be shown: figures with their measure lines, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simmitt.web.look.templatetags.writing import money, number, share
from simmitt.web.nouns.words import said
from simmitt.web.trying.selection import candidates_of

HOURS_A_DAY = 24
# From here on hours are told as days.
LONG_H = 48
Interval = Mapping[str, float | None]


@dataclass(frozen=True)
class Shown:
    """One figure: today, then; the ends of its measure line."""

    label: str
    value: str
    between: str
    now: float | None
    low: float | None
    high: float | None
    likely: float | None
    start: float
    end: float

    @property
    def alt(self) -> str:
        """Say it for those who listen."""
        return f"{self.label}: {self.value}, {self.between}"


@dataclass(frozen=True)
class Together:
    """What the chosen measures give together."""

    figures: Sequence[Shown]
    facts: Sequence[tuple[str, str]]
    warnings: Sequence[str]
    overlap: str
    basis: str


def together(answer: Mapping[str, Any], told: Mapping[str, Any]) -> Together:
    """Give the panel of an answer."""
    return Together(
        figures=[*_indicator(answer, told), *_effects(answer), _npv(answer["money"])],
        facts=_facts(answer),
        warnings=[*_missing(answer, told), *_conflicts(answer, told), *_budget(answer)],
        overlap=_overlap(answer, told),
        basis=_("Simulated {draws} times; 8 outcomes of 10 lie within the bar.").format(
            draws=answer["draws"]
        ),
    )


def _indicator(answer: Mapping[str, Any], told: Mapping[str, Any]) -> list[Shown]:
    one = answer.get("indicator")
    if not one:
        return []
    label = said(told["indicator"]["label"])
    return [_figure(label, one["target"], one["baseline"]["value"], unit=one["unit"])]


def _effects(answer: Mapping[str, Any]) -> list[Shown]:
    effect = answer["effect"]
    shown = [
        ("lead_time_mean_h", _("Lead time, change"), "h"),
        ("wip_orders", _("Orders on the floor, change"), ""),
        ("throughput_per_week", _("Finished orders a week, change"), ""),
    ]
    return [_figure(label, effect[name], 0.0, unit=unit) for name, label, unit in shown if name in effect]


def _npv(told: Mapping[str, Any]) -> Shown:
    npv = told["npv_sek"]
    return _line(_("Net present value"), npv, 0.0, money)


def _figure(label: str, interval: Interval, now: float, unit: str) -> Shown:
    values = [abs(value) for value in (*interval.values(), now) if value is not None]
    if unit == "h" and max(values, default=0.0) >= LONG_H:
        days = {name: None if value is None else value / HOURS_A_DAY for name, value in interval.items()}
        return _line(
            label, days, now / HOURS_A_DAY, lambda value: _("{value} days").format(value=number(value, 1))
        )
    if unit == "h":
        return _line(label, interval, now, lambda value: _("{value} h").format(value=number(value, 1)))
    return _line(label, interval, now, lambda value: number(value, 1))


def _line(label: str, interval: Interval, now: float, write: Any) -> Shown:
    value, low, high = interval["value"], interval["low"], interval["high"]
    known = [one for one in (value, low, high, now) if one is not None]
    start, end = min(known), max(known)
    reach = (end - start) * 0.1 or 1.0
    between = _("{low} to {high}").format(low=write(low), high=write(high)) if low is not None else ""
    return Shown(label, write(value), between, now, low, high, value, start - reach, end + reach)


def _facts(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = answer["money"]
    payback = told["payback_years"]
    back = (
        _("not within the years counted")
        if payback is None
        else _("after {months} months").format(months=number(payback * 12))
    )
    return [
        (_("First cost, likely"), money(answer["capex_likely_sek"])),
        (_("Own hours"), _("{value} h").format(value=number(answer["hours"]["value"]))),
        (_("Paid back"), back),
        (_("Outcomes that lose money"), share(told["loss_probability"])),
    ]


def _names(told: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: said(one["title"]) for one in candidates_of(told)}


def _missing(answer: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    names = _names(told)
    return [
        _("{name} needs {needed} first.").format(
            name=names.get(one["id"], one["id"]),
            needed=", ".join(names.get(need, need) for need in one["requires"]),
        )
        for one in answer.get("missing", ())
    ]


def _conflicts(answer: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    names = _names(told)
    return [
        _("{one} and {other} can't both be done.").format(
            one=names.get(pair[0], pair[0]), other=names.get(pair[1], pair[1])
        )
        for pair in answer.get("conflicts", ())
    ]


def _budget(answer: Mapping[str, Any]) -> list[str]:
    if answer.get("within_budget", True):
        return []
    return [_("This costs more than the budget.")]


def _overlap(answer: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """Say how much of what the measures give one by one they give together."""
    name = "lead_time_mean_h"
    alone = {one["id"]: one.get("alone", {}).get(name) for one in candidates_of(told)}
    chosen = [alone.get(one) for one in answer.get("measures", ())]
    joint = answer["effect"].get(name)
    if len(chosen) < 2 or not joint or not all(chosen):
        return ""
    summed = sum(one["value"] for one in chosen if one)
    return _("One by one they would change lead time by {summed} h, together by {joint} h.").format(
        summed=number(summed, 1), joint=number(joint["value"], 1)
    )
