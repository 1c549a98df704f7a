"""How pairs of factory and replication are shared out: lines side by side, others one by one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.line.obstacle import obstacle_to_line
from simmitt.engine.simulation.line.rows import LANES

Pair = tuple[Factory, int]

# Work is handed to the threads in portions of so many pairs: enough to make the handing over
# cheap, few enough that a stop is obeyed soon.
PORTION = 16


class Portion(NamedTuple):
    """Pairs that are simulated in one go, by their numbers; those of a line share its factory."""

    pairs: list[int]
    side_by_side: bool


def share_out(pairs: Sequence[Pair], workers: int, *, has_trace: bool) -> list[Portion]:
    """Give portions that hold all pairs; by recursion what can be, where no trace is asked for."""
    by_factory: dict[int, list[int]] = {}
    for number, (factory, _) in enumerate(pairs):
        by_factory.setdefault(id(factory), []).append(number)
    portions: list[Portion] = []
    others: list[int] = []
    for numbers in by_factory.values():
        if has_trace or obstacle_to_line(pairs[numbers[0]][0]):
            others.extend(numbers)
        else:
            portions.extend(Portion(lanes, side_by_side=True) for lanes in _lanes(numbers, workers))
    others.sort()
    portions.extend(
        Portion(others[k : k + PORTION], side_by_side=False) for k in range(0, len(others), PORTION)
    )
    return portions


def _lanes(numbers: list[int], workers: int) -> Iterator[list[int]]:
    """Share a line's pairs out as evenly as the lanes and the workers ask for."""
    portions = -(-len(numbers) // LANES)
    portions = min(len(numbers), -(-portions // max(1, workers)) * max(1, workers))
    for k in range(portions):
        yield numbers[k * len(numbers) // portions : (k + 1) * len(numbers) // portions]
