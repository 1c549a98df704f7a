"""When the people who usually run a machine were all at work."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.span_sets import covered_before, without
from simmitt.engine.spans import Floats, Ints, Spans, merged, regrouped
from simmitt.ground.units import HOUR_S

# A machine's crew: the fewest people who together do this share of its work. Where that takes more
# than a few, anybody runs it, and nobody in particular is waited for.
CREW_SHARE, LARGEST_CREW = 0.8, 3
# Between reports at most this far apart a person is still in the shop.
STILL_HERE_S = 2 * HOUR_S


class Crews(NamedTuple):
    """Who usually runs each machine, and when all of them who were in the shop were at work."""

    of_machine: Ints  # (n_machines,) number of its crew, -1 where anybody runs it
    at_work: Spans  # group is the crew

    def busy_before(self, machine: Ints, at_s: Floats) -> Floats:
        """Give the seconds until instants in which a machine's crew were at work; differences count."""
        crew = self.of_machine[machine]
        known = crew >= 0
        seconds = np.zeros(len(crew))
        seconds[known] = covered_before(self.at_work, crew[known], at_s[known])
        return seconds


def crews(facts: Facts) -> Crews | None:
    """Give the crews; None where the log names no people or no machines.

    Whether a crew's work was at this machine or at another is not asked: while a machine
    stands, it was at another.
    """
    if not facts.workers or not facts.machines:
        return None
    of_machine, members = _members(facts)
    rows = facts.by_start[facts.worker[facts.by_start] >= 0]
    busy = merged(facts.worker, facts.start_s, facts.end_s, order=regrouped(facts.worker, rows))
    same = busy.group[1:] == busy.group[:-1]
    pause = np.flatnonzero(same & (busy.start_s[1:] - busy.end_s[:-1] <= STILL_HERE_S))
    free = Spans(busy.group[pause], busy.end_s[pause], busy.start_s[pause + 1])
    n = len(facts.workers)
    at_work = merged(*_of_members(busy, members, n))
    return Crews(of_machine, without(at_work, merged(*_of_members(free, members, n))))


def _members(facts: Facts) -> tuple[Ints, list[Ints]]:
    """Give the crew of each machine, (n_machines,), and the people of each crew."""
    at = (facts.machine >= 0) & (facts.worker >= 0)
    width = len(facts.workers)
    pair = facts.machine[at] * width + facts.worker[at]
    work_s = np.bincount(pair, facts.work_s[at], minlength=len(facts.machines) * width).reshape(-1, width)
    found: dict[tuple[int, ...], int] = {}
    of_machine = np.full(len(work_s), -1)
    for machine in range(len(work_s)):
        crew = _fewest(work_s[machine].astype(np.float64))
        if crew:
            of_machine[machine] = found.setdefault(crew, len(found))
    return of_machine, [np.array(crew) for crew in found]


def _fewest(work_s: Floats) -> tuple[int, ...]:
    """Give the fewest people with most of a machine's work; none where that takes too many."""
    most_first = np.argsort(-work_s, kind="stable")[:LARGEST_CREW]
    done = np.cumsum(work_s[most_first])
    enough = np.flatnonzero(done >= CREW_SHARE * work_s.sum())
    if not len(enough) or work_s.sum() <= 0:
        return ()
    return tuple(sorted(most_first[: enough[0] + 1].tolist()))


def _of_members(spans: Spans, members: list[Ints], workers: int) -> tuple[Ints, Floats, Floats]:
    """Give the spans of each crew's people; group is the crew."""
    first = np.searchsorted(spans.group, np.arange(workers + 1))
    lines = [np.arange(first[worker], first[worker + 1]) for crew in members for worker in crew]
    line = np.concatenate(lines) if lines else np.zeros(0, np.int64)
    of_crew = np.repeat(np.arange(len(members)), [len(crew) for crew in members])
    return np.repeat(of_crew, [len(each) for each in lines]), spans.start_s[line], spans.end_s[line]
