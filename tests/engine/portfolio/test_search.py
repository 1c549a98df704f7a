"""The search finds nearly the best set, and never one that isn't allowed."""

from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.portfolio.search import Problem, Search, Set

STATIONS = 6
SHARPNESS = 10


def random_line(
    random: np.random.Generator, measures: int
) -> tuple[Problem, Callable[[Sequence[Set]], list[float]]]:
    """A line whose slowest stations set its output, and measures that each speed one station up."""
    capacity = random.uniform(90, 160, STATIONS)
    demand = random.uniform(1.15, 1.5) * capacity.min()
    station = random.integers(0, STATIONS, measures)
    gain = random.triangular(0.03, 0.12, 0.35, measures)
    cost = 2 * np.exp(0.8 * random.standard_normal(measures))
    names = [f"m{k:02}" for k in range(measures)]

    def output(chosen: Set) -> float:
        faster = capacity.copy()
        for name in chosen:
            faster[station[names.index(name)]] *= 1 + gain[names.index(name)]
        return float(min(demand, (faster**-SHARPNESS).sum() ** (-1 / SHARPNESS)))

    today = output(frozenset())
    prices = dict(zip(names, cost.tolist(), strict=True))
    problem = Problem(cost=prices, effort=prices, budget=0.3 * float(cost.sum()), most=measures)
    return problem, lambda sets: [output(chosen) - today for chosen in sets]


def every_set(problem: Problem) -> list[Set]:
    names = sorted(problem.cost)
    masks = range(1, 2 ** len(names))
    sets = [frozenset(n for k, n in enumerate(names) if mask >> k & 1) for mask in masks]
    return [chosen for chosen in sets if problem.allows(chosen)]


def test_the_portfolio_reaches_97_percent_of_the_exhaustive_optimum() -> None:
    random = np.random.default_rng(7)
    reached = []
    for _ in range(30):
        problem, score = random_line(random, measures=10)
        search = Search(problem, score)

        found = search.best()

        optimum = max(score(every_set(problem)))
        reached.append(search.scores[found] / optimum if optimum > 0 else 1.0)

    assert np.mean(reached) >= 0.97
    assert min(reached) >= 0.85


def test_a_pair_that_only_helps_together_is_found() -> None:
    price = {"a": 1.0, "b": 1.0, "c": 1.0}
    problem = Problem(cost=price, effort=price, budget=2.0)
    worth = {frozenset("c"): 0.1, frozenset("ab"): 5.0}

    found = Search(problem, lambda sets: [worth.get(chosen, 0.0) for chosen in sets]).best()

    assert found == frozenset("ab")


def test_nothing_is_chosen_where_nothing_helps() -> None:
    price = {"a": 1.0, "b": 1.0}
    problem = Problem(cost=price, effort=price, budget=2.0)

    assert Search(problem, lambda sets: [-1.0 for _ in sets]).best() == frozenset()


def test_no_set_is_scored_twice_and_no_more_than_allowed() -> None:
    scored: list[Set] = []
    problem, score = random_line(np.random.default_rng(1), measures=10)
    limited = Problem(cost=problem.cost, effort=problem.effort, budget=problem.budget, most_sets=40)

    def count(sets: Sequence[Set]) -> list[float]:
        scored.extend(sets)
        return score(sets)

    Search(limited, count).best()

    assert len(scored) == len(set(scored)) <= 40


prices = st.lists(st.floats(0.0, 100.0), min_size=1, max_size=6)


@given(
    price=prices,
    budget=st.floats(0.0, 200.0),
    seed=st.integers(0, 2**32 - 1),
    ties=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4),
    conflict=st.tuples(st.integers(0, 5), st.integers(0, 5)),
)
def test_budget_prerequisites_and_conflicts_are_always_respected(
    price: list[float], budget: float, seed: int, ties: list[tuple[int, int]], conflict: tuple[int, int]
) -> None:
    names = [f"m{k}" for k in range(len(price))]
    requires: dict[str, list[str]] = {}
    for later, first in ties:
        if first < later:  # a measure needs only those before it, so that there is no circle
            requires.setdefault(f"m{later}", []).append(f"m{first}")
    enemies = {f"m{conflict[0]}": (f"m{conflict[1]}",)} if conflict[0] != conflict[1] else {}
    cost = dict(zip(names, price, strict=True))
    problem = Problem(cost=cost, effort=cost, budget=budget, requires=requires, conflicts=enemies, most=3)
    random = np.random.default_rng(seed)

    found = Search(problem, lambda sets: random.uniform(-1, 3, len(sets)).tolist()).best()

    assert sum(cost[name] for name in found) <= budget
    assert len(found) <= 3
    assert all(first in found for name in found for first in requires.get(name, ()))
    assert not any(enemy in found for name in found for enemy in enemies.get(name, ()))
