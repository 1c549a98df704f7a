"""What a value-stream map shows, every figure already written as people read it."""

from dataclasses import dataclass
from typing import Literal

# How word of an order travels: on paper and by mouth, through a system, or nobody has told.
Signal = Literal["manual", "electronic", "unknown"]


@dataclass(frozen=True)
class Outside:
    """Who stands at an end of the stream, or steers it: a name and a line about them."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A process box, with the queue before it and its two steps on the ladder."""

    name: str
    data: tuple[tuple[str, str], ...]  # label and value, such as ("C/T", "1,8 h")
    queue: str  # how many lie there, the number alone
    queue_words: str  # the same with its noun, where there is room
    wait: str
    work: str
    paces: str = ""  # the words over the box that sets the pace, empty for the others
    turn: str = ""  # which of how many it is, for where a row begins with it


@dataclass(frozen=True)
class Information:
    """How word travels from customer to planning, on to the supplier, and out to the boxes."""

    orders: Signal = "unknown"
    purchases: Signal = "unknown"
    schedule: Signal = "unknown"


@dataclass(frozen=True)
class Stream:
    """A value-stream map: supplier, steps, customer, planning above them, a ladder below."""

    title: str
    alt: str
    supplier: Outside
    planning: Outside
    customer: Outside
    information: Information
    steps: tuple[Step, ...]
    after_last: str = ""  # the wait between the last step and the customer
    totals: tuple[tuple[str, str], ...] = ()  # at the end of the ladder: name and value
    nothing: str = ""  # what is said where there are no steps
