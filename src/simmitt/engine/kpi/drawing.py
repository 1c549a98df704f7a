"""What is drawn in each resample: stretches of neighbouring weeks, or of orders that start in turn.

What is resampled are blocks that follow each other, never single orders or days: what happens
in one week has to do with the week before (Künsch 1989; in a circle, Politis and Romano 1992).
A sequence of orders by start, or the log's period, is cut into cells; a resample is put
together from stretches of neighbouring cells until it is as long as the log.
"""

from dataclasses import dataclass

import numpy as np

from simmitt.engine.spans import Floats, Ints

DRAWS = 1000
BLOCK_STREAM, ORDER_STREAM = 1, 2
# Some eight blocks leave each long enough; long logs have more of them, longer than five cells.
FEWEST_BLOCKS, MOST_BLOCKS, CELLS_PER_BLOCK = 8, 24, 5
ORDERS_FOR_FEWEST_BLOCKS = 1000


@dataclass(frozen=True)
class Resamples:
    """How often each cell is drawn in each resample; without draws figures get no interval."""

    weeks: Floats  # (n_draws, n_blocks) of the log's blocks of time, ``Facts.edges_s``
    orders: Floats  # (n_draws, n_order_cells) of the cells of orders, ``order_cells``
    seed: int

    @property
    def draws(self) -> int:
        """How many resamples there are."""
        return len(self.weeks)


def resamples(blocks: int, orders: int, seed: int, draws: int = DRAWS) -> Resamples:
    """Draw the resamples for a log of so many blocks of time and so many orders."""
    return Resamples(
        block_weights(blocks, seed, draws),
        _circular(count_order_cells(orders), np.random.default_rng([seed, ORDER_STREAM]), draws),
        seed,
    )


def count_order_cells(orders: int) -> int:
    """Give how many cells so many orders are cut into."""
    blocks = FEWEST_BLOCKS * (max(orders, 1) / ORDERS_FOR_FEWEST_BLOCKS) ** (1 / 3)
    cells = CELLS_PER_BLOCK * int(np.clip(blocks, FEWEST_BLOCKS, MOST_BLOCKS))
    return max(min(cells, orders), 1)


def order_cells(start_s: Floats) -> Ints:
    """Give the cell of each order: as many in each, those that start one after the other together.

    Parameters
    ----------
    start_s : (n_orders,)
    """
    n = len(start_s)
    cell = np.zeros(n, np.int64)
    cell[np.argsort(start_s, kind="stable")] = np.arange(n) * count_order_cells(n) // max(n, 1)
    return cell


def block_weights(cells: int, seed: int, draws: int = DRAWS) -> Floats:
    """Give how often each cell of time is drawn in each resample, (n_draws, n_cells)."""
    return _circular(cells, np.random.default_rng([seed, BLOCK_STREAM]), draws)


def cells_per_block(cells: int) -> int:
    """Give how many neighbouring cells are drawn together."""
    if cells > MOST_BLOCKS * CELLS_PER_BLOCK:
        return round(cells / MOST_BLOCKS)
    return int(np.clip(round(cells / FEWEST_BLOCKS), 1, CELLS_PER_BLOCK))


def _circular(cells: int, rng: np.random.Generator, draws: int) -> Floats:
    """Draw stretches of neighbouring cells, the last and the first being neighbours too."""
    length = cells_per_block(cells)
    stretches = -(-cells // length)
    starts = rng.integers(0, cells, (draws, stretches))
    lengths = np.full(stretches, length)
    lengths[-1] = cells - length * (stretches - 1)
    taken = np.concatenate([starts[:, [i]] + np.arange(n) for i, n in enumerate(lengths)], axis=1) % cells
    place = taken + cells * np.arange(draws)[:, None]
    return np.bincount(place.ravel(), minlength=draws * cells).reshape(draws, cells).astype(float)
