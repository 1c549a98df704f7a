"""From a log to today's state of the plant."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.active_period import bottleneck_strip
from simmitt.engine.kpi.asis import AsIs, Constraint, Figure, Series
from simmitt.engine.kpi.bottlenecks import (
    agreement_share,
    explain_agreement,
    find_bottlenecks,
    name_constraint,
)
from simmitt.engine.kpi.changeovers import changeover_matrices
from simmitt.engine.kpi.daily import daily_figures
from simmitt.engine.kpi.energy import energy_figures
from simmitt.engine.kpi.evidence import Known, withheld
from simmitt.engine.kpi.facts import Facts, as_datetime, gather
from simmitt.engine.kpi.figures import mark_estimated, order_and_flow_figures
from simmitt.engine.kpi.flow_map import flow_of
from simmitt.engine.kpi.ideal_cycles import IdealCycles, told_cycles
from simmitt.engine.kpi.iso22400 import Beside, iso_kpis, iso_kpis_of_machines
from simmitt.engine.kpi.machine_time import MICRO_STOP_S, MachineTime
from simmitt.engine.kpi.machines import machine_figures
from simmitt.engine.kpi.nouns import BottleneckStrip, ChangeoverMatrix, FlowMap, WaitingSplit, Withheld
from simmitt.engine.kpi.oee import oee_figures
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.kpi.reliability import maintenance_figures
from simmitt.engine.kpi.resampling import DRAWS, Resamples, resamples
from simmitt.engine.kpi.series import finished_by_week, wip_by_day
from simmitt.engine.kpi.stops import stop_figures
from simmitt.engine.kpi.study import study_figures
from simmitt.engine.kpi.time_accounts import Spent, spend, time_accounts
from simmitt.engine.kpi.value_stream import value_streams
from simmitt.engine.kpi.waiting import split_waiting
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say

STEPS = 5
NO_SERIES = Series((), ())


@dataclass(frozen=True)
class Told:
    """What the user says beside the log; what is left out is inferred, or not known."""

    closing_operations: tuple[str, ...] = ()
    quiet_days: float | None = None
    ideal_cycle_s: Mapping[str, float] = field(default_factory=dict)  # by activity, machine or product
    prices: Prices = field(default_factory=Prices)
    micro_stop_s: float = MICRO_STOP_S


NOTHING_TOLD = Told()


class _Moving(NamedTuple):
    """How orders wait and move, and what machines change between."""

    waiting: WaitingSplit | None
    changeovers: tuple[ChangeoverMatrix, ...]
    strip: BottleneckStrip | None
    flow: FlowMap | None


def measure_as_is(
    log: EventLog,
    hours: WorkingHours,
    *,
    told: Told = NOTHING_TOLD,
    seed: int = 0,
    draws: int = DRAWS,
    progress: Progress = silent,
) -> AsIs:
    """Give the plant's figures with 95 % intervals, its bottlenecks and its course over time.

    Parameters
    ----------
    log
        As read or as repaired. One without events (sums per day, a study) gives what it can.
    hours
        Working hours, as learnt or as told.
    told
        What ends an order, ideal cycle times, prices.
    seed
        Of the resampling. The same seed gives the same intervals.
    draws
        How many resamples; with 0 figures come without intervals, in a fraction of the time.
    """
    result = _measured(log, hours, told, seed, draws, progress)
    return result if log.tells_worked_time else _without_worked_time(result)


def _measured(
    log: EventLog, hours: WorkingHours, told: Told, seed: int, draws: int, progress: Progress
) -> AsIs:
    step = say("Measuring today's state")
    progress(step, 0, STEPS)
    facts = gather(log, closing_operations=told.closing_operations, quiet_days=told.quiet_days)
    time = MachineTime(facts, hours, log.companions.stops, told.micro_stop_s)
    ideals = told_cycles(facts, told.ideal_cycle_s, log.companions.products)
    if not log.tells_events or facts.rows.is_empty():
        return _without_events(log, facts, ideals, told, seed, draws)
    drawn = resamples(len(facts.length_s), facts.n_orders, seed, draws)
    with ThreadPoolExecutor(1) as second_core:
        moving = second_core.submit(_moving, time, told.prices)
        of_flow = order_and_flow_figures(facts, hours, drawn, time.capacity.places)
        progress(step, 1, STEPS)
        spent = spend(time, ideals)
        of_machines = _machine_figures(log, time, spent, drawn)
        progress(step, 2, STEPS)
        found, constraint = find_bottlenecks(facts, hours, time), name_constraint(facts, hours, time)
        progress(step, 3, STEPS)
    figures = tuple(mark_estimated([*of_flow, *of_machines], facts))
    waiting, changeovers, strip, flow = moving.result()
    beside = Beside(log.companions.energy, log.companions.maintenance, log.tells_worked_time)
    progress(step, 4, STEPS)
    result = AsIs(
        first_at=as_datetime(facts, 0.0),
        last_at=as_datetime(facts, facts.horizon_s),
        figures=figures,
        bottlenecks=found,
        agreement=explain_agreement(facts, found, time),
        constraint=constraint,
        wip_series=wip_by_day(facts) if facts.n_orders else NO_SERIES,
        throughput_series=finished_by_week(facts) if facts.n_orders else NO_SERIES,
        agreement_share=agreement_share(found, constraint),
        closing=facts.closing if facts.n_orders else None,
        withheld=_withheld(log, facts, ideals, told, figures, constraint),
        waiting=waiting,
        accounts=time_accounts(time, spent),
        iso=iso_kpis(time, spent, drawn.weeks, seed=seed, beside=beside),
        iso_machines=iso_kpis_of_machines(time, spent, drawn.weeks, seed=seed, beside=beside),
        changeovers=changeovers,
        strip=strip,
        flow=flow,
        streams=value_streams(facts, constraint.machine if constraint else None, time.is_stop),
    )
    progress(step, STEPS, STEPS)
    return result


def _moving(time: MachineTime, prices: Prices) -> _Moving:
    """Give what needs no figure, so that a second core can see to it meanwhile.

    Numpy lets other threads run while it sorts and sums (measured: a third of the time saved).
    """
    facts = time.facts
    flow = flow_of(facts) if facts.n_orders else None
    return _Moving(split_waiting(time, prices), changeover_matrices(facts), bottleneck_strip(facts), flow)


def _without_worked_time(as_is: AsIs) -> AsIs:
    """Leave out all that rests on how long machines worked, where nobody measured it."""
    return replace(
        as_is,
        bottlenecks=(),
        agreement=say("The counters are read too seldom to tell how long machines worked, so nothing can be "
                      "said about bottlenecks."),
        agreement_share=0.0,
        constraint=None,
        waiting=None,
        accounts=(),
        strip=None,
        streams=(),
    )  # fmt: skip


def _machine_figures(log: EventLog, time: MachineTime, spent: Spent, drawn: Resamples) -> list[Figure]:
    facts, weights = time.facts, drawn.weeks
    return [
        *stop_figures(facts, weights, drawn.seed, time),
        *maintenance_figures(time, log.companions.maintenance),
        *machine_figures(facts, time.hours, weights, time),
        *oee_figures(time, spent, weights),
        *energy_figures(time, log.companions.energy, weights),
    ]


def _withheld(
    log: EventLog,
    facts: Facts,
    ideals: IdealCycles | None,
    told: Told,
    figures: tuple[Figure, ...],
    constraint: Constraint | None,
) -> tuple[Withheld, ...]:
    known = Known(log, facts, ideals, told.prices)
    return withheld(known, figures, constraint.machine if constraint else None)


def _without_events(
    log: EventLog, facts: Facts, ideals: IdealCycles | None, told: Told, seed: int, draws: int
) -> AsIs:
    """Give the figures of sums per day or of a study; all others are withheld."""
    figures = (
        *daily_figures(log, seed=seed),
        *study_figures(log.companions, seed=seed, draws=draws),
    )
    first_at, last_at = _period(log)
    unknown = _withheld(log, facts, ideals, told, figures, None)
    return AsIs(
        first_at=first_at,
        last_at=last_at,
        figures=figures,
        bottlenecks=(),
        agreement=say("Without events nothing can be said about bottlenecks."),
        constraint=None,
        wip_series=NO_SERIES,
        throughput_series=NO_SERIES,
        withheld=tuple(each for each in unknown if each.figure not in {figure.id for figure in figures}),
    )


# What a table without events has its days in.
_DAYS = (
    ("daily", "date"), ("sampling", "at"), ("stop_tally", "date"), ("timed_setups", "date"),
)  # fmt: skip
_UNKNOWN = datetime(1970, 1, 1)


def _period(log: EventLog) -> tuple[datetime, datetime]:
    """Give the first and the last day of tables without events; the same day twice where none has any."""
    days = [
        getattr(log.companions, table)[column].cast(pl.Datetime("us"))
        for table, column in _DAYS
        if getattr(log.companions, table) is not None
    ]
    told = pl.concat(days).drop_nulls() if days else pl.Series([], dtype=pl.Datetime("us"))
    if told.is_empty():
        return _UNKNOWN, _UNKNOWN
    first, last = told.sort().gather([0, -1]).to_list()
    return first, last + timedelta(days=1)
