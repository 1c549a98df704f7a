"""How long work keeps what it has come to, so that a second run need not come to it again."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Kept = TypeVar("Kept")


class Keep(Protocol):
    """Gives the piece of that name: as kept, or as made now.

    Whoever keeps pieces sees to it that all of them come from the same input, so that a name tells
    one piece from another; names are paths, as ``validation/0.5/round 3``.
    """

    def __call__(self, name: str, make: Callable[[], Kept], /) -> Kept:
        """Give the piece."""


def nothing_kept(_name: str, make: Callable[[], Kept], /) -> Kept:
    """Make every piece anew."""
    return make()


def kept_under(keep: Keep, place: str) -> Keep:
    """Give what keeps its pieces under a name of their own."""

    def keep_there(name: str, make: Callable[[], Kept], /) -> Kept:
        return keep(f"{place}/{name}", make)

    return keep_there
