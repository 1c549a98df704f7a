"""Medians of many groups at once."""

import numpy as np

from simmitt.engine.spans import Floats, Ints

STEPS_PER_UNIT = 1000  # values are told apart to the thousandth


def medians(group: Ints, values: Floats, groups: int) -> Floats:
    """Give the median of each group, to the thousandth, nan where it has no values, (groups,).

    Parameters
    ----------
    group, values : (n,)
        Values from 0.
    """
    count = np.bincount(group, minlength=groups)
    present = np.flatnonzero(count)
    number = np.cumsum(count > 0) - 1
    stacked = np.rint(values * STEPS_PER_UNIT).astype(np.int64)
    stride = int(stacked.max(initial=0)) + 1
    # Groups laid behind each other: one sort of plain numbers does for all.
    stacked += (number * stride)[group]
    stacked.sort()
    count = count[present]
    begin = np.cumsum(count) - count
    low, high = stacked[begin + (count - 1) // 2] % stride, stacked[begin + count // 2] % stride
    middle = np.full(groups, np.nan)
    middle[present] = (low + high) / (2 * STEPS_PER_UNIT)
    return middle
