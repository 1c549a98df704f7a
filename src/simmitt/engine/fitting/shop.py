"""What a log shows of a shop: places, hours, and the visits of the orders to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.clock import WorkClock, work_clock
from simmitt.engine.factory.model import Batch, Calendar
from simmitt.engine.fitting.batches import find_batches
from simmitt.engine.fitting.calendars import hours_of_operations
from simmitt.engine.fitting.loads import alone, leading, with_loads
from simmitt.engine.fitting.people import by_operation
from simmitt.engine.fitting.pools import Pools, find_pools
from simmitt.engine.fitting.staffing import shifts_by_day
from simmitt.engine.fitting.visits import timed_rows, visits, week_origin
from simmitt.engine.hours import WorkingHours

PLANT = "plant"


@dataclass(frozen=True)
class Shop:
    """The rows of a log as visits of orders to stations.

    Times of ``rows`` and ``visits`` are seconds since the Monday 00:00 before the log begins;
    their columns are those of ``timed_rows`` and ``visits``. Of what goes into an oven together one
    visit ``leads``: its rows say how long the place was at work.
    """

    names_machines: bool  # False: its resources are people, and the operations are the places
    pools: Pools
    calendars: Mapping[str, Calendar]  # by name
    calendar_of: Mapping[str, str]  # by station
    clocks: Mapping[str, WorkClock]  # working hours by station
    rows: pl.DataFrame
    visits: pl.DataFrame
    opens_at: datetime  # midnight before the first report
    window_s: tuple[float, float]
    batches: Mapping[str, Batch]  # by station

    def calendar(self, station: str) -> Calendar:
        """Give the working hours of a station."""
        return self.calendars[self.calendar_of[station]]


def look_at(log: EventLog, hours: WorkingHours) -> Shop:
    """Give what a log with orders and times shows.

    ``hours`` are those learnt by machine; where the log names people alone, they are learnt
    anew by operation.
    """
    by_place = by_operation(log)
    names_machines = by_place is log
    pools = find_pools(by_place)
    known = hours if names_machines else hours_of_operations(by_place)
    calendars, calendar_of = _calendars(known, pools)
    clocks = {station: work_clock(calendars[name]) for station, name in calendar_of.items()}
    rows = timed_rows(by_place, pools, clocks)
    rows, seen, batches = _in_batches(rows, names_machines=names_machines)
    opens_at = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    opens_s = (opens_at - week_origin(log)).total_seconds()
    window_s = (opens_s, opens_s + (log.last_at - opens_at).total_seconds())
    return Shop(
        names_machines, pools, calendars, calendar_of, clocks, rows, seen, opens_at, window_s, batches
    )


def _in_batches(
    rows: pl.DataFrame, *, names_machines: bool
) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Batch]]:
    """Give the rows and the visits with their loads, and the stations that work in batches."""
    loaded = with_loads(visits(rows), names_machines=names_machines)
    batches = find_batches(loaded)
    seen = alone(loaded, list(batches))
    leads = leading(seen).select("order", "visit", leads=pl.lit(value=True))
    marked = rows.join(leads, on=["order", "visit"], how="left", maintain_order="left")
    return marked.with_columns(pl.col("leads").fill_null(value=False)), seen, batches


def _calendars(hours: WorkingHours, pools: Pools) -> tuple[dict[str, Calendar], dict[str, str]]:
    """Give the calendars by name, and each station's; stations with like hours share one."""
    plant = Calendar(PLANT, shifts_by_day(hours.plant.shifts))
    calendars, name_of = {PLANT: plant}, {}
    for station, members in pools.members.items():
        busiest = max(members, key=lambda place: (members[place], place))
        shifts = shifts_by_day(hours.of(busiest).shifts)
        same = next((each.name for each in calendars.values() if each.shifts == shifts), station)
        calendars.setdefault(same, Calendar(same, shifts))
        name_of[station] = same
    return calendars, name_of
