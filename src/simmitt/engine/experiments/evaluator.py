"""Simulates sets of candidates, each set once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Protocol

from simmitt.engine.experiments.draws import draw_changes
from simmitt.engine.experiments.outcome import Outcome, outcome_of
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate, apply_changes
from simmitt.engine.simulation import replicate_pairs
from simmitt.engine.simulation.output import Output
from simmitt.ground.keeping import Keep, nothing_kept
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say

AT_ONCE = 48  # draws


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
    """Remembers the outcome of every set it has simulated, and how many that were.

    ``simulate`` is ``replicate_pairs``, or a ``partial`` of it with another window than the factory's own.
    """

    def __init__(
        self,
        factory: Factory,
        candidates: Iterable[Candidate],
        *,
        seed: int,
        simulate: Simulate = replicate_pairs,
        workers: int = 1,
        progress: Progress = silent,
        keep: Keep = nothing_kept,
    ) -> None:
        self.factory = factory
        self.candidates = {candidate.id: candidate for candidate in candidates}
        self.seed = seed
        self.replications = 0
        self._simulate = simulate
        self._workers = workers
        self._progress = progress
        self._keep = keep
        self._known: dict[frozenset[str], Outcome] = {}
        self._today: Output | None = None

    @property
    def sets_simulated(self) -> int:
        """How many different sets of measures were simulated, today's factory left out."""
        return len([ids for ids in self._known if ids])

    def remember(self, known: Mapping[frozenset[str], Outcome]) -> None:
        """Take over outcomes of sets of the same candidates, that were simulated with the same seed."""
        self._known.update({ids: outcome for ids, outcome in known.items() if ids})

    def with_others(self, candidates: Iterable[Candidate]) -> "Evaluator":
        """Give an evaluator of other candidates in the same factory; today's needn't be simulated anew."""
        other = Evaluator(
            self.factory,
            candidates,
            seed=self.seed,
            simulate=self._simulate,
            workers=self._workers,
            progress=self._progress,
        )
        other._today = self._today
        other._known = {ids: outcome for ids, outcome in self._known.items() if not ids}
        return other

    def known(self) -> dict[frozenset[str], Outcome]:
        """Give every outcome so far, by set."""
        return dict(self._known)

    def evaluate(self, ids: Collection[str], draws: int) -> Outcome:
        """Give the outcome of one set of candidates, simulated if it isn't known yet."""
        return self.evaluate_all([ids], draws)[0]

    def evaluate_all(self, sets: Sequence[Collection[str]], draws: int) -> list[Outcome]:
        """Give the outcomes of several sets; those not known yet are simulated."""
        self._make_today(draws)
        wanted = list(dict.fromkeys(frozenset(ids) for ids in sets))
        new = [ids for ids in wanted if ids not in self._known or self._known[ids].draws < draws]
        for done, ids in enumerate(new, start=1):
            self._simulate_set(ids, draws)
            self._progress(say("Simulating sets of measures"), done, len(new))
        return [self._known[frozenset(ids)].first(draws) for ids in sets]

    def _make_today(self, draws: int) -> None:
        have = 0 if self._today is None else self._today.replications
        if have < draws:
            self.replications += draws
            pairs = [(self.factory, d) for d in range(draws)]
            self._today = self._keep(f"today {draws}", partial(self._run, pairs))
            self._known[frozenset()] = self._read((), self._today, 0, [self.factory] * draws)

    def _simulate_set(self, ids: frozenset[str], draws: int) -> None:
        """Simulate the draws of a set that aren't known yet, some at a time; each some is a piece."""
        have = self._draws_of(ids)
        self.replications += draws - have
        for first in range(have, draws, AT_ONCE):
            until = min(first + AT_ONCE, draws)
            name = f"{' + '.join(sorted(ids))} {first}-{until}"
            later = self._keep(name, partial(self._outcome, ids, first, until))
            self._known[ids] = self._known[ids].followed_by(later) if first else later

    def _outcome(self, ids: frozenset[str], have: int, draws: int) -> Outcome:
        factories = self._factories(ids, draws)
        output = self._run([(factory, have + k) for k, factory in enumerate(factories)])
        return self._read(tuple(sorted(ids)), output, have, factories)

    def _draws_of(self, ids: frozenset[str]) -> int:
        return self._known[ids].draws if ids in self._known else 0

    def _factories(self, ids: frozenset[str], draws: int) -> list[Factory]:
        """Give the altered factories of the draws that aren't simulated yet."""
        candidates = [self.candidates[name] for name in sorted(ids)]
        changes = draw_changes(candidates, self.seed, draws)[self._draws_of(ids) :]
        return [apply_changes(self.factory, drawn) for drawn in changes]

    def _run(self, pairs: Sequence[tuple[Factory, int]]) -> Output:
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
