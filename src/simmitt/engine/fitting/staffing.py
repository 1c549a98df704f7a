"""How many can be at work in each half hour of the week, as nested layers with hours of their own."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import Shift
from simmitt.engine.hours.weekly import stretches, without_short_runs
from simmitt.engine.spans import Floats, Spans
from simmitt.ground.units import DAY_S, MINUTE_S, WEEK_S

GRAIN_S = 30 * MINUTE_S
_USUAL_QUANTILE = 0.75
_SHORTEST_SHIFT_S, _SHORTEST_BREAK_S = 120 * MINUTE_S, 60 * MINUTE_S
# Layers whose hours differ by less than this share are one.
_ALIKE = 0.05


class Layer(NamedTuple):
    """So many can be at work in these hours, beside the layers before it."""

    people: int
    shifts: tuple[Shift, ...]


def staffing_layers(work: Spans, people: int) -> list[Layer]:
    """Cut a week's staffing into layers, that with the longest hours first.

    Parameters
    ----------
    work
        Stretches of work on different orders; times in seconds since a Monday 00:00.
    people
        How many can be at work in busy hours.

    Notes
    -----
    The n-th of the people is there in the half hours in which in one week of four so many are.
    """
    at_work = _often_at_work(work)
    layers: list[Layer] = []
    for number in range(1, people + 1):
        shifts = _hours(at_work >= number)
        if layers and _alike(shifts, layers[-1].shifts):
            layers[-1] = Layer(layers[-1].people + 1, layers[-1].shifts)
        elif shifts:
            layers.append(Layer(1, shifts))
    return layers


def _often_at_work(work: Spans) -> Floats:
    """Give how many are at work in each slot in a busy week: a high quantile over the weeks, (n_slots,)."""
    first = np.floor((work.start_s.min()) / WEEK_S)
    start, end = ((each - first * WEEK_S) / GRAIN_S for each in (work.start_s, work.end_s))
    weeks, count = int(end.max() // (WEEK_S / GRAIN_S)) + 1, int(WEEK_S / GRAIN_S)
    slots = np.zeros(weeks * count)
    for since, until in zip(start, end, strict=True):
        slots[int(since) : int(np.ceil(until))] += 1.0
    by_week = slots.reshape(-1, count)
    whole = by_week[1:-1] if len(by_week) > 3 else by_week
    return np.asarray(np.quantile(whole, _USUAL_QUANTILE, axis=0))


def shifts_by_day(spans: Sequence[tuple[float, float]]) -> tuple[Shift, ...]:
    """Cut the week's open stretches at midnight, so that each shift stands under its own weekday."""
    cut = []
    for start_s, end_s in spans:
        midnights = np.arange(start_s // DAY_S + 1, end_s // DAY_S + 1) * DAY_S
        edges = [start_s, *(float(each) for each in midnights if each < end_s), end_s]
        cut += [Shift(*pair) for pair in pairwise(edges)]
    return tuple(cut)


def _hours(is_open: np.ndarray) -> tuple[Shift, ...]:
    smooth = without_short_runs(is_open, _SHORTEST_BREAK_S / GRAIN_S, kind=False)
    smooth = without_short_runs(smooth, _SHORTEST_SHIFT_S / GRAIN_S, kind=True)
    return shifts_by_day(stretches(smooth, GRAIN_S))


def _alike(one: tuple[Shift, ...], other: tuple[Shift, ...]) -> bool:
    a, b = (_slots(shifts) for shifts in (one, other))
    return bool((a != b).sum() <= _ALIKE * max(1.0, b.sum()))


def _slots(shifts: tuple[Shift, ...]) -> Floats:
    slots = np.zeros(int(WEEK_S / GRAIN_S))
    for shift in shifts:
        slots[round(shift.start_s / GRAIN_S) : round(shift.end_s / GRAIN_S)] = 1.0
    return slots
