"""Pieces and durations: their decimal sign and unit found, told by the user, or asked for."""

from dataclasses import dataclass, field

import polars as pl

from simmitt.engine.eventlog.durations import bare_numbers
from simmitt.engine.eventlog.numbers import SignEvidence, to_numbers, weigh_sign
from simmitt.engine.eventlog.reported import read_reported
from simmitt.engine.eventlog.understood import Understood, unreadable_notes
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say

PIECES = ("ordered_pieces", "good_pieces", "rejected_pieces", "review_pieces")
_LOST = ("rejected_pieces", "review_pieces")
_FEWEST_SHARES = 4


class AmbiguousNumbers(Question):
    """A number such as 1.234 could be a thousand or one and a bit."""


@dataclass(frozen=True)
class Quantities:
    """Numbers of pieces and durations in seconds; a field is absent where no column tells it."""

    pieces: dict[str, pl.Series]
    reported_s: pl.Series | None
    decimal_sign: str
    notes: tuple[Message, ...] = field(default=())


def read_quantities(understood: Understood, start: pl.Series | None, end: pl.Series | None) -> Quantities:
    """Give pieces and durations; times help to tell a duration's unit.

    Raises
    ------
    AmbiguousNumbers, UnknownDurationUnit, HoursOrMinutes, UnreadableColumn
    """
    texts = understood.all_held(PIECES)
    span = understood.held("reported_s")
    numeric = {**texts, **({} if span is None else {"reported_s": bare_numbers(span)})}
    signs = _signs(understood, numeric)
    pieces = {name: to_numbers(cells, signs[name]) for name, cells in texts.items()}
    pieces, shares = _without_shares(understood, pieces)
    notes = [
        note
        for name, values in pieces.items()
        if name not in shares
        for note in unreadable_notes(
            understood, name, values, needed=False, expected=say("A number of pieces looks like 12 or 12,5.")
        )
    ]
    notes += shares.values()
    reported_s = None
    if span is not None:
        reported_s, more = read_reported(understood, signs["reported_s"], start, end)
        notes += more
    return Quantities(pieces, reported_s, _told_sign(understood, numeric), tuple(notes))


def _without_shares(
    understood: Understood, pieces: dict[str, pl.Series]
) -> tuple[dict[str, pl.Series], dict[str, Message]]:
    """Empty what should be rejected pieces but is none: most are parts of one, and none is above it."""
    shares = {}
    for name in [name for name in _LOST if name in pieces]:
        values = pieces[name].drop_nulls()
        between = values.filter((values > 0) & (values < 1))
        if len(between) > _FEWEST_SHARES and values.is_between(0, 1).all():
            pieces = {**pieces, name: pieces[name].clear(len(pieces[name]))}
            shares[name] = say(
                "The numbers in {heading} are shares and no pieces; they were left out.",
                heading=understood.heading(name),
            )
    return pieces, shares


def read_numbers(
    understood: Understood, fields: tuple[str, ...]
) -> tuple[dict[str, pl.Series], list[Message]]:
    """Give the numbers of those among the fields that have a column, and what couldn't be read.

    Raises
    ------
    AmbiguousNumbers
    """
    texts = understood.all_held(fields)
    signs = _signs(understood, texts)
    numbers = {name: to_numbers(cells, signs[name]) for name, cells in texts.items()}
    expected = say("A number looks like 12 or 12,5.")
    notes = [
        note
        for name, values in numbers.items()
        for note in unreadable_notes(understood, name, values, needed=False, expected=expected)
    ]
    return numbers, notes


def _signs(understood: Understood, numeric: dict[str, pl.Series]) -> dict[str, str]:
    """Give each column's decimal sign; a doubtful column follows the others of the file."""
    told = understood.mapping.decimal_sign
    evidence = {name: weigh_sign(cells) for name, cells in numeric.items()}
    exact = {name for name in numeric if understood.heading(name) in understood.grid.exact}
    proven = {one.sign for name, one in evidence.items() if name not in exact and one.sign}
    shared = next(iter(proven)) if len(proven) == 1 else ""
    signs = {}
    for name, one in evidence.items():
        signs[name] = "." if name in exact else told or one.sign or shared or one.commoner
        if name in exact or told:
            continue
        if one.contradicts_itself:
            raise _ask_about_both(understood, name)
        if not (one.sign or shared) and one.doubtful_at is not None:
            raise _ask_sign(understood, name, one)
    return signs


def _told_sign(understood: Understood, numeric: dict[str, pl.Series]) -> str:
    signs = {weigh_sign(cells).sign for cells in numeric.values()} - {""}
    return understood.mapping.decimal_sign or ", ".join(sorted(signs)) if len(signs) != 1 else signs.pop()


def _ask_sign(understood: Understood, name: str, one: SignEvidence) -> AmbiguousNumbers:
    return AmbiguousNumbers(
        say("{number} can be read in two ways: with three decimals, or as thousands.", number=one.doubtful),
        expected=say("One number that shows the decimal sign, such as 12,5, would settle it."),
        remedy=say('Answer with a line in the mapping file: [numbers] decimal = "," or decimal = ".".'),
        place=understood.place(name, one.doubtful_at),
    )


def _ask_about_both(understood: Understood, name: str) -> AmbiguousNumbers:
    return AmbiguousNumbers(
        say("Some numbers in this column have a decimal comma and others a decimal point."),
        expected=say("One decimal sign in a column."),
        remedy=say('Answer with a line in the mapping file: [numbers] decimal = "," or decimal = ".".'),
        place=understood.place(name),
    )
