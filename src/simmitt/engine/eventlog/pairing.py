"""Reports out of stampings: a start and the completion that belongs to it."""

import polars as pl

from simmitt.engine.eventlog.headings import Phrase
from simmitt.ground.texts import Message, say_many

STARTED, COMPLETED, IGNORED = "start", "complete", "ignored"
_WORDS = {
    # Who resumes starts again, who pauses is done for now.
    STARTED: "start started starts begin began begun in påbörjad påbörja påbörjat instämpling stämplain"
    " stämpladin startad startat börja börjad resume resumed återuppta återupptagen fortsätt checkin clockin",
    COMPLETED: "complete completed end ended stop stopped stopp slut ut out klar klart färdig färdigt "
    "avslutad"
    " avsluta avslutat utstämpling stämplaut stämpladut finish finished done suspend suspended pause paused"
    " paus pausad stoppad checkout clockout",
}
_PHASES = {Phrase.of(word).joined: phase for phase, words in _WORDS.items() for word in words.split()}
# Of other words a few rows may tell: a schedule, a remark.
_KNOWN_SHARE = 0.8
KEY = ("order", "activity", "machine", "worker")


def known_phases(words: pl.Series) -> dict[str, str]:
    """Give the phase of each word that is one, or nothing where the rows aren't starts and completions."""
    told = words.drop_nulls()
    found = {word: _PHASES.get(Phrase.of(word).joined, IGNORED) for word in told.unique().to_list()}
    known = told.is_in([word for word, phase in found.items() if phase != IGNORED])
    enough = int(known.sum()) >= _KNOWN_SHARE * len(told)
    return found if enough and {STARTED, COMPLETED} <= set(found.values()) else {}


def pair_stampings(rows: pl.DataFrame, words: pl.Series) -> tuple[pl.DataFrame, list[Message]]:
    """Give one row per report from rows of which each tells only one end of it.

    Within order, activity, machine and worker the first open start takes the next completion.
    A start that is never completed has no end, a completion without a start no start; what the
    completion says of pieces wins over what the start says.

    Parameters
    ----------
    rows
        In the log's shape, with the instant in ``end_at``.
    words : (n_rows,)
        What each row says: that work starts or that it is done.
    """
    phases = known_phases(words)
    phase = words.replace_strict(phases, default=IGNORED, return_dtype=pl.String)
    told = rows.with_columns(phase.alias("phase")).filter(pl.col("phase") != IGNORED)
    key = [name for name in KEY if told[name].null_count() < told.height]
    step = pl.when(pl.col("phase") == STARTED).then(1).otherwise(-1)
    ordered = told.with_columns(step=step).sort("end_at", -pl.col("step"), "row", maintain_order=True)
    # A completion that brings the balance to a new low below zero has no start of its own.
    low = pl.min_horizontal(pl.col("step").cum_sum().cum_min(), 0)
    marked = ordered.with_columns(low=low.over(key)).with_columns(
        alone=(pl.col("step") < 0) & (pl.col("low") < pl.col("low").shift(1, fill_value=0).over(key))
    )
    marked = marked.with_columns(turn=pl.col("step").cum_count().over([*key, "step", "alone"]))
    marks = ["phase", "step", "low", "alone", "turn"]
    starts = marked.filter(pl.col("step") > 0).with_columns(start_at="end_at", end_at=None)
    ends = marked.filter(pl.col("step") < 0)
    both = starts.join(
        ends.filter(~pl.col("alone")), on=[*key, "turn"], how="left", nulls_equal=True, suffix="\0end"
    )
    later = [name for name in rows.columns if name not in {*key, "row", "start_at"}]
    both = both.with_columns(pl.coalesce(f"{name}\0end", name).alias(name) for name in later)
    reports = pl.concat([both.select(rows.columns), ends.filter("alone").drop(marks).select(rows.columns)])
    return reports.sort("row"), _notes(rows.height - told.height, both["end_at"].null_count(), ends)


def _notes(ignored: int, open_ended: int, ends: pl.DataFrame) -> list[Message]:
    found = []
    if ignored:
        found.append(
            say_many(
                "{count} row that neither starts nor completes work was left out.",
                "{count} rows that neither start nor complete work were left out.",
                ignored,
            )
        )
    if open_ended:
        found.append(
            say_many(
                "{count} start has no completion; its end is left open.",
                "{count} starts have no completion; their ends are left open.",
                open_ended,
            )
        )
    alone = int(ends["alone"].sum())
    if alone:
        found.append(
            say_many(
                "{count} completion has no start; its start is left open.",
                "{count} completions have no start; their starts are left open.",
                alone,
            )
        )
    return found
