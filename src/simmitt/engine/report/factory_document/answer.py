"""The light first, with its reasons in plain words, and the few figures that carry it."""

from math import isfinite

from simmitt.engine.report.document import Callout, KeyFigure, KeyFigures, Paragraph, Part, Point, Points
from simmitt.engine.report.factory_document.material import Material
from simmitt.engine.report.validation_parts import LIGHT_NAMES, tone_of
from simmitt.engine.validation import HeldOutWeeks, Light
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S

_HOURS_PER_DAY = DAY_S / HOUR_S


def answer(material: Material) -> list[Part]:
    """Give the light, why it is what it is, and what it means for decisions."""
    words, validation = material.words, material.validation
    light = validation.light
    return [
        Paragraph(words(validation.verdict), "lead"),
        Callout(words(_LIGHTS[light]), words(_MEANS[light]), tone_of(light)),
        *_reasons(material),
        KeyFigures(tuple(_figures(material))),
        Paragraph(words(_basis(material)), "small"),
    ]


def _reasons(material: Material) -> list[Part]:
    words = material.words
    points = tuple(
        Point(words(each.text), note=words(LIGHT_NAMES[each.light])) for each in material.validation.reasons
    )
    return [Points(points, numbered=False)] if points else []


def _figures(material: Material) -> list[KeyFigure]:
    words, validation = material.words, material.validation
    kept = {weeks.measure: weeks for weeks in validation.weeks}
    explained = words(say("by queues, closed hours and batches; the rest is plain delay"))
    return [
        _kept(say("Weeks with orders under way as foretold"), kept["wip"], material),
        _kept(say("Weeks with finished orders as foretold"), kept["throughput"], material),
        _half(material),
        KeyFigure(words(say("Waiting explained")), words.share(material.explained_share), explained),
    ]


def _kept(caption: Message, weeks: HeldOutWeeks, material: Material) -> KeyFigure:
    words, count = material.words, len(weeks.real)
    value = say("{inside} of {weeks}", inside=count - weeks.outside_95, weeks=count)
    note = say("inside the range that should hold 95 in 100; {narrow} inside that of 8 in 10",
               narrow=weeks.inside_80)  # fmt: skip
    return KeyFigure(words(caption), words(value), words(note))


def _half(material: Material) -> KeyFigure:
    words, both = material.words, material.validation.lead_times
    real, foretold = (_days(each.reached_h(0.5), material) for each in (both.real, both.simulated))
    note = words(say("foretold {foretold}; new orders, those still open counted in", foretold=foretold))
    return KeyFigure(words(say("Half of the orders done within")), real, note)


def _days(hours: float, material: Material) -> str:
    words = material.words
    if not isfinite(hours):
        return words(say("longer than the log shows"))
    if hours < 2 * _HOURS_PER_DAY:
        return words(say("{amount} h", amount=words.number(hours, 1)))
    return words(say("{amount} days", amount=words.number(hours / _HOURS_PER_DAY, 1)))


def _basis(material: Material) -> Message:
    validation = material.validation
    return say(
        "The model never saw the weeks that it was held against: it was fitted to the log up to {first:date}"
        " at the earliest and {last:date} at the latest, and foretold every whole week after. Only the number"
        " of orders was given. The limits of the light were set beforehand, and docs/reference/lights.md has"
        " them.",
        first=min(validation.origins), last=max(validation.origins),
    )  # fmt: skip


_LIGHTS: dict[Light, Message] = {
    "green": say("Green light."), "amber": say("Amber light."), "red": say("Red light."),
}  # fmt: skip
_MEANS: dict[Light, Message] = {
    "green": say("Use the figures with their intervals, to choose between measures and to plan."),
    "amber": say(
        "Use the figures to choose between measures. Read the reasons below before you promise anybody a"
        " level."
    ),
    "red": say(
        "Do not use it for decisions yet: “simmitt plan” tries no measures out on it. The reasons below say"
        " where it fails; a longer log, or one that tells more, is the way on."
    ),
}
