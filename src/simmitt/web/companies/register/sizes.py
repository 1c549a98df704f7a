"""Size classes by number of employees: the exact number is secret, the class is public."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from simmitt.ground.sorting import folded
from simmitt.ground.texts import Message, say

EuName = Literal["micro", "small", "medium", "large"]

# First and last number of employees; Statistics Sweden, classes 1 to 16.
_BOUNDS: tuple[tuple[int, int | None], ...] = (
    (0, 0),
    (1, 4),
    (5, 9),
    (10, 19),
    (20, 49),
    (50, 99),
    (100, 199),
    (200, 499),
    (500, 999),
    (1000, 1499),
    (1500, 1999),
    (2000, 2999),
    (3000, 3999),
    (4000, 4999),
    (5000, 9999),
    (10000, None),
)
# Headcount limits of Recommendation 2003/361/EC: a company with fewer is of this size.
_EU_LIMITS: tuple[tuple[EuName, int], ...] = (("micro", 10), ("small", 50), ("medium", 250))
_EU_LABELS: dict[EuName, Message] = {
    "micro": say("micro"),
    "small": say("small"),
    "medium": say("medium-sized"),
    "large": say("large"),
}
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A class; ``low`` and ``high`` are employees, both None in class 0, no ``high`` in 16."""

    number: int
    low: int | None
    high: int | None

    @property
    def label(self) -> Message:
        """Give the class in words: 5–9 employees."""
        if self.low is None:
            return say("number of employees unknown")
        if self.high == 0:
            return say("no employees")
        if self.high is None:
            return say("{low} employees or more", low=self.low)
        return say("{low}–{high} employees", low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class EuSize:
    """What the headcount says of the EU size; owners and turnover may say otherwise.

    ``name`` is None in class 0. ``provisional`` marks the class that lies on both sides of a
    limit: 200 to 499 is medium-sized below 250 and large from there.
    """

    name: EuName | None
    provisional: bool = False

    @property
    def label(self) -> Message:
        """Give the size in words."""
        if self.name is None:
            return say("size unknown")
        if self.provisional:
            return say("medium-sized or large; the company has to say")
        return _EU_LABELS[self.name]


SIZE_CLASSES: tuple[SizeClass, ...] = (
    SizeClass(0, None, None),
    *(SizeClass(number, low, high) for number, (low, high) in enumerate(_BOUNDS, start=1)),
)


def read_size_class(text: str) -> int | None:
    """Give a class from its number, or from words such as 5-9 anställda; None where neither."""
    wanted = _DASHES.sub("-", folded(text)).strip()
    if re.fullmatch(r"[0-9]{1,2}", wanted):
        return int(wanted) if int(wanted) < len(SIZE_CLASSES) else None
    return _words().get(re.sub(r"(?<=\d) (?=\d)", "", wanted.removesuffix("anställda").strip()))


def size_class_of(employees: int) -> int:
    """Give the class of a number of employees."""
    return next(one.number for one in reversed(SIZE_CLASSES) if one.low is not None and one.low <= employees)


def eu_size(number: int) -> EuSize:
    """Give the EU size that a class stands for, by headcount alone."""
    size = SIZE_CLASSES[number]
    if size.low is None:
        return EuSize(None)
    lowest = _eu_name(size.low)
    return EuSize(lowest, provisional=size.high is not None and _eu_name(size.high) != lowest)


def _eu_name(employees: int) -> EuName:
    return next((name for name, limit in _EU_LIMITS if employees < limit), "large")


@lru_cache(maxsize=1)
def _words() -> dict[str, int]:
    words = {"uppgift saknas": 0, "0": 1, "inga": 1}
    for size in SIZE_CLASSES[2:]:
        words[f"{size.low}-{'' if size.high is None else size.high}"] = size.number
    return words
