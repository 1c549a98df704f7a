"""The rule for figures about companies: nothing is shown that fewer than five stand behind.

A figure can also be found out by subtraction. Therefore parts of a known whole are hidden together
until what is hidden is again the matter of five, and what is public counts up to the last month's end,
so that nobody sees a figure move on the day when a company they know of did something.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

LEAST = 5
_V = TypeVar("_V")


def shown(value: _V, companies: int) -> _V | None:
    """Give the figure where at least five companies stand behind it."""
    return value if companies >= LEAST else None


def shown_within(part: int, whole: int) -> int | None:
    """Give how many of a whole that is shown, unless the part or what it leaves over is one to four."""
    left = whole - part
    return shown(part, part) if left == 0 or left >= LEAST else None


def shown_parts(parts: Mapping[str, int]) -> dict[str, int | None]:
    """Give the parts of a whole that is shown; those hidden are at least two, with five companies or none."""
    hidden = {name for name, companies in parts.items() if companies < LEAST}
    for name in sorted(parts.keys() - hidden, key=lambda name: (parts[name], name)):
        behind = sum(parts[one] for one in hidden)
        if behind == 0 or (behind >= LEAST and len(hidden) > 1):
            break
        hidden.add(name)
    return {name: None if name in hidden else companies for name, companies in parts.items()}


def month_began_at(now: datetime | None = None) -> datetime:
    """Give the moment that public figures count up to: when this month began."""
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
