"""Setup and breakdown: hours, shares, time between failures and time to repair."""

import numpy as np
from scipy import stats

from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.figures import counted, figure
from simmitt.engine.kpi.machines import seconds_by_block
from simmitt.engine.kpi.resampling import Interval, of_mean, ratio, total
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import HOUR_S

BREAKDOWNS_FOR_MTBF = 3


def stop_figures(facts: Facts, weights: Floats, seed: int) -> list[Figure]:
    """Give setup and breakdown of plant and machines, where the log tells of them."""
    figures: list[Figure] = []
    for stop, marked in (("setup", facts.is_setup), ("breakdown", facts.is_breakdown)):
        if marked.any():
            figures += _shares(facts, weights, stop, marked)
    if facts.is_setup.any():
        figures.append(figure("setup_time_median_h", _median_length(facts.work_s[facts.is_setup] / HOUR_S)))
    return figures + _reliability(facts, seed)


def _shares(facts: Facts, weights: Floats, stop: str, marked: Bools) -> list[Figure]:
    """Give share, hours and number of the marked rows, for the plant and per machine."""
    plant = _shares_in(facts, weights, stop, marked, np.zeros_like(facts.machine), [PLANT])
    return plant + _shares_in(facts, weights, stop, marked, facts.machine, facts.machines)


def _shares_in(
    facts: Facts, weights: Floats, stop: str, marked: Bools, group: Ints, scopes: list[str]
) -> list[Figure]:
    whole_s = _seconds(facts, group >= 0, group, len(scopes))
    part_s = _seconds(facts, marked & (group >= 0), group, len(scopes))
    rows = np.bincount(group[marked & (group >= 0)], minlength=len(scopes))
    figures: list[Figure] = []
    for index in np.flatnonzero((rows > 0) & (whole_s.sum(axis=1) > 0)):
        scope = scopes[index]
        figures += [
            figure(f"{stop}_share", ratio(part_s[index], whole_s[index], weights), scope),
            figure(f"{stop}_h", total(part_s[index] / HOUR_S, facts.length_s, weights), scope),
            counted(f"{stop}_rows", float(rows[index]), scope),
        ]
    return figures


def _seconds(facts: Facts, which: Bools, group: Ints, groups: int) -> Floats:
    return seconds_by_block(facts, groups, group[which], facts.start_s[which], facts.end_s[which])


def _median_length(lengths: Floats) -> Interval:
    """Give the median and its 95 % limits by order statistics (binomial)."""
    lengths, n = np.sort(lengths), len(lengths)
    low = max(int(stats.binom.ppf(0.025, n, 0.5)) - 1, 0)
    return Interval(float(np.median(lengths)), float(lengths[low]), float(lengths[n - 1 - low]))


def _reliability(facts: Facts, seed: int) -> list[Figure]:
    """Give MTBF and MTTR of machines with enough breakdowns."""
    figures: list[Figure] = []
    down = facts.is_breakdown
    failures = np.bincount(facts.machine[down & (facts.machine >= 0)], minlength=len(facts.machines))
    for index in np.flatnonzero(failures >= BREAKDOWNS_FOR_MTBF):
        here, name = facts.machine == index, facts.machines[index]
        run_h = float(facts.work_s[here & ~down].sum()) / HOUR_S
        figures.append(figure("mtbf_h", _time_between(run_h, int(failures[index])), name))
        figures.append(figure("mttr_h", of_mean(facts.work_s[here & down] / HOUR_S, seed), name))
    return figures


def _time_between(run_h: float, failures: int) -> Interval:
    """Give hours per failure with the exact limits of a Poisson count."""
    fewest = float(stats.chi2.ppf(0.025, 2 * failures)) / 2
    most = float(stats.chi2.ppf(0.975, 2 * failures + 2)) / 2
    return Interval(run_h / failures, run_h / most, run_h / fewest)
