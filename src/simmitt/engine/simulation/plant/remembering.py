"""What was made of some objects, remembered by their identity.

A what-if study makes thousands of factories that share nearly all their parts with the baseline, so that
a factory costs little more than what is new in it.
"""

from collections.abc import Callable, Hashable
from typing import Any


class Memory:
    """What was made of some objects, as long as it is those objects; forgets all when full."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def recall(self, subjects: tuple[object, ...], make: Callable[[], Any], also: Hashable = None) -> Any:
        """Give what ``make`` made of the subjects; ``also`` is what else it depends on."""
        key = (*map(id, subjects), also)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= self._size:
                self._made.clear()
            # With the subjects held here no other objects can get their identities.
            known = self._made[key] = (subjects, make())
        return known[1]
