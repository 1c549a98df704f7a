"""Which level a heading has where a reader by ear jumps from one to the next: none is skipped."""

from simmitt.engine.report.document import Chart, Document, Heading


def heading_levels(document: Document) -> list[int]:
    """Give every part's heading level below the title (which is 1); 0 for parts without one.

    A chart's title lies one level below the heading it stands under, at most on level 4.
    """
    levels, current = [], 1
    for part in document.parts:
        if isinstance(part, Heading):
            current = min(part.level + 1, current + 1)
            levels.append(current)
        else:
            levels.append(min(current + 1, 4) if isinstance(part, Chart) else 0)
    return levels
