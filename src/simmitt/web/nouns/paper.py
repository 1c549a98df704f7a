"""A document as the job for papers takes it (docs/reference/jobs.md): parts in the reader's language."""

from collections.abc import Sequence
from datetime import date
from typing import Any

Part = dict[str, Any]
Cells = Sequence[Any]


def document(  # noqa: PLR0913 (each stands in the head or at the foot of every page)
    *,
    title: Any,
    subtitle: Any,
    language: str,
    dated: date,
    parts: Sequence[Part],
    header: str = "",
    status: Any = "",
    footer: Any = "",
) -> dict[str, Any]:
    """Give a whole document; ``dated`` is the day it speaks of."""
    return {
        "title": str(title), "subtitle": str(subtitle), "language": language, "dated": dated.isoformat(),
        "header": header, "status": str(status), "footer": str(footer), "parts": list(parts),
    }  # fmt: skip


def heading(text: Any, level: int = 1) -> Part:
    """Give a heading; level 1 is the document's parts, 2 their sections."""
    return {"part": "heading", "text": str(text), "level": level}


def paragraph(text: Any, style: str = "body") -> Part:
    """Give running text; ``style`` is body, lead, small or strong."""
    return {"part": "paragraph", "text": str(text), "style": style}


def callout(title: Any, text: Any, tone: str = "plain") -> Part:
    """Give a set-off passage; ``tone`` is plain, your_turn, doubt or done."""
    return {"part": "callout", "title": str(title), "text": str(text), "tone": tone}


def table(
    caption: Any,
    headings: Cells,
    rows: Sequence[Cells],
    widths: Sequence[float] = (),
    *,
    right: Sequence[int] = (),
    total: bool = False,
    row_heading: int | None = None,
) -> Part:
    """Give a table; ``right`` are the columns of numbers, ``widths`` are relative."""
    return {
        "part": "table",
        "caption": str(caption),
        "headings": [str(one) for one in headings],
        "rows": [[str(one) for one in row] for row in rows],
        "align": ["right" if place in right else "left" for place in range(len(headings))],
        "widths": list(widths),
        "total": total,
        "row_heading": row_heading,
    }


def within(part: Part) -> Part:
    """Give a table as it stands inside a drawing."""
    return {name: value for name, value in part.items() if name != "part"}


def fields(*labels: Any) -> Part:
    """Give lines to fill in by hand."""
    return {"part": "fields", "labels": [str(one) for one in labels]}


def page_break() -> Part:
    """Let what follows begin on a new page."""
    return {"part": "page_break"}
