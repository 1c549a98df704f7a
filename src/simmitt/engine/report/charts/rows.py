"""Rows of a chart: the name beside its bar, or above it on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from simmitt.engine.report.charts.pen import Sheet, write, write_lines
from simmitt.engine.report.lettering import BOLD, wrap

_NAMES_SHARE = 0.32  # of the sheet's width, at most


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart lie.

    ``figures_width`` is kept free at the right, beside the bars, or above them on a phone.
    """

    sheet: Sheet
    names: tuple[tuple[str, ...], ...]
    names_width: float
    figures_width: float
    bar: float
    above: float = 0.0

    @property
    def left(self) -> float:
        """Where the bars may begin."""
        return 6.0 if self.sheet.narrow else self.names_width + 18

    @property
    def right(self) -> float:
        """Where the bars must end."""
        beside = 0.0 if self.sheet.narrow or not self.figures_width else self.figures_width + 22
        return self.sheet.width - beside - 6

    @property
    def height(self) -> float:
        """The height of one row."""
        lines = max((len(name) for name in self.names), default=1)
        if self.sheet.narrow:
            return lines * self.sheet.leading + self.bar + 24
        return max(self.bar + 22, lines * self.sheet.leading + 10)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.above + self.height * len(self.names)

    def bar_top(self, row: int) -> float:
        """Give the upper edge of a row's bar."""
        top = self.above + row * self.height
        if self.sheet.narrow:
            return top + self.height - self.bar - 18
        return top + (self.height - self.bar) / 2

    def middle(self, row: int) -> float:
        """Give the middle of a row's bar."""
        return self.bar_top(row) + self.bar / 2

    def write_name(self, row: int, *, bold: bool = False) -> list[str]:
        """Write the row's name."""
        lines, sheet = self.names[row], self.sheet
        if sheet.narrow:
            first = self.bar_top(row) - 7 - (len(lines) - 1) * sheet.leading
            return write_lines(sheet, (0, first), lines, bold=bold)
        first = self.middle(row) + sheet.size * 0.35 - (len(lines) - 1) * sheet.leading / 2
        return write_lines(sheet, (self.names_width, first), lines, anchor="end", bold=bold)

    def write_figure(self, row: int, text: str, *, bold: bool = False, back: float = 0) -> str:
        """Write a figure at the right, ``back`` from the edge."""
        y = self.bar_top(row) - 7 if self.sheet.narrow else self.middle(row) + self.sheet.size * 0.35
        return write((self.sheet.width - back, y), text, anchor="end", bold=bold)


def lay_rows(
    sheet: Sheet,
    names: Sequence[str],
    figures_width: float = 0,
    *,
    bar: float = 22,
    above: float = 0,
    least: float = 0,
) -> Rows:
    """Give the layout for rows with these names, measured as if they were all bold.

    ``least`` is the width the column of names has in any case.
    """
    room = sheet.width - figures_width - 10 if sheet.narrow else sheet.width * _NAMES_SHARE
    wrapped = tuple(tuple(wrap(name, max(room, 60), sheet.size, BOLD)) for name in names)
    widest = max((sheet.width_of(line, bold=True) for name in wrapped for line in name), default=0.0)
    return Rows(sheet, wrapped, max(widest, least), figures_width, bar, above)
