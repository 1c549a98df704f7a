"""What a job tells on its way, as the row of its run keeps it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from simmitt.ground.texts import LANGUAGES

LONGEST_STEP = 300
MOST_STEPS = 40
LARGEST_COUNT = 2**31 - 1
# Before this nobody can say how long the rest will take.
LEAST_DONE, LEAST_LASTED = 2, timedelta(seconds=3)


class Progress:
    """The steps of a job so far."""

    def __init__(self) -> None:
        self._step: dict[str, Any] = {}
        self._done = self._of = 0
        self.is_new = False

    def take(self, event: dict[str, Any]) -> None:
        """Take in one of the job's events."""
        step: dict[str, str] = {one: str(event["step"].get(one, ""))[:LONGEST_STEP] for one in LANGUAGES}
        counts = _count(event.get("done")), _count(event.get("of"))
        if not self._is_now(step):
            before = [*self._step.get("before", ()), _name(self._step)] if self._step else []
            self._step = {**step, "before": before[-MOST_STEPS:], "began_at": timezone.now().isoformat()}
            self.is_new = True
        elif counts[0] < self._done:
            # Another round of the same step: its pace is counted anew.
            self._step["began_at"] = timezone.now().isoformat()
        self.is_new = self.is_new or counts != (self._done, self._of)
        self._done, self._of = counts

    def values(self) -> dict[str, Any]:
        """Give what is to be written, once."""
        self.is_new = False
        return {"step": self._step, "step_done": self._done, "step_of": self._of}

    def _is_now(self, step: dict[str, str]) -> bool:
        return bool(self._step) and _name(self._step) == step


def seconds_left(step: dict[str, Any], done: int, of: int) -> float | None:
    """Give how long the rest of a step will take at the pace so far; nothing where that would be a guess."""
    began_at = parse_datetime(str(step.get("began_at", "")))
    if began_at is None or not LEAST_DONE <= done < of:
        return None
    lasted = timezone.now() - began_at
    return lasted.total_seconds() / done * (of - done) if lasted >= LEAST_LASTED else None


def _name(step: dict[str, Any]) -> dict[str, str]:
    return {one: step[one] for one in LANGUAGES}


def _count(value: object) -> int:
    return min(max(value, 0), LARGEST_COUNT) if isinstance(value, int) else 0
