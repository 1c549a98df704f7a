"""Reading XES beside pm4py's readers: the same file of 100,000 events, turn by turn.

Every turn is a process of its own; time counts from the file to the table, without imports: each
side reads a small file first, for both load much only when it is needed. The file is written as
pm4py writes it (ten attributes an event, about 49 MB). pm4py's reader is the one that it takes by
default; its fastest, which takes every line for one tag, stands beside it. Times are the
processor's, medians over the rounds; memory is the process's peak.

    python benchmarks/xes_reading.py [--events 100000] [--rounds 3]
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from peers import ensure_peers

from simmitt.engine.eventlog.opening import open_files
from simmitt.engine.eventlog.xes import read_xes

_HEAD = """<?xml version="1.0" encoding="utf-8" ?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
\t<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext" />
\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext" />
\t<string key="origin" value="csv" />
"""
_WORK = ("Saw", "Turn", "Mill", "Drill", "Weld", "Paint", "Assemble", "Inspect")
_THEIRS = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
import pm4py
how = {"variant": sys.argv[3]} if sys.argv[3] else {}
pm4py.read_xes(sys.argv[2], **how)
begun = time.process_time()
table = pm4py.read_xes(sys.argv[1], **how)
used = time.process_time() - begun
peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"s": used, "peak_mb": peak_mb, "rows": len(table)}))
"""


def events_of(number: int, first: int, random_: random.Random) -> Iterator[str]:
    """Write the events of one order."""
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * number)
    for step in range(random_.randint(4, 8)):
        at += timedelta(seconds=random_.expovariate(1 / 28_800))
        work, machine, pieces = random_.choice(_WORK), random_.randint(1, 24), random_.randint(10, 59)
        told = (
            ("string", "case", f"ORD-{number}"), ("string", "act", work), ("string", "mach", f"M{machine}"),
            ("date", "ts", at.isoformat(timespec="seconds")), ("int", "qty", pieces),
            ("int", "scrap", pieces // 30), ("string", "concept:name", work),
            ("date", "time:timestamp", at.isoformat(timespec="seconds")),
            ("int", "@@index", first + step), ("int", "@@case_index", number),
        )  # fmt: skip
        lines = "".join(f'\t\t\t<{sort} key="{key}" value="{value}" />\n' for sort, key, value in told)
        yield f"\t\t<event>\n{lines}\t\t</event>\n"


def write_log(path: Path, events: int) -> None:
    """Write a log of at least so many events, the last order whole."""
    random_ = random.Random(1)
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        while written < events:
            told = list(events_of(number, written, random_))
            name = f'\t\t<string key="concept:name" value="ORD-{number}" />\n'
            file.write(f"\t<trace>\n{name}{''.join(told)}\t</trace>\n")
            written += len(told)
            number += 1
        file.write("</log>\n")


def our_turn(path: Path, small: Path) -> dict[str, Any]:
    """Read the file once, in this process."""
    read_xes(next(open_files(small)))
    begun = time.process_time()
    grid = read_xes(next(open_files(path)))
    used_s = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    return {"s": used_s, "peak_mb": peak_mb, "rows": grid.cells.height}


def run(command: list[str]) -> dict[str, Any]:
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.files:
        print(json.dumps(our_turn(*asked.files)))
        return
    peers = ensure_peers()
    with tempfile.TemporaryDirectory() as scratch:
        path, small = Path(scratch) / "log.xes", Path(scratch) / "small.xes"
        write_log(path, asked.events)
        write_log(small, 100)
        files = [str(path), str(small)]
        sides = {"simmitt": [sys.executable, __file__, "--files", *files]}
        if peers:
            sides["pm4py"] = [str(peers), "-c", _THEIRS, *files, ""]
            sides["pm4py_fastest"] = [str(peers), "-c", _THEIRS, *files, "line_by_line"]
        # Turn by turn, so that a busy minute hits every side.
        turns = [{name: run(command) for name, command in sides.items()} for _ in range(asked.rounds)]
        size_mb = path.stat().st_size / 1e6
    report(turns, size_mb)


def report(turns: list[dict[str, dict[str, Any]]], size_mb: float) -> None:
    """Print the figures as one line of JSON; all sides must have read as many events."""
    told: dict[str, Any] = {"file_mb": round(size_mb, 1), "events": turns[0]["simmitt"]["rows"]}
    for name in turns[0]:
        assert all(turn[name]["rows"] == told["events"] for turn in turns), name
        told[f"{name}_s"] = round(statistics.median(turn[name]["s"] for turn in turns), 3)
        told[f"{name}_peak_mb"] = round(max(turn[name]["peak_mb"] for turn in turns))
    if "pm4py_s" in told:
        told["times_as_fast"] = round(told["pm4py_s"] / told["simmitt_s"], 2)
        told["times_as_fast_as_fastest"] = round(told["pm4py_fastest_s"] / told["simmitt_s"], 2)
    else:
        told["skipped"] = "pm4py can't be installed here"
    print(json.dumps(told))


if __name__ == "__main__":
    main()
