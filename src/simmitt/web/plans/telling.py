"""What a run told, said to a person: texts in the reader's language, figures with unit and interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.look.templatetags.writing import NO_BREAK, money, number
from simmitt.web.nouns.words import spoken

Told = Mapping[str, Any]
DAY_H = 24.0
# Lead times from here on are said in days.
SAID_IN_DAYS_H = 48.0
LEAD_TIME = "lead_time_mean_h"
# The effect that moves the plan's indicator.
EFFECT_OF = {LEAD_TIME: LEAD_TIME, "constraint_hours_per_week": "freed_constraint_h_per_week"}
# What a figure is, and its unit: time in hours is said in days where it is long.
EFFECTS: Mapping[str, tuple[Any, Any]] = {
    "lead_time_mean_h": (_("Lead time, mean"), "time"),
    "lead_time_median_h": (_("Lead time, median"), "time"),
    "wip_orders": (_("Orders on the floor"), _("orders")),
    "throughput_per_week": (_("Finished orders a week"), _("orders")),
    "good_per_week": (_("Good pieces a week"), _("pieces")),
    "scrap_per_week": (_("Scrapped pieces a week"), _("pieces")),
    "freed_constraint_h_per_week": (_("Hours freed a week at the station that sets the pace"), _("h a week")),
    "freed_total_h_per_week": (_("Hours freed a week, whole plant"), _("h a week")),
    "capacity_share": (_("Capacity at the station that sets the pace"), "%"),
}


def said(text: Any) -> str:
    """Give a text in the reader's language; what isn't there says nothing."""
    if isinstance(text, Mapping):
        return str(text.get(spoken()) or text.get("sv") or "")
    return str(text or "")


@dataclass(frozen=True)
class Figure:
    """A figure as it is said: value, unit, interval."""

    label: str
    value: float
    low: float | None
    high: float | None
    unit: str
    decimals: int = 1

    @property
    def text(self) -> str:
        """Write "−3,9 h (−4,8 to −3,0)"."""
        told = f"{number(self.value, self.decimals)}{NO_BREAK}{self.unit}"
        return f"{told} ({self.span})" if self.span else told

    @property
    def short(self) -> str:
        """Write the value and its unit."""
        return f"{number(self.value, self.decimals)}{NO_BREAK}{self.unit}"

    @property
    def span(self) -> str:
        """Write the interval; "to" between ends, because a dash beside a minus sign can't be read."""
        if self.low is None or self.high is None:
            return ""
        ends = (number(self.low, self.decimals), number(self.high, self.decimals))
        return str(_("{low} to {high}")).format(low=ends[0], high=ends[1])


def effect(told: Told | None, name: str) -> Figure | None:
    """Give one of the changes that a run tells, or nothing where it doesn't tell it."""
    found = (told or {}).get(name)
    if name not in EFFECTS or not isinstance(found, Mapping) or found.get("value") is None:
        return None
    label, unit = EFFECTS[name]
    return figure(str(label), found, str(unit))


def figure(label: str, found: Told, unit: str, *, long: bool | None = None) -> Figure:
    """Give a figure in the unit that people use for it."""
    if unit == "time":
        in_days = long if long is not None else abs(found["value"]) >= SAID_IN_DAYS_H
        return _scaled(label, found, 1 / DAY_H, str(_("days"))) if in_days else _scaled(label, found, 1, "h")
    return _scaled(label, found, 100 if unit == "%" else 1, unit)


def _scaled(label: str, found: Told, by: float, unit: str) -> Figure:
    low, high = found.get("low"), found.get("high")
    value = found["value"] * by
    return Figure(
        label=label,
        value=value,
        low=None if low is None else low * by,
        high=None if high is None else high * by,
        unit=unit,
        decimals=0 if abs(value) >= 100 else 1,
    )


@dataclass(frozen=True)
class Indicator:
    """The plan's figure: what it was, where the model says it goes, what the company wants."""

    id: str
    name: str
    definition: str
    unit: str
    now: Figure
    then: Figure
    baseline_from: str
    baseline_to: str
    target_date: str

    @property
    def ends(self) -> tuple[float, float]:
        """Give a line's ends that hold both with a little air."""
        values = [one for each in (self.now, self.then) for one in (each.value, each.low, each.high)]
        known = [one for one in values if one is not None]
        air = (max(known) - min(known)) * 0.1 or 1.0
        return min(known) - air, max(known) + air


def indicator(facts: Told) -> Indicator | None:
    """Give the plan's figure as the run tells it."""
    told = facts.get("indicator")
    if not told or told["baseline"].get("value") is None or told["target"].get("value") is None:
        return None
    unit = "time" if told["id"] == LEAD_TIME else told["unit"]
    in_days = told["baseline"]["value"] >= SAID_IN_DAYS_H
    name = said(told.get("label") or told.get("name"))
    now, then = (figure(name, told[one], unit, long=in_days) for one in ("baseline", "target"))
    return Indicator(
        id=told["id"], name=name, definition=said(told["definition"]), unit=now.unit, now=now, then=then,
        baseline_from=told["baseline_from"], baseline_to=told["baseline_to"], target_date=told["target_date"],
    )  # fmt: skip


def pace(facts: Told) -> str:
    """Name the station that sets the pace."""
    return str(facts.get("constraint_before") or "")


@dataclass(frozen=True)
class Sum:
    """A sum of money as it is said."""

    label: Any
    text: str
    note: str = ""


MONEY: tuple[tuple[str, Any], ...] = (
    ("first_cost_sek", _("First cost, own hours included")),
    ("sold_capacity_sek", _("Sold capacity, a year")),
    ("overtime_sek", _("Overtime avoided, a year")),
    ("scrap_sek", _("Scrap avoided, a year")),
    ("carrying_sek", _("Cost of stock avoided, a year")),
    ("cash_released_sek", _("Money released once, not in the value")),
    ("npv_sek", _("Net present value")),
)


def sums(told: Told | None) -> list[Sum]:
    """Give the money of a set, class by class; what is nothing is left out, cost and value are not."""
    shown = []
    for name, label in MONEY:
        found = (told or {}).get(name)
        if found and (found["value"] or name in ("first_cost_sek", "npv_sek")):
            shown.append(Sum(label, money(found["value"]), _span_of_money(found)))
    return shown


def _span_of_money(found: Told) -> str:
    if found.get("low") is None or found.get("high") is None:
        return ""
    return str(_("{low} to {high}")).format(low=money(found["low"]), high=money(found["high"]))


LIGHTS = {
    "green": pgettext_lazy("light", "Green"),
    "amber": pgettext_lazy("light", "Amber"),
    "red": pgettext_lazy("light", "Red"),
}
