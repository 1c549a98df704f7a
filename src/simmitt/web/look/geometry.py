"""Where the marks of a small chart stand, as text ready for SVG attributes."""

from dataclasses import dataclass

WIDTH = 230.0
MARGIN = 6.0
AXIS_Y = 22


@dataclass(frozen=True)
class MeasureLine:
    """The places along a measure line; what is not known has no place."""

    width: str
    low: str
    high: str
    likely: str
    now: str
    target: str
    diamond: str


@dataclass(frozen=True)
class Scale:
    """A line from ``start`` to ``end``, drawn from margin to margin."""

    start: float
    end: float

    def place(self, value: float | None) -> str:
        """Give where a value stands; beyond the ends it stands at the end."""
        if value is None:
            return ""
        span = self.end - self.start
        share = (value - self.start) / span if span > 0 else 0.0
        return plain(MARGIN + min(max(share, 0.0), 1.0) * (WIDTH - 2 * MARGIN))


def measure_line(
    scale: Scale,
    *,
    low: float | None,
    high: float | None,
    likely: float | None,
    now: float | None,
    target: float | None,
) -> MeasureLine:
    """Give the places of interval, diamond, ring and target."""
    middle = scale.place(likely)
    return MeasureLine(
        width=plain(WIDTH),
        low=scale.place(low),
        high=scale.place(high),
        likely=middle,
        now=scale.place(now),
        target=scale.place(target),
        diamond=_diamond(middle),
    )


def bar_width(value: float, of: float) -> str:
    """Give a bar's length in hundredths; anything above nothing can be seen."""
    if value <= 0 or of <= 0:
        return "0"
    return plain(min(max(100 * value / of, 0.8), 100.0))


def plain(value: float) -> str:
    """Write a number for a machine: a point, no spaces, two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _diamond(middle: str) -> str:
    if not middle:
        return ""
    x = float(middle)
    return f"M{plain(x - 7)} {AXIS_Y}L{middle} {AXIS_Y - 7}L{plain(x + 7)} {AXIS_Y}L{middle} {AXIS_Y + 7}z"
