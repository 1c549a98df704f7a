"""Why orders wait: a bar for each cause, and below it each machine's waiting made of the same causes."""

from collections.abc import Sequence
from dataclasses import dataclass

from simmitt.engine.report.charts.legend import Pattern
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import NARROW, WIDE, Drawing, Sheet, frame, write, write_lines
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import scale_over
from simmitt.engine.report.lettering import BOLD, shorten, wrap

_LARGEST = Pattern("f2", "li")
# In the order of causes after the largest; neighbours differ in black and white.
_OTHERS = (
    Pattern("fs", "li", "li", thin="fs"),
    Pattern("f6"),
    Pattern("fband", "l6", thin="fband"),
    Pattern("fi"),
    Pattern("fm", "le", "le", thin="fm"),
    Pattern("f1"),
    Pattern("fs", "le", thin="fs"),
)


@dataclass(frozen=True)
class CauseBar:
    """A cause, how much, and the figure at its end."""

    name: str
    value: float
    figure: str


@dataclass(frozen=True)
class MachineBar:
    """A machine's waiting, one value for each cause in the causes' order."""

    name: str
    values: tuple[float, ...]
    figure: str


@dataclass(frozen=True)
class Waiting:
    """Causes, the largest first, and machines, the one with most waiting first."""

    title: str
    alt: str
    causes: tuple[CauseBar, ...]
    machines_heading: str
    machines: tuple[MachineBar, ...]
    below: str = ""
    nothing: str = ""


def draw_waiting(waiting: Waiting) -> Drawing:
    """Give the bars; what a cause's own bar looks like, its part of a machine's bar looks like too."""
    if not waiting.causes:
        return draw_nothing(waiting.title, waiting.alt, waiting.nothing)
    for machine in waiting.machines:
        assert len(machine.values) == len(waiting.causes), "a machine has a value for each cause"
    return Drawing(_draw(waiting, WIDE), _draw(waiting, NARROW))


def _draw(waiting: Waiting, sheet: Sheet) -> str:
    every: list[CauseBar | MachineBar] = [*waiting.causes, *waiting.machines]
    figures = [row.figure for row in every]
    room = max(sheet.width_of(text, bold=True) for text in figures)
    causes, rows = _bars(sheet, waiting.causes, [(cause.value,) for cause in waiting.causes], room, 0)
    shapes, foot = [*causes], rows.bottom
    if waiting.machines:
        heading = shorten(waiting.machines_heading, sheet.width, sheet.size, BOLD)
        shapes.append(write((0, foot + sheet.size + 18), heading, bold=True))
        values = [machine.values for machine in waiting.machines]
        machines, rows = _bars(sheet, waiting.machines, values, room, foot + sheet.leading + 26)
        shapes, foot = [*shapes, *machines], rows.bottom
    lines = wrap(waiting.below, sheet.width, sheet.size, lines=5) if waiting.below else []
    shapes += write_lines(sheet, (0, foot + sheet.size + 8), lines)
    height = foot + (len(lines) * sheet.leading + 14 if lines else 4)
    return frame(sheet, height, waiting.title, waiting.alt, shapes)


def _bars(
    sheet: Sheet,
    named: Sequence[CauseBar | MachineBar],
    values: Sequence[tuple[float, ...]],
    room: float,
    above: float,
) -> tuple[list[str], Rows]:
    """Draw rows of bars: a cause's with one part in its own pattern, a machine's with a part for each."""
    rows = lay_rows(sheet, [row.name for row in named], room, bar=18, above=above)
    scale = scale_over([sum(each) for each in values], rows.left, rows.right, from_zero=True, snug=True)
    shapes = []
    for number, (row, parts) in enumerate(zip(named, values, strict=True)):
        largest = number == 0 and isinstance(row, CauseBar)
        shapes += [
            *rows.write_name(number, bold=largest),
            rows.write_figure(number, row.figure, bold=largest),
        ]
        begun = 0.0
        for place, part in enumerate(parts):
            pattern = _pattern(number if isinstance(row, CauseBar) else place)
            x, end = scale.at(begun), scale.at(begun + part)
            if end - x > 0.05:
                shapes += pattern.draw(x, rows.bar_top(number), end - x, rows.bar)
            begun += part
    return shapes, rows


def _pattern(cause: int) -> Pattern:
    return _LARGEST if cause == 0 else _OTHERS[(cause - 1) % len(_OTHERS)]
