"""Simulates sets of candidates, each set once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from typing import Protocol

from simmitt.engine.experiments.draws import draw_changes
from simmitt.engine.experiments.outcome import Outcome, outcome_of
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate, apply_changes
from simmitt.engine.simulation.output import Output
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say

BATCH = 500  # replications between two words about progress; also what bounds memory


class Simulate(Protocol):
    """One replication per (factory, replication number), as ``replicate_pairs`` makes them."""

    def __call__(
        self,
        pairs: Sequence[tuple[Factory, int]],
        *,
        seed: int,
        workers: int = 1,
    ) -> Output:
        """Give one row of output a pair."""


class Evaluator:
    """Remembers the outcome of every set it has simulated, and how many that were."""

    def __init__(
        self,
        factory: Factory,
        candidates: Iterable[Candidate],
        *,
        seed: int,
        simulate: Simulate,
        workers: int = 1,
        progress: Progress = silent,
    ) -> None:
        self.factory = factory
        self.candidates = {candidate.id: candidate for candidate in candidates}
        self.seed = seed
        self.replications = 0
        self._simulate = simulate
        self._workers = workers
        self._progress = progress
        self._known: dict[frozenset[str], Outcome] = {}
        self._today: Output | None = None

    @property
    def sets_simulated(self) -> int:
        """How many different sets of measures were simulated, today's factory left out."""
        return len([ids for ids in self._known if ids])

    def known(self) -> dict[frozenset[str], Outcome]:
        """Give every outcome so far, by set."""
        return dict(self._known)

    def evaluate(self, ids: Collection[str], draws: int) -> Outcome:
        """Give the outcome of one set of candidates, simulated if it isn't known yet."""
        return self.evaluate_all([ids], draws)[0]

    def evaluate_all(self, sets: Sequence[Collection[str]], draws: int) -> list[Outcome]:
        """Give the outcomes of several sets; those not known yet are simulated together."""
        self._make_today(draws)
        wanted = list(dict.fromkeys(frozenset(ids) for ids in sets))
        new = [ids for ids in wanted if ids not in self._known or self._known[ids].draws < draws]
        size = max(1, BATCH // draws)
        for start in range(0, len(new), size):
            self._simulate_sets(new[start : start + size], draws)
            done = min(start + size, len(new))
            self._progress(say("Simulating sets of measures"), done, len(new))
        return [self._known[frozenset(ids)].first(draws) for ids in sets]

    def _make_today(self, draws: int) -> None:
        have = 0 if self._today is None else self._today.replications
        if have < draws:
            self._today = self._run([(self.factory, d) for d in range(draws)])
            self._known[frozenset()] = self._read((), self._today, 0, [self.factory] * draws)

    def _simulate_sets(self, sets: list[frozenset[str]], draws: int) -> None:
        plans = [(ids, self._draws_of(ids), self._factories(ids, draws)) for ids in sets]
        output = self._run([(f, have + k) for _, have, made in plans for k, f in enumerate(made)])
        row = 0
        for ids, have, made in plans:
            part = rows_of(output, row, row + len(made))
            later = self._read(tuple(sorted(ids)), part, have, made)
            self._known[ids] = self._known[ids].followed_by(later) if have else later
            row += len(made)

    def _draws_of(self, ids: frozenset[str]) -> int:
        return self._known[ids].draws if ids in self._known else 0

    def _factories(self, ids: frozenset[str], draws: int) -> list[Factory]:
        """Give the altered factories of the draws that aren't simulated yet."""
        candidates = [self.candidates[name] for name in sorted(ids)]
        changes = draw_changes(candidates, self.seed, draws)[self._draws_of(ids) :]
        return [apply_changes(self.factory, drawn) for drawn in changes]

    def _run(self, pairs: Sequence[tuple[Factory, int]]) -> Output:
        self.replications += len(pairs)
        return self._simulate(pairs, seed=self.seed, workers=self._workers)

    def _read(
        self, ids: tuple[str, ...], output: Output, first: int, factories: Sequence[Factory]
    ) -> Outcome:
        assert self._today is not None
        today = rows_of(self._today, first, first + len(factories))
        return outcome_of(ids, output, today, factories)


# What an output holds that isn't one row a replication.
SHARED = ("observed_s", "stations", "capacity", "warm_up_s", "trace")


def rows_of(output: Output, first: int, end: int) -> Output:
    """Give some of the replications, without their trace."""
    rowed = [field.name for field in fields(output) if field.name not in SHARED]
    return replace(output, trace=None, **{name: getattr(output, name)[first:end] for name in rowed})
