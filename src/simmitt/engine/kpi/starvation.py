"""Whether machines had orders to work on, and worked, in their open hours."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.span_sets import covered_before
from simmitt.engine.kpi.waits import waits
from simmitt.engine.spans import Floats, merged, summed


class Fed(NamedTuple):
    """Shares of each machine's open hours, (n_machines,) each; they add up to 1 where it opens."""

    pressed: Floats  # all places taken, and further orders wait
    keeping_up: Floats  # all places taken, nobody waits
    held_up: Floats  # a place is free although orders wait
    starved: Floats  # a place is free and nobody waits


def fed(time: MachineTime) -> Fed:
    """Tell how machines' open hours were spent with regard to the orders waiting for them.

    Notes
    -----
    A machine that holds back the plant works while orders pile up before it. One that is
    starved waits for others; one that stands although orders wait is held up by something else
    than its own hours: people, material, a decision.
    """
    facts, pieces, n = time.facts, time.pieces, len(time.facts.machines)
    found = waits(facts)
    named = found.machine >= 0
    queued = merged(found.machine[named], found.start_s[named], found.end_s[named])
    # A piece ends where the machine's next one starts, so that one look at the starts is enough.
    until_start = covered_before(queued, pieces.machine, pieces.start_s)
    queued_s = np.diff(until_start, append=queued.seconds().sum())
    is_open, full = pieces.has("open"), time.is_full
    open_s, full_s = (
        summed(pieces.machine, pieces.seconds * which, n) for which in (is_open, is_open & full)
    )
    pressed_s, held_s = (
        summed(pieces.machine, queued_s * which, n) for which in (is_open & full, is_open & ~full)
    )
    parts = (pressed_s, full_s - pressed_s, held_s, open_s - full_s - held_s)
    whole = np.maximum(open_s, 1e-9)
    return Fed(*(np.clip(part / whole, 0.0, 1.0) for part in parts))
