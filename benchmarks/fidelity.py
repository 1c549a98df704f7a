"""How close simulated logs come to the real one, by the eight distances of the field.

    python benchmarks/fidelity.py [--python OTHER_PYTHON] [--runs 20] [--part D2 D1 copy]

D2: a factory fitted to the whole log simulates it, in a folder that holds nothing but the factory's
file. D1: one fitted to the training part simulates the test weeks, told their first start and number
of orders alone. Ours stands beside a floor (real orders resampled) and a straw man (the same orders
without waiting), with the size of factory.toml and a hash of everything that the fit is made of: one
configuration serves all. ``copy`` does D2 again with every name replaced and all dates moved by whole
weeks; its distances should be those of the log itself.

OTHER_PYTHON is an interpreter that has log-distance-measures==2.2.0, which needs another pandas than
anything here: with it every distance of every simulated log is computed by that package, too, and a
difference beyond 1e-9 ends with exit code 1. See the yardstick's README for peers.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

import simmitt.engine
from simmitt.cli import run
from simmitt.engine.validation.log_distances import DISTANCES, log_distances, within_window

YARDSTICK = (Path(__file__).resolve().parents[1] / "../shared/fidelity").resolve()
WHOLE, TRAIN, TEST = (YARDSTICK / f"{name}.csv.gz" for name in ("whole", "train", "test"))
CONFIGURATION = ("fitting", "hours")  # rooms that decide what is fitted, and how
MOST_BYTES = 200_000
ALIKE = 1e-9
SHIFT = timedelta(weeks=469)  # whole weeks: weekdays stay
DRAWS = 20

# Says the package's distances as they are; the yardstick's own script rounds them.
PACKAGE = """
import importlib.util, json, sys, warnings
warnings.filterwarnings("ignore")
spec = importlib.util.spec_from_file_location("score", sys.argv[1])
score = importlib.util.module_from_spec(spec); spec.loader.exec_module(score)
real = score.read(sys.argv[2])
for path in sys.argv[3:]:
    simulated = score.read(path)
    simulated = simulated[simulated["end_time"] <= real["end_time"].max()]
    told = score.distances(real, simulated)
    print(json.dumps({name.lower(): float(value) for name, value in told.items()}))
"""

Distances = dict[str, float]


def log_of(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, schema_overrides={"case_id": pl.String}).with_columns(
        pl.col("start_time", "end_time").str.to_datetime(time_zone="UTC").dt.replace_time_zone(None)
    )


def resampled(real: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Draw the real orders with replacement, each draw an order of its own."""
    orders = real["case_id"].unique(maintain_order=True)
    picks = np.random.default_rng(seed).integers(0, len(orders), len(orders))
    drawn = pl.DataFrame({"case_id": orders.gather(picks), "new": [f"{n}" for n in range(len(picks))]})
    return drawn.join(real, on="case_id").drop("case_id").rename({"new": "case_id"})


def without_waiting(real: pl.DataFrame) -> pl.DataFrame:
    """Give the same orders with every gap between their rows closed."""
    rows = real.sort("case_id", "start_time", "end_time")
    reach = pl.col("end_time").cum_max().shift(1).over("case_id")
    gap = (pl.col("start_time") - reach).dt.total_microseconds().clip(lower_bound=0).fill_null(0)
    closed = pl.duration(microseconds=gap.cum_sum().over("case_id"))
    return rows.with_columns(start_time=pl.col("start_time") - closed, end_time=pl.col("end_time") - closed)


def mean(told: Sequence[Distances]) -> Distances:
    return {name: float(np.mean([each[name] for each in told])) for name in told[0]}


def ours(real: pl.DataFrame, simulated: Path) -> Distances:
    seen = within_window(log_of(simulated), real)
    return {**log_distances(real, seen), "orders": seen["case_id"].n_unique() / real["case_id"].n_unique()}


def package(python: str, real: Path, logs: Sequence[Path]) -> list[Distances]:
    words = [python, "-c", PACKAGE, str(YARDSTICK / "score.py"), str(real), *map(str, logs)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def simulated_logs(fit_to: Path, folder: Path, runs: int, window: Sequence[str] = ()) -> list[Path]:
    """Fit, and simulate from the factory's file alone."""
    model, alone, out = folder / "model", folder / "alone", folder / "simulated"
    assert run(["fit", str(fit_to), "--out", str(model)]) == 0
    alone.mkdir()
    size = (model / "factory.toml").stat().st_size
    (alone / "factory.toml").write_bytes((model / "factory.toml").read_bytes())
    print(f"factory.toml: {size:,} bytes{'' if size <= MOST_BYTES else '  TOO LARGE'}")
    here = Path.cwd()
    os.chdir(alone)
    words = ["simulate", "factory.toml", "--replications", str(runs), "--out", str(out), *window]
    assert run(words) == 0
    os.chdir(here)
    return sorted(out.glob("sim_*.csv"))


def error(told: Sequence[Distances]) -> Distances:
    """Give the standard error of each mean."""
    spread = {name: float(np.std([each[name] for each in told], ddof=1)) for name in told[0]}
    return {name: value / np.sqrt(len(told)) for name, value in spread.items()}


def table(real: pl.DataFrame, told: Sequence[Distances], theirs: Sequence[Distances]) -> None:
    """Print ours with the error of its mean, the package's, floor and straw man."""
    lines = {"ours": mean(told)}
    if len(told) > 1:
        lines["±"] = error(told)
    if theirs:
        lines["package"] = mean(theirs)
    lines["floor"] = mean([log_distances(real, resampled(real, seed)) for seed in range(DRAWS)])
    lines["straw man"] = log_distances(real, without_waiting(real))
    names = [*DISTANCES, "orders"]
    print(f"{'':10}" + "".join(f"{name:>9}" for name in names))
    for line, values in lines.items():
        print(
            f"{line:10}" + "".join(f"{values[name]:9.3f}" if name in values else f"{'':9}" for name in names)
        )


def hold_against(real: Path, logs: Sequence[Path], python: str | None) -> tuple[list[Distances], bool]:
    """Print the table; give ours of each log, and whether the package says the same."""
    known = log_of(real)
    told = [ours(known, path) for path in logs]
    theirs = package(python, real, logs) if python else []
    table(known, told, theirs)
    if not theirs:
        return told, True
    pairs = zip(told, theirs, strict=True)
    apart = max(abs(one[name] - other[name]) for one, other in pairs for name in one)
    print(f"greatest difference from the package over {len(logs)} logs: {apart:.1e}")
    return told, apart <= ALIKE


def window_of(test: pl.DataFrame) -> list[str]:
    first, last = test["start_time"].min(), test["end_time"].max()
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    weeks = (last - first) / timedelta(weeks=1)
    orders = test["case_id"].n_unique()
    return ["--from", first.isoformat(), "--weeks", f"{weeks:.6f}", "--orders", str(orders)]


def relabelled(real: pl.DataFrame) -> pl.DataFrame:
    """Give the log with every name replaced, in another order, and all dates moved by whole weeks."""
    names = {
        column: {
            name: f"{column[0]}{(n * 7919 + 13) % 10_007:05d}" for n, name in enumerate(sorted(set(values)))
        }
        for column in ("case_id", "activity", "resource")
        for values in [real[column].to_list()]
    }
    return real.with_columns(
        *(pl.col(column).replace_strict(told) for column, told in names.items()),
        pl.col("start_time", "end_time") + SHIFT,
    )


def written(log: pl.DataFrame, path: Path) -> Path:
    log.write_csv(path, datetime_format="%Y-%m-%dT%H:%M:%S%.3f+00:00")
    return path


def configuration() -> str:
    digest = hashlib.sha256()
    root = Path(simmitt.engine.__file__).parent
    for path in sorted(path for room in CONFIGURATION for path in (root / room).rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def usable(python: str | None) -> str | None:
    if python is None:
        print("without --python nothing is held against log-distance-measures")
        return None
    asked = [python, "-c", "import log_distance_measures"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        sys.exit("skipped: --python names an interpreter without log-distance-measures==2.2.0")
    return python


def compare(log: Sequence[Distances], copy: Sequence[Distances]) -> None:
    """Print how far the copy's distances lie from the log's, and how far chance alone would put them."""
    means, errors = (mean(log), mean(copy)), (error(log), error(copy))
    told = (
        f"{name} {means[1][name] - means[0][name]:+.4f} (± {np.hypot(errors[0][name], errors[1][name]):.4f})"
        for name in means[0]
    )
    print("\ncopy minus log: " + ", ".join(told))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--part", nargs="+", choices=("D2", "D1", "copy"), default=["D2", "D1", "copy"])
    asked = parser.parse_args()
    if not WHOLE.exists():
        sys.exit("skipped: the yardstick lies outside the repository and is not here")
    python = usable(asked.python)
    print(f"configuration of the fit: sha256 {configuration()}")
    alike, found = [], {}
    with tempfile.TemporaryDirectory() as scratch:
        for part in asked.part:
            folder = Path(scratch) / part
            folder.mkdir()
            print(f"\n{part}", flush=True)
            fit_to, real, window = WHOLE, WHOLE, []
            if part == "D1":
                fit_to, real, window = TRAIN, TEST, window_of(log_of(TEST))
            if part == "copy":
                fit_to = real = written(relabelled(log_of(WHOLE)), folder / "copy.csv")
            found[part], same = hold_against(real, simulated_logs(fit_to, folder, asked.runs, window), python)
            alike.append(same)
    if {"D2", "copy"} <= set(found):
        compare(found["D2"], found["copy"])
    if not all(alike):
        sys.exit(1)


if __name__ == "__main__":
    main()
