"""What we don't know about a measure, drawn: the same draw of a candidate in every set.

Each candidate has its own random stream for each purpose, keyed by the seed and its id, and
draw ``d`` is number ``d`` of that stream. So a draw doesn't depend on which other candidates
are tried, nor on how many draws are made.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from simmitt.engine.measures import Candidate, Change, Pert
from simmitt.engine.simulation.output import Floats

# How far measures that live in how people work succeed or fail together (catalogue rule 4).
STRENGTH_CORRELATION = 0.3


def standard_normals(seed: int, draws: int, *names: str) -> Floats:
    """(draws,) standard normal numbers of the stream that the seed and the names point at."""
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    key = [int.from_bytes(digest[k : k + 8], "big") for k in (0, 8)]
    return np.random.default_rng([seed, *key]).standard_normal(draws)


def strengths(candidate: Candidate, seed: int, draws: int) -> Floats:
    """(draws,) share 0..1 of the way from the weak to the strong end of the effect.

    Notes
    -----
    Gaussian copula: behavioural measures share a factor "implementation strength".
    """
    own = standard_normals(seed, draws, "effect", candidate.id)
    if not candidate.measure.behavioural:
        return np.asarray(ndtr(own))
    shared = standard_normals(seed, draws, "implementation strength")
    mixed = np.sqrt(STRENGTH_CORRELATION) * shared + np.sqrt(1 - STRENGTH_CORRELATION) * own
    return np.asarray(ndtr(mixed))


def drawn(candidate: Candidate, purpose: str, quantity: Pert, seed: int, draws: int) -> Floats:
    """(draws,) values of a cost, a time or a share, each purpose with its own stream."""
    return quantity.quantile(ndtr(standard_normals(seed, draws, purpose, candidate.id)))


def change_draws(candidate: Candidate, seed: int, draws: int) -> list[list[Change]]:
    """Give the changes of a candidate for each draw; its effects are strong or weak together."""
    shares = strengths(candidate, seed, draws)
    columns = [
        np.zeros(draws) if effect.range is None else effect.range.quantile(shares)
        for effect in candidate.effects
    ]
    return [candidate.changes(float(column[d]) for column in columns) for d in range(draws)]


def draw_changes(candidates: Sequence[Candidate], seed: int, draws: int) -> list[list[Change]]:
    """Give the changes of several candidates together for each draw."""
    parts = [change_draws(candidate, seed, draws) for candidate in candidates]
    return [[change for part in parts for change in part[d]] for d in range(draws)]
