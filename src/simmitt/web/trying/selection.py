"""What somebody has chosen on the page: read from the post, checked against the plan's candidates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

WHOLE, MOST_SIZE, STEP = 100, 150, 10  # per cent of a measure
MOST_BUDGET_SEK = 100_000_000
USES = ("sold", "overtime", "unused")
# What of the economy file is asked here; the rest keeps what the plan says.
ECONOMY: Mapping[str, tuple[float, float]] = {
    "hourly_cost_sek": (0, 100_000),
    "contribution_per_hour_sek": (0, 1_000_000),
    "extra_demand_share": (0, 5),
    "overtime_hours_per_week": (0, 10_000),
    "order_value_sek": (0, 100_000_000),
    "scrap_cost_per_piece_sek": (0, 10_000_000),
}
PER_CENT = {"extra_demand_share"}


class NotUsable(Exception):
    """Something that was posted can't be asked; the text says what."""


@dataclass(frozen=True)
class Selection:
    """Measures and how much of each, a budget, what freed time is worth."""

    measures: tuple[str, ...]
    sizes: Mapping[str, int]  # per cent; what isn't named is whole
    budget_sek: float
    use: str
    economy: Mapping[str, float]

    @property
    def is_whole(self) -> bool:
        """Say whether every measure is done as it is in the plan."""
        return all(self.sizes.get(name, WHOLE) == WHOLE for name in self.measures)

    def as_question(self) -> dict[str, Any]:
        """Give it as a line to the warm factory."""
        sizes = {
            name: self.sizes[name] / 100 for name in self.measures if self.sizes.get(name, WHOLE) != WHOLE
        }
        return {
            "measures": list(self.measures),
            "size": sizes,
            "budget_sek": self.budget_sek,
            "economy": {**self.economy, "use_of_freed_time": self.use},
        }


def candidates_of(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the measures of a plan's run that one may choose among, the chosen ones first."""
    return [*told.get("measures", ()), *told.get("rejected", ())]


def as_planned(told: Mapping[str, Any]) -> Selection:
    """Give what the plan itself chose."""
    measures = tuple(one["id"] for one in told.get("measures", ()))
    return Selection(measures, {}, float(told.get("budget_sek", 0)), _use_of(told), {})


def _use_of(told: Mapping[str, Any]) -> str:
    for line in told.get("economy", ()):
        if line["id"] == "use_of_freed_time":
            return _chief_use(line["value"])
    return "unused"


def _chief_use(value: Any) -> str:
    """Give the use of most of the freed time, where it is shared out."""
    if isinstance(value, dict):
        return str(max(USES, key=lambda use: value.get(use, 0.0)))
    return str(value) if value in USES else "unused"


def read_selection(posted: QueryDict, told: Mapping[str, Any]) -> Selection:
    """Read a post.

    Raises
    ------
    NotUsable
    """
    known = {one["id"] for one in candidates_of(told)}
    measures = tuple(dict.fromkeys(posted.getlist("measure")))
    if set(measures) - known:
        raise NotUsable(_("One of the measures is not among this plan's. Open the page again."))
    sizes = {name: round(_number(posted, f"size:{name}", WHOLE, 0, MOST_SIZE)) for name in measures}
    use = posted.get("use", "unused")
    if use not in USES:
        raise NotUsable(_("Choose what freed time is used for."))
    budget = _number(posted, "budget", 0, 0, MOST_BUDGET_SEK)
    return Selection(measures, sizes, budget, use, _economy(posted))


def _economy(posted: QueryDict) -> dict[str, float]:
    told = {
        name: _number(posted, name, 0, least, most * (100 if name in PER_CENT else 1))
        for name, (least, most) in ECONOMY.items()
        if posted.get(name, "").strip()
    }
    return {name: value / 100 if name in PER_CENT else value for name, value in told.items()}


def _number(posted: QueryDict, name: str, otherwise: float, least: float, most: float) -> float:
    text = posted.get(name, "").strip().replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if not text:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        raise NotUsable(_("“{text}” is no number.").format(text=posted.get(name, "")[:40])) from None
    if not least <= value <= most:
        raise NotUsable(
            _("{value} is outside {least} to {most}.").format(
                value=posted.get(name, "")[:40], least=f"{least:g}", most=f"{most:g}"
            )
        )
    return value
