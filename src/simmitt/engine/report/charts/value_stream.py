"""The value-stream map: where orders wait, where they are worked on, and what sets the pace."""

from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.stream import Stream
from simmitt.engine.report.charts.stream_narrow import draw_narrow
from simmitt.engine.report.charts.stream_wide import draw_wide


def draw_value_stream(stream: Stream) -> Drawing:
    """Give the map across the page, and downwards on a phone."""
    if not stream.steps:
        return draw_nothing(stream.title, stream.alt, stream.nothing)
    return Drawing(draw_wide(stream), draw_narrow(stream))
