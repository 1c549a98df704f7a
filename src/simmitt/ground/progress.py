"""How long work tells where it stands, and how it is stopped."""

from typing import Protocol

from simmitt.ground.texts import Message


class Progress(Protocol):
    """Hears of each step; raises ``Cancelled`` where the work shall stop."""

    def __call__(self, step: Message, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` parts of a step are finished."""


def silent(step: Message, done: int, total: int) -> None:
    """Hear nothing."""
