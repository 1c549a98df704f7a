"""Which products go before which, by what was taken up while others stood ready."""

from collections.abc import Sequence

import numpy as np

from simmitt.engine.fitting.choices import Choices, likelihood
from simmitt.engine.spans import Floats, Ints

# A product must have been taken up or passed over so often for its place in the order to be told.
_ENOUGH_CHOICES = 10
_MOST_LEVELS = 4
_MARGIN = 10.0

Asked = Sequence[tuple[Choices, Ints]]  # of each station: its choices, the candidates' products


def learn_priorities(asked: Asked, products: int) -> Ints:
    """Give the level of each product, higher going first; all the same where nothing is clear.

    Parameters
    ----------
    products
        How many there are.

    Returns
    -------
    level : (products,)

    Notes
    -----
    Products stand in the order of how often they won. Cuts between them are made one by one, the best
    first, as long as each lessens the information criterion clearly.
    """
    level = np.zeros(products, np.int64)
    score, seen = _wins(asked, products)
    ranked = np.flatnonzero(seen >= _ENOUGH_CHOICES)
    if len(ranked) < 2:
        return level
    ranked = ranked[np.argsort(score[ranked], kind="stable")]
    now = _criterion(asked, level)
    while level.max() + 1 < _MOST_LEVELS:
        trials = [_cut(level, ranked, k) for k in range(1, len(ranked)) if _uncut(level, ranked, k)]
        tried = [(_criterion(asked, trial), n) for n, trial in enumerate(trials)]
        if not tried or min(tried)[0] > now - _MARGIN:
            break
        now, level = min(tried)[0], trials[min(tried)[1]]
    usual = np.bincount(level[ranked]).argmax()
    return np.where(seen >= _ENOUGH_CHOICES, level, usual)


def _wins(asked: Asked, products: int) -> tuple[Floats, Floats]:
    """Give how much oftener each product was taken up than passed over by others, and in how many."""
    won, lost = np.zeros(products), np.zeros(products)
    for choices, product in asked:
        taken = np.zeros(choices.size, np.int64)
        taken[choices.choice[choices.taken]] = product[choices.taken]
        other = product != taken[choices.choice]
        lost += np.bincount(product[other], choices.ready[other], minlength=products)
        won += np.bincount(taken[choices.choice][other], choices.ready[other], minlength=products)
    seen = won + lost
    return np.divide(won - lost, seen, out=np.zeros(products), where=seen > 0), seen


def _uncut(level: Ints, ranked: Ints, k: int) -> bool:
    return bool(level[ranked[k]] == level[ranked[k - 1]])


def _cut(level: Ints, ranked: Ints, k: int) -> Ints:
    """Give the levels with those from the k-th on raised."""
    raised = level.copy()
    raised[ranked[k:]] += 1
    return raised


def _criterion(asked: Asked, level: Ints) -> float:
    """Give the Bayesian information criterion; each product off the commonest level is a parameter."""
    total = sum(likelihood(choices, -level[product].astype(float)).total for choices, product in asked)
    count = sum(choices.size for choices, _ in asked)
    moved = len(level) - int(np.bincount(level).max())
    return -2.0 * total + moved * float(np.log(max(count, 1)))
