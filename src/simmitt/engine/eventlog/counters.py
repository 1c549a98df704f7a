"""Counters that grow, read off again and again, made into stretches in which a machine ran."""

import numpy as np
import polars as pl

from simmitt.engine.eventlog.counter_steps import Odd, pieces_between, scrap_until, sound
from simmitt.engine.eventlog.log import RUN
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message

READINGS: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "machine": pl.String(),
    "at": pl.Datetime("us"),
    "count": pl.Float64(),
    "scrap_count": pl.Float64(),
    "order": pl.String(),
    "product": pl.String(),
}
IDLE_CYCLES = 3.0
GAP_INTERVALS = 3.0
# Read this often a counter hides none but the short stops that count as slow production elsewhere too.
# Readings further apart tell the pieces, but not how much of the time between them was worked.
COARSE_S = 300.0


def run_rows(readings: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give the stretches in which counters grew as rows of a log, and what was odd.

    Machine by machine, in time: the pieces of a step are the difference of two readings. Where a
    counter falls it was reset (the pieces since are what it shows) or has rolled over (what was
    missing to the next power of ten or two comes on top); a single reading that contradicts its
    neighbours is left out, and so is a step that is too large to be production. The machine
    counts as running while pieces keep coming; where the next one takes longer than
    ``IDLE_CYCLES`` usual cycles it stood in between. Over a stretch without readings nobody
    knows when the pieces were made: they count, the run before the reading that shows them is as
    long as they usually take, and the row is marked as estimated. So are all runs of a machine whose
    readings lie more than five minutes apart: one piece makes the whole stretch between two of them a run.

    Parameters
    ----------
    readings
        Columns of ``READINGS``.

    Returns
    -------
    rows
        Columns row, machine, order, product, start_at, end_at, good_pieces, rejected_pieces,
        estimated; row is that of the reading that ends the stretch.
    """
    odd = Odd()
    known = readings.drop_nulls(["at", "count"])
    odd.unreadable = readings.height - known.height
    frames = [
        _of_machine(own.sort("at", "row", maintain_order=True), odd)
        for own in known.partition_by("machine", maintain_order=True)
    ]
    rows = pl.concat(frames) if frames else _none()
    return rows.sort("row"), odd.notes()


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={**_KEPT, "estimated": pl.Boolean()})


_KEPT: dict[str, pl.DataType] = {
    "row": pl.Int64(), "machine": pl.String(), "order": pl.String(), "product": pl.String(),
    "kind": pl.String(), "start_at": pl.Datetime("us"), "end_at": pl.Datetime("us"),
    "good_pieces": pl.Float64(), "rejected_pieces": pl.Float64(),
}  # fmt: skip


def _of_machine(readings: pl.DataFrame, odd: Odd) -> pl.DataFrame:
    """Give one machine's runs from its readings in time."""
    single = readings.unique(["at", "count"], keep="first", maintain_order=True)
    odd.doubles += readings.height - single.height
    once = single.unique("at", keep="last", maintain_order=True)
    odd.conflicts += single.height - once.height
    at_s = once["at"].dt.timestamp("us").to_numpy() / 1e6
    kept_at = sound(at_s, once["count"].to_numpy())
    odd.misreadings += int((~kept_at).sum())
    kept = once.filter(pl.Series(kept_at))
    if kept.height < 2:
        return _none()
    at_s = at_s[kept_at]
    pieces = pieces_between(at_s, kept["count"].to_numpy(), odd)
    return _runs(kept, at_s, pieces, odd)


def _runs(readings: pl.DataFrame, at_s: Floats, pieces: Floats, odd: Odd) -> pl.DataFrame:
    """Join the steps that show pieces to stretches of running."""
    made = np.flatnonzero(pieces > 0)
    if not len(made):
        return _none()
    interval_s, ends_s, begins_s = np.diff(at_s)[made], at_s[made + 1], at_s[made]
    usual_s = float(np.median(np.diff(at_s)))
    cycle_s = _cycle_s(ends_s, begins_s, pieces[made])
    gap = interval_s > GAP_INTERVALS * usual_s
    earlier_s = np.concatenate([[-np.inf], ends_s[:-1]])
    needed_at_s = ends_s - pieces[made] * cycle_s
    # A machine slower than the readings began its piece before the one that precedes the piece's.
    slow = (cycle_s > interval_s) & ~gap
    start_s = np.where(slow, needed_at_s, np.where(gap, np.maximum(begins_s, needed_at_s), begins_s))
    odd.gaps += int(gap.sum())
    odd.coarse += usual_s > COARSE_S
    told = readings.select("row", "machine", "order", "product")[made + 1]
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in ("order", "product"))
    stood = (begins_s - earlier_s > IDLE_CYCLES * cycle_s) | gap | np.concatenate([[True], gap[:-1]])
    scrap = scrap_until(readings["scrap_count"], made)
    steps = told.with_columns(
        pl.Series("start_s", np.maximum(start_s, earlier_s)), pl.Series("end_s", ends_s),
        pl.Series("pieces", pieces[made]), pl.Series("scrap", scrap).fill_nan(None),
        pl.Series("estimated", gap | (usual_s > COARSE_S)), new=pl.Series(stood) | other,
    )  # fmt: skip
    return _joined(steps)


def _cycle_s(ends_s: Floats, begins_s: Floats, pieces: Floats) -> float:
    """Give the usual seconds per piece: between readings that show pieces one after the other."""
    since_s = np.diff(ends_s, prepend=begins_s[0])
    return float(np.median(since_s / pieces))


def _joined(steps: pl.DataFrame) -> pl.DataFrame:
    runs = (
        steps.with_columns(run=pl.col("new").cum_sum())
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("row", "machine", "order", "product", "end_s").last(),
            pl.col("start_s").first(),
            pl.col("pieces").sum(),
            # A sum of nulls would be 0, and nobody counted scrap.
            pl.when(pl.col("scrap").is_not_null().any()).then(pl.col("scrap").sum()),
            pl.col("estimated").first(),
        )
    )
    instants = [
        (pl.col(f"{name}_s") * 1e6).round().cast(pl.Int64).cast(pl.Datetime("us")).alias(f"{name}_at")
        for name in ("start", "end")
    ]
    told = runs.with_columns(
        *instants,
        kind=pl.lit(RUN),
        rejected_pieces=pl.col("scrap"),
        good_pieces=pl.max_horizontal(pl.col("pieces") - pl.col("scrap").fill_null(0.0), 0.0),
    )
    return told.select(*_KEPT, "estimated").cast(pl.Schema(_KEPT))
