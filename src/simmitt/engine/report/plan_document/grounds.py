"""What the plan rests on: need, current state, model, and how well the model foretells."""

from collections import defaultdict

from simmitt.engine.factory import Factory
from simmitt.engine.kpi import Losses
from simmitt.engine.plan import ActionPlan, Grounds
from simmitt.engine.report.charts.fan import Fan, draw_fan
from simmitt.engine.report.current_state import bottleneck_chart, by_severity, loss_chart, wip_chart
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Chart,
    Fields,
    Heading,
    Paragraph,
    Part,
    Table,
    Tone,
)
from simmitt.engine.report.words import Words
from simmitt.engine.validation import Validation, much_plain_delay
from simmitt.ground.texts import Message, say

_TOLD_FINDINGS = 5
_TOLD_PLACES = 3


def need(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the company and what it wants, for its own people to fill in."""
    return [
        Heading(words(say("Company and need")), 1),
        Paragraph(
            words(
                say(
                    "The indicator is {name} ({unit}), baseline {first:date} to {last:date}. {definition}",
                    name=plan.indicator.name, unit=plan.indicator.unit, first=plan.indicator.baseline_from,
                    last=plan.indicator.baseline_to, definition=plan.indicator.definition,
                )
            )
        ),
        Fields(
            (
                words(say("What should be better a year from now, in the company's own words")),
                words(say("Area and operations champion")),
                words(say("Hours a week that the company promises")),
            )
        ),
    ]  # fmt: skip


def current_state(grounds: Grounds, losses: Losses | None, words: Words) -> list[Part]:
    """Give what the log shows, and how far it can be trusted."""
    log, diagnosis = grounds.log, grounds.diagnosis
    parts: list[Part] = [
        Heading(words(say("Current state")), 1),
        Paragraph(
            words(
                say(
                    "The log {file} holds {rows} rows on {orders} orders from {first:date} to {last:date}."
                    " Data grade {grade}: {reason}",
                    file=log.source.file, rows=log.rows.height, orders=log.rows["order"].n_unique(),
                    first=log.first_at, last=log.last_at, grade=diagnosis.grade,
                    reason=diagnosis.grade_reason,
                )
            )
        ),
    ]  # fmt: skip
    worst = [each for each in by_severity(diagnosis) if each.severity != "info"][:_TOLD_FINDINGS]
    if worst:
        parts.append(
            Bullets(tuple(f"{words(each.title)} ({each.count}). {words(each.effect.text)}" for each in worst))
        )
    if losses:
        parts.append(loss_chart(losses, words))
    return [*parts, bottleneck_chart(grounds.as_is, words), wip_chart(grounds.as_is, words)]


def model(grounds: Grounds, words: Words) -> list[Part]:
    """Give what the model is, and how well it foretold weeks it had not seen."""
    factory, validation = grounds.factory, grounds.validation
    about = say(
        "The model has {stations} stations, {operations} operations, {products} products and {crews}"
        " crews, all"
        " fitted to the log. Queues, working hours and batches explain {share:.0%} of the waiting"
        " that the log"
        " shows; the rest is plain delay whose cause it does not show.",
        stations=len(factory.stations), operations=len(factory.operations), products=len(factory.products),
        crews=len(factory.crews), share=grounds.explained_share,
    )  # fmt: skip
    return [
        Heading(words(say("The model and how well it matches")), 1),
        Paragraph(words(about)),
        Callout(words(LIGHT_NAMES[validation.light]), words(validation.verdict), _tone(validation)),
        *_reasons(validation, words),
        _distances(validation, words),
        _forecast(validation, words),
        *_unanswered(grounds, words),
    ]


def _unanswered(grounds: Grounds, words: Words) -> list[Part]:
    """Give what the log can't answer, and the cheapest measurement that would."""
    unmeasured = [each.logged_as for each in grounds.factory.operations if each.run_s.mean == 0]
    items = []
    if much_plain_delay(grounds.explained_share) and (places := _longest_delays(grounds.factory)):
        items.append(
            say(
                "Why orders stand still. Most unexplained waiting lies before {places}. Cheapest"
                " next measurement:"
                " let people there note the reason each time an order waits, in five words to tick,"
                " for two weeks.",
                places=", ".join(places),
            )
        )
    if unmeasured:
        items.append(
            say(
                "How long {operations} takes: no row of it has a measured time, so it counts as no"
                " time at all."
                " Stamp start and end for two weeks.",
                operations=", ".join(sorted(set(unmeasured))[:_TOLD_PLACES]),
            )
        )
    if not items:
        return []
    heading = Heading(words(say("What the log cannot answer")), 2)
    return [heading, Bullets(tuple(words(each) for each in items))]


def _longest_delays(factory: Factory) -> list[str]:
    """Name the stations before which an average order stands longest without an explanation."""
    delay_s = {each.name: each.delay_s.mean if each.delay_s else 0.0 for each in factory.operations}
    station_of = {each.name: each.station for each in factory.operations}
    total: dict[str, float] = defaultdict(float)
    for product in factory.products:
        weight = sum(way.weight for way in product.routings)
        for way in product.routings:
            for name in way.operations:
                total[station_of[name]] += product.share * way.weight / weight * delay_s[name]
    longest = sorted(total, key=lambda station: -total[station])[:_TOLD_PLACES]
    return [station for station in longest if total[station] > 0]


def _tone(validation: Validation) -> Tone:
    return "done" if validation.light == "green" else "doubt"


def _reasons(validation: Validation, words: Words) -> list[Part]:
    """Give why the light is not green, the gravest first."""
    reasons = tuple(
        words(say("{light}: {reason}", light=LIGHT_NAMES[each.light], reason=each.text))
        for each in validation.reasons
    )
    return [Bullets(reasons)] if reasons else []


def _distances(validation: Validation, words: Words) -> Table:
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


def _forecast(validation: Validation, words: Words) -> Chart:
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
                words(say("{low} to {high}", low=words.number(wip.low[n]), high=words.number(wip.high[n]))),
            )
            for n in weekly
        ),
        ("left", "right", "right", "right"),
    )  # fmt: skip
    return words.chart(title, answer, drawn, alt, table)


LIGHT_NAMES: dict[str, Message] = {"green": say("Green"), "amber": say("Amber"), "red": say("Red")}
DISTANCE_NAMES: dict[str, Message] = {
    "lead_time": say("Lead time of new orders, hours"),
    "wip": say("Orders under way, orders"),
    "throughput": say("Throughput, orders a week"),
}
