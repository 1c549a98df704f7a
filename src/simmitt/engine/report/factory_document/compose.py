"""The page of a fitted factory, in the order that its owner asks."""

from collections.abc import Mapping, Sequence
from datetime import date

from simmitt.engine.experiments import InputDoubt
from simmitt.engine.factory.model import Factory
from simmitt.engine.report.document import Document, Heading, Paragraph, Part
from simmitt.engine.report.factory_document.answer import answer
from simmitt.engine.report.factory_document.doubt import doubt
from simmitt.engine.report.factory_document.drawn import drawn
from simmitt.engine.report.factory_document.material import Material
from simmitt.engine.report.factory_document.parameters import parameters
from simmitt.engine.report.factory_document.unknown import unknown
from simmitt.engine.report.open_orders import open_orders
from simmitt.engine.report.validation_parts import (
    beside_chart,
    forecast_chart,
    lead_time_chart,
    weeks_chart,
)
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.engine.simulation.output import Output
from simmitt.engine.validation import Validation
from simmitt.ground.texts import Language, say


def compose_factory(  # noqa: PLR0913 - each answers a question of its own
    factory: Factory,
    today: Output,
    validation: Validation,
    explained_share: float,
    doubts: Mapping[str, InputDoubt],
    dated: date,
    language: Language,
    *,
    odds: Sequence[OrderOdds] = (),
) -> Document:
    """Give the page: the light first, then its proof, then the factory itself.

    Parameters
    ----------
    today
        The factory as it is, simulated.
    explained_share
        Of the waiting, in the factory fitted to the whole log.
    doubts
        How sure the main figures are, by figure.
    dated
        The log's last day.
    odds
        Of the orders that were open then.
    """
    material = Material(factory, today, validation, explained_share, doubts, Words(language))
    parts = [
        *answer(material),
        *_proof(material),
        *open_orders(odds, validation.light, material.words),
        Heading(material.words(say("The factory")), 1),
        *_model(material),
    ]
    return _document(material, parts, dated)


def compose_validation(
    factory: Factory,
    today: Output,
    validation: Validation,
    explained_share: float,
    doubts: Mapping[str, InputDoubt],
    dated: date,
    language: Language,
) -> Document:
    """Give the first half of the page alone: the light and its proof."""
    material = Material(factory, today, validation, explained_share, doubts, Words(language))
    return _document(material, [*answer(material), *_proof(material)], dated)


def compose_model(
    factory: Factory,
    today: Output,
    validation: Validation,
    explained_share: float,
    doubts: Mapping[str, InputDoubt],
    dated: date,
    language: Language,
) -> Document:
    """Give the second half of the page alone: the factory with its parameters."""
    material = Material(factory, today, validation, explained_share, doubts, Words(language))
    return _document(material, _model(material), dated)


def _model(material: Material) -> list[Part]:
    return [drawn(material), *parameters(material), *doubt(material), *unknown(material)]


def _document(material: Material, parts: Sequence[Part], dated: date) -> Document:
    factory, words = material.factory, material.words
    digest = factory.fitted_on.get("sha256", "")[:8]
    return Document(
        title=words(say("The factory as a model, and whether to believe it")),
        subtitle=factory.name,
        language=words.language,
        dated=dated,
        parts=tuple(parts),
        footer=words(say("Fitted to log {digest}", digest=digest)),
    )


def _proof(material: Material) -> list[Part]:
    words, validation = material.words, material.validation
    throughput = next(each for each in validation.weeks if each.measure == "throughput")
    weeks = weeks_chart(throughput, words)
    told = say(
        "The model was fitted to the first two thirds of the log, up to {day:date}, and asked what would come"
        " after. Here is what it said beside what happened.",
        day=validation.fitted_until,
    )
    return [
        Heading(words(say("What it foretold, and what happened")), 1),
        Paragraph(words(told)),
        beside_chart(validation, words),
        forecast_chart(validation, words),
        *([weeks] if weeks else []),
        lead_time_chart(validation, words),
    ]
