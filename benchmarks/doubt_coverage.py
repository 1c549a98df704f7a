"""Does the interval of a simulated mean hold the truth, with the doubt of inputs and without? How often.

Invented factories (seeds fixed beforehand) leave a log of so many weeks; a factory is fitted to it
and simulated as ``simmitt fit`` does. The truth is what the invented factory itself gives on average
in windows of that length, looked at as a log shows it: orders count from their first work in the
window. Prints coverage per figure (wanted: 90 to 97 of 100) and the share of doubt from the input.

Run: python benchmarks/doubt_coverage.py [--logs=60] [--weeks=13]
"""

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from invented_factories import MONDAY, OPENS_AT, invented_factory, invented_log

from simmitt.engine.experiments.input_doubt import doubt_of_inputs
from simmitt.engine.experiments.main_figures import FIGURES, main_figures
from simmitt.engine.factory.model import RunPlan
from simmitt.engine.fitting import fit
from simmitt.engine.hours import learn_working_hours

TRUTH_REPLICATIONS = 200


def truth(seed: int, weeks: int, span_s: float) -> dict[str, float]:
    """Give the mean of each figure over many windows of the invented factory, as long as the log's."""
    opens_s = (OPENS_AT - MONDAY).total_seconds()
    made = invented_factory(seed, weeks)
    arrivals = replace(made.arrivals, counted_from="first_start")
    factory = replace(made, arrivals=arrivals, run=RunPlan(MONDAY, opens_s + span_s, opens_s))
    pairs = [(factory, n) for n in range(TRUTH_REPLICATIONS)]
    return {
        name: float(values.mean())
        for name, values in main_figures(pairs, seed=10_000 + seed, workers=1).items()
    }


def main(logs: int, weeks: int) -> None:
    held: dict[str, list[tuple[bool, bool, float, float]]] = {name: [] for name in FIGURES}
    with TemporaryDirectory() as folder:
        for seed in range(logs):
            log = invented_log(seed, weeks, Path(folder))
            fitted = fit(log, learn_working_hours(log))
            real = truth(seed, weeks, fitted.factory.run.horizon_s)
            for name, told in doubt_of_inputs(fitted.factory).items():
                inside = [each.low <= real[name] <= each.high for each in (told.mean, told.simulated)]
                off = (told.mean.value - real[name]) / real[name]
                held[name].append((inside[0], inside[1], told.input_share, off))
    print(
        f"{logs} logs of {weeks} weeks: inside with both doubts, with simulation's alone,"
        " share of the input, mean error, its spread"
    )
    for name, rows in held.items():
        table = np.array(rows, dtype=float)
        print(f"{name:30}", *(f"{each:6.2f}" for each in table.mean(axis=0)), f"{table[:, 3].std():6.2f}")


if __name__ == "__main__":
    asked = dict(each.removeprefix("--").split("=") for each in sys.argv[1:])
    main(int(asked.get("logs", 60)), int(asked.get("weeks", 13)))
