"""The map of the flow: which ways orders take, how often, and how long they wait on them."""

from simmitt.engine.report.charts.flow import Flow
from simmitt.engine.report.charts.flow_narrow import draw_narrow
from simmitt.engine.report.charts.flow_wide import draw_wide
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import Drawing


def draw_flow(flow: Flow) -> Drawing:
    """Give the map across the page, and downwards on a phone."""
    if not flow.places:
        return draw_nothing(flow.title, flow.alt, flow.nothing)
    for way in flow.ways:
        ends = (way.source, way.target)
        assert all(0 <= end < len(flow.places) for end in ends), "a way leads between places of the map"
    return Drawing(draw_wide(flow), draw_narrow(flow))
