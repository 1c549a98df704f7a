"""The page of a fitted factory, in the order that its owner asks."""

from collections.abc import Sequence
from datetime import date

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
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.ground.texts import say


def compose_factory(material: Material, dated: date, *, odds: Sequence[OrderOdds] = ()) -> Document:
    """Give the page: the light first, then its proof, then the factory itself.

    Parameters
    ----------
    dated
        The log's last day.
    odds
        Of the orders that were open then.
    """
    parts = [
        *answer(material),
        *_proof(material),
        *open_orders(odds, material.validation.light, material.words),
        Heading(material.words(say("The factory")), 1),
        *_model(material),
    ]
    return _document(material, parts, dated)


def compose_validation(material: Material, dated: date) -> Document:
    """Give the first half of the page alone: the light and its proof."""
    return _document(material, [*answer(material), *_proof(material)], dated)


def compose_model(material: Material, dated: date) -> Document:
    """Give the second half of the page alone: the factory with its parameters."""
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
