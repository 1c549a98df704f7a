"""The same figures from the same synthetic log: this engine beside pm4py, polars and duckdb, in one run.

Figures: directly-follows graph with mean waits, first and last activities, lead times, variants. Each
program runs in a process of its own; time counts from the file to the last figure, without imports.
Memory is the process's peak. pm4py and duckdb live in an environment of their own (peers.py).

Run: python benchmarks/log_beside_pm4py.py [--events=1000000] [--rounds=3]
"""

import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from peers import ensure_peers

from simmitt.engine.eventlog import read
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.flow_map import flow_of

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "../shared/bench"
PEERS = ("pm4py", "polars", "duckdb")
Told = dict[str, Any]


def main() -> None:
    told = dict(word.removeprefix("--").split("=") for word in sys.argv[1:])
    if "figures" in told:
        print(json.dumps(figures(Path(told["figures"]))))
        return
    events, rounds = int(told.get("events", 1_000_000)), int(told.get("rounds", 3))
    peers = ensure_peers()
    if not BENCH.exists() or peers is None:
        sys.exit("skipped: the peers' side of the comparison is not here")
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "log.csv"
        run([sys.executable, str(BENCH / "p_gen.py"), f"--n={events}", f"--out={log}"])
        own_side = [sys.executable, __file__, f"--figures={log}"]
        sides = {"simmitt": own_side} | {
            name: [python, str(BENCH / "p_mining.py"), f"--engine={name}", f"--file={log}", "--im=0"]
            for name, python in (("pm4py", str(peers)), ("polars", sys.executable), ("duckdb", str(peers)))
        }
        # Turn by turn, so that a busy minute hits every side.
        turns = [{name: run(command) for name, command in sides.items()} for _ in range(rounds)]
    report(events, turns)


def run(command: list[str]) -> Told:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=BENCH)
    told: Told = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def figures(path: Path) -> Told:
    """Read a log and take the figures that the peers take."""
    begun, cpu = time.perf_counter(), time.process_time()
    log = read(path)
    read_s = time.perf_counter() - begun
    flow = flow_of(gather(log))
    total_s = time.perf_counter() - begun
    cases = sum(flow.starts.values())
    return {
        "events": log.rows.height,
        "total_s_without_inductive": round(total_s, 3),
        "cpu_s_without_inductive": round(time.process_time() - cpu, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "arcs": sum(arc.count for arc in flow.arcs),
        "mean_lead_h": sum(arc.count * arc.between_ends_mean_s for arc in flow.arcs) / cases / 3600,
        "variants": flow.variant_count,
        "phases": {"read": round(read_s, 3), "figures": round(total_s - read_s, 3)},
    }


def report(events: int, turns: list[dict[str, Told]]) -> None:
    own = turns[0]["simmitt"]
    for name in PEERS:
        other = turns[0][name]
        # Variants differ by design: ours follows places, and the peers' follow activities.
        for figure in ("events", "arcs"):
            assert own[figure] == other[figure], (name, figure, own[figure], other[figure])
        # The peers round to four decimals of an hour.
        assert math.isclose(own["mean_lead_h"], other["mean_lead_h"], rel_tol=1e-6, abs_tol=5.1e-5), name
    result: Told = {"events": events}
    for name in ("simmitt", *PEERS):
        seconds = statistics.median(turn[name]["total_s_without_inductive"] for turn in turns)
        memory = max(turn[name]["peak_mb"] for turn in turns)
        result[name] = {"s": seconds, "peak_mb": memory, "phases": turns[0][name].get("phases")}
        print(f"{name:8} {seconds:8.2f} s {memory:6} MB  {result[name]['phases']}")
    mine, theirs = result["simmitt"], result["pm4py"]
    result["times_faster_than_pm4py"] = round(theirs["s"] / mine["s"], 2)
    result["share_of_pm4py_memory"] = round(mine["peak_mb"] / theirs["peak_mb"], 3)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
