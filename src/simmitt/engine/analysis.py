"""The main path: a company's log enters, a finished action plan leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from simmitt.engine.eventlog import Mapping, load_mapping
from simmitt.engine.eventlog.limits import LIMITS, own_limits
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.eventlog.sandbox import read_apart
from simmitt.engine.experiments import Effects, Evaluator, InputDoubt, doubt_of_inputs, try_out
from simmitt.engine.experiments.relief import gains_of_relief, ranked
from simmitt.engine.factory import Factory, State, read_state
from simmitt.engine.factory.model import RunPlan
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.fitting import fit
from simmitt.engine.hours import WorkingHours, learn_working_hours
from simmitt.engine.kpi import AsIs, Losses, Prices, Told, losses, measure_as_is
from simmitt.engine.kpi.asis import Rank
from simmitt.engine.kpi.bottlenecks import agreement_share, with_simulated_gain
from simmitt.engine.measures import Proposal, propose
from simmitt.engine.observations import Observation, observe
from simmitt.engine.plan import ActionPlan, Grounds, refuse_red, write_plan
from simmitt.engine.portfolio import MOST_SETS, Economy, Portfolio, choose, read_economy
from simmitt.engine.quality import Diagnosis, diagnose
from simmitt.engine.quality.breadth import refuse_too_broad, refuse_too_varied
from simmitt.engine.quality.reach import refuse_too_long, without_far_dates
from simmitt.engine.simulation import Asked, Simulated, replicate, simulate
from simmitt.engine.simulation.faults import NoWarmUp
from simmitt.engine.simulation.odds import OrderOdds, odds_of
from simmitt.engine.simulation.output import Output
from simmitt.engine.simulation.warm_start import (
    STATE_WEEKS,
    LongRunBesideState,
    WarmUpBesideState,
    WindowBesideState,
    begin_with,
    without_foreign_openings,
)
from simmitt.engine.validation import Validation, validate
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.intervals import Estimate
from simmitt.ground.keeping import Keep, kept_under, nothing_kept
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message, say
from simmitt.ground.units import WEEK_S

BASELINE_REPLICATIONS = 30
# An odd of one half is then known to 7 points; beyond eight weeks nearly all that is open is done.
ODDS_REPLICATIONS, ODDS_WEEKS = 200, 8.0


class NoEvents(InputFault):
    """A plan is asked for, and there are no events to make it from."""


@dataclass(frozen=True)
class Reading:
    """Which files to read as one log, and how far to trust them."""

    paths: tuple[Path, ...]
    mapping: Path | None = None
    repair: bool = True
    leave: frozenset[str] = frozenset()  # codes of findings that shall not be repaired
    own_machine: bool = False  # large files may take what memory and time the machine has
    keep_workers: bool = False  # names of workers stay as they are instead of becoming codes
    today: date | None = None  # rows that start later lie in the future; None: nobody looks


@dataclass(frozen=True)
class Order:
    """What a plan is asked for."""

    reading: Reading
    budget_sek: float
    company: str = ""
    economy: Path | None = None
    starts_on: date | None = None
    seed: int = 0
    despite_red: str = ""  # why a plan is wanted though the model does not hold
    most_sets: int = MOST_SETS  # of measures, that the search may simulate


@dataclass(frozen=True)
class Analysis:
    """What a log holds. ``log`` is the one that figures rest on, repaired unless told otherwise."""

    log: EventLog
    diagnosis: Diagnosis
    hours: WorkingHours
    as_is: AsIs
    as_logged: AsIs  # the same figures with nothing repaired, but for dates beyond every working life
    losses: Losses | None  # of the constraint; None where the log names no machine
    observations: tuple[Observation, ...]  # the weightiest first
    raw: EventLog  # as read, nothing repaired: the rows of findings are its rows


@dataclass(frozen=True)
class Model:
    """A factory fitted to a log, and how well it foretells."""

    analysis: Analysis
    factory: Factory
    explained_share: float
    validation: Validation
    today: Output  # the factory as it is, simulated
    gains_h: dict[str, Estimate]  # by station: hours an order saves when it is relieved
    state: State  # the floor at the log's end
    odds: tuple[OrderOdds, ...]  # of the orders that are open there
    doubts: dict[str, InputDoubt]  # of the main figures, and where it comes from


@dataclass(frozen=True)
class Window:
    """What to simulate instead of what the factory's file says."""

    weeks: float | None = None
    starts_at: datetime | None = None
    orders: int | None = None
    warm_up_weeks: float | None = None

    def over(self, run: RunPlan) -> RunPlan:
        """Give the file's run with what was asked for; another length brings other orders."""
        return RunPlan(
            starts_at=self.starts_at or run.starts_at,
            horizon_s=self.weeks * WEEK_S if self.weeks else run.horizon_s,
            warm_up_s=run.warm_up_s if self.warm_up_weeks is None else self.warm_up_weeks * WEEK_S,
            orders=self.orders or (None if self.weeks else run.orders),
        )


@dataclass(frozen=True)
class Planned:
    """A plan and everything it rests on."""

    model: Model
    proposal: Proposal
    effects: Effects
    portfolio: Portfolio
    plan: ActionPlan


def analyse(
    reading: Reading,
    *,
    economy: Path | None = None,
    seed: int = 0,
    progress: Progress = silent,
    keep: Keep = nothing_kept,
) -> Analysis:
    """Read a log, find what is wrong with it, measure how things are, and say what stands out."""
    mapping = load_mapping(reading.mapping) if reading.mapping else Mapping()
    mapping = replace(mapping, keep_workers=mapping.keep_workers or reading.keep_workers)
    told = _told(mapping, read_economy(economy) if economy else Economy())
    limits = own_limits(reading.paths) if reading.own_machine else LIMITS
    raw = keep("read", partial(read_apart, reading.paths, mapping=mapping, limits=limits, progress=progress))
    refuse_too_varied(raw)
    leave = reading.leave | set(mapping.leave)
    diagnosis = keep("diagnosis", partial(diagnose, raw, leave=leave, today=reading.today))
    log = diagnosis.repaired if reading.repair else raw
    refuse_too_long(log)
    refuse_too_broad(log)
    hours = learn_working_hours(log)
    as_is = keep("as is", partial(measure_as_is, log, hours, told=told, seed=seed, progress=progress))
    as_logged = as_is
    if reading.repair and any(finding.repaired for finding in diagnosis.findings):
        logged = without_far_dates(raw, reading.today)
        hours_logged = learn_working_hours(logged)
        as_logged = keep("as logged", partial(measure_as_is, logged, hours_logged, told=told, draws=0))
    lost = _losses(log, hours, as_is, told)
    standing_out = observe(log, diagnosis, hours, as_is, told.prices)
    return Analysis(log, diagnosis, hours, as_is, as_logged, lost, standing_out, raw)


def _losses(log: EventLog, hours: WorkingHours, as_is: AsIs, told: Told) -> Losses | None:
    if as_is.constraint is None:
        return None
    return losses(log, hours, as_is.constraint.machine, told.ideal_cycle_s, micro_stop_s=told.micro_stop_s)


def _told(mapping: Mapping, economy: Economy) -> Told:
    """Give what the user says beside the log, prices as far as the economy file tells them."""
    prices = Prices(
        hourly_cost_sek=economy.hourly_cost_sek,
        hourly_cost_told="hourly_cost_sek" in economy.given,
        order_value_sek=economy.order_value_sek,
        carrying_rate=economy.carrying_rate,
        scrap_cost_per_piece_sek=economy.scrap_cost_per_piece_sek,
    )
    return Told(
        mapping.closing_operations, mapping.quiet_days, mapping.ideal_cycle_s, prices, mapping.micro_stop_s
    )


def need_events(analysis: Analysis) -> None:
    """Refuse what takes a log of events where there are only sums or a study.

    Raises
    ------
    NoEvents
    """
    if analysis.log.tells_events:
        return _need_worked_time(analysis.log)
    daily = analysis.log.source.sort == "daily"
    raise NoEvents(
        say("These are sums per day, not a log of events: no factory can be fitted to them.")
        if daily
        else say("This is a study, not a log of events: nothing can hold a plan against what happened."),
        expected=say("A plan takes a log with one row per report: order, operation or machine, start, end."),
        remedy=say("“simmitt analyse” shows what these sums can tell; export the reports behind them.")
        if daily
        else say("“simmitt analyse” gives the figures, and “simmitt fit” a factory to try things out on."),
        place=Place(file=analysis.log.source.file),
    )


def _need_worked_time(log: EventLog) -> None:
    if log.tells_worked_time:
        return
    raise NoEvents(
        say("The counters are read too seldom: nobody knows how long machines worked, and no factory can be "
            "fitted."),
        expected=say("Readings at most five minutes apart, or reports with start and end."),
        remedy=say("“simmitt analyse” shows what these readings can tell, and what to measure next."),
        place=Place(file=log.source.file),
    )  # fmt: skip


def fit_and_validate(
    analysis: Analysis,
    *,
    seed: int = 0,
    workers: int = 1,
    progress: Progress = silent,
    keep: Keep = nothing_kept,
) -> Model:
    """Fit a factory to the whole log, and show how one fitted to its first part foretells the rest.

    The analysis of the model also has the bottleneck that the factory shows.
    """
    need_events(analysis)
    fitted = keep(
        "fitted",
        lambda: fit(
            analysis.log,
            analysis.hours,
            seed=seed,
            workers=workers,
            progress=progress,
            keep=kept_under(keep, "fitting"),
        ),
    )
    validation = validate(
        analysis.log,
        closing=analysis.as_is.closing,
        explained_share=fitted.explained_share,
        seed=seed,
        workers=workers,
        progress=progress,
        keep=kept_under(keep, "validation"),
    )
    simulated = partial(replicate, fitted.factory, replications=BASELINE_REPLICATIONS)
    today = keep("today", partial(simulated, seed=seed, workers=workers))
    gains = gains_of_relief(fitted.factory, seed=seed, workers=workers, keep=kept_under(keep, "relief"))
    shown = _with_gains(analysis, ranked(gains, fitted.factory))
    odds = keep("odds", partial(_odds, fitted.factory, fitted.state, seed=seed, workers=workers))
    doubts = keep("doubts", partial(doubt_of_inputs, fitted.factory, seed=seed, workers=workers))
    return Model(
        shown,
        fitted.factory,
        fitted.explained_share,
        validation,
        today,
        gains,
        fitted.state,
        odds,
        doubts,
    )


def _odds(factory: Factory, state: State, *, seed: int, workers: int) -> tuple[OrderOdds, ...]:
    if not state.orders:
        return ()
    begun = begin_with(replace(factory, run=RunPlan(horizon_s=ODDS_WEEKS * WEEK_S)), state)
    return odds_of(replicate(begun, replications=ODDS_REPLICATIONS, seed=seed, workers=workers), begun)


def _with_gains(analysis: Analysis, ranking: Sequence[Rank]) -> Analysis:
    """Add what the model says to the ways of looking for the bottleneck."""
    as_is = analysis.as_is
    bottlenecks = with_simulated_gain(as_is.bottlenecks, ranking)
    agreement = agreement_share(bottlenecks, as_is.constraint)
    return replace(analysis, as_is=replace(as_is, bottlenecks=bottlenecks, agreement_share=agreement))


def grounds_of(model: Model) -> Grounds:
    """Give what a plan rests on."""
    analysis = model.analysis
    return Grounds(
        analysis.log,
        analysis.diagnosis,
        analysis.as_is,
        model.factory,
        model.validation,
        model.explained_share,
    )


def simulate_file(
    path: Path,
    asked: Asked,
    *,
    state: Path | None = None,
    window: Window = Window(),
    seed: int = 0,
    workers: int = 1,
    progress: Progress = silent,
) -> Simulated:
    """Simulate a factory file; what is left out is taken from its ``[run]`` table.

    With a file of open orders the window opens at its instant and with those orders.
    """
    if asked.kind == "terminating" and window.warm_up_weeks:
        raise NoWarmUp
    factory = read_factory(path)
    told = factory.run
    notes: tuple[Message, ...] = ()
    if state is not None:
        if asked.kind == "steady":
            raise LongRunBesideState
        factory = _begun_with(factory, read_state(state), window, state.name)
    else:
        factory, notes = without_foreign_openings(replace(factory, run=window.over(told)), told)
    simulated = simulate(factory, asked, seed=seed, workers=workers, progress=progress)
    return replace(simulated, notes=notes)


def _begun_with(factory: Factory, state: State, window: Window, file: str) -> Factory:
    if window.starts_at not in (None, state.at):
        raise WindowBesideState(state.at)
    if window.warm_up_weeks:
        raise WarmUpBesideState
    run = replace(window, weeks=window.weeks or STATE_WEEKS).over(factory.run)
    return begin_with(replace(factory, run=run), state, file)


def make_plan(
    order: Order, *, workers: int = 1, progress: Progress = silent, keep: Keep = nothing_kept
) -> Planned:
    """Go the whole way: log, figures, factory, measures, portfolio, plan."""
    analysis = analyse(order.reading, economy=order.economy, seed=order.seed, progress=progress, keep=keep)
    need_events(analysis)
    model = fit_and_validate(analysis, seed=order.seed, workers=workers, progress=progress, keep=keep)
    return plan_from(model, order, workers=workers, progress=progress, keep=keep)


def plan_from(
    model: Model,
    order: Order,
    *,
    workers: int = 1,
    progress: Progress = silent,
    keep: Keep = nothing_kept,
) -> Planned:
    """Go the rest of the way from a model: measures, portfolio, plan."""
    economy = read_economy(order.economy) if order.economy else Economy()
    refuse_red(model.validation, order.despite_red)
    proposal = propose(model.factory, model.today)
    evaluator = Evaluator(
        model.factory,
        proposal.candidates,
        seed=order.seed,
        workers=workers,
        progress=progress,
        keep=kept_under(keep, "sets"),
    )
    effects = try_out(evaluator)
    portfolio = choose(effects, economy, order.budget_sek, most_sets=order.most_sets)
    plan = write_plan(
        grounds_of(model),
        effects,
        portfolio,
        company=order.company,
        starts_on=order.starts_on,
        despite_red=order.despite_red,
    )
    return Planned(model, proposal, effects, portfolio, plan)
