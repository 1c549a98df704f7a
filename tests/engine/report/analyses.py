"""Analyses to make pages of: of an invented shop, of tables that are no log of events, of next to nothing."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import polars as pl
from engine.conftest import log_of
from engine.kpi.shops import counted, open_from
from engine.observations import careless
from engine.observations.catalogue import by_the_day, shop
from engine.observations.sights import as_is_of

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import EventLog, LogSort, Source
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi import AsIs, Losses, losses, measure_as_is
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.observations import Observation, observe
from simmitt.engine.observations.sight import Sight
from simmitt.engine.quality import Diagnosis
from simmitt.engine.report.analysis_document import compose_analysis
from simmitt.engine.report.document import Document
from simmitt.ground.texts import Language, say


@dataclass(frozen=True)
class Analysed:
    """What a page is made from."""

    log: EventLog
    diagnosis: Diagnosis
    as_is: AsIs
    losses: Losses | None
    hours: WorkingHours | None
    observations: tuple[Observation, ...]

    def page(self, language: Language = "sv") -> Document:
        return compose_analysis(
            self.log, self.diagnosis, self.as_is, self.as_is, self.losses, language,
            observations=self.observations, hours=self.hours,
        )  # fmt: skip


def of_sight(sight: Sight) -> Analysed:
    lost = None
    if sight.as_is.constraint and sight.hours:
        lost = losses(sight.log, sight.hours, sight.as_is.constraint.machine)
    seen = observe(sight.log, sight.diagnosis, sight.hours, sight.as_is, sight.prices)
    return Analysed(sight.log, sight.diagnosis, sight.as_is, lost, sight.hours, seen)


@cache
def busy_shop() -> Analysed:
    """A shop with one machine that is full."""
    return of_sight(shop("busy"))


@cache
def hasty_shop() -> Analysed:
    """A shop whose log carries times that nobody measured, with prices told."""
    sight = shop("setups", careless.padded)
    return of_sight(replace(sight, prices=Prices(420.0, True, order_value_sek=30_000.0)))


@cache
def sums_per_day() -> Analysed:
    return of_sight(by_the_day())


def of_sort(sort: LogSort) -> Analysed:
    """The busy shop, as if its file had been of another sort."""
    busy = busy_shop()
    return replace(busy, log=replace(busy.log, source=replace(busy.log.source, sort=sort)))


def counters_read_by_the_hour() -> Analysed:
    """A press of which nobody knows how much of each hour it worked."""
    log, hours = counted(60), open_from(*((24 * day + 6.0, 24 * day + 18.0) for day in range(5)))
    as_is = measure_as_is(log, hours, seed=1)
    return of_sight(Sight(log, Diagnosis((), "B", say("{name}", name="–"), log), hours, as_is, Prices()))


def nothing_known() -> Analysed:
    """A log of no row, in which nothing could be found."""
    log = EventLog(log_of([{}]).rows.clear(), Source("empty.csv", "0", "csv", ()))
    return Analysed(log, Diagnosis((), "D", say("{name}", name="–"), log), as_is_of(), None, None, ())


def study() -> Analysed:
    """A shop's own study: looks at two machines, nothing else."""
    looks = [
        {"row": n, "at": date(2024, 1, 1), "machine": name, "state": "run", "observations": 20.0}
        for n, name in enumerate(("Saw 1", "Mill 2"), start=2)
    ]
    sampling = pl.DataFrame(looks).cast(pl.Schema(SCHEMAS["sampling"]))
    source = Source("study.xlsx", "0", "xlsx", (), sort="study")
    log = EventLog(log_of([{}]).rows.clear(), source, Companions(sampling=sampling))
    known = shop("calm").hours
    assert known is not None
    as_is = measure_as_is(log, known, seed=1)
    return Analysed(log, Diagnosis((), "B", say("{name}", name="–"), log), as_is, None, None, ())
