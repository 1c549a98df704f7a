"""Working hours between instants."""

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.spans import Floats


def open_between(hours: WorkingHours, machine: str | None, start_s: Floats, end_s: Floats) -> Floats:
    """Give the open seconds between instants, of a machine or (None) of the plant, (n,).

    Parameters
    ----------
    start_s, end_s : (n,)
        Seconds since 1970.
    """
    return hours.open_between(machine, start_s, end_s)


def open_since(hours: WorkingHours, machine: str | None, since_s: float, at_s: Floats) -> Floats:
    """Give the open seconds from one instant to each of several, (n,)."""
    return hours.open_between(machine, np.array([since_s]), at_s)
