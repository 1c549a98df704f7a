"""What the plan rests on: need, current state, model, and how well the model foretells."""

from collections import defaultdict

from simmitt.engine.factory import Factory
from simmitt.engine.kpi import Losses
from simmitt.engine.plan import ActionPlan, Grounds
from simmitt.engine.report.current_state import bottleneck_chart, by_severity, loss_chart, wip_chart
from simmitt.engine.report.document import (
    Bullets,
    Callout,
    Fields,
    Heading,
    Paragraph,
    Part,
)
from simmitt.engine.report.validation_parts import (
    LIGHT_NAMES,
    distances_table,
    forecast_chart,
    reasons,
    tone_of,
)
from simmitt.engine.report.words import Words
from simmitt.engine.validation import much_plain_delay
from simmitt.ground.texts import say

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
        Callout(words(LIGHT_NAMES[validation.light]), words(validation.verdict), tone_of(validation.light)),
        *reasons(validation, words),
        distances_table(validation, words),
        forecast_chart(validation, words),
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
