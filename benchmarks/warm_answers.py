"""How long a plan's questions of "what if" take to be answered.

    python benchmarks/warm_answers.py [FOLDER OF A PLAN JOB] [--questions 60] [--most 20]

Without a folder, a plan is made of the invented workshop's log first. Asks for random sets of up to
so many measures, each with a size of its own (so that none has been simulated before), and for the same
sets under another economy; prints the time from question to answer as who asks sees it.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUDGET_SEK = 200_000


class Asked:
    """The process that answers."""

    def __init__(self, folder: Path) -> None:
        began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "simmitt.jobs.warm", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ready = self._answer()
        self.ready_s = time.perf_counter() - began

    def ask(self, **question: Any) -> tuple[float, dict[str, Any]]:
        """Give the seconds until the answer, and the answer."""
        began = time.perf_counter()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        return time.perf_counter() - began, answer

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--most", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(asked.folder or planned(Path(scratch)), asked.questions, asked.most)


def planned(scratch: Path) -> Path:
    """Make a plan of the invented workshop's log."""
    log = scratch / "log.csv"
    subprocess.run([sys.executable, str(ROOT / "example/make_log.py"), str(log)], check=True)
    read = _job(scratch / "read", "read", log, {})
    return _job(scratch / "plan", "plan", read / "out" / "log.simmitt", {"budget_sek": BUDGET_SEK})


def _job(folder: Path, kind: str, file: Path, asked: dict[str, Any]) -> Path:
    folder.mkdir()
    job = {"kind": kind, "files": [str(file)], "asked": asked, "workers": 2}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "simmitt.jobs", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return folder


def measure(folder: Path, questions: int, most: int) -> None:
    """Ask, and print how long the answers took."""
    plan, chance = Asked(folder), random.Random(1)
    candidates: list[str] = plan.ready["candidates"]
    print(f"ready after {plan.ready_s:.1f} s; {len(candidates)} candidates")
    fresh, again, draws = [], [], []
    for _ in range(questions):
        measures = chance.sample(candidates, min(most, chance.randint(1, len(candidates))))
        question = {
            "measures": measures,
            "size": {name: round(chance.uniform(0.2, 1.2), 3) for name in measures},
        }
        took_s, answer = plan.ask(**question)
        fresh.append(took_s)
        draws.append(answer["draws"])
        again.append(plan.ask(**question, economy={"hourly_cost_sek": chance.randint(330, 440)})[0])
    everything = [
        plan.ask(measures=candidates[:most], size={candidates[0]: chance.uniform(0.2, 1.2)})[0]
        for _ in range(questions // 3)
    ]
    _tell(f"new sets, {min(draws)} to {max(draws)} draws", fresh)
    _tell("the same under another economy", again)
    _tell("all candidates", everything)


def _tell(what: str, seconds: Sequence[float]) -> None:
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{what:32} p50 {statistics.median(seconds):.3f} s  p95 {p95:.3f} s  most {max(seconds):.3f} s")


if __name__ == "__main__":
    main()
