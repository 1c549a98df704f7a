"""``python -m simmitt.jobs.warm FOLDER``: stays, and answers one question about a plan a line."""

import json
import math
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from simmitt.engine.portfolio import Economy, EconomyFault
from simmitt.engine.portfolio.economy_file import with_lines
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say
from simmitt.jobs.both import both
from simmitt.jobs.job import read_job
from simmitt.jobs.questioned import Question, Questioned
from simmitt.jobs.what_if import read_what_if

LARGEST = 1.5
_KNOWN = {"id", "measures", "size", "budget_sek", "economy"}


class NotAnswered(Exception):
    """A question that has no answer, and why."""

    def __init__(self, kind: str, told: Message | InputFault) -> None:
        super().__init__(kind)
        self.kind = kind
        self.told = told

    def record(self) -> dict[str, Any]:
        """Give the fault as it is answered."""
        if isinstance(self.told, Message):
            return {"kind": self.kind, "fault": both(self.told)}
        return {"kind": self.kind, "fault": {each: self.told.in_language(each) for each in ("sv", "en")}}


def main(arguments: list[str]) -> int:
    """Load a plan, say so, and answer until nobody asks any more."""
    folder = Path(arguments[0])
    plan = Questioned(read_what_if(folder / "out" / "what_if"), read_job(folder).workers)
    ready = {"candidates": list(plan.candidates), "budget_sek": plan.what_if.budget_sek}
    _say(sys.stdout, {"ready": True, **ready})
    for answer in answers(plan, sys.stdin):
        _say(sys.stdout, answer)
    return 0


def answers(plan: Questioned, lines: TextIO | list[str]) -> Iterator[dict[str, Any]]:
    """Give one answer a line; what is no question gets one too."""
    for line in lines:
        began_s = time.perf_counter()
        asked: Any = None
        try:
            asked = _read(line)
            answer = plan.answer(_question(asked, plan))
        except NotAnswered as fault:
            answer = fault.record()
        name = asked.get("id") if isinstance(asked, dict) else None
        yield {"id": name, "took_s": round(time.perf_counter() - began_s, 4), **answer}


def _read(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise NotAnswered("question", say("This is no question: one line of JSON is."))
    return asked


def _question(asked: Mapping[str, Any], plan: Questioned) -> Question:
    unknown = sorted(set(asked) - _KNOWN)
    if unknown:
        raise NotAnswered("question", say("“{name}” isn't known here.", name=unknown[0]))
    return Question(_sizes(asked, plan), _economy(asked, plan), _budget(asked, plan))


def _sizes(asked: Mapping[str, Any], plan: Questioned) -> tuple[tuple[str, float], ...]:
    measures, size = asked.get("measures", []), asked.get("size", {})
    if not isinstance(measures, list) or not isinstance(size, dict):
        raise NotAnswered("question", say("Measures are a list, sizes a share by measure."))
    for name in (*measures, *size):
        if name not in plan.candidates:
            raise NotAnswered("unknown_measure", say("The plan has no measure “{name}”.", name=str(name)))
    sizes = {name: size.get(name, 1.0) for name in measures}
    for name, share in sizes.items():
        if not _is_number(share) or not 0.0 <= share <= LARGEST:
            raise NotAnswered(
                "size",
                say("The size of {name} is a share from 0 to {most:.1}.", name=name, most=LARGEST),
            )
    return tuple(sorted((name, float(share)) for name, share in sizes.items() if share > 0))


def _economy(asked: Mapping[str, Any], plan: Questioned) -> Economy:
    told = asked.get("economy", {})
    if not isinstance(told, dict):
        raise NotAnswered("question", say("The economy is a value by line."))
    try:
        return with_lines(plan.what_if.economy, told)
    except EconomyFault as fault:
        raise NotAnswered("economy", fault) from fault


def _budget(asked: Mapping[str, Any], plan: Questioned) -> float:
    told = asked.get("budget_sek", plan.what_if.budget_sek)
    if not _is_number(told) or told < 0:
        raise NotAnswered("budget", say("Expected a budget in SEK, 0 or more."))
    return float(told)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _say(stream: TextIO, record: Mapping[str, Any]) -> None:
    stream.write(json.dumps(_finite(record), ensure_ascii=False, allow_nan=False) + "\n")
    stream.flush()


def _finite(value: Any) -> Any:
    """Give null for what JSON has no number for."""
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
