"""The board: a column for each stage of the road, and what stands beside it."""

from dataclasses import dataclass
from typing import Any

from simmitt.web.outreach import queries
from simmitt.web.outreach.models import Lead
from simmitt.web.outreach.rules import works_with
from simmitt.web.outreach.stages import BESIDE, ROAD, Stage
from simmitt.web.scope.scope import Scope


@dataclass(frozen=True)
class Card:
    """A company on the board."""

    lead: Lead
    can_move: bool


@dataclass(frozen=True)
class Column:
    """A stage, how many stand there, and the cards that are shown."""

    stage: Stage
    count: int
    cards: list[Card]

    @property
    def is_long(self) -> bool:
        """Say whether there are too many for cards: then a list with a link is easier to read."""
        return self.count > queries.A_COLUMN


@dataclass(frozen=True)
class Board:
    """The whole board."""

    columns: list[Column]
    beside: list[Column]

    @property
    def is_empty(self) -> bool:
        """Say whether nobody is on it."""
        return not any(column.count for column in (*self.columns, *self.beside))

    @property
    def can_move(self) -> bool:
        """Say whether there is a card that the person may move."""
        return any(card.can_move for column in self.columns for card in column.cards)


def board_of(scope: Scope, movers: Scope, programme: Any) -> Board:
    """Give the board in two queries; ``movers`` is the scope in which cards may be moved."""
    rows = queries.leads(scope, programme)
    counts = queries.by_stage(rows)
    cards: dict[str, list[Card]] = {stage: [] for stage in ROAD}
    for lead in sorted(queries.cards(rows), key=_urgency):
        cards[lead.stage].append(Card(lead, works_with(movers, lead.company)))
    return Board(
        [Column(stage, counts.get(stage, 0), cards[stage]) for stage in ROAD],
        [Column(stage, counts.get(stage, 0), []) for stage in BESIDE],
    )


def _urgency(lead: Lead) -> tuple[Any, ...]:
    """Put those that wait for an answer first, then those that have stood longest."""
    return (not lead.awaits_answer, lead.answer_due_on if lead.awaits_answer else lead.stage_since)
