"""How close simulated logs come to the real one, scored the way published simulators are.

    python benchmarks/fidelity.py --python OTHER_PYTHON [--runs 20]

Fits the yardstick's whole log, simulates it and hands both to its own script. OTHER_PYTHON is
an interpreter that has log-distance-measures==2.2.0, which needs another pandas than anything
here; see the yardstick's README for floor, straw man and peers.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from simmitt.cli import run

ROOT = Path(__file__).resolve().parents[1]
YARDSTICK = ROOT / "../shared/fidelity"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    log = YARDSTICK / "whole.csv.gz"
    if not log.exists():
        sys.exit("skipped: the yardstick lies outside the repository and is not here")
    has_measures = subprocess.run(
        [asked.python, "-c", "import log_distance_measures"], capture_output=True, check=False
    )
    if has_measures.returncode:
        sys.exit("skipped: name an interpreter that has log-distance-measures==2.2.0 with --python")
    with tempfile.TemporaryDirectory() as scratch:
        model, simulated = Path(scratch) / "model", Path(scratch) / "simulated"
        assert run(["fit", str(log), "--out", str(model)]) == 0
        words = ["simulate", str(model / "factory.toml"), "--replications", str(asked.runs)]
        assert run([*words, "--out", str(simulated)]) == 0
        logs = sorted(str(path) for path in simulated.glob("sim_*.csv"))
        subprocess.run([asked.python, str(YARDSTICK / "score.py"), str(log), *logs], check=True)


if __name__ == "__main__":
    main()
