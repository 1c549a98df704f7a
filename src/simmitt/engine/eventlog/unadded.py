"""What headings say beside what is read: setup times that no end holds, pieces counted in thousands."""

import re

from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.held import matching
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say

_SETUP = ("stall", "setup", "rigg", "omstall")
_THOUSANDS = re.compile(r"(?i)\b(?:1 ?000|tusen\w*|thousands?|kst|kpcs)\b")
_NUMBERS = r"^[\d.,: ]+(?:\s*(?:h|min|s)\.?)?$"
_SHARE = 0.8


def setup_notes(understood: Understood) -> list[Message]:
    """Tell of setup times in a column that isn't read, where starts or ends follow from another duration."""
    found = []
    for heading in understood.recognition.unread:
        cells = understood.grid.cells[heading].drop_nulls()
        says = any(word in Phrase.of(heading).joined for word in _SETUP)
        if says and len(cells) and matching(cells, _NUMBERS).sum() >= _SHARE * len(cells):
            found.append(heading)
    return [
        say(
            "Starts or ends follow from the durations in {read} alone; the times in {heading} were not added."
            " If both belong to a report, give their sum, or starts and ends.",
            read=understood.heading("reported_s"), heading=heading,
        )
        for heading in found
    ]  # fmt: skip


def thousands_notes(understood: Understood, fields: tuple[str, ...]) -> list[Message]:
    """Tell of pieces that a heading counts in thousands."""
    headings = [heading for name in fields if (heading := understood.recognition.heading(name))]
    return [
        say(
            "The heading {heading} speaks of thousands; its numbers were read as single pieces. If they count"
            " thousands, export single pieces.",
            heading=heading,
        )
        for heading in headings
        if _THOUSANDS.search(heading)
    ]
