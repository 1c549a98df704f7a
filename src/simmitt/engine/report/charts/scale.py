"""From values to places on the sheet, with ticks at round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from simmitt.ground.texts import Language, write_number


@dataclass(frozen=True)
class Scale:
    """A straight scale from values to units of the drawing, and its round ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    step: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        assert isfinite(value), f"a scale can't place {value}"
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def label(self, tick: float, language: Language) -> str:
        """Write a tick with the decimals its step needs."""
        decimals = min(max(0, -floor(log10(self.step) + 1e-9)), 6)
        return write_number(tick, language, decimals)


def scale_over(
    values: Iterable[float],
    start: float,
    end: float,
    *,
    from_zero: bool = False,
    most: int = 6,
    snug: bool = False,
) -> Scale:
    """Give a scale that holds all values, with at most about ``most`` ticks.

    ``snug`` ends where the values end; otherwise the ends are ticks too.
    """
    low, high = _span(values, from_zero=from_zero)
    step = _round_step((high - low) / max(most - 1, 1))
    if not snug:
        low, high = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    ticks = tuple(count * step + 0.0 for count in range(first, last + 1))
    return Scale(low, high, start, end, ticks, step)


def _span(values: Iterable[float], *, from_zero: bool) -> tuple[float, float]:
    known = [*values, *([0.0] if from_zero else [])] or [0.0]
    assert all(isfinite(value) for value in known), "a scale needs finite values"
    low, high = min(known), max(known)
    assert isfinite(high - low), "the values span more than a number can hold"
    if high - low > 1e-6 * max(abs(low), abs(high), 1e-6):
        return low, high
    room = max(abs(high) * 0.1, 1.0)
    return (low, high + room) if from_zero and low >= 0 else (low - room, high + room)


def _round_step(rough: float) -> float:
    """Give the nearest 1, 2 or 5 times a power of ten that isn't smaller."""
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
