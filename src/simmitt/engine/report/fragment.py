"""The document as a part of somebody else's page: no frame, no style, names of its own."""

from dataclasses import replace

from simmitt.engine.report.document import Chart, Document, Heading, Link, Part, Points, Table
from simmitt.engine.report.html_parts import draw_part, text_of
from simmitt.engine.report.outline import heading_levels


def render_fragment(document: Document, name: str) -> str:
    """Give the document as one element of the class ``report``, its headings from level 2 on.

    Parameters
    ----------
    name
        What every id in it begins with, so that several fragments can stand on one page.
    """
    named = replace(document, parts=tuple(_named(part, name) for part in document.parts))
    parts = enumerate(zip(named.parts, heading_levels(named), strict=True))
    body = [
        draw_part(part, level, f"{name}-part-{number}", document.language) for number, (part, level) in parts
    ]
    opening = f'<div class="report" lang="{document.language}" id="{text_of(name)}">'
    return "\n".join([opening, *body, "</div>", ""])


def _named(part: Part, name: str) -> Part:
    match part:
        case Heading() | Chart():
            return replace(part, anchor=_prefixed(part.anchor, name))
        case Table():
            return _table(part, name)
        case Points():
            items = tuple(
                replace(
                    item, links=tuple(Link(link.text, _prefixed(link.target, name)) for link in item.links)
                )
                for item in part.items
            )
            return replace(part, items=items)
        case _:
            return part


def _table(table: Table, name: str) -> Table:
    return replace(
        table, anchors=tuple(tuple(_prefixed(each, name) for each in row) for row in table.anchors)
    )


def _prefixed(anchor: str, name: str) -> str:
    return f"{name}-{anchor}" if anchor else ""
