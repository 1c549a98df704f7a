"""States of machines, made into rows of a log and stops beside it."""

import polars as pl

from simmitt.engine.eventlog.companions import STOP_KINDS
from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP
from simmitt.engine.eventlog.state_words import RESTING, known_states
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import Question
from simmitt.ground.texts import Message, say, say_many

# A row of a log of states, typed; ``end_at`` is null where a state lasts until the next one.
SPELLS: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "machine": pl.String(),
    "state": pl.String(),
    "start_at": pl.Datetime("us"),
    "end_at": pl.Datetime("us"),
    "reason": pl.String(),
    "order": pl.String(),
    "product": pl.String(),
    "worker": pl.String(),
}
WORK = (RUN, SETUP, BREAKDOWN)
# A machine that reports its state again and again and then is silent for so many times the usual
# interval wasn't seen in between.
SILENT_INTERVALS = 10.0
_REPEATING_SHARE = 0.5


class UnknownStates(Question):
    """The states hold words whose meaning only the user knows."""


def read_states(understood: Understood, words: pl.Series) -> pl.Series:
    """Give the state of each row, null where none stands.

    Raises
    ------
    UnknownStates
    """
    present = words.drop_nulls().unique().sort().to_list()
    known = known_states(present, understood.mapping.states)
    unknown = [word for word in present if word not in known]
    if unknown:
        raise _ask(understood, words, unknown)
    return words.replace_strict(known, default=None, return_dtype=pl.String)


def _ask(understood: Understood, words: pl.Series, unknown: list[str]) -> UnknownStates:
    listed = ", ".join(f'"{word}"' for word in unknown)
    return UnknownStates(
        say("The states {words} aren't known.", words=listed, choices=tuple(unknown)),
        expected=say(
            "A machine runs (run), is set up (setup), is broken down (breakdown), stands as planned "
            "(planned),"
            " waits for material or operator (material, operator), has nothing to do (idle) or is off (off)."
        ),
        remedy=say(
            "Answer with lines in the mapping file: [states] run = [{words}], or setup, breakdown, planned,"
            " material, operator, idle, off = […].",
            words=listed,
        ),
        place=understood.place("state", int((words == unknown[0]).arg_true()[0])),
    )


def close_spells(spells: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give states with an end: where the table tells only changes, each lasts until the machine's next.

    A state that is reported again goes on. Where a machine that keeps repeating its state falls
    silent, its last state ends one usual interval after it was last told. The last state of a
    machine has no end.
    """
    if spells["end_at"].null_count() < spells.height or spells.is_empty():
        return spells, []
    ordered = spells.drop_nulls("start_at").sort("machine", "start_at", "row", maintain_order=True)
    machine = pl.col("machine")
    same = (pl.col("state").eq_missing(pl.col("state").shift(1)) & machine.eq_missing(machine.shift(1))
            & pl.col("order").eq_missing(pl.col("order").shift(1)))  # fmt: skip
    following = pl.col("start_at").shift(-1).over("machine")
    told = ordered.with_columns(same=same.fill_null(value=False), until=following)
    silent, silences = _silence(told)
    told = told.with_columns(
        until=pl.when(silent).then(pl.col("start_at") + _usual_interval()).otherwise("until"),
        after_silence=silent.shift(1).fill_null(value=False) if silences else pl.lit(value=False),
    )
    runs = told.with_columns(spell=(~(pl.col("same") & ~pl.col("after_silence"))).cum_sum())
    others = [name for name in SPELLS if name not in ("end_at",)]
    closed = runs.group_by("spell", maintain_order=True).agg(
        *(pl.col(name).first() for name in others), pl.col("until").last().alias("end_at")
    )
    return closed.select(list(SPELLS)).sort("row"), _closing_notes(silences, spells, closed)


def _usual_interval() -> pl.Expr:
    return (pl.col("until") - pl.col("start_at")).median().over("machine")


def _silence(told: pl.DataFrame) -> tuple[pl.Series, int]:
    """Tell the rows after which a machine that repeats its state was silent for unusually long."""
    repeats = pl.col("same").mean().over("machine") >= _REPEATING_SHARE
    long = (pl.col("until") - pl.col("start_at")) > SILENT_INTERVALS * _usual_interval()
    silent = told.select((repeats & long).fill_null(value=False).alias("silent")).to_series()
    return silent, int(silent.sum())


def _closing_notes(silences: int, spells: pl.DataFrame, closed: pl.DataFrame) -> list[Message]:
    notes = [say("The log tells changes of state; each state lasts until the machine's next one.")]
    timeless = spells["start_at"].null_count()
    if timeless:
        notes.append(
            say_many(
                "{count} row without a time was left out.",
                "{count} rows without a time were left out.",
                timeless,
            )
        )
    if silences:
        notes.append(
            say_many(
                "{count} time a machine was silent for unusually long; its state is unknown there.",
                "{count} times a machine was silent for unusually long; its state is unknown there.",
                silences,
            )
        )
    unclosed = closed["end_at"].null_count()
    if unclosed:
        notes.append(
            say_many(
                "{count} state was still going on when the log ends; its end is left open.",
                "{count} states were still going on when the log ends; their ends are left open.",
                unclosed,
            )
        )
    return notes


def work_of(spells: pl.DataFrame) -> pl.DataFrame:
    """Give the spells of running, setup and breakdown as rows of a log."""
    work = spells.filter(pl.col("state").is_in(WORK))
    return work.with_columns(pl.col("state").alias("kind"), pl.col("machine").alias("activity"))


def stops_of(spells: pl.DataFrame, states: tuple[str, ...]) -> pl.DataFrame:
    """Give the spells of standing in these states, or standing without a reason, as a table of stops."""
    stops = spells.filter(pl.col("state").is_in(states))
    return stops.select(
        "row", "machine", "start_at", "end_at", pl.col("state").cast(STOP_KINDS).alias("kind"), "reason"
    )


def rest_note(spells: pl.DataFrame) -> list[Message]:
    """Tell of states that are neither work nor a stop."""
    count = spells.filter(pl.col("state").is_in(RESTING)).height
    if not count:
        return []
    return [
        say_many(
            "{count} row says that a machine had nothing to do or was off; it counts neither as work nor "
            "as stop.",
            "{count} rows say that machines had nothing to do or were off; they count neither as work nor as"
            " stops.",
            count,
        )
    ]
