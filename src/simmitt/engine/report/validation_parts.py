"""How well the model foretold, as parts of a document: the plan and the factory's page share them."""

from math import isfinite

from simmitt.engine.report.charts.beside import Beside, Track, draw_beside
from simmitt.engine.report.charts.curves import Curve, Curves, draw_curves
from simmitt.engine.report.charts.fan import Fan, draw_fan
from simmitt.engine.report.document import Bullets, Chart, Part, Table, Tone
from simmitt.engine.report.words import Words
from simmitt.engine.validation import Distance, HeldOutWeeks, Light, Validation
from simmitt.engine.validation.lead_times import LeadTimeCurve
from simmitt.engine.validation.lights import AMBER_UP_TO, GREEN_UP_TO
from simmitt.ground.texts import Message, say

_SHOWN_SHARE = 0.9  # of the lead times, beyond which curves say little
_TABLE_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
_HOURS_PER_DAY = 24.0
_DAYS_FROM_H = 96.0

LIGHT_NAMES: dict[Light, Message] = {"green": say("Green"), "amber": say("Amber"), "red": say("Red")}
DISTANCE_NAMES: dict[str, Message] = {
    "lead_time": say("Lead time of new orders, hours"),
    "wip": say("Orders under way, orders"),
    "throughput": say("Throughput, orders a week"),
}


def tone_of(light: Light) -> Tone:
    """Give the tone in which a light is told."""
    return "done" if light == "green" else "doubt"


def reasons(validation: Validation, words: Words) -> list[Part]:
    """Give why the light is not green, the gravest first."""
    told = tuple(
        words(say("{light}: {reason}", light=LIGHT_NAMES[each.light], reason=each.text))
        for each in validation.reasons
    )
    return [Bullets(told)] if told else []


def distances_table(validation: Validation, words: Words) -> Table:
    """Give the errors beside chance and beside a model without queues."""
    headings = (say("Foretold"), say("Error"), say("Chance alone"), say("Without queues"), say("Light"))
    rows = tuple(
        (
            words(DISTANCE_NAMES[each.id]),
            words.number(each.value, 1),
            words.number(each.floor, 1),
            words.number(each.straw_man, 1),
            words(LIGHT_NAMES[each.light]),
        )
        for each in validation.distances
    )
    caption = say(
        "Error on the last third of the log, fitted on the rest up to {day:date}", day=validation.fitted_until
    )
    return Table(
        words(caption),
        tuple(words(each) for each in headings),
        rows,
        ("left", "right", "right", "right", "left"),
    )


def beside_chart(validation: Validation, words: Words) -> Chart:
    """Draw where each error lies between chance alone and a model that knows no waiting."""
    title = say("How near did the forecast come?")
    telling = [each for each in validation.distances if _tells(each)]
    answer = say(
        "The nearer to the left the better: there lies what chance alone gives. At the right end lies a model"
        " that knows no waiting."
    )
    alt = words(
        say(
            "A track for each figure from chance alone to a model without waiting, and on it the forecast's"
            " error."
        )
    )
    drawn = draw_beside(
        Beside(
            words(title), alt, tuple(_track(each, words) for each in telling), (GREEN_UP_TO, AMBER_UP_TO),
            (words(say("near")), words(say("middling")), words(say("too far"))),
            words(say("chance alone")), words(say("no waiting at all")),
        )
    )  # fmt: skip
    return words.chart(title, answer, drawn, alt, distances_table(validation, words))


def _tells(distance: Distance) -> bool:
    """Whether the two ends lie far enough apart for a place between them to mean anything."""
    return isfinite(distance.value) and distance.straw_man > 2.0 * distance.floor


def _track(distance: Distance, words: Words) -> Track:
    place = (distance.value - distance.floor) / (distance.straw_man - distance.floor)
    figures = (words.number(each, 1) for each in (distance.value, distance.floor, distance.straw_man))
    return Track(words(DISTANCE_NAMES[distance.id]), place, *figures)


def forecast_chart(validation: Validation, words: Words) -> Chart:
    """Draw the band of orders under way with the real line."""
    wip = validation.wip
    days = tuple(each.date() for each in wip.at)
    title = say("Orders under way: foretold and real")
    alt = words(say("A band of foretold orders under way, eight outcomes in ten, and the real line."))
    answer = say(
        "The real line lies inside the band of eight outcomes in ten on {share:.0%} of the held-out days.",
        share=validation.covered_share,
    )
    drawn = draw_fan(
        Fan(
            words(title), alt, days, tuple(wip.low), tuple(wip.middle), tuple(wip.high),
            words(say("foretold")), tuple(wip.real), words(say("real")), validation.fitted_until.date(),
            words(say("fitted up to here")),
        ),
        words.language,
    )  # fmt: skip
    weekly = range(0, len(days), 7)
    headings = (say("Day"), say("Real"), say("Foretold"), say("Eight in ten"))
    table = Table(
        words(title),
        tuple(words(each) for each in headings),
        tuple(
            (
                words.day(days[n]), words.number(wip.real[n]), words.number(wip.middle[n]),
                _between(wip.low[n], wip.high[n], words),
            )
            for n in weekly
        ),
        ("left", "right", "right", "right"),
    )  # fmt: skip
    return words.chart(title, answer, drawn, alt, table)


def weeks_chart(weeks: HeldOutWeeks, words: Words) -> Chart | None:
    """Draw the finished orders of the weeks left by the first origin, real in the band of eight in ten."""
    first = [n for n, until in enumerate(weeks.fitted_until) if until == min(weeks.fitted_until)]
    if len(first) < 2:
        return None
    title = say("Finished orders, week by week: foretold and real")
    days = tuple(weeks.begins_at[n].date() for n in first)
    alt = words(say("A band of foretold finished orders a week, eight outcomes in ten, and the real line."))
    drawn = draw_fan(
        Fan(
            words(title), alt, days, tuple(weeks.low_80[first]), tuple(weeks.middle[first]),
            tuple(weeks.high_80[first]), words(say("foretold")), tuple(weeks.real[first]), words(say("real")),
        ),
        words.language,
    )  # fmt: skip
    answer = say(
        "Of all {weeks} held-out weeks, foretold from several dates, {inside} lie inside the band of eight in"
        " ten and {wide} inside that of 95 in 100.",
        inside=weeks.inside_80, weeks=len(weeks.real), wide=len(weeks.real) - weeks.outside_95,
    )  # fmt: skip
    return words.chart(title, answer, drawn, alt, _weeks_table(title, weeks, words))


def _weeks_table(title: Message, weeks: HeldOutWeeks, words: Words) -> Table:
    headings = (
        say("Fitted up to"), say("Week from"), say("Real"), say("Eight in ten"), say("95 in 100"),
    )  # fmt: skip
    rows = tuple(
        (
            words.day(weeks.fitted_until[n]), words.day(weeks.begins_at[n]), words.number(weeks.real[n]),
            _between(weeks.low_80[n], weeks.high_80[n], words),
            _between(weeks.low_95[n], weeks.high_95[n], words),
        )
        for n in range(len(weeks.real))
    )  # fmt: skip
    return Table(
        words(title),
        tuple(words(each) for each in headings),
        rows,
        ("left", "left", "right", "right", "right"),
    )


def lead_time_chart(validation: Validation, words: Words) -> Chart:
    """Draw how long held-out orders took and how long the model let them take, open orders counted in."""
    both = validation.lead_times
    real, simulated = both.real, both.simulated
    title = say("How long do new orders take: foretold and real?")
    until_h = max(
        (each.reached_h(_shown(each)) for each in (real, simulated) if len(each.share)), default=1.0
    )
    unit_h = _HOURS_PER_DAY if until_h >= _DAYS_FROM_H else 1.0
    halves = [_told(each.reached_h(0.5), words) for each in (real, simulated)]
    answer = say(
        "Half of the real orders are done within {real}, half of the foretold ones within {foretold}; orders"
        " still open are counted in.",
        real=halves[0], foretold=halves[1],
    )  # fmt: skip
    alt = words(say("Two rising curves: the share of orders done after so long. {answer}", answer=answer))
    drawn = draw_curves(
        Curves(
            words(title), alt,
            (
                _curve(words(say("real")), real, unit_h, halves[0], band=True),
                _curve(words(say("foretold")), simulated, unit_h, halves[1], band=False),
            ),
            max(until_h, 1.0) / unit_h,
            words(say("days since its start")) if unit_h > 1 else words(say("hours since its start")),
            words(say("The band is 95 % confidence for the real orders.")),
            words(say("No order began in the held-out weeks.")),
        ),
        words.language,
    )  # fmt: skip
    headings = (say("Share of orders done"), say("Real"), say("Foretold"))
    rows = tuple(
        (words.share(part), *(_told(each.reached_h(part), words) for each in (real, simulated)))
        for part in _TABLE_SHARES
    )
    table = Table(words(title), tuple(words(each) for each in headings), rows, ("left", "right", "right"))
    return words.chart(title, answer, drawn, alt, table)


def _shown(curve: LeadTimeCurve) -> float:
    return min(_SHOWN_SHARE, float(curve.share[-1]))


def _curve(name: str, curve: LeadTimeCurve, unit_h: float, half_name: str, *, band: bool) -> Curve:
    half_h = curve.reached_h(0.5)
    return Curve(
        name,
        "line" if band else "dashes",
        tuple((curve.time_h / unit_h).tolist()),
        tuple(curve.share.tolist()),
        half_h / unit_h if isfinite(half_h) else None,
        half_name,
        tuple(curve.low.tolist()) if band else (),
        tuple(curve.high.tolist()) if band else (),
    )


def _told(hours: float, words: Words) -> str:
    if not isfinite(hours):
        return words(say("longer than the log shows"))
    if hours >= 2 * _HOURS_PER_DAY:
        return words(say("{amount} days", amount=words.number(hours / _HOURS_PER_DAY, 1)))
    return words(say("{amount} hours", amount=words.number(hours, 1)))


def _between(low: float, high: float, words: Words) -> str:
    return words(say("{low} to {high}", low=words.number(low), high=words.number(high)))
