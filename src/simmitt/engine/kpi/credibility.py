"""How far a group's own mean is to be believed, against the mean of all groups."""

import numpy as np

from simmitt.engine.spans import Floats, Ints, summed


def believed_means(values: Floats, group: Ints, groups: int) -> Floats:
    """Give each group's mean of values around 0, drawn towards 0 the more the fewer it has.

    Parameters
    ----------
    values, group : (n,)
    groups
        How many groups there are; one without values gets 0.

    Returns
    -------
    means : (groups,)

    Notes
    -----
    Empirical Bayes (Morris 1983) with the moment estimators of Bühlmann and Straub (1970): a
    group of n values keeps n / (n + s² / t²) of its mean, where s² is the variance within groups
    and t² the one between them beyond what s² makes by chance.
    """
    count = np.bincount(group, minlength=groups).astype(float)
    mean = np.divide(summed(group, values, groups), count, out=np.zeros(groups), where=count > 0)
    n, present = len(values), int(np.count_nonzero(count))
    if present < 2 or n <= present:
        return np.zeros(groups)
    within = float(((values - mean[group]) ** 2).sum()) / (n - present)
    centre = float(values.mean())
    spread = float((count * (mean - centre) ** 2 * (count > 0)).sum()) - (present - 1) * within
    between = spread / (n - float((count**2).sum()) / n)
    if between <= 0:
        return np.zeros(groups)
    return np.asarray(count / (count + within / between) * mean)
