"""Do weeks that no fit has seen lie inside their bands as often as promised? Within 5 points, pooled.

    python benchmarks/held_out_weeks.py [--logs 60] [--weeks 20] [--first-seed 20000] [--only invented|4tu]

Invented factories with seeds fixed beforehand leave a log each; they and the 4TU log (where it is at
hand) are fitted up to three origins, and every whole week after is foretold. Printed for orders under
way and throughput: how many weeks, and the share inside the 80 and the 95 % band, counts' edges taken
in part (``promised_share``) and, beside it, the plain share of weeks, edges inside. One JSON line at
the end.
"""

import argparse
import json
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from invented_factories import invented_log

from simmitt.engine.eventlog import read
from simmitt.engine.fitting import NothingToFit
from simmitt.engine.validation import HeldOutWeeks, Validation, validate
from simmitt.engine.validation.held_out import MEASURES, promised_share

REAL = Path(__file__).resolve().parents[1] / "../shared/fidelity/whole.csv.gz"
LEVELS = (0.80, 0.95)
WITHIN = 0.05


class Told(NamedTuple):
    """What became of one log."""

    name: str
    light: str
    grave: tuple[str, ...]  # why it is red
    weeks: tuple[HeldOutWeeks, ...]


def one_invented(asked: tuple[int, int]) -> Told | None:
    seed, weeks = asked
    with TemporaryDirectory() as folder:
        log = invented_log(seed, weeks, Path(folder))
    try:
        found = validate(log, seed=seed)
    except NothingToFit as fault:
        print(f"seed {seed}: not fitted ({fault.found.in_language('en')})", file=sys.stderr)
        return None
    return Told(str(seed), found.light, _grave(found), found.weeks)


def one_real() -> Told | None:
    if not REAL.exists():
        print("4tu: skipped, the log lies outside the repository and is not here")
        return None
    found = validate(read(REAL.resolve()))
    return Told("4tu", found.light, _grave(found), found.weeks)


def _grave(found: Validation) -> tuple[str, ...]:
    return tuple(each.text.in_language("en") for each in found.reasons if each.light == "red")


def tell(name: str, told: list[Told]) -> dict[str, object]:
    """Print and give the coverage of some logs, pooled."""
    print(f"{name}: {len(told)} logs, lights {dict(Counter(each.light for each in told))}")
    for each in told:
        for reason in each.grave:
            print(f"  {each.name} is red: {reason}")
    record: dict[str, object] = {"logs": len(told)}
    for measure in MEASURES:
        own = [weeks for each in told for weeks in each.weeks if weeks.measure == measure and len(weeks.real)]
        plain = [_plain([getattr(each, f"inside_{n}_share") for each in own], own) for n in (80, 95)]
        for level, bare in zip(LEVELS, plain, strict=True):
            share = promised_share(own, level)
            mark = "" if abs(share - level) <= WITHIN else "  outside"
            count = sum(len(each.real) for each in own)
            error = _error([promised_share([each], level) for each in own])
            print(
                f"  {measure:11} {count:5} weeks  {level:.0%} band: {share:.1%} ± {error:.1%} inside"
                f" (edges inside {bare:.1%}){mark}"
            )
            record[f"{measure}_{level:.2f}"] = round(share, 4)
    return record


def _plain(shares: list[float], own: list[HeldOutWeeks]) -> float:
    return float(np.average(shares, weights=[len(each.real) for each in own]))


def _error(shares: list[float]) -> float:
    """Give the standard error over logs: weeks of one log are no independent trials."""
    return float(np.std(shares, ddof=1) / np.sqrt(len(shares))) if len(shares) > 1 else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--logs", type=int, default=60)
    parser.add_argument("--weeks", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=20_000)
    parser.add_argument("--only", choices=("invented", "4tu"))
    asked = parser.parse_args()
    record, all_told = {}, []
    if asked.only != "invented" and (real := one_real()):
        record["4tu"], all_told = tell("4tu", [real]), [real]
    if asked.only != "4tu":
        seeds = [(asked.first_seed + n, asked.weeks) for n in range(asked.logs)]
        # Spawned: the threads of the tables' library don't survive a fork.
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            told = [each for each in pool.map(one_invented, seeds, chunksize=4) if each]
        record["invented"] = tell("invented", told)
        all_told += told
    if len(record) > 1:
        record["pooled"] = tell("pooled", all_told)
    print(json.dumps(record))


if __name__ == "__main__":
    main()
