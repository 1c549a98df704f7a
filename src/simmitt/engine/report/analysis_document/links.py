"""Links that lead somewhere: what has no place in the document stands as plain words."""

from collections.abc import Sequence
from dataclasses import replace

from simmitt.engine.report.document import Chart, Heading, Part, Point, Points, Table


def with_links_that_lead(parts: Sequence[Part]) -> list[Part]:
    """Give the parts, their links to places that don't exist turned to words."""
    known = _anchors(parts)
    return [
        replace(part, items=tuple(_leading(point, known) for point in part.items))
        if isinstance(part, Points)
        else part
        for part in parts
    ]


def _anchors(parts: Sequence[Part]) -> frozenset[str]:
    charts = (part.anchor for part in parts if isinstance(part, Chart | Heading))
    rows = (anchor for part in parts if isinstance(part, Table) for row in part.anchors for anchor in row)
    return frozenset(anchor for anchor in (*charts, *rows) if anchor)


def _leading(point: Point, known: frozenset[str]) -> Point:
    links = tuple(link if link.target in known else replace(link, target="") for link in point.links)
    return replace(point, links=links)
