"""The factory: what is made, where, in which hours, how long it takes and what goes wrong.

Times are seconds here and hours in ``factory.toml``. Everything is a frozen dataclass: a
measure makes a new factory, it never alters one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from simmitt.engine.factory.state import State
from simmitt.ground.units import HOUR_S

Family = Literal["fixed", "exponential", "lognormal", "gamma", "weibull", "triangular", "empirical"]
Dispatch = Literal["fifo", "shortest", "due_date", "priority", "setup_saving"]
DelayCause = Literal["unknown", "transport", "outside", "curing"]
ArrivalKind = Literal["poisson", "regular", "saturated", "list"]
CountedFrom = Literal["release", "first_start"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FailsWith = Literal["running", "open_time"]
Attended = Literal["throughout", "setup"]
BatchUnit = Literal["lots", "pieces"]
Alike = Literal["any", "operation", "product", "family"]


@dataclass(frozen=True)
class Evidence:
    """Where a parameter comes from and how surely it is known.

    ``follows`` names the family of a distribution that stands as quantiles. The mean lies
    between ``mean_low`` and ``mean_high``, in its own unit, with a chance of 95 %.
    """

    observations: int = 0
    pooled_with: str = ""
    follows: str = ""
    mean_low: float | None = None
    mean_high: float | None = None

    def times(self, factor: float) -> "Evidence":
        """Give the evidence of the value taken ``factor`` times."""
        low, high = (None if end is None else factor * end for end in (self.mean_low, self.mean_high))
        return replace(self, mean_low=low, mean_high=high)


@dataclass(frozen=True)
class Distribution:
    """A distribution of non-negative values.

    ``mean`` and ``cv`` (standard deviation over mean) describe the named families;
    ``quantiles`` at evenly spaced probabilities 0..1 describe the empirical one, which then
    takes its mean and cv from them. A triangular one has ``quantiles`` = (low, mode, high).
    """

    family: Family
    mean: float
    cv: float = 0.0
    quantiles: tuple[float, ...] = ()
    evidence: Evidence = Evidence()

    def times(self, factor: float) -> "Distribution":
        """Give the distribution of the value taken ``factor`` times."""
        quantiles = tuple(factor * value for value in self.quantiles)
        evidence = self.evidence.times(factor)
        return replace(self, mean=factor * self.mean, quantiles=quantiles, evidence=evidence)


@dataclass(frozen=True)
class Shift:
    """A stretch of working time within the week, in seconds from Monday 00:00."""

    start_s: float
    end_s: float


@dataclass(frozen=True)
class Calendar:
    """Weekly working time; no shifts at all means round the clock.

    ``levels`` tells for each hour of the week, Monday 00:00 first, which share of it counts:
    the hour is open from its beginning for that share. They stand in for shifts.
    ``edges_worked`` tells how sure learnt shifts are: for each the shares of the weeks in which
    its first and its last quarter of an hour were worked.
    """

    name: str
    shifts: tuple[Shift, ...] = ()
    levels: tuple[float, ...] = ()
    edges_worked: tuple[float, ...] = ()

    def stretches(self) -> tuple[Shift, ...]:
        """Give the open stretches of the week, from the shifts or the levels."""
        if not self.levels:
            return self.shifts
        hours = enumerate(self.levels)
        return tuple(Shift(n * HOUR_S, (n + level) * HOUR_S) for n, level in hours if level > 0.0)


@dataclass(frozen=True)
class Setup:
    """Changeover: its time, and how often one is made when the setup family changes or stays.

    A product without a setup family is a family of its own. ``matrix_s`` has a row for each of
    ``families`` that is left and a column for each that comes: the mean seconds of that
    changeover, whose spread is that of ``time_s``. Families it does not name, and the first
    setup of all, take ``time_s``.
    """

    time_s: Distribution
    share_when_product_changes: float = 1.0
    share_when_product_stays: float = 0.0
    families: tuple[str, ...] = ()
    matrix_s: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """Failures, which come with running time or with the station's open time, running or not."""

    mtbf_s: float  # mean seconds of that time between repair and the next failure
    repair_s: Distribution
    evidence: Evidence = Evidence()
    comes_with: FailsWith = "running"
    shape: float = 1.0  # of the Weibull time between failures: 1 at random, above 1 wear
    repair_crew: str = ""  # crew whose people repair, one each; empty: somebody is always at hand


@dataclass(frozen=True)
class Batch:
    """What a place takes in at once, as an oven does; the time is that of the longest in it."""

    most: float
    least: float = 1.0  # so much starts it
    unit: BatchUnit = "lots"
    alike: Alike = "operation"  # what all in it must share
    longest_wait_s: float | None = None  # after which it starts with less


@dataclass(frozen=True)
class Power:
    """Electric power by state of one machine; a blocked or waiting machine is idle."""

    run_kw: float = 0.0
    setup_kw: float = 0.0
    down_kw: float = 0.0
    idle_kw: float = 0.0
    closed_kw: float = 0.0


@dataclass(frozen=True)
class Station:
    """A pool of like machines (or inspectors) with one queue."""

    name: str
    capacity: int = 1
    calendar: str = ""  # empty: round the clock
    dispatch: Dispatch = "fifo"
    buffer: int | None = None  # places before it; None: unlimited. Full blocks after service
    setup: Setup | None = None
    breakdown: Breakdown | None = None
    crews: tuple[str, ...] = ()  # any of these can serve it; empty: needs no operator
    members: Mapping[str, float] = field(default_factory=dict)  # machine name -> share of the work
    look_ahead: int = 5  # jobs of its queue among which setup saving looks
    dispatch_choices: int = 0  # that the rule was learnt from
    dispatch_kept_share: float | None = None  # how often the rule was kept in them
    attended: Attended = "throughout"  # how long a visit holds its operator
    batch: Batch | None = None
    speed: float = 1.0  # 2: run times are halved here
    power: Power | None = None


@dataclass(frozen=True)
class Crew:
    """People who can stand in for each other."""

    name: str
    people: int
    calendar: str = ""  # their hours; empty: those of the stations that they serve
    machines_each: int = 1  # that one of them can tend at once


@dataclass(frozen=True)
class Operation:
    """One kind of visit to a station.

    The run time of an order of ``n`` pieces is ``run_s`` times ``(n / typical_pieces)`` to
    the power ``size_exponent``: 1 for work piece by piece, 0 for a fixed time per order.
    """

    name: str  # unique
    station: str
    run_s: Distribution
    typical_pieces: float = 1.0
    size_exponent: float = 0.0
    delay_s: Distribution | None = None  # before it joins the queue
    delay_cause: DelayCause = "unknown"  # what a log alone never tells
    delay_calendar: str = ""  # the hours in which the delay passes; empty: round the clock
    scrap_share: float = 0.0  # of the pieces that enter
    rework_share: float = 0.0  # chance that the lot goes back
    transfer_share: float = 1.0  # of the pieces done when the next operation may start
    ahead_chance: float = 0.0  # that it begins, without delay, while the operation before it runs
    ahead_share: float = 1.0  # of that one's run done by then
    reports_per_hour: float = 0.0  # reports closed while the work goes on, per running hour
    dated_share: float = 0.0  # of its reports that tell a day and no time
    dated_s: float = 0.0  # the length that such a report is given
    activity: str = ""  # what a log calls it, where that is not its name
    rework_to: str = ""  # earlier operation that it goes back to; empty: this one
    crews: tuple[str, ...] = ()  # who has the skill; empty: whoever serves the station
    alternatives: tuple[str, ...] = ()  # other stations that can do it; the least loaded does

    @property
    def logged_as(self) -> str:
        """What a log calls it."""
        return self.activity or self.name


@dataclass(frozen=True)
class Routing:
    """A way through the factory, by operation names, and its weight among the product's ways."""

    operations: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Product:
    """A product family: its share of the orders, its order sizes and its routings."""

    name: str
    share: float
    order_pieces: Distribution
    routings: tuple[Routing, ...]
    lots_per_order: float = 1.0  # 2 = orders are split into two lots that flow one by one
    due_after_s: Distribution | None = None
    priority: float = 0.0  # higher goes first where the dispatch rule is priority
    setup_family: str = ""  # empty: its own
    components: Mapping[str, float] = field(default_factory=dict)  # product -> pieces for one piece
    assembled_at: str = ""  # operation that waits for them; empty: the first
    delay_cv: float = 0.0  # of a factor, mean 1, on all the delays of an order: like orders differ


@dataclass(frozen=True)
class ListedOrder:
    """An order of a list: when it comes, and of what."""

    at_s: float  # seconds since the window opened
    product: str
    pieces: float
    due_s: float | None = None  # seconds since the window opened
    priority: float | None = None  # None: its product's


@dataclass(frozen=True)
class Arrivals:
    """How orders come: at random, evenly, always one waiting (saturated), or as a list says."""

    kind: ArrivalKind
    per_week: float = 0.0
    calendar: str = ""  # hours in which orders come
    opening_orders: float = 0.0  # orders that were already on their way when the window opens
    opening_span_s: float = 0.0  # they show up spread over this time
    opening_bunching: float = 1.0  # 1: evenly; higher: the sooner (a power of the time)
    opening_routings: Mapping[str, tuple[Routing, ...]] = field(default_factory=dict)
    orders: tuple[ListedOrder, ...] = ()
    counted_from: CountedFrom = "release"  # first_start: nothing delays an order before that


@dataclass(frozen=True)
class Reporting:
    """How the factory's log is kept; it changes what a simulated log looks like, never the work.

    ``rhythm`` tells for each half hour of the week, Monday first, how often a report is closed
    while the work goes on, measured by the average: shifts hand over at the peaks. Reports that
    tell a day and no time stand at ``dated_clock_s`` after midnight. Between a report that is
    closed and the next lies a break, on average ``break_s``, within the operation's run time.
    """

    rhythm: tuple[float, ...] = ()
    break_s: float = 0.0
    dated_clock_s: float = 0.0
    dated_weekdays: tuple[str, ...] = ()  # on which such reports are made; empty: on all


@dataclass(frozen=True)
class RunPlan:
    """What a simulation of this factory repeats unless told otherwise."""

    starts_at: datetime | None = None
    horizon_s: float = 0.0
    warm_up_s: float = 0.0
    orders: int | None = None  # None: as many as arrive


@dataclass(frozen=True)
class Factory:
    """A whole factory. Names tie the parts together; ``check`` sees that they exist."""

    name: str
    stations: tuple[Station, ...]
    operations: tuple[Operation, ...]
    products: tuple[Product, ...]
    arrivals: Arrivals
    calendars: tuple[Calendar, ...] = ()
    crews: tuple[Crew, ...] = ()
    wip_cap: int | None = None  # orders on the floor at once; None: no cap
    run: RunPlan = RunPlan()
    reporting: Reporting = Reporting()
    fitted_on: Mapping[str, str] = field(default_factory=dict)  # sha256 and span of the log
    state: State | None = None  # the floor when the window opens, from a file of its own

    def station(self, name: str) -> Station:
        """Give the station of that name."""
        return next(station for station in self.stations if station.name == name)
