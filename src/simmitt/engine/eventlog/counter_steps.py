"""The pieces between the readings of a counter, whatever happened to it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.texts import Message, say_many

# Counters begin anew at a power of ten or of two.
_MODULI = np.array(sorted([10.0**k for k in range(3, 11)] + [2.0**k for k in (8, 15, 16, 24, 31, 32)]))
# More than so many times the usual pace isn't production but a counter that was set or misread.
IMPLAUSIBLE_PACE = 20.0
# After a reset the counter stands near zero: lower than this share of what it had reached.
NEAR_ZERO = 0.5
_LARGE_STEPS = 2.0
_FEWEST = 3


@dataclass
class Odd:
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

    def notes(self) -> list[Message]:
        """Tell what was odd."""
        told = [
            say_many("{count} reading has no time or no count and was left out.",
                     "{count} readings have no time or no count and were left out.", self.unreadable),
            say_many("{count} reading stands there twice and was kept once.",
                     "{count} readings stand there twice and were kept once.", self.doubles),
            say_many("{count} reading contradicts another of the same moment; the last one counts.",
                     "{count} readings contradict others of the same moment; the last ones count.",
                     self.conflicts),
            say_many("{count} reading contradicts those before and after it and was left out.",
                     "{count} readings contradict those before and after them and were left out.",
                     self.misreadings),
            say_many("{count} time a counter began anew from zero.",
                     "{count} times a counter began anew from zero.", self.resets),
            say_many("{count} time a counter ran full and went on from zero.",
                     "{count} times a counter ran full and went on from zero.", self.rollovers),
            say_many("{count} time a counter leapt or fell by what can't be production: those pieces"
                     " aren't counted.",
                     "{count} times a counter leapt or fell by what can't be production: those pieces"
                     " aren't counted.", self.jumps),
            say_many("{count} time readings are missing while pieces were made: when is estimated.",
                     "{count} times readings are missing while pieces were made: when is estimated.",
                     self.gaps),
            say_many("The readings of {count} machine lie more than five minutes apart: how long it ran"
                     " between them isn't known.",
                     "The readings of {count} machines lie more than five minutes apart: how long they ran"
                     " between them isn't known.", self.coarse),
        ]  # fmt: skip
        return [note for note in told if note.count]


def sound(at_s: Floats, count: Floats) -> Bools:
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


def pieces_between(at_s: Floats, count: Floats, odd: Odd) -> Floats:
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


def scrap_until(count: pl.Series, made: Ints) -> Floats:
    """Give the rejected pieces since the step before, for steps that show pieces; nan where none count."""
    if count.null_count() == len(count):
        return np.full(len(made), np.nan)
    values = count.fill_null(strategy="forward").fill_null(0.0).to_numpy()
    steps = np.diff(values)
    total = np.where(steps < 0, values[1:], steps).cumsum()
    last = np.concatenate([made[1:] - 1, [len(steps) - 1]])
    # What is rejected while no piece comes belongs to the pieces before.
    return np.diff(total[last], prepend=0.0)
