"""What the kernel works on: records, one class for the fields of each kind.

Times are seconds since the window opened. An index of -1 means none.
"""

from collections.abc import Hashable
from functools import cache
from typing import get_type_hints

import numpy as np
import numpy.typing as npt

NONE = -1

# Codes of the choices that the kernel branches on.
FIFO, SHORTEST, DUE_DATE, PRIORITY, SETUP_SAVING = range(5)
POISSON, REGULAR, SATURATED, LISTED = range(4)
ANY, SAME_OPERATION, SAME_PRODUCT, SAME_FAMILY = range(4)
RUN, SETUP, BREAKDOWN = (np.int64(kind) for kind in range(3))


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
    first_link: int  # among the links to crews
    links: int  # how many can serve it; 0: needs nobody
    has_skills: int  # some of its operations have crews of their own
    attended_setup: int  # the operator leaves when the setup is made
    look_ahead: int
    speed: float
    has_setup: int
    setup: Distribution
    setup_if_changed: float
    setup_if_same: float
    matrix: int  # where its table of mean changeovers starts; NONE: it has none
    fails: int
    up: Distribution  # time between failures
    repair: Distribution
    by_event: int  # failures are events of their own: they may come when nothing runs, or wait for repair
    clocked: int  # they come with open time
    repair_crew: int
    is_batch: int
    batch_most: float
    batch_least: float
    batch_by_pieces: int
    batch_alike: int
    batch_wait_s: float
    batch_timer: int  # among the timers
    lots_each: int  # that a place holds at once
    is_plain: int  # one machine, and nothing to choose but the first job of its queue
    is_simple: int  # a visit takes one job in and needs one event, its end
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
    idle_s: float
    closed_s: float
    scrapped: float
    visits: int


class Crew:
    """People who stand in for each other."""

    calendar: int
    has_hours: int  # of its own, be it round the clock; else it keeps those of the stations
    free: int
    repair_head: int  # first place that waits for one of them to repair it
    repair_tail: int


class Operation:
    """One kind of visit."""

    station: int
    first_option: int  # among the stations that can do it
    options: int
    first_link: int  # crews with the skill, for each of the options
    links: int  # 0: those of the station
    is_plain: int  # all pieces go on when the visit ends
    rework_to: int  # operation that a lot goes back to; NONE: this one
    run: Distribution
    has_delay: int
    delay: Distribution
    delay_calendar: int  # hours in which it passes; NONE: round the clock
    typical_pieces: float
    size_exponent: float
    scrap_share: float
    rework_share: float
    transfer_share: float
    ahead_chance: float
    ahead_share: float
    reports_per_s: float  # of running: reports that are closed while the work goes on


class Product:
    """A product family."""

    share_up_to: float  # cumulated share of the orders
    pieces: Distribution
    lots: float
    has_due: int
    due_after: Distribution
    delay_sigma: float  # of the logarithm of a factor, mean 1, on an order's delays
    first_routing: int
    routings: int
    first_opening_routing: int
    opening_routings: int
    family: int
    priority: float
    first_component: int
    components: int
    assembled_at: int  # operation that waits for them; NONE: the first


class Component:
    """A product that another is made of."""

    product: int
    pieces: float  # for one piece


class Listed:
    """An order of a list."""

    at_s: float
    product: int
    pieces: float
    due_s: float  # NaN: as its product says
    priority: float


class Found:
    """An order that is on the floor when the window opens; those under way first, then by silence."""

    chance: float  # that it is there
    since_s: float  # when its last operation ended: not after 0
    begun_s: float
    product: int
    pieces: float
    due_s: float  # NaN: none is told
    priority: float
    worked_s: float  # that the operation under way has had; NaN: none is known to be under way
    pace_mu: float  # of the logarithm of the factor on its delays
    pace_sigma: float
    first_routing: int
    routings: int


class Standing:
    """A place when the window opens."""

    free_since_s: float  # it reported last: a visit that no report tells of began later
    family: int  # that it is set up for; NONE: nobody knows
    queue_since_s: float  # whoever waits now has come since


class Routing:
    """A way through the factory."""

    weight_up_to: float  # cumulated, 1 at the product's last
    first_step: int
    steps: int


class Step:
    """A step of a routing."""

    operation: int


class Point:
    """A point of a tabled distribution."""

    value: float


class Link:
    """A crew that can serve a station, and the hours in which both work."""

    crew: int
    calendar: int


class Option:
    """A station that can do an operation."""

    station: int


def dtype_of(row: type) -> np.dtype[np.void]:
    """Give the structured type whose fields are the annotations of a class."""
    return _dtype(row)


@cache
def _dtype(row: Hashable) -> np.dtype[np.void]:
    hints = get_type_hints(row)
    fields = [(name, _FORMATS.get(kind) or dtype_of(kind)) for name, kind in hints.items()]
    return np.dtype(fields, align=True)


_FORMATS: dict[type, npt.DTypeLike] = {int: np.int64, float: np.float64, np.uint64: np.uint64}
