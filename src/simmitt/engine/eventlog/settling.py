"""What one file can't decide alone, another with the same headings may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from simmitt.engine.eventlog.classifying import Classified
from simmitt.engine.eventlog.dating import AmbiguousDates
from simmitt.engine.eventlog.instants import date_of, take_apart
from simmitt.engine.eventlog.mapping import DATE_ORDERS, DateOrder, Mapping
from simmitt.engine.eventlog.numbers import weigh_sign
from simmitt.engine.eventlog.quantities import AmbiguousNumbers
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say


class Decided(Protocol):
    """What was learnt about the writing of a table."""

    @property
    def date_order(self) -> str:
        """The order of day, month and year, or several with commas between."""

    @property
    def decimal_sign(self) -> str:
        """The decimal sign, or several with commas between."""


Read = TypeVar("Read", bound=Decided)
Held_co = TypeVar("Held_co", covariant=True)


@dataclass(frozen=True)
class Settled(Generic[Held_co]):
    """A table as it was read, and what it borrowed from another."""

    classified: Classified
    read: Held_co
    notes: tuple[Message, ...] = ()


def read_all(tables: Sequence[Classified], read: Callable[[Understood], Read]) -> list[Settled[Read]]:
    """Read tables of one sort; a doubtful date or number is read as in a table of the same headings.

    What a table decides itself is never overruled.

    Raises
    ------
    Question
        No other table decides it either.
    InputFault
    """
    done: dict[int, Settled[Read]] = {}
    questions: dict[int, Question] = {}
    for at, one in enumerate(tables):
        try:
            done[at] = Settled(one, read(_of(one)))
        except (AmbiguousDates, AmbiguousNumbers) as doubt:
            questions[at] = doubt
    sure = list(done.values())
    for at, question in questions.items():
        done[at] = _borrowing(Settled(tables[at], None), sure, read, question)
    return [done[at] for at in range(len(tables))]


def _of(one: Classified) -> Understood:
    assert one.understood is not None
    return one.understood


def _borrowing(
    doubtful: Settled[None],
    sure: Sequence[Settled[Read]],
    read: Callable[[Understood], Read],
    question: Question,
) -> Settled[Read]:
    """Read a table with what its like decided; first perhaps its dates, then its numbers."""
    one = doubtful.classified
    lender, mapping = _lender(_of(one), sure, question)
    if lender is None:
        raise question
    told = replace(one, understood=replace(_of(one), mapping=mapping))
    settled = Settled(told, None, (*doubtful.notes, _note(one, lender, question)))
    try:
        return Settled(told, read(_of(told)), settled.notes)
    except (AmbiguousDates, AmbiguousNumbers) as another:
        return _borrowing(settled, sure, read, another)


def _lender(
    understood: Understood, sure: Sequence[Settled[Read]], question: Question
) -> tuple[Settled[Read] | None, Mapping]:
    """Give the first table of the same headings whose decision all share, and the mapping with it."""
    headings = set(understood.grid.cells.columns)
    alike = [one for one in sure if set(one.classified.table.grid.cells.columns) == headings]
    mapping = understood.mapping
    if isinstance(question, AmbiguousDates):
        orders = {one.read.date_order for one in alike if one.read.date_order}
        for order in DATE_ORDERS:
            if orders == {order} and not mapping.date_order and _every_date_allows(understood, order):
                return _first(alike, "date_order"), replace(mapping, date_order=order)
    else:
        signs = {one.read.decimal_sign for one in alike if one.read.decimal_sign}
        for sign in (",", "."):
            if signs == {sign} and not mapping.decimal_sign and _no_number_forbids(understood, sign):
                return _first(alike, "decimal_sign"), replace(mapping, decimal_sign=sign)
    return None, mapping


def _first(alike: Sequence[Settled[Read]], decision: str) -> Settled[Read]:
    return next(one for one in alike if getattr(one.read, decision))


def _every_date_allows(understood: Understood, order: DateOrder) -> bool:
    """Whether no date of the table that has a meaning at all loses it in this order."""
    dated = [one.name for one in understood.recognition.fields if one.content == "instant"]
    for cells in understood.all_held(tuple(dated)).values():
        for day in take_apart(cells).day.drop_nulls().unique().to_list():
            possible = [other for other in DATE_ORDERS if date_of(day, other)]
            if possible and order not in possible:
                return False
    return True


def _no_number_forbids(understood: Understood, sign: str) -> bool:
    """Whether no number of the table can only be read with the other sign."""
    numeric = [
        one.name for one in understood.recognition.fields if one.content in ("number", "pieces", "duration")
    ]
    found = [weigh_sign(cells).proofs for cells in understood.all_held(tuple(numeric)).values()]
    return not any(count for proofs in found for proven, count in proofs.items() if proven != sign)


def _note(one: Classified, lender: Settled[Read], question: Question) -> Message:
    if isinstance(question, AmbiguousDates):
        return say(
            "The dates of {table} can be read in two ways; they were read as in {other}, which has the same"
            " headings.",
            table=one.table.name, other=lender.classified.table.name,
        )  # fmt: skip
    return say(
        "The numbers of {table} can be read in two ways; they were read as in {other}, which has the same"
        " headings.",
        table=one.table.name, other=lender.classified.table.name,
    )  # fmt: skip
