"""When the open orders will be done, as a page of its own."""

from collections.abc import Sequence
from datetime import datetime

from simmitt.engine.report.document import Document
from simmitt.engine.report.open_orders import open_orders
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.engine.validation import Light
from simmitt.ground.texts import Language, say


def compose_odds(
    odds: Sequence[OrderOdds], light: Light, at: datetime, name: str, language: Language
) -> Document:
    """Give the page on open orders.

    Parameters
    ----------
    light
        Of the model: a red one gives no odds.
    at
        The instant at which they are open: the log's end.
    name
        Of the factory.
    """
    words = Words(language)
    return Document(
        title=words(say("When open orders will be done")),
        subtitle=name,
        language=language,
        dated=at.date(),
        parts=tuple(open_orders(odds, light, words)),
    )
