"""What a figure's definition holds."""

from typing import Literal, NamedTuple

from simmitt.ground.texts import Message

# What a log must tell for a figure to be known; evidence.py says how each is found in a log.
Evidence = Literal[
    "orders", "starts", "machines", "activities", "products", "workers", "good", "rejected", "ordered_pieces",
    "rework", "setups", "breakdowns", "due_dates", "closed_orders", "ideal_cycles", "prices", "energy",
    "stops", "weeks", "working_hours", "repeated_setups", "times", "worked_time",
]  # fmt: skip


class Definition(NamedTuple):
    """Unit, name and meaning of a figure, and what a log must tell for it."""

    unit: str
    name: Message
    text: Message  # how it is computed, so that one can do it again by hand
    needs: tuple[Evidence, ...] = ()
