"""What stands out: the weightiest observations first, each with where to look and what it rests on."""

from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.observations import Observation, weightiest
from simmitt.engine.observations.observation import Trace
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.document import Heading, Link, Paragraph, Part, Point, Points, Table
from simmitt.engine.report.naming import SHAPE_NAMES, anchor, name_of
from simmitt.ground.texts import Message, say

SHOWN, PER_THEME = 6, 2
# Shapes that have no picture of their own, and the picture that shows them too.
SHOWN_WITH = {"agreement": "bottlenecks", "constraint": "accounts", "throughput_series": "wip_series"}


def standing_out(material: Material) -> list[Part]:
    """Give the first few observations as points; nothing where none was made."""
    if not material.observations:
        return []
    words, seen = material.words, material.observations
    first = weightiest(seen, SHOWN, PER_THEME)
    priced = any(each.stake_sek is not None for each in seen)
    order = say("Ranked by the hours that are at stake in the log's period.")
    if priced:
        order = say("Ranked by what is at stake in the log's period, in kronor.")
    told = [order, say("What is at stake overlaps; it cannot be added up.")]
    if any(each.stake_of == "orders" and each.stake_h for each in seen):
        told.append(say("An hour of orders' time is one order in the shop for an hour."))
    return [
        Heading(words(say("What stands out")), 1),
        Paragraph(" ".join(words(each) for each in told), "small"),
        Points(tuple(_point(each, material) for each in first)),
    ]


def all_observations(material: Material) -> list[Part]:
    """Give the observations that are not among the first, as a table."""
    words = material.words
    first = weightiest(material.observations, SHOWN, PER_THEME)
    rest = [each for each in material.observations if each not in first]
    if not rest:
        return []
    headings = (say("Observation"), say("At stake"), say("Rests on"))
    return [
        Table(
            words(say("More observations")),
            tuple(words(each) for each in headings),
            tuple((words(each.sentence), stake(each, material), _grounds(each, material)) for each in rest),
            ("left", "left", "left"),
            (4.2, 2.0, 2.8),
            folded=True,
            screen_only=True,
        )
    ]


def _point(observation: Observation, material: Material) -> Point:
    words = material.words
    links = tuple(_link(each, material) for each in _distinct(observation.figures))
    note = words(say("At stake: {stake}. Rests on:", stake=stake(observation, material)))
    if not observation.stake_h:
        note = words(say("Rests on:"))
    text = words(observation.advice) if observation.advice else ""
    if observation.estimated:
        text = f"{text} {words(say('Starts are estimated.'))}".strip()
    return Point(words(observation.sentence), text, note, links)


def stake(observation: Observation, material: Material) -> str:
    """Say how many hours are at stake, whose, and what they cost where that was told."""
    if not observation.stake_h:
        return material.words(say("unknown"))
    said = material.words(_STAKES[observation.stake_of].filled(hours=observation.stake_h))
    if observation.stake_sek is None:
        return said
    return f"{said}, {material.words.money(observation.stake_sek)}"


_STAKES: dict[str, Message] = {
    "work": say("{hours:.0} hours of work"),
    "orders": say("{hours:.0} hours of orders' time"),
    "doubt": say("{hours:.0} hours in doubt"),
}


def _distinct(traces: tuple[Trace, ...]) -> list[Trace]:
    """Leave out what would read the same: a shape's parts have one name, its narrowest scope says most."""
    seen: dict[str, Trace] = {}
    for name, scope in traces:
        kind = name.split("/", 1)[0]
        key = kind if kind in SHAPE_NAMES and kind != "quality" else f"{name}|{scope}"
        if key not in seen or seen[key][1] == PLANT:
            seen[key] = (name, scope)
    return list(seen.values())


def _link(trace: Trace, material: Material) -> Link:
    """Give the name of what an observation rests on and where it stands on the page."""
    name, scope = trace
    kind, _, rest = name.partition("/")
    if kind == "quality":
        finding = material.diagnosis.finding(rest)
        title = finding.title if finding else SHAPE_NAMES[kind]
        return Link(material.words(title), anchor("finding", rest))
    if kind in SHAPE_NAMES:
        return Link(_scoped(material.words(SHAPE_NAMES[kind]), scope), SHOWN_WITH.get(kind, kind))
    return Link(_scoped(material.words(name_of(name)), scope), _place(name, scope, material))


def _place(name: str, scope: str, material: Material) -> str:
    """Give where a figure stands; a machine may have the same name as an activity."""
    kinds = [each.scope_kind for each in material.figures if each.id == name and each.scope == scope]
    kind = "machine" if "machine" in kinds or not kinds else kinds[0]
    return anchor(kind, name, scope)


def _scoped(name: str, scope: str) -> str:
    return name if scope in ("", PLANT) else f"{name} ({scope})"


def _grounds(observation: Observation, material: Material) -> str:
    return ", ".join(_link(each, material).text for each in _distinct(observation.figures))
