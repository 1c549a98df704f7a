"""Green, amber or red, by limits that stand argued in docs/reference/lights.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simmitt.engine.validation.held_out import HeldOutWeeks, Measure
from simmitt.ground.texts import Message, say

Light = Literal["green", "amber", "red"]
ErrorId = Literal["lead_time", "wip", "throughput"]

# Where an error lies between floor (0) and straw man (1).
GREEN_UP_TO, AMBER_UP_TO = 0.25, 0.50
# A straw man less than twice as far off as chance can't tell models apart: then the error itself counts.
TELLING, FAR_OFF = 2.0, 4.0
# Differences smaller than these change no decision: hours, orders, orders a week.
UNFELT = {"lead_time": 1.0, "wip": 0.5, "throughput": 0.5}
# Shares of the held-out weeks.
OUTSIDE_GREEN_UP_TO, OUTSIDE_AMBER_UP_TO = 1 / 6, 1 / 3
INSIDE_80_FROM = 0.6
FEWEST_WEEKS = 4
MOST_PLAIN_DELAY = 0.30


@dataclass(frozen=True)
class Reason:
    """Why a light is not green."""

    light: Light
    text: Message


def light_of_error(measure: ErrorId, value: float, floor: float, straw_man: float) -> Light:
    """Give the light of one error of the forecast; all three in the same unit."""
    if not np.isfinite(value):
        return "red"
    if value <= max(floor, UNFELT[measure]):
        return "green"
    if straw_man <= TELLING * max(floor, UNFELT[measure]):
        chance = max(floor, UNFELT[measure])
        return "green" if value <= TELLING * chance else "amber" if value <= FAR_OFF * chance else "red"
    place = (value - floor) / (straw_man - floor)
    return "green" if place <= GREEN_UP_TO else "amber" if place <= AMBER_UP_TO else "red"


def reasons_of_weeks(weeks: HeldOutWeeks) -> list[Reason]:
    """Say what the weeks outside their bands make of the light; nothing where all is well."""
    if len(weeks.real) < FEWEST_WEEKS:
        return []
    told = {"weeks": len(weeks.real), "outside": weeks.outside_95}
    share, outside = weeks.outside_95 / len(weeks.real), _OUTSIDE[weeks.measure]
    if share > OUTSIDE_AMBER_UP_TO:
        return [Reason("red", outside.filled(**told))]
    if share > OUTSIDE_GREEN_UP_TO:
        return [Reason("amber", outside.filled(**told))]
    if weeks.inside_80_share < INSIDE_80_FROM:
        inside = {"weeks": len(weeks.real), "inside": weeks.inside_80}
        return [Reason("amber", _INSIDE[weeks.measure].filled(**inside))]
    return []


def too_few_weeks(weeks: Sequence[HeldOutWeeks]) -> list[Reason]:
    """Say so where the log leaves too few whole weeks to hold the factory against."""
    fewest = min(len(each.real) for each in weeks)
    if fewest >= FEWEST_WEEKS:
        return []
    few = say(
        "The log leaves {count} whole weeks to hold the model against; at least {needed} are needed to know.",
        count=fewest, needed=FEWEST_WEEKS,
    )  # fmt: skip
    return [Reason("amber", few)]


def much_plain_delay(explained_share: float) -> bool:
    """Whether more of the waiting is plain delay than measures on lead time bear."""
    return explained_share < 1.0 - MOST_PLAIN_DELAY


def reasons_of_delay(explained_share: float) -> list[Reason]:
    """Say so where much of the waiting is plain delay."""
    if not much_plain_delay(explained_share):
        return []
    told = say(
        "{share:.0%} of the waiting is plain delay whose cause the log does not show: measures change"
        " lead times less surely than the figures say.",
        share=1.0 - explained_share,
    )
    return [Reason("amber", told)]


def worst(lights: Iterable[Light]) -> Light:
    """Give the gravest of some lights; green where there is none."""
    order: tuple[Light, ...] = ("green", "amber", "red")
    return max(lights, key=order.index, default="green")


_OUTSIDE: dict[Measure, Message] = {
    "wip": say(
        "In {outside} of {weeks} held-out weeks the orders under way lay outside the range that should"
        " hold 95 in 100.",
        outside=0, weeks=0,
    ),
    "throughput": say(
        "In {outside} of {weeks} held-out weeks the finished orders lay outside the range that should"
        " hold 95 in 100.",
        outside=0, weeks=0,
    ),
}  # fmt: skip
_INSIDE: dict[Measure, Message] = {
    "wip": say(
        "In only {inside} of {weeks} held-out weeks did the orders under way lie within the range that"
        " should hold 8 in 10.",
        inside=0, weeks=0,
    ),
    "throughput": say(
        "In only {inside} of {weeks} held-out weeks did the finished orders lie within the range that"
        " should hold 8 in 10.",
        inside=0, weeks=0,
    ),
}  # fmt: skip
