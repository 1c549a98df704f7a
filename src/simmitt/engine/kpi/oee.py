"""OEE and its three parts as figures, of the plant and of each machine."""

import numpy as np

from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.kpi.ideal_cycles import demonstrated_cycles
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.resampling import ratio, share
from simmitt.engine.kpi.time_accounts import Spent
from simmitt.engine.spans import Floats


def oee_figures(time: MachineTime, spent: Spent, weights: Floats) -> list[Figure]:
    """Give availability, effectiveness, quality, OEE and pace; weeks are resampled.

    Parameters
    ----------
    weights : (n_draws, n_blocks)
        Resamples of the blocks of time; without draws figures get no interval.
    """
    names = time.facts.machines
    if not names:
        return []
    single = np.eye(len(names), dtype=bool)
    figures = _of(time, spent, weights, PLANT)
    for index, name in enumerate(names):
        figures += _of(time, spent.of(single[index]), weights, name)
    return [*figures, *_pace_figures(time, weights)]


def _of(time: MachineTime, spent: Spent, weights: Floats, scope: str) -> list[Figure]:
    run_s = spent.run_s().sum(axis=0)
    length_s = time.facts.length_s * spent.places.sum()
    lost_s = spent.seconds["closed"] + spent.seconds["planned_stop"]
    planned_s = length_s - lost_s.sum(axis=0)
    told = spent.quality_told
    made, good = spent.made[told].sum(axis=0), spent.good[told].sum(axis=0)
    figures: list[Figure] = []
    if planned_s.sum() > 0:
        figures.append(figure("availability_share", share(run_s, planned_s, weights), scope))
    if made.sum() > 0:
        figures.append(figure("quality_share", share(good, made, weights), scope))
    ran = spent.run_s().sum(axis=1) > 0
    if not ran.any() or not spent.ideal_known[ran].all():
        return figures
    figures.append(figure("effectiveness_share", ratio(spent.ideal_s.sum(axis=0), run_s, weights), scope))
    if told[ran].all():
        good_s = spent.ideal_good_s.sum(axis=0)
        figures += [
            figure("oee_share", ratio(good_s, planned_s, weights), scope),
            figure("teep_share", ratio(good_s, length_s, weights), scope),
        ]
    return figures


def _pace_figures(time: MachineTime, weights: Floats) -> list[Figure]:
    """Give the pace against the best shown, where enough reports of one product tell time and pieces."""
    facts = time.facts
    if not facts.products:
        return []
    pace_s = demonstrated_cycles(facts)
    shown = np.isfinite(pace_s) & (facts.product >= 0)
    if not shown.any():
        return []
    machine, n = np.where(shown, facts.machine, -1), len(facts.machines)
    best_s, took_s = (
        facts.by_block(machine, n, facts.end_block, amount)
        for amount in (pace_s * facts.made_pieces, facts.work_s)
    )
    plant = ratio(best_s.sum(axis=0), took_s.sum(axis=0), weights)
    return [
        figure("demonstrated_pace_share", plant),
        *(
            figure(
                "demonstrated_pace_share", ratio(best_s[index], took_s[index], weights), facts.machines[index]
            )
            for index in np.flatnonzero(took_s.sum(axis=1) > 0)
        ),
    ]
