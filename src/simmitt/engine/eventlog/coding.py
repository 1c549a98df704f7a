"""The kind of each report and its rework mark."""

import polars as pl

from simmitt.engine.eventlog.held import as_texts, different
from simmitt.engine.eventlog.kinds import kinds_of_activities, known_kinds, to_flags, to_kinds
from simmitt.engine.eventlog.log import KINDS, RUN
from simmitt.engine.eventlog.understood import Understood, unreadable_notes
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say, say_many


class UnknownKinds(Question):
    """The column of kinds holds codes whose meaning only the user knows."""


def read_kinds(understood: Understood) -> tuple[pl.Series, list[Message]]:
    """Give the kind of each row, null where a code means neither run, setup nor breakdown.

    Raises
    ------
    UnknownKinds
    """
    codes = understood.held("kind")
    if codes is None:
        return _by_activity(understood)
    present = different(codes).sort().to_list()
    known = known_kinds(present, understood.mapping.kinds)
    unknown = [code for code in present if code not in known]
    if unknown:
        raise _ask(understood, codes, unknown)
    blank = codes.null_count()
    notes = [] if not blank else [_blank_note(understood, blank)]
    return to_kinds(codes, known), notes


def read_rework(understood: Understood) -> tuple[pl.Series | None, list[Message]]:
    """Give the rework mark of each row, or None where the file has no such column."""
    texts = understood.held("rework")
    if texts is None:
        return None, []
    flags = to_flags(texts)
    expected = say("A mark says yes or no.")
    return flags, unreadable_notes(understood, "rework", flags, needed=False, expected=expected)


def _by_activity(understood: Understood) -> tuple[pl.Series, list[Message]]:
    activities = understood.held("activity")
    if activities is None:
        return pl.Series("kind", [RUN] * understood.grid.cells.height, dtype=KINDS), []
    kinds = kinds_of_activities(activities)
    special = int((kinds != RUN).sum())
    if not special:
        return kinds, []
    return kinds, [
        say_many(
            "{count} row was taken as setup or breakdown, because its activity is called so.",
            "{count} rows were taken as setup or breakdown, because their activity is called so.",
            special,
        )
    ]


def _blank_note(understood: Understood, blank: int) -> Message:
    return say_many(
        "{count} row says nothing in the column {heading}; its kind is left open.",
        "{count} rows say nothing in the column {heading}; their kind is left open.",
        blank,
        heading=understood.heading("kind"),
    )


def _ask(understood: Understood, codes: pl.Series, unknown: list[str]) -> UnknownKinds:
    listed = ", ".join(f'"{code}"' for code in unknown)
    return UnknownKinds(
        say(
            "The codes {codes} aren't known as run, setup or breakdown.", codes=listed, choices=tuple(unknown)
        ),
        expected=say("Known codes are run, setup, breakdown; D, S, B; produktion, ställ, stopp."),
        remedy=say(
            "Answer with lines in the mapping file: [kinds] run = [{codes}],"
            " or setup, breakdown, other = […].",
            codes=listed,
        ),
        place=understood.place("kind", int((as_texts(codes) == unknown[0]).arg_true()[0])),
    )
