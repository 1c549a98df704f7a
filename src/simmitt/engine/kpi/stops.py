"""Setup and breakdown: hours and shares, and how often machines fail."""

import numpy as np
from scipy import stats

from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.machines import seconds_by_block
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.opened import always_open
from simmitt.engine.kpi.reliability import reliability_figures
from simmitt.engine.kpi.resampling import FEW_EVENTS, Interval, certain, share, total
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import HOUR_S


def stop_figures(facts: Facts, weights: Floats, seed: int, time: MachineTime | None = None) -> list[Figure]:
    """Give setup and breakdown of plant and machines, where the log tells of them.

    Parameters
    ----------
    weights : (n_draws, n_blocks)
        Resamples of the blocks of time; without draws figures get no interval.
    time
        Adds the stops that a table beside the log tells; without it rows alone count.
    """
    time = time or MachineTime(facts, always_open())
    figures: list[Figure] = []
    for stop, marked in (("setup", facts.is_setup), ("breakdown", time.is_stop)):
        if marked.any():
            figures += _shares(facts, weights, stop, marked)
    if facts.is_setup.any():
        lengths = facts.work_s[facts.is_setup] / HOUR_S
        figures.append(figure("setup_time_median_h", _median_length(lengths, exact=not len(weights))))
    return figures + reliability_figures(time, seed, len(weights))


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
        lengths = facts.work_s[marked & (group == index)] if rows[index] < FEW_EVENTS else None
        figures += [
            figure(f"{stop}_share", share(part_s[index], whole_s[index], weights, lengths), scope),
            figure(f"{stop}_h", total(part_s[index] / HOUR_S, facts.length_s, weights), scope),
            counted(f"{stop}_rows", float(rows[index]), scope),
        ]
    return figures


def _seconds(facts: Facts, which: Bools, group: Ints, groups: int) -> Floats:
    return seconds_by_block(facts, groups, group[which], facts.start_s[which], facts.end_s[which])


def _median_length(lengths: Floats, *, exact: bool) -> Interval:
    """Give the median and its 95 % limits by order statistics (binomial)."""
    lengths, n = np.sort(lengths), len(lengths)
    if exact:
        return certain(float(np.median(lengths)))
    low = max(int(stats.binom.ppf(0.025, n, 0.5)) - 1, 0)
    return Interval(float(np.median(lengths)), float(lengths[low]), float(lengths[n - 1 - low]))
