"""Counters that grow, read off again and again, made into stretches in which a machine ran."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import RUN
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.texts import Message, say_many

READINGS: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "machine": pl.String(),
    "at": pl.Datetime("us"),
    "count": pl.Float64(),
    "scrap_count": pl.Float64(),
    "order": pl.String(),
    "product": pl.String(),
}
# Counters begin anew at a power of ten or of two.
_MODULI = np.array(sorted([10.0**k for k in range(3, 11)] + [2.0**k for k in (8, 15, 16, 24, 31, 32)]))
# More than so many times the usual pace isn't production but a counter that was set or misread.
IMPLAUSIBLE_PACE = 20.0
# After a reset the counter stands near zero: lower than this share of what it had reached.
NEAR_ZERO = 0.5
IDLE_CYCLES = 3.0
GAP_INTERVALS = 3.0
# Readings further apart than this tell the pieces, but hardly when they were made.
COARSE_S = 3_600.0
_LARGE_STEPS = 2.0
_FEWEST = 3


@dataclass
class _Odd:
    """How often something odd was met."""

    doubles: int = 0
    conflicts: int = 0
    misreadings: int = 0
    resets: int = 0
    rollovers: int = 0
    jumps: int = 0
    gaps: int = 0
    coarse: int = 0
    unreadable: int = 0


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
    readings lie more than an hour apart.

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
    odd = _Odd()
    known = readings.drop_nulls(["at", "count"])
    odd.unreadable = readings.height - known.height
    frames = [
        _of_machine(own.sort("at", "row", maintain_order=True), odd)
        for own in known.partition_by("machine", maintain_order=True)
    ]
    rows = pl.concat(frames) if frames else _none()
    return rows.sort("row"), _notes(odd)


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={**_KEPT, "estimated": pl.Boolean()})


_KEPT: dict[str, pl.DataType] = {
    "row": pl.Int64(), "machine": pl.String(), "order": pl.String(), "product": pl.String(),
    "kind": pl.String(), "start_at": pl.Datetime("us"), "end_at": pl.Datetime("us"),
    "good_pieces": pl.Float64(), "rejected_pieces": pl.Float64(),
}  # fmt: skip


def _of_machine(readings: pl.DataFrame, odd: _Odd) -> pl.DataFrame:
    """Give one machine's runs from its readings in time."""
    single = readings.unique(["at", "count"], keep="first", maintain_order=True)
    odd.doubles += readings.height - single.height
    once = single.unique("at", keep="last", maintain_order=True)
    odd.conflicts += single.height - once.height
    at_s = once["at"].dt.timestamp("us").to_numpy() / 1e6
    sound = _sound(at_s, once["count"].to_numpy())
    odd.misreadings += int((~sound).sum())
    kept = once.filter(pl.Series(sound))
    if kept.height < 2:
        return _none()
    at_s = at_s[sound]
    pieces = _steps(at_s, kept["count"].to_numpy(), odd)
    return _runs(kept, at_s, pieces, odd)


def _sound(at_s: Floats, count: Floats) -> Bools:
    """Leave out single readings that fall or leap away from neighbours which agree with each other."""
    sound = np.ones(len(count), bool)
    if len(count) < _FEWEST:
        return sound
    most = _fastest(at_s, count)
    before, here, after = count[:-2], count[1:-1], count[2:]
    through = after - before
    joined = (through >= 0) & (through <= most * np.maximum(at_s[2:] - at_s[:-2], 1.0))
    off = (here < before) | (here > after)
    sound[1:-1] = ~(joined & off)
    return sound


def _fastest(at_s: Floats, count: Floats) -> float:
    """Give the pieces a second beyond which a step isn't production."""
    steps, length_s = np.diff(count), np.maximum(np.diff(at_s), 1.0)
    rising = steps > 0
    return IMPLAUSIBLE_PACE * float(np.median(steps[rising] / length_s[rising])) if rising.any() else np.inf


def _steps(at_s: Floats, count: Floats, odd: _Odd) -> Floats:
    """Give the pieces made between each two readings, (n_readings - 1,)."""
    steps, length_s = np.diff(count), np.maximum(np.diff(at_s), 1.0)
    most = _fastest(at_s, count) * length_s
    fell = steps < 0
    before, after = count[:-1], count[1:]
    # A full counter has never shown more than the round number that it runs through.
    modulus = _MODULI[min(int(np.searchsorted(_MODULI, count.max(), side="right")), len(_MODULI) - 1)]
    through = modulus - before + after
    rolled = fell & (through <= np.minimum(most, _LARGE_STEPS * _large_step(steps)))
    reset = fell & ~rolled & (after <= NEAR_ZERO * before) & (after <= most)
    leapt = ~fell & (steps > most)
    odd.rollovers += int(rolled.sum())
    odd.resets += int(reset.sum())
    odd.jumps += int(leapt.sum() + (fell & ~rolled & ~reset).sum())
    return np.select([rolled, reset, fell | leapt], [through, after, 0.0], steps)


def _large_step(steps: Floats) -> float:
    rising = steps[steps > 0]
    return float(np.quantile(rising, 0.95)) if len(rising) else 0.0


def _scrap_until(count: pl.Series, made: Ints) -> Floats:
    """Give the rejected pieces since the step before, for steps that show pieces; nan where none count."""
    if count.null_count() == len(count):
        return np.full(len(made), np.nan)
    values = count.fill_null(strategy="forward").fill_null(0.0).to_numpy()
    steps = np.diff(values)
    total = np.where(steps < 0, values[1:], steps).cumsum()
    last = np.concatenate([made[1:] - 1, [len(steps) - 1]])
    # What is rejected while no piece comes belongs to the pieces before.
    return np.diff(total[last], prepend=0.0)


def _runs(readings: pl.DataFrame, at_s: Floats, pieces: Floats, odd: _Odd) -> pl.DataFrame:
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
    scrap = _scrap_until(readings["scrap_count"], made)
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


def _notes(odd: _Odd) -> list[Message]:
    found = [
        (odd.unreadable, say_many("{count} reading has no time or no count and was left out.",
                                  "{count} readings have no time or no count and were left out.",
                                  odd.unreadable)),
        (odd.doubles, say_many("{count} reading stands there twice and was kept once.",
                               "{count} readings stand there twice and were kept once.", odd.doubles)),
        (odd.conflicts, say_many("{count} reading contradicts another of the same moment; the last one "
                                 "counts.",
                                 "{count} readings contradict others of the same moment; the last ones "
                                 "count.",
                                 odd.conflicts)),
        (odd.misreadings, say_many("{count} reading contradicts those before and after it and was left out.",
                                   "{count} readings contradict those before and after them and were "
                                   "left out.",
                                   odd.misreadings)),
        (odd.resets, say_many("{count} time a counter began anew from zero.",
                              "{count} times a counter began anew from zero.", odd.resets)),
        (odd.rollovers, say_many("{count} time a counter ran full and went on from zero.",
                                 "{count} times a counter ran full and went on from zero.", odd.rollovers)),
        (odd.jumps, say_many("{count} time a counter leapt or fell by what can't be production: those pieces"
                             " aren't counted.",
                             "{count} times a counter leapt or fell by what can't be production: those pieces"
                             " aren't counted.", odd.jumps)),
        (odd.gaps, say_many("{count} time readings are missing while pieces were made: when is estimated.",
                            "{count} times readings are missing while pieces were made: when is estimated.",
                            odd.gaps)),
        (odd.coarse, say_many("The readings of {count} machine lie more than an hour apart: how long it "
                              "ran between"
                              " them is estimated.",
                              "The readings of {count} machines lie more than an hour apart: how long "
                              "they ran"
                              " between them is estimated.", odd.coarse)),
    ]  # fmt: skip
    return [note for count, note in found if count]
