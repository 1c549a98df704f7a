"""What the kernel works on: structured arrays, one class for the fields of each record.

Times are seconds since the window opened. An index of -1 means none.
"""

from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar, cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

Row = TypeVar("Row", covariant=True)

NONE = -1

# Codes of the choices that the kernel branches on.
FIFO, SHORTEST, DUE_DATE, SETUP_SAVING = range(4)
POISSON, REGULAR, SATURATED = range(3)
RUN, SETUP, BREAKDOWN = range(3)


class Records(Protocol[Row]):
    """A structured array whose items have the fields of ``Row``."""

    def __getitem__(self, index: int, /) -> Row: ...

    def __len__(self) -> int: ...


class Distribution:
    """A distribution made ready for drawing; ``a``, ``b``, ``c`` mean what its family says."""

    family: int
    mean: float
    a: float
    b: float
    c: float
    table: int  # where its points start among all tables
    points: int


class Calendar:
    """Working hours of a week that begins when the window opens."""

    first_shift: int
    shifts: int
    week_work_s: float


class Shift:
    """Working time within the week."""

    start_s: float
    end_s: float
    work_before_s: float  # in the same week


class Station:
    """A pool of like places with one queue."""

    # as the factory says
    capacity: int
    first_place: int
    calendar: int
    dispatch: int
    buffer: int
    first_crew: int  # among the lists of crews
    crews: int  # how many can serve it; 0: needs nobody
    has_setup: int
    setup: Distribution
    setup_if_changed: float
    setup_if_same: float
    mtbf_s: float  # 0: never fails
    repair: Distribution
    # as it stands
    free: int  # places
    queued: int  # jobs in the queue
    coming: int  # jobs on their way to the queue, which has room for them
    head: int  # first job
    tail: int  # last job
    blocked_head: int  # first place that holds a job for want of room here
    blocked_tail: int
    lacking: int  # jobs that a free place could take, had it somebody to tend it
    lacking_since_s: float
    to_see: int  # something has changed: it may be able to start a visit
    # as counted
    run_s: float
    setup_s: float
    down_s: float
    blocked_s: float
    queue_s: float
    crew_wait_s: float
    scrapped: float
    visits: int


class Crew:
    """People who stand in for each other."""

    free: int


class Operation:
    """One kind of visit."""

    station: int
    run: Distribution
    has_delay: int
    delay: Distribution
    typical_pieces: float
    size_exponent: float
    scrap_share: float
    rework_share: float
    transfer_share: float


class Product:
    """A product family."""

    share_up_to: float  # cumulated share of the orders
    pieces: Distribution
    lots: float
    has_due: int
    due_after: Distribution
    first_routing: int
    routings: int
    first_opening_routing: int
    opening_routings: int


class Routing:
    """A way through the factory."""

    weight_up_to: float  # cumulated, 1 at the product's last
    first_step: int
    steps: int


class Arrivals:
    """How orders come."""

    kind: int
    per_working_s: float
    calendar: int
    opening_orders: float
    opening_span_s: float


class Window:
    """The time that is simulated and the part of it that is counted."""

    horizon_s: float
    warm_up_s: float
    orders: int  # NONE: as many as arrive
    wip_cap: int
    trace: int


class Place:
    """A machine of a station; it keeps what its visit was given."""

    station: int
    key: np.uint64
    job: int  # NONE once it has gone on
    crew: int
    operation: int
    running: int
    starts_s: float
    ends_s: float
    setup_s: float
    run_s: float
    up_left_s: float  # running time left to the next failure, when the visit has ended
    failures: int
    up_left_at_start_s: float
    failures_at_start: int
    last_product: int
    pieces_after: float
    lost: float
    again: int  # the visit has to be made once more
    early: int  # the job may leave before the visit has ended
    wants: int  # station that has no room for its job
    blocked_since_s: float
    next_blocked: int


class Job:
    """A lot on its way."""

    key: np.uint64
    order: int
    product: int
    pieces: float
    due_s: float
    first_step: int
    step: int
    last_step: int
    operation: int
    repeats: int  # of the visit at hand
    rank: float  # its order in a ranked queue
    since_s: float  # in the queue since, or in delay until
    ticket: int
    next: int
    previous_end_s: float  # when the visit ends that it has left before its end
    overlap: float  # share of the next run that comes after that


class Order:
    """What is kept of each order."""

    released_s: float
    finished_s: float
    ordered: float
    good: float
    product: int
    lots_left: int


class Desk:
    """The books of the whole shop."""

    key: np.uint64
    openings: int  # orders that were on their way when the window opened
    opened: int  # of these on the floor so far
    arrivals: int  # orders that come in all, as far as it is decided
    arrived: int
    released: int  # of the arrived
    arrival_position: float  # working seconds so far, or share of the window's
    opening_position: float
    entry: int  # station where the next order begins
    on_floor: int
    free_job: int
    jobs_used: int
    tickets: int
    delayed: int  # jobs in delay
    to_see: int  # stations where something has changed
    stretches: int
    delay_s: float
    wip_s: float
    full: int  # which array was too short; the run is to be repeated with a longer one


class Stretch:
    """A stretch of work, for the trace."""

    order: int
    operation: int
    place: int
    kind: int
    start_s: float
    end_s: float


class Plant(NamedTuple):
    """A factory as arrays; stations and crews as they are before anything has come."""

    stations: Records[Station]  # (n_stations,)
    operations: Records[Operation]  # (n_operations,)
    products: Records[Product]  # (n_products,)
    routings: Records[Routing]  # (n_routings,) grouped by product, the openings' after all others
    steps: NDArray[np.int64]  # (n_steps,) operation of each step, grouped by routing
    tables: NDArray[np.float64]  # (n_points,) of all tabled distributions
    calendars: Records[Calendar]  # (n_calendars,)
    shifts: Records[Shift]  # (n_shifts,) grouped by calendar
    crews: Records[Crew]  # (n_crews,)
    station_crews: NDArray[np.int64]  # (n_links,) crews that can serve, grouped by station
    arrivals: Records[Arrivals]  # (1,)


class Shop(NamedTuple):
    """A plant at work: the plant's own arrays, and what moves."""

    stations: Records[Station]  # (n_stations,)
    operations: Records[Operation]  # (n_operations,)
    products: Records[Product]  # (n_products,)
    routings: Records[Routing]  # (n_routings,)
    steps: NDArray[np.int64]  # (n_steps,)
    tables: NDArray[np.float64]  # (n_points,)
    calendars: Records[Calendar]  # (n_calendars,)
    shifts: Records[Shift]  # (n_shifts,)
    crews: Records[Crew]  # (n_crews,)
    station_crews: NDArray[np.int64]  # (n_links,)
    arrivals: Records[Arrivals]  # (1,)
    window: Records[Window]  # (1,)
    places: Records[Place]  # (n_places,) grouped by station
    jobs: Records[Job]  # (n_jobs,)
    delayed: NDArray[np.int64]  # (n_jobs,) heap of jobs, the first to be ready on top
    to_see: NDArray[np.int64]  # (n_stations,) stations where something has changed, the last on top
    orders: Records[Order]  # (n_orders,) those open at the start, then those that arrive
    due_s: NDArray[np.float64]  # (2 * n_leaves,) the agenda's times, as a tournament
    winner: NDArray[np.int64]  # (2 * n_leaves,) the agenda's sources
    trace: Records[Stretch]  # (n_stretches,)
    desk: Records[Desk]  # (1,)


@cache
def dtype_of(row: type) -> np.dtype[np.void]:
    """Give the structured type whose fields are the annotations of a class."""
    hints = get_type_hints(row)
    fields = [(name, _FORMATS.get(kind) or dtype_of(kind)) for name, kind in hints.items()]
    return np.dtype(fields, align=True)


def records(row: type[Row], count: int) -> Records[Row]:
    """Give so many records, all zero."""
    return cast("Records[Row]", np.zeros(count, dtype_of(row)))


def columns(rows: Records[Any]) -> NDArray[np.void]:
    """Give records as the structured array that they are: by column."""
    return cast("NDArray[np.void]", rows)


_FORMATS: dict[type, Any] = {int: np.int64, float: np.float64, np.uint64: np.uint64}
