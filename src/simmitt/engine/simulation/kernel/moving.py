"""What moves and what is noted while a shop works: records as in ``records``."""

import numpy as np

# What there proved to be too little room for.
FULL_ORDERS, FULL_JOBS = 1, 2


class Place:
    """A machine of a station; it keeps what its visit was given."""

    station: int
    key: np.uint64
    job: int  # NONE once it has gone on
    rest: int  # the others of its batch, a chain
    crew: int
    calendar: int  # hours in which its visit goes on
    operation: int
    running: int
    milestone: int  # what its next event is
    starts_s: float
    ends_s: float
    setup_s: float
    run_s: float
    crew_off_s: float  # when the operator turns to something else before the end
    up_left_s: float  # running time left to the next failure, when the visit has ended
    failures: int
    up_left_at_start_s: float
    failures_at_start: int
    last_family: int
    pieces_after: float
    lost: float
    again: int  # the visit has to be made once more
    early: int  # the job may leave before the visit has ended
    ahead: int  # and goes ahead of it, without waiting for the rest
    leaves_share: float  # of the run that is done when it may leave
    wants: int  # station that has no room for its job
    blocked_since_s: float
    next_blocked: int
    # where failures are events
    broken: int
    broken_since_s: float
    next_broken: int  # waits for the same crew
    repairer: int  # crew that has sent somebody; NONE: nobody had to come
    fail_at_s: float  # when the next failure comes, where it comes with open time
    since_s: float  # what is left is as it was then
    setup_left_s: float
    run_left_s: float


class Job:
    """A lot on its way; what every visit needs comes first, so that it lies together."""

    step: int
    first_step: int
    last_step: int
    operation: int
    station: int
    # Which draws are its own at a step: that many further on for each visit made again, and for each
    # time that it went back to an earlier step.
    draws: int
    round_draws: int
    drawn_from: int  # step whose run time is the first of those drawn beforehand
    pieces: float
    since_s: float  # in the queue since, or in delay until
    run_s: float  # of the visit at hand
    next: int
    previous_end_s: float  # when the visit ends that it has left before its end
    overlap: float  # share of the next run that comes after that
    ahead: int  # it has gone ahead of a visit that still runs
    missing: int  # components that are not there yet
    kit_step: int  # that waits for them; NONE: none does
    family: int
    option: int  # which of the operation's stations that is
    key: np.uint64
    order: int
    product: int
    priority: float
    pace: float  # factor on its delays
    due_s: float
    parent: int  # lot that it is a component of
    waits_for_kit: int
    kit_pieces: float  # pieces that the components are enough for
    per_parent: float  # of its own pieces, for one of the lot that it is a component of
    rank: float  # its order in a ranked queue
    ticket: int


class Drawn:
    """A run time drawn beforehand; there are ``BEFOREHAND`` for each job."""

    run_s: float


class Order:
    """What is kept of each order."""

    released_s: float
    finished_s: float
    ordered: float
    good: float
    product: int
    lots_left: int
    came_s: float
    due_s: float
    priority: float


class Stretch:
    """A stretch of work, for the trace."""

    order: int
    operation: int
    place: int
    kind: int
    start_s: float
    end_s: float


class Node:
    """A match of the agenda's tournament: who is next among the sources below."""

    due_s: float
    source: int


class Waiting:
    """A job in the heap of delays, or a station that is to be seen."""

    index: int


class Day:
    """A day after warm-up."""

    change: float  # of the orders on the floor, within it
    wip: float  # orders on the floor at its end


class Shop:
    """A plant at work: the books of the whole, and where the records of its parts lie.

    The number of records of a kind has the same name with ``n_`` before it.
    """

    # what is simulated
    key: np.uint64
    horizon_s: float
    warm_up_s: float
    wanted_orders: int  # NONE: as many as arrive
    wip_cap: int
    has_trace: int
    # how orders come
    arrival_kind: int
    opening_bunching: float
    from_first_start: int  # orders meet no delay before their first visit
    families: int  # how many setup families there are
    arrival_calendar: int
    arrivals_per_working_s: float
    opening_orders: float
    opening_span_s: float
    # where the books stand
    openings: int  # orders that were on their way when the window opened
    opened: int  # of these on the floor so far
    arrivals: int  # orders that come in all, as far as it is decided
    arrived: int
    released: int  # of the arrived
    arrival_position: float  # working seconds so far, or share of the window's
    opening_position: float
    entry: int  # operation with which the next order of a saturated shop begins
    on_floor: int
    free_job: int
    used_jobs: int
    used_orders: int
    used_stretches: int
    delayed: int  # jobs in delay
    to_see: int  # stations where something has changed
    tickets: int
    full: int  # which kind of record there were too few of; the run is to be repeated with more
    begun: int
    done: int
    locked: int  # nothing more could happen, though orders were on the floor
    now_s: float
    source: int  # whose event was the last
    # what is counted
    delay_s: float
    kit_wait_s: float
    wip_s: float
    # addresses of the first record of each kind, and numbers of records
    stations: int
    operations: int
    products: int
    routings: int  # grouped by product, the openings' after all others
    steps: int  # grouped by routing
    points: int  # of all tabled distributions
    calendars: int
    shifts: int  # grouped by calendar
    crews: int
    links: int  # grouped by station, then by operation and option
    options: int  # grouped by operation
    components: int  # grouped by product
    listed: int
    found: int
    standing: int  # by place, where there is one found
    places: int  # grouped by station
    jobs: int
    drawn: int  # grouped by job
    orders: int  # those open at the start, then those that arrive
    stretches: int
    nodes: int  # of the agenda, twice its leaves
    delays: int  # a heap, the first to be ready on top
    changed: int  # stations to see, the last on top
    days: int
    n_stations: int
    n_products: int
    n_calendars: int
    n_crews: int
    n_listed: int
    n_found: int
    n_standing: int
    n_places: int
    n_jobs: int
    n_orders: int
    n_stretches: int
    n_nodes: int
    n_days: int
