"""A two-station line, two measures on it, and a simulation simple enough to work out by hand."""

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
from simmitt.engine.simulation.output import STATES, Output
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, WEEK_S

ORDERS = 30
WEEKS = 10


@pytest.fixture
def two_station_line() -> Factory:
    def hours(mean: float, cv: float) -> Distribution:
        return Distribution("gamma", mean * HOUR_S, cv)

    return Factory(
        name="line",
        stations=(Station("Lathe", setup=Setup(hours(4, 0.3))), Station("Mill", setup=Setup(hours(1, 0.3)))),
        operations=(
            Operation("Turning", "Lathe", hours(8, 0.5), typical_pieces=10),
            Operation("Milling", "Mill", hours(6, 0.5), typical_pieces=10),
        ),
        products=(
            Product("Shaft", 0.5, Distribution("fixed", 10.0), (Routing(("Turning", "Milling")),)),
            Product("Flange", 0.5, Distribution("fixed", 10.0), (Routing(("Turning", "Milling")),)),
        ),
        arrivals=Arrivals("poisson", per_week=13),
        run=RunPlan(horizon_s=12 * WEEK_S, warm_up_s=2 * WEEK_S),
    )


MakeCandidate = Callable[[str, str], Candidate]


@pytest.fixture
def candidate_of() -> MakeCandidate:
    """A measure of the catalogue at a station, at the catalogue's cost; "" is the whole plant."""

    def make(measure_id: str, station: str) -> Candidate:
        measure = read_catalogue()[measure_id]
        return Candidate(
            id=f"{measure_id}@{station}" if station else measure_id,
            measure=measure,
            targets=(station,) if station else (),
            why=say("Simulating sets of measures"),
            effects=(measure.primary,),
            applications=1,
            cost_sek=measure.capex_sek,
            yearly_cost_sek=measure.yearly_cost_sek,
            hours=measure.hours,
            weeks=measure.weeks,
            persistence=Pert(0.6, 0.8, 1.0),
            plausibility=1.0,
        )

    return make


class ByHand:
    """Every order takes its setups and runs, times a factor of its replication; nobody waits."""

    def __init__(self) -> None:
        self.pairs: list[tuple[Factory, int]] = []

    def __call__(self, pairs: Sequence[tuple[Factory, int]], *, seed: int, workers: int = 1) -> Output:
        self.pairs += pairs
        luck = np.array([1 + 0.1 * np.random.default_rng([seed, d]).random() for _, d in pairs])
        setup_h = np.array([[_setup_h(factory, k) for k in range(2)] for factory, _ in pairs])
        run_h = np.array(
            [[factory.operations[k].run_s.mean / HOUR_S for k in range(2)] for factory, _ in pairs]
        )
        state_s = np.zeros((len(pairs), 2, len(STATES)))
        state_s[:, :, 0] = run_h * luck[:, None] * ORDERS * HOUR_S
        state_s[:, :, 1] = setup_h * luck[:, None] * ORDERS * HOUR_S
        state_s[:, :, 4] = WEEKS * WEEK_S - state_s.sum(axis=2)
        released = np.tile(np.arange(float(ORDERS)) * HOUR_S, (len(pairs), 1))
        lead_s = ((setup_h + run_h).sum(axis=1) * luck * HOUR_S)[:, None]
        return Output(
            observed_s=WEEKS * WEEK_S,
            stations=("Lathe", "Mill"),
            capacity=np.array([1, 1]),
            released_s=released,
            finished_s=released + lead_s,
            product=np.zeros((len(pairs), ORDERS), dtype=np.int64),
            pieces_ordered=np.full((len(pairs), ORDERS), 10.0),
            pieces_good=np.full((len(pairs), ORDERS), 10.0),
            state_s=state_s,
            queue_s=np.zeros((len(pairs), 2)),
            delay_s=np.zeros(len(pairs)),
            visits=np.full((len(pairs), 2), ORDERS),
            scrapped=np.zeros((len(pairs), 2)),
            wip_mean=lead_s[:, 0] * ORDERS / (WEEKS * WEEK_S),
            wip_daily=np.zeros((len(pairs), 70)),
            due_s=np.full(released.shape, np.nan),
            kit_wait_s=np.zeros(len(pairs)),
            locked=np.zeros(len(pairs), bool),
            crew_wait_s=np.zeros((len(pairs), 2)),
        )


def _setup_h(factory: Factory, place: int) -> float:
    setup = factory.stations[place].setup
    return setup.time_s.mean / HOUR_S if setup else 0.0


@pytest.fixture
def by_hand() -> ByHand:
    return ByHand()
