"""A tandem line near its limit, candidates on it, and its simulation by Lindley's recursion."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Station,
)
from simmitt.engine.measures import Candidate, Pert, read_catalogue
from simmitt.engine.simulation.output import STATES, Floats, Output
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, WEEK_S

ORDERS, WEEKS = 150, 13


def hours(mean: float) -> Distribution:
    return Distribution("exponential", mean * HOUR_S, 1.0)


@pytest.fixture
def tandem_line() -> Factory:
    return Factory(
        name="tandem",
        stations=(Station("Lathe", setup=Setup(hours(4))), Station("Mill", setup=Setup(hours(3)))),
        operations=(Operation("Turning", "Lathe", hours(8)), Operation("Milling", "Mill", hours(8))),
        products=(Product("Shaft", 1.0, Distribution("fixed", 10.0), (Routing(("Turning", "Milling")),)),),
        arrivals=Arrivals("poisson", per_week=12.5),
        run=RunPlan(horizon_s=WEEKS * WEEK_S),
    )


MakeCandidate = Callable[..., Candidate]


@pytest.fixture
def candidate_of() -> MakeCandidate:
    def make(
        measure_id: str, station: str, requires: tuple[str, ...] = (), conflicts: tuple[str, ...] = ()
    ) -> Candidate:
        measure = read_catalogue()[measure_id]
        return Candidate(
            id=f"{measure_id}@{station}",
            measure=measure,
            targets=(station,),
            why=say("Simulating sets of measures"),
            effects=(measure.primary,),
            applications=1,
            cost_sek=measure.capex_sek,
            yearly_cost_sek=measure.yearly_cost_sek,
            hours=measure.hours,
            weeks=measure.weeks,
            persistence=Pert(0.6, 0.8, 1.0),
            plausibility=1.0,
            requires=requires,
            conflicts=conflicts,
        )

    return make


@pytest.fixture
def candidates(candidate_of: MakeCandidate) -> list[Candidate]:
    """Six measures; the last two do nothing here but cost, and the very last needs the one before."""
    return [
        candidate_of("M01", "Lathe"),
        candidate_of("M02", "Lathe"),
        candidate_of("M01", "Mill"),
        candidate_of("A07", "Mill"),
        candidate_of("M15", "Mill"),
        candidate_of("D07", "Mill", requires=("M15@Mill",)),
    ]


def tandem(pairs: Sequence[tuple[Factory, int]], *, seed: int, workers: int = 1) -> Output:
    """One order after the other through both stations, first come first served."""
    rows = [_replication(factory, np.random.default_rng([seed, number])) for factory, number in pairs]
    arrival, finish, work = (np.array(column) for column in zip(*rows, strict=True))
    state_s = np.zeros((len(pairs), 2, len(STATES)))
    state_s[:, :, 0] = work.sum(axis=2)
    state_s[:, :, 4] = WEEKS * WEEK_S - state_s[:, :, 0]
    pieces = np.full(arrival.shape, 10.0)
    return Output(
        observed_s=WEEKS * WEEK_S,
        stations=("Lathe", "Mill"),
        capacity=np.array([1, 1]),
        released_s=arrival,
        finished_s=finish,
        product=np.zeros(arrival.shape, dtype=np.int64),
        pieces_ordered=pieces,
        pieces_good=pieces,
        state_s=state_s,
        queue_s=np.zeros((len(pairs), 2)),
        delay_s=np.zeros(len(pairs)),
        visits=np.full((len(pairs), 2), ORDERS),
        scrapped=np.zeros((len(pairs), 2)),
        wip_mean=(finish - arrival).sum(axis=1) / (WEEKS * WEEK_S),
        wip_daily=np.zeros((len(pairs), 7 * WEEKS)),
        due_s=np.full(arrival.shape, np.nan),
        kit_wait_s=np.zeros(len(pairs)),
        locked=np.zeros(len(pairs), bool),
        crew_wait_s=np.zeros((len(pairs), 2)),
    )


Row = tuple[Floats, Floats, Floats]


def _replication(factory: Factory, random: np.random.Generator) -> Row:
    arrival = np.cumsum(random.exponential(WEEK_S / factory.arrivals.per_week, ORDERS))
    work = np.stack([_work_s(factory, place, random) for place in range(2)])
    ready = arrival
    for place in range(2):
        done, free = np.empty(ORDERS), 0.0
        for order in range(ORDERS):
            free = done[order] = max(ready[order], free) + work[place, order]
        ready = done
    return arrival, ready, work


def _work_s(factory: Factory, place: int, random: np.random.Generator) -> Floats:
    setup, run = random.exponential(size=(2, ORDERS))
    setup_s = factory.stations[place].setup
    mean_s = setup_s.time_s.mean if setup_s else 0.0
    return np.asarray(mean_s * setup + factory.operations[place].run_s.mean * run)


@pytest.fixture
def by_lindley() -> Callable[..., Output]:
    return tandem
