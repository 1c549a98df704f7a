"""Names, numbers and anchors of figures, as the page writes them."""

import re
import zlib

from simmitt.engine.kpi import Figure
from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.report.words import Words
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say

UNIT_NAMES: dict[str, Message] = {
    "h": say("h"),
    "orders": say("orders"),
    "orders/week": say("orders a week"),
    "pieces": say("pieces"),
    "rows": say("rows"),
    "machines": say("machines"),
    "days": say("days"),
    "persons": say("people"),
    "failures": say("failures"),
    "pieces/week": say("pieces a week"),
    "pieces/h": say("pieces an hour"),
    "turns/year": say("turns a year"),
    "kWh/piece": say("kWh a piece"),
    "kg/piece": say("kg a piece"),
    "1/order": say("an order"),
}
# Larger shapes that an observation rests on, by the name that analysis.json has for them.
SHAPE_NAMES: dict[str, Message] = {
    "waiting": say("Waiting by cause"),
    "accounts": say("Time account"),
    "changeovers": say("Changeovers"),
    "flow": say("Ways through the shop"),
    "streams": say("Value stream"),
    "strip": say("Bottleneck hour by hour"),
    "bottlenecks": say("Ways to look for the bottleneck"),
    "agreement": say("How far the ways agree"),
    "hours": say("Working hours"),
    "wip_series": say("Orders under way, day by day"),
    "throughput_series": say("Finished orders, week by week"),
    "closing": say("What ends an order"),
    "constraint": say("The machine that sets the pace"),
    "log": say("How the file was read"),
    "quality": say("Finding"),
}


def name_of(figure_id: str) -> Message:
    """Give a figure's name; its id where no definition is told."""
    return DEFINITIONS[figure_id].name if figure_id in DEFINITIONS else say("{name}", name=figure_id)


def estimate(figure: Figure) -> Estimate:
    """Give value and interval."""
    return Estimate(figure.value, figure.low, figure.high)


def written(figure: Figure, words: Words) -> str:
    """Give a figure's value with its unit."""
    unit = unit_name(figure.unit)
    return f"{bare(figure, words)} {words(unit)}" if unit else bare(figure, words)


def unit_name(unit: str) -> Message | None:
    """Give what a unit is called; None for shares and plain numbers."""
    if unit in ("", "share", "ratio"):
        return None
    return UNIT_NAMES.get(unit, say("{unit}", unit=unit))


def bare(figure: Figure, words: Words) -> str:
    """Give a figure's value without its unit, for a column whose heading has it."""
    if figure.unit == "share":
        return words.share(figure.value, 1)
    return words.number(figure.value, decimals(figure))


def cell(figure: Figure | None, words: Words) -> str:
    """Give value and limits as short as can be; the unit stands in the heading."""
    if figure is None:
        return ""
    value = bare(figure, words)
    if figure.low == figure.high:
        return value
    factor, places = (100.0, 1) if figure.unit == "share" else (1.0, decimals(figure))
    low, high = (words.number(end * factor, places) for end in (figure.low, figure.high))
    return f"{value} ({low}–{high})"


def unit_of(figure_id: str) -> Message | None:
    """Give the unit that a column of the figure is headed with; None for shares and plain numbers."""
    return unit_name(DEFINITIONS[figure_id].unit) if figure_id in DEFINITIONS else None


def spanned(figure: Figure, words: Words) -> str:
    """Give a figure's 95 % interval; empty for a plain count."""
    if figure.low == figure.high:
        return ""
    if figure.unit == "share":
        return words(say("{low:.1%} to {high:.1%}", low=figure.low, high=figure.high))
    return words.span(estimate(figure), decimals(figure))


def decimals(figure: Figure) -> int:
    """Give how many decimals say something: none from a hundred on, two below one."""
    if figure.value == figure.low == figure.high and float(figure.value).is_integer():
        return 0
    size = abs(figure.value)
    return 0 if size >= 100 else 1 if size >= 1 else 2


def anchor(kind: str, name: str, scope: str = PLANT) -> str:
    """Give the name of a place in the document, unlike any other's whatever signs a machine's name has."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{name} {'' if scope == PLANT else scope}".lower()).strip("-")
    mark = f"{zlib.crc32(f'{name}|{scope}'.encode()):08x}"
    return f"{kind}-{plain[:40]}-{mark}"
