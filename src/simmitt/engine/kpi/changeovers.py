"""Setup times from product to product, machine by machine."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.credibility import believed_means
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.nouns import ChangeoverMatrix
from simmitt.engine.spans import Floats, Ints, among, summed

FEWEST_SETUPS = 5
# Rarer products share the last row and column, so that a matrix can be read.
MOST_PRODUCTS = 30
REST = "…"


class Setups(NamedTuple):
    """Setups whose product is known, and that of the work before."""

    machine: Ints  # (n_setups,)
    source: Ints  # (n_setups,) product that the machine worked on before
    target: Ints  # (n_setups,) product that it was set up for
    seconds: Floats  # (n_setups,) time of all its rows, pauses between them left out


def setups_of(facts: Facts) -> Setups:
    """Give the setups of all machines; a machine's first, after nothing, isn't among them.

    Setup rows of one order that follow each other are one setup; rows without product and
    breakdowns are passed over.
    """
    rows = among(facts.by_machine, (facts.product >= 0) & ~facts.is_breakdown)
    if not len(rows):
        return Setups(rows, rows, rows, np.zeros(0))
    machine, product, setup = facts.machine[rows], facts.product[rows], facts.is_setup[rows]
    columns = (machine, product, facts.order[rows], setup)
    turns = np.any([np.r_[False, column[1:] != column[:-1]] for column in columns], axis=0)
    turns[0] = True
    first = np.flatnonzero(turns)
    seconds = np.add.reduceat(facts.work_s[rows], first)
    machine, product, setup = machine[first], product[first], setup[first]
    follows = np.r_[False, machine[1:] == machine[:-1]] & setup
    chosen = np.flatnonzero(follows)
    return Setups(machine[chosen], product[chosen - 1], product[chosen], seconds[chosen])


def changeover_matrices(facts: Facts) -> tuple[ChangeoverMatrix, ...]:
    """Give the matrix of each machine with enough setups, the machine with most setup time first."""
    if not facts.is_setup.any():
        return ()
    setups = setups_of(facts)
    counts = np.bincount(setups.machine, minlength=len(facts.machines))
    hours = summed(setups.machine, setups.seconds, len(facts.machines))
    chosen = [code for code in np.argsort(-hours, kind="stable") if counts[code] >= FEWEST_SETUPS]
    return tuple(_matrix(facts, setups, int(code)) for code in chosen)


def _matrix(facts: Facts, setups: Setups, machine: int) -> ChangeoverMatrix:
    here = setups.machine == machine
    source, target, names = _few(setups.source[here], setups.target[here], facts.products)
    seconds, n = setups.seconds[here], len(names)
    cell = source * n + target
    count = np.bincount(cell, minlength=n * n)
    mean = np.divide(summed(cell, seconds, n * n), count, out=np.full(n * n, np.nan), where=count > 0)
    overall = float(seconds.mean())
    return ChangeoverMatrix(
        facts.machines[machine],
        names,
        count.reshape(n, n),
        mean.reshape(n, n),
        shrunk(source, target, seconds, n),
        overall,
    )


def shrunk(source: Ints, target: Ints, seconds: Floats, n: int) -> Floats:
    """Give the setup time to expect from each product to each, also where it was never seen.

    The mean of all setups, moved by what the product before, the product after, and the pair
    of them were seen to add, each as far as its setups are many enough to be believed.

    Parameters
    ----------
    source, target, seconds : (n_setups,)
    n
        How many products there are.

    Returns
    -------
    expected_s : (n, n)
        From, to; never below the shortest setup seen.
    """
    overall = float(seconds.mean())
    rest = seconds - overall
    after = believed_means(rest, target, n)
    rest = rest - after[target]
    before = believed_means(rest, source, n)
    rest = rest - before[source]
    pair = believed_means(rest, source * n + target, n * n).reshape(n, n)
    return np.maximum(overall + before[:, None] + after[None, :] + pair, float(seconds.min()))


def _few(source: Ints, target: Ints, products: list[str]) -> tuple[Ints, Ints, tuple[str, ...]]:
    """Renumber the products of one machine, those in most setups first, the rarest together."""
    count = np.bincount(np.r_[source, target], minlength=len(products))
    kept = np.argsort(-count, kind="stable")[: np.count_nonzero(count)]
    names = [products[code] for code in kept]
    if len(kept) > MOST_PRODUCTS:
        kept, names = kept[: MOST_PRODUCTS - 1], [*names[: MOST_PRODUCTS - 1], REST]
    number = np.full(len(products), len(kept))
    number[kept] = np.arange(len(kept))
    return number[source], number[target], tuple(names)
