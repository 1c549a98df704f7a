"""Whether a measure is worth suggesting: yes, no, or the data can't say.

A trigger joins findings with ``|`` (or) and ``&`` (and, which binds tighter). A finding is
``name``, ``name>number``, ``name<number`` or ``name>number*other``. Unknown findings follow
Kleene's logic: yes or unknown is yes, no and unknown is no.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Answer = Literal["yes", "no", "unknown"]
FINDING = re.compile(r"^(?P<name>\w+?)(?:(?P<sign>[<>])(?P<number>[\d.]+)(?:\*(?P<other>\w+))?)?$")


@dataclass(frozen=True)
class Verdict:
    """The answer and the finding that decided it: its signal, value and limit."""

    answer: Answer
    signal: str
    value: float = float("nan")
    limit: float = float("nan")

    @property
    def strength(self) -> float:
        """Tell how far beyond its limit the signal is, as a ratio from 1."""
        small, large = sorted((abs(self.value), abs(self.limit)))
        return large / small if small > 0 else 1.0


def judge(trigger: str, signals: Mapping[str, float]) -> Verdict:
    """Give the verdict of a trigger under the known signals."""
    return _any([_all([_finding(text, signals) for text in part.split("&")]) for part in trigger.split("|")])


def signals_in(trigger: str) -> tuple[str, ...]:
    """Name the signals that a trigger asks for."""
    return tuple(dict.fromkeys(re.findall(r"[a-z]\w*", trigger)))


def _any(verdicts: list[Verdict]) -> Verdict:
    return _first(verdicts, ("yes", "unknown", "no"))


def _all(verdicts: list[Verdict]) -> Verdict:
    return _first(verdicts, ("no", "unknown", "yes"))


def _first(verdicts: list[Verdict], order: tuple[Answer, ...]) -> Verdict:
    return min(verdicts, key=lambda verdict: order.index(verdict.answer))


def _finding(text: str, signals: Mapping[str, float]) -> Verdict:
    match = FINDING.match(text)
    assert match, text
    name, sign, number, other = match.group("name", "sign", "number", "other")
    missing = [signal for signal in (name, other) if signal and signal not in signals]
    if missing:
        return Verdict("unknown", missing[0])
    limit = float(number) * signals.get(other, 1.0) if number else 0.0
    value = signals[name]
    fires = value < limit if sign == "<" else value > limit
    return Verdict("yes" if fires else "no", name, value, limit)
