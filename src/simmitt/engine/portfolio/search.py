"""Finds a good set within a budget: greedy with single and pair steps, then swaps.

Knows nothing of factories or money: sets of names get scores from the function given, which
may simulate. Ranking measures one by one is wrong in a flow; this asks for every set jointly.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Set = frozenset[str]
EMPTY: Set = frozenset()
NOISE = 1e-9  # an improvement smaller than this is none


@dataclass(frozen=True)
class Problem:
    """What may be combined. ``cost`` is what the budget limits, ``effort`` what a step takes."""

    cost: Mapping[str, float]
    effort: Mapping[str, float]
    budget: float
    requires: Mapping[str, Sequence[str]] = field(default_factory=dict)
    conflicts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    most: int = 7  # members
    most_sets: int = 260  # sets that may be scored
    first_pairs: int = 9  # names whose pairs are all tried in the first step
    later_pairs: int = 5  # and in the steps after it

    def completed(self, names: Iterable[str]) -> Set:
        """Give the names and everything that must come before them."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.requires.get(name, ())
        return frozenset(found)

    def allows(self, names: Set) -> bool:
        """Say whether budget, size, prerequisites and conflicts are all respected."""
        return (
            names <= set(self.cost)
            and len(names) <= self.most
            and sum(self.cost[name] for name in names) <= self.budget
            and self.completed(names) == names
            and not any(other in names for name in names for other in self.conflicts.get(name, ()))
        )


class Search:
    """Scores sets, each once, until the best one found can't be improved by a small step."""

    def __init__(self, problem: Problem, score: Callable[[Sequence[Set]], Sequence[float]]) -> None:
        self.problem = problem
        self.scores: dict[Set, float] = {EMPTY: 0.0}
        self._score = score

    def best(self) -> Set:
        """Give the best set found."""
        self._improve(self._greedy())
        return max(self.scores, key=lambda names: (self.scores[names], -len(names), sorted(names)))

    def _greedy(self) -> Set:
        chosen, breadth = EMPTY, self.problem.first_pairs
        while True:
            singles = self._known([self._with(chosen, [name]) for name in sorted(self.problem.cost)], chosen)
            promising = self._promising(chosen, breadth)
            pairs = self._known([self._with(chosen, pair) for pair in combinations(promising, 2)], chosen)
            step = max(singles + pairs, key=lambda s: (self._return(chosen, s), sorted(s)), default=chosen)
            if self.scores[step] <= self.scores[chosen] + NOISE:
                return chosen
            chosen, breadth = step, self.problem.later_pairs

    def _improve(self, chosen: Set) -> Set:
        while True:
            steps = self._known([*self._one_changed(chosen), *self._one_for_two(chosen)], chosen)
            best = max(steps, key=lambda names: (self.scores[names], sorted(names)), default=chosen)
            if self.scores[best] <= self.scores[chosen] + NOISE:
                return chosen
            chosen = best

    def _one_changed(self, chosen: Set) -> list[Set]:
        """Give the sets with one name more, one fewer, or one changed for another."""
        outside = self._by_return(set(self.problem.cost) - chosen)
        fewer = [self._without(chosen, name) for name in sorted(chosen)]
        more = [self._with(chosen, [name]) for name in outside]
        return fewer + more + [self._with(smaller, [name]) for name in outside for smaller in fewer]

    def _one_for_two(self, chosen: Set) -> list[Set]:
        """Give the sets with one name changed for two of the most promising others."""
        outside = self._by_return(set(self.problem.cost) - chosen)[: self.problem.later_pairs]
        fewer = [self._without(chosen, name) for name in sorted(chosen)]
        return [self._with(smaller, pair) for pair in combinations(outside, 2) for smaller in fewer]

    def _with(self, chosen: Set, names: Iterable[str]) -> Set:
        return self.problem.completed([*chosen, *names])

    def _without(self, chosen: Set, name: str) -> Set:
        return frozenset(other for other in chosen if name not in self.problem.completed([other]))

    def _known(self, sets: Iterable[Set], chosen: Set) -> list[Set]:
        """Give those of the sets that are allowed and scored, scoring as many as may be."""
        allowed = [s for s in dict.fromkeys(sets) if s != chosen and self.problem.allows(s)]
        left = max(0, self.problem.most_sets - len(self.scores) + 1)
        new = [names for names in allowed if names not in self.scores][:left]
        self.scores.update(zip(new, self._score(new) if new else (), strict=True))
        return [names for names in allowed if names in self.scores]

    def _promising(self, chosen: Set, breadth: int) -> list[str]:
        outside = [name for name in sorted(self.problem.cost) if name not in chosen]
        ranked = sorted(outside, key=lambda name: -self._return(chosen, self._with(chosen, [name])))
        return ranked[:breadth]

    def _by_return(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (-self._return(EMPTY, self._with(EMPTY, [name])), name))

    def _return(self, chosen: Set, step: Set) -> float:
        """Give what a step adds for what it takes; a step not scored comes last."""
        if step not in self.scores:
            return float("-inf")
        gain = self.scores[step] - self.scores[chosen]
        return gain / max(sum(self.problem.effort[name] for name in step - chosen), NOISE)
