"""Replications of a factory, and of many factories that are to be compared."""

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial
from threading import Event, local

import numpy as np

from simmitt.engine.factory.model import Factory, RunPlan
from simmitt.engine.simulation.assembly import Row, assemble
from simmitt.engine.simulation.faults import HorizonUnknown, NothingLeftAfterWarmUp
from simmitt.engine.simulation.kernel.moving import FULL_JOBS, FULL_ORDERS
from simmitt.engine.simulation.kernel.records import NONE
from simmitt.engine.simulation.kernel.run import simulate
from simmitt.engine.simulation.kernel.shop import Plant, Room, Span, set_up
from simmitt.engine.simulation.kernel.tracing import FULL_TRACE
from simmitt.engine.simulation.line.portion import run_line
from simmitt.engine.simulation.output import Output
from simmitt.engine.simulation.plant import compile_plant
from simmitt.engine.simulation.portions import Pair, Portion, share_out
from simmitt.ground.errors import Cancelled
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S, WEEK_S

# A run asks so often whether it is still wanted: after so many events, or so many seconds.
EVENTS_AT_ONCE, BEAT_S = 2_000_000, 0.25
# Room to begin with; it grows by the factor where it proves too little.
FIRST_JOBS, FIRST_STRETCHES = 4_096, 8_192
GROWTH = 4
SEEDS = 2**63


def replicate(  # noqa: PLR0913 - each answers a question of its own
    factory: Factory,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    first_replication: int = 0,
    starts_at: datetime | None = None,
    horizon_s: float | None = None,
    warm_up_s: float | None = None,
    orders: int | None = None,
    trace: bool = False,
    progress: Progress = silent,
) -> Output:
    """Give what a factory does in a number of replications.

    Parameters
    ----------
    factory
        What is simulated; its ``run`` says what is not said here.
    replications
        How many; the results of one do not depend on how many others there are.
    seed
        The same seed gives the same bytes, whatever the number of workers.
    workers
        Threads; the kernel runs outside the interpreter's lock.
    first_replication
        Number of the first one, so that a run can be continued.
    starts_at
        When the window opens by the plant's own clock; a Monday at 00:00 if nobody says.
    horizon_s
        Seconds from the opening of the window to its close, warm-up included.
    warm_up_s
        Seconds that come before what is counted.
    orders
        So many orders come, those on their way at the start included; None: as many as arrive.
    trace
        Whether every stretch of work is kept, for a log.
    progress
        Hears of every portion done; may raise ``Cancelled``.

    Raises
    ------
    HorizonUnknown
        Neither ``horizon_s`` nor the factory says how long to simulate.
    NothingLeftAfterWarmUp
        The warm-up is as long as the window.
    """
    pairs = [(factory, first_replication + k) for k in range(replications)]
    return replicate_pairs(
        pairs,
        seed=seed,
        workers=workers,
        starts_at=starts_at,
        horizon_s=horizon_s,
        warm_up_s=warm_up_s,
        orders=orders,
        trace=trace,
        progress=progress,
    )


def replicate_pairs(  # noqa: PLR0913 - as above
    pairs: Sequence[Pair],
    *,
    seed: int,
    workers: int = 1,
    starts_at: datetime | None = None,
    horizon_s: float | None = None,
    warm_up_s: float | None = None,
    orders: int | None = None,
    trace: bool = False,
    progress: Progress = silent,
) -> Output:
    """Give what factories do, each in a replication of its own number: one row a pair.

    A factory that is a serial line is simulated by recursion, with its replications side by
    side; any other, and every one with a trace, by the event kernel. Both find the same times.

    Two factories meet the same luck in replications of the same number (common random
    numbers): orders, their work and the machines' breakdowns differ only where the factories
    do. All must have the same stations, operations and products by name and order, and share
    one window: that of the first, where it is not given. Parameters and errors otherwise as
    in ``replicate``.
    """
    assert pairs, "nothing to simulate"
    run = pairs[0][0].run
    span = _span(run, horizon_s, warm_up_s, orders)._replace(has_trace=trace)
    bench = _Bench(span, seed % SEEDS, _week_offset_s(starts_at or run.starts_at))
    return assemble(pairs[0][0], _run_all(bench, pairs, workers, progress), span)


def _span(run: RunPlan, horizon_s: float | None, warm_up_s: float | None, orders: int | None) -> Span:
    horizon = run.horizon_s if horizon_s is None else horizon_s
    warm_up = run.warm_up_s if warm_up_s is None else warm_up_s
    wanted = run.orders if orders is None else orders
    if not horizon > 0.0:
        raise HorizonUnknown
    if warm_up >= horizon:
        raise NothingLeftAfterWarmUp(horizon / HOUR_S, warm_up / HOUR_S)
    return Span(horizon, warm_up, NONE if wanted is None else wanted)


def _week_offset_s(opening: datetime | None) -> float:
    """Give the seconds from Monday 00:00 to the opening of the window."""
    if opening is None:
        return 0.0
    midnight = opening.replace(hour=0, minute=0, second=0, microsecond=0)
    return (opening - midnight + timedelta(days=opening.weekday())).total_seconds()


def _run_all(bench: "_Bench", pairs: Sequence[Pair], workers: int, progress: Progress) -> list[Row]:
    """Run all pairs, in portions; the rows come back in the pairs' order."""
    portions = share_out(pairs, workers, has_trace=bench.has_trace)
    rows: dict[int, Row] = {}

    def tell() -> None:
        progress(say("Simulating the factory"), len(rows), len(pairs))

    for k, made in _worked(bench, pairs, portions, workers, tell):
        rows.update(zip(portions[k].pairs, made, strict=True))
        tell()
    return [rows[k] for k in range(len(pairs))]


def _worked(
    bench: "_Bench",
    pairs: Sequence[Pair],
    portions: Sequence[Portion],
    workers: int,
    tell: Callable[[], None],
) -> Iterator[tuple[int, list[Row]]]:
    """Give each portion's number and rows as they become ready; a stop is heard meanwhile."""
    if workers <= 1 or len(portions) == 1:
        for k, portion in enumerate(portions):
            yield k, bench.run(pairs, portion, tell)
        return
    stopped = Event()
    with ThreadPoolExecutor(workers) as pool:
        futures = {
            pool.submit(bench.run, pairs, portion, partial(_obey, stopped)): k
            for k, portion in enumerate(portions)
        }
        left = set(futures)
        try:
            while left:
                ready, left = wait(left, timeout=BEAT_S, return_when=FIRST_COMPLETED)
                if not ready:
                    tell()
                for future in ready:
                    yield futures[future], future.result()
        finally:
            stopped.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _obey(stopped: Event) -> None:
    if stopped.is_set():
        raise Cancelled


class _Bench:
    """Runs pairs; remembers the plants it has compiled and how much room they have needed."""

    def __init__(self, span: Span, seed: int, week_offset_s: float) -> None:
        self._span = span
        self._seed = seed
        self._week_offset_s = week_offset_s
        self._plants: dict[int, Plant] = {}
        self._room = Room(0, FIRST_JOBS, FIRST_STRETCHES if span.has_trace else 0)
        self._halls = local()  # the last one of each thread, whose room the next one takes over

    @property
    def has_trace(self) -> bool:
        """Whether every stretch of work is kept."""
        return self._span.has_trace

    def run(self, pairs: Sequence[Pair], portion: Portion, beat: Callable[[], None]) -> list[Row]:
        """Give the rows of a portion; ``beat`` is called now and then and may raise."""
        chosen = [pairs[k] for k in portion.pairs]
        if not portion.side_by_side:
            return [self._run_one(factory, replication, beat) for factory, replication in chosen]
        factory = chosen[0][0]
        numbers = [replication for _, replication in chosen]
        bound = _order_bound(factory, self._span)
        return run_line(self._plant(factory), self._span, self._seed, numbers, bound, beat)

    def _run_one(self, factory: Factory, replication: int, beat: Callable[[], None]) -> Row:
        plant = self._plant(factory)
        room = self._room._replace(orders=max(self._room.orders, _order_bound(factory, self._span)))
        while True:
            hall = set_up(plant, self._span, room, getattr(self._halls, "last", None))
            self._halls.last = hall
            shop = hall.shop[0]
            simulate(shop, self._seed, replication, EVENTS_AT_ONCE)
            while not shop["done"] and not shop["full"]:
                beat()
                simulate(shop, self._seed, replication, EVENTS_AT_ONCE)
            full = int(shop["full"])
            if not full:
                return Row.of(hall)
            room = self._room = _grown(room, full)

    def _plant(self, factory: Factory) -> Plant:
        # The pairs hold the factories as long as the bench stands, so identities stay theirs.
        plant = self._plants.get(id(factory))
        if plant is None:
            plant = self._plants[id(factory)] = compile_plant(factory, self._week_offset_s)
        return plant


def _grown(room: Room, full: int) -> Room:
    """Give more room where it was too little; the run that this ended is made again."""
    return Room(
        orders=room.orders * (GROWTH if full == FULL_ORDERS else 1),
        jobs=room.jobs * (GROWTH if full == FULL_JOBS else 1),
        stretches=room.stretches * (GROWTH if full == FULL_TRACE else 1),
    )


def _order_bound(factory: Factory, span: Span) -> int:
    """Give room for the orders that may come; too little costs a second run, no more."""
    if span.orders != NONE:
        return max(1, span.orders) + (len(factory.state.orders) if factory.state else 0)
    if factory.arrivals.kind == "saturated":
        return _saturated_bound(factory, span) + math.ceil(factory.arrivals.opening_orders)
    if factory.arrivals.kind == "list":
        return len(factory.arrivals.orders) + math.ceil(factory.arrivals.opening_orders) + 1
    mean = factory.arrivals.per_week * span.horizon_s / WEEK_S + factory.arrivals.opening_orders
    return int(mean + 6.0 * np.sqrt(mean)) + 16


def _saturated_bound(factory: Factory, span: Span) -> int:
    """Give room for what the quickest first operation can take in."""
    entries = {way.operations[0] for product in factory.products for way in product.routings}
    capacity = {station.name: station.capacity for station in factory.stations}
    rates = [
        capacity[operation.station] / operation.run_s.mean
        for operation in factory.operations
        if operation.name in entries and operation.run_s.mean > 0.0
    ]
    return int(1.1 * span.horizon_s * max(rates, default=0.0)) + 256
