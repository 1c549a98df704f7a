"""The whole way from effects to portfolio on the compiled kernel."""

from dataclasses import replace

import numpy as np

from simmitt.engine.experiments import Evaluator, try_out
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio import Economy, choose
from simmitt.engine.portfolio.economy import OVERTIME


def test_one_worker_and_two_choose_the_same(tandem_line: Factory, candidates: list[Candidate]) -> None:
    first, second = (
        choose(
            try_out(Evaluator(tandem_line, candidates, seed=5, workers=workers), 8),
            Economy(use_of_freed_time=OVERTIME),
            130_000,
            final_draws=16,
        )
        for workers in (1, 2)
    )

    assert first == second


def test_shorter_setups_give_exactly_nothing_where_setup_takes_no_time(
    tandem_line: Factory, candidates: list[Candidate]
) -> None:
    stations = tuple(replace(station, setup=None) for station in tandem_line.stations)
    without = replace(tandem_line, stations=stations)

    change = try_out(Evaluator(without, candidates, seed=5), 8).difference(("M01@Lathe",))

    assert all(np.all(values == 0) for values in vars(change).values())
