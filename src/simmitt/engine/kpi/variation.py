"""How uneven work and arrivals are at each machine, and the queue that this alone makes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import figure, known
from simmitt.engine.kpi.open_time import open_since
from simmitt.engine.kpi.resampling import Resamples, of_sums, ratio
from simmitt.engine.kpi.stays import Stays, stays_of
from simmitt.engine.spans import Bools, Floats, Ints, regrouped, summed
from simmitt.ground.units import HOUR_S

FEWEST_STAYS = 10


class _Station(NamedTuple):
    """One machine's stays with the blocks of time they lie in."""

    name: str
    places: int
    block: Ints  # (n_stays,)
    stays: Stays
    came_s: Floats  # (n_stays,) open time until each came; its start where nobody knows
    start_s: Floats  # (n_stays,) open time until each started
    open_s: Floats  # (n_blocks,) open time of the machine


def variation_figures(facts: Facts, hours: WorkingHours, drawn: Resamples, places: Ints) -> list[Figure]:
    """Give unevenness of work and arrivals, and foretold and seen queue time, of each machine.

    Parameters
    ----------
    places : (n_machines,)
        How many orders each machine can work on at once.
    """
    stays = stays_of(facts)
    stays = stays.some(regrouped(stays.machine, np.arange(len(stays.machine))))
    edges = np.searchsorted(stays.machine, np.arange(len(facts.machines) + 1))
    figures: list[Figure] = []
    for code in np.flatnonzero(np.diff(edges) >= FEWEST_STAYS):
        own = stays.some(slice(edges[code], edges[code + 1]))
        station = _station(facts, hours, facts.machines[code], int(places[code]), own)
        figures += _of_station(station, len(facts.length_s), drawn)
    return figures


def _station(facts: Facts, hours: WorkingHours, name: str, places: int, stays: Stays) -> _Station:
    """Give a machine's stays with the open time in which they came and started."""
    came = np.where(np.isfinite(stays.came_s), np.minimum(stays.came_s, stays.start_s), stays.start_s)
    came_s, start_s, edges_s = (
        open_since(hours, name, facts.first_s, facts.first_s + at_s)
        for at_s in (came, stays.start_s, facts.edges_s)
    )
    block = facts.block_of(stays.start_s)
    return _Station(name, places, block, stays, came_s, start_s, np.diff(edges_s))


def _of_station(station: _Station, blocks: int, drawn: Resamples) -> list[Figure]:
    stays = station.stays
    work = _moments(stays.work_s, station.block, blocks)
    between, later = _between_arrivals(station)
    arrivals = _moments(between, station.block[later], blocks)
    per_piece, told = _per_piece(stays)
    pieces = _moments(per_piece, station.block[told], blocks)
    queue = np.concatenate([work, arrivals, station.open_s[None]])
    return known(
        [
            figure("job_work_cv", of_sums(_cv, work, drawn.weeks), station.name),
            figure("work_per_piece_cv", of_sums(_cv, pieces, drawn.weeks), station.name),
            figure("interarrival_cv", of_sums(_cv, arrivals, drawn.weeks), station.name),
            figure("queue_time_vut_h", of_sums(_queue(station.places), queue, drawn.weeks), station.name),
            *_seen(station, blocks, drawn),
        ]
    )


def _moments(values: Floats, block: Ints, blocks: int) -> Floats:
    """Give number, sum and sum of squares by block, (3, n_blocks)."""
    count = np.bincount(block, minlength=blocks)
    return np.stack([count, summed(block, values, blocks), summed(block, values**2, blocks)])


def _cv(sums: Floats) -> Floats:
    """Give the coefficient of variation of number, sum and sum of squares, (3, n) to (n,)."""
    count, total, squares = sums
    enough = (count >= FEWEST_STAYS - 1) & (total > 0)
    mean = np.divide(total, count, out=np.ones_like(total), where=enough)
    spare = np.divide(count, count - 1, out=np.ones_like(total), where=enough)
    second = np.divide(squares, count, out=np.ones_like(total), where=enough)
    variance = np.maximum(second - mean**2, 0.0) * spare
    return np.where(enough, np.sqrt(variance) / mean, np.nan)


def _queue(places: int) -> Callable[[Floats], Floats]:
    """Give the mean queue time in hours that variation, load and work time foretell.

    Notes
    -----
    Hopp and Spearman, Factory Physics, the VUT equation for m machines in parallel:
    (ca² + ce²) / 2 · u^(√(2(m+1)) − 1) / (m (1 − u)) · te.
    """

    def foretold(sums: Floats) -> Floats:
        work, arrivals, open_s = sums[:3], sums[3:6], sums[6]
        load = np.divide(work[1], places * open_s, out=np.ones_like(open_s), where=open_s > 0)
        stable = load < 1
        free = np.where(stable, 1 - load, 1.0)
        crowding = load ** (np.sqrt(2 * (places + 1)) - 1) / (places * free)
        mean = np.divide(work[1], work[0], out=np.zeros_like(load), where=work[0] > 0)
        uneven = (_cv(arrivals) ** 2 + _cv(work) ** 2) / 2
        return np.where(stable, uneven * crowding * mean / HOUR_S, np.nan)

    return foretold


def _between_arrivals(station: _Station) -> tuple[Floats, Ints]:
    """Give the open time between one arrival and the next, and which stay arrived second.

    An order's first stay arrives when it starts.
    """
    order = np.argsort(station.came_s, kind="stable")
    return np.diff(station.came_s[order]), order[1:]


def _per_piece(stays: Stays) -> tuple[Floats, Bools]:
    """Give the run time per piece of the stays that made any, and which these are."""
    told = (stays.pieces > 0) & (stays.run_s > 0)
    return stays.run_s[told] / stays.pieces[told], told


def _seen(station: _Station, blocks: int, drawn: Resamples) -> list[Figure]:
    """Give the open hours between coming and starting, mean over the stays that came from elsewhere."""
    told = np.isfinite(station.stays.came_s)
    if np.count_nonzero(told) < FEWEST_STAYS:
        return []
    waited_h = (station.start_s - station.came_s)[told] / HOUR_S
    above = summed(station.block[told], waited_h, blocks)
    below = np.bincount(station.block[told], minlength=blocks).astype(float)
    return [figure("queue_time_seen_h", ratio(above, below, drawn.weeks, "inverse"), station.name)]
