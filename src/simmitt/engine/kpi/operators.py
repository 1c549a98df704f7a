"""People at machines: how many at each, and how many machines one of them minds; never who."""

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.resampling import Resamples, ratio
from simmitt.engine.spans import Bools, Floats, Ints, among, reached_before, regrouped, summed

# A mean over fewer people would tell of single ones.
FEWEST_PEOPLE = 5


def too_few_people(facts: Facts) -> bool:
    """Say whether the log names so few people that a mean over them would tell of single ones."""
    return len(facts.workers) < FEWEST_PEOPLE


def operator_figures(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give operators at each machine, and machines minded at once by an operator; weeks are resampled."""
    manned = (facts.machine >= 0) & (facts.worker >= 0)
    if not manned.any():
        return []
    rows = among(facts.by_machine, manned)
    pair = facts.worker * len(facts.machines) + facts.machine
    of_pair_s = np.where(manned, _fresh_s(facts, pair, regrouped(facts.worker, rows)), 0.0)
    return [
        *_at_machines(facts, drawn, rows, pair, of_pair_s),
        *_machines_minded(facts, drawn, manned, of_pair_s),
    ]


def _fresh_s(facts: Facts, group: Ints, order: Ints) -> Floats:
    """Give the seconds of each row that none of the group's earlier rows covers, (n_rows,)."""
    return _uncovered_s(facts, reached_before(group, facts.start_s, facts.end_s, order))


def _uncovered_s(facts: Facts, reached_s: Floats) -> Floats:
    return np.asarray(np.maximum(facts.end_s - np.maximum(facts.start_s, reached_s), 0.0))


def _at_machines(facts: Facts, drawn: Resamples, rows: Ints, pair: Ints, of_pair_s: Floats) -> list[Figure]:
    """Give how many people have been at each machine, and how many at once while anybody is."""
    n, everybody = len(facts.machines), len(rows) == len(facts.by_machine)
    reached_s = facts.machine_reached_s if everybody else None
    of_machine_s = (
        _fresh_s(facts, facts.machine, rows) if reached_s is None else _uncovered_s(facts, reached_s)
    )
    machine = facts.machine if everybody else np.where(facts.worker >= 0, facts.machine, -1)
    person_s = facts.by_block(machine, n, facts.end_block, of_pair_s)
    anybody_s = facts.by_block(machine, n, facts.end_block, of_machine_s)
    seen = np.bincount(pair[rows], minlength=len(facts.workers) * n)
    people = np.count_nonzero(seen.reshape(-1, n), axis=0)
    figures: list[Figure] = []
    for code in np.flatnonzero(people):
        name = facts.machines[code]
        figures.append(counted("operators_seen", float(people[code]), name))
        if anybody_s[code].sum() > 0:
            at_once = ratio(person_s[code], anybody_s[code], drawn.weeks)
            figures.append(figure("operators_at_once_mean", at_once, name))
    return figures


def _machines_minded(facts: Facts, drawn: Resamples, manned: Bools, of_pair_s: Floats) -> list[Figure]:
    """Give how many machines an operator works at in the same moment, mean over working time."""
    if too_few_people(facts):
        return []
    by_worker = regrouped(facts.worker, among(facts.by_start, manned))
    of_person_s = np.where(manned, _fresh_s(facts, facts.worker, by_worker), 0.0)
    blocks = len(facts.length_s)
    machine_s, person_s = (summed(facts.end_block, each, blocks) for each in (of_pair_s, of_person_s))
    if person_s.sum() <= 0:
        return []
    return [figure("machines_per_operator_mean", ratio(machine_s, person_s, drawn.weeks))]
