"""What stands where there is nothing to draw: a frame and a sentence that says so."""

from simmitt.engine.report.charts.pen import NARROW, WIDE, Drawing, Sheet, block, frame, write_lines
from simmitt.engine.report.lettering import wrap

_MARGIN = 16.0


def draw_nothing(title: str, alt: str, sentence: str) -> Drawing:
    """Give a dashed frame with the sentence in it."""
    return Drawing(_draw(title, alt, sentence, WIDE), _draw(title, alt, sentence, NARROW))


def _draw(title: str, alt: str, sentence: str, sheet: Sheet) -> str:
    lines = wrap(sentence, sheet.width - 2 * _MARGIN, sheet.size, lines=4)
    height = len(lines) * sheet.leading + 2 * _MARGIN
    shapes = [
        block(1, 1, sheet.width - 2, height - 2, "fs", "le", dashed=True),
        *write_lines(sheet, (_MARGIN, _MARGIN + sheet.size), lines),
    ]
    return frame(sheet, height, title, alt, shapes)
