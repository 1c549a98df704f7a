"""How long `simmitt plan` takes on a real log, and how much memory all its processes hold.

    python benchmarks/plan_on_real_log.py [LOG]

The first run compiles the kernel in a cache of its own, the second finds it there. Memory is
the proportional set size (PSS) of the whole process tree, sampled ten times a second.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REAL_LOG = ROOT / "../shared/data/production_4tu/Production_Data.csv"


def main() -> None:
    log = Path(sys.argv[1]) if len(sys.argv) > 1 else REAL_LOG
    if not log.exists():
        sys.exit(f"skipped: {log.name} lies outside the repository and is not here")
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "NUMBA_CACHE_DIR": f"{scratch}/cache"}
        for label in ("first", "again"):
            seconds, peak_mb = timed(log, Path(scratch) / label, environment)
            print(f"{label}: {seconds:.1f} s, peak {peak_mb:.0f} MB")


def timed(log: Path, out: Path, environment: dict[str, str]) -> tuple[float, float]:
    words = ["plan", str(log), "--budget-sek", "400000", "--out", str(out), "--workers", "2"]
    started = time.perf_counter()
    run = subprocess.Popen(
        [sys.executable, "-c", "from simmitt.cli import main; main()", *words],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    peak = 0.0
    while run.poll() is None:
        peak = max(peak, sum(pss_mb(process) for process in tree(run.pid)))
        time.sleep(0.1)
    assert run.returncode == 0, f"simmitt plan ended with {run.returncode}"
    return time.perf_counter() - started, peak


def tree(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in tree(int(child)))]


def pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


if __name__ == "__main__":
    main()
