"""How often machines fail and how long they then stand, gaps that are not over counted as such."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy import optimize, stats

from simmitt.engine.kpi.active_period import PAUSE_S
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.resampling import Interval, certain, of_mean
from simmitt.engine.kpi.span_sets import covered_before, without
from simmitt.engine.orders import EPOCH
from simmitt.engine.spans import Bools, Floats, Ints, merged
from simmitt.ground.units import HOUR_S, MINUTE_S

FAILURES_FOR_MTBF = 3
# Of whole gaps between failures, before the course of the failure rate is worth a word.
GAPS_FOR_SHAPE = 6
REPAIRS_TO_RESAMPLE = 8
# A machine that fails as soon as it is repaired has worked a little.
LEAST_GAP_S = MINUTE_S
CORRECTIVE_WORDS = ("correct", "avhjälp", "akut", "emergency", "breakdown", "haveri", "pm01", "repair")
PREVENTIVE_WORDS = ("prevent", "förebygg", "planned", "planerad", "pm02", "service")


class Failures(NamedTuple):
    """Each failure of each machine, by machine and start."""

    machine: Ints  # (n_failures,)
    down_s: Floats  # (n_failures,) until it was repaired
    gap_s: Floats  # (n_failures,) worked since the failure before, or since the log began
    last_gap_s: Floats  # (n_machines,) worked since the last failure: not over yet
    worked_s: Floats  # (n_machines,) in all, breakdowns left out

    def of(self, machine: int) -> "Failures":
        """Keep one machine's."""
        mine = self.machine == machine
        own = slice(machine, machine + 1)
        return Failures(
            np.zeros(int(mine.sum()), np.int64), self.down_s[mine], self.gap_s[mine], self.last_gap_s[own],
            self.worked_s[own],
        )  # fmt: skip


def failures(time: MachineTime) -> Failures:
    """Give the failures that rows of breakdown and the table of stops tell.

    Reports of breakdown less than a quarter of an hour apart are one failure. Time is worked when
    the machine runs or is set up, however many orders at once.
    """
    facts, n = time.facts, len(time.facts.machines)
    downs, stopped = time.claims.downs, time.claims.stopped[0]
    down = merged(
        np.r_[downs.group, stopped.group],
        np.r_[downs.start_s, stopped.start_s],
        np.r_[downs.end_s, stopped.end_s],
        PAUSE_S,
    )
    working = without(facts.busy, down)
    machines = np.arange(n)
    at_failure = covered_before(working, down.group, down.start_s)
    begin = covered_before(working, machines, np.zeros(n))
    end = covered_before(working, machines, np.full(n, facts.horizon_s + 1.0))
    same = np.r_[False, down.group[1:] == down.group[:-1]][: len(down.group)]
    since = np.where(same, np.r_[0.0, at_failure[:-1]][: len(same)], begin[down.group])
    latest = begin.copy()
    np.maximum.at(latest, down.group, at_failure)
    return Failures(down.group, down.seconds(), at_failure - since, end - latest, end - begin)


def reliability_figures(time: MachineTime, seed: int, draws: int) -> list[Figure]:
    """Give MTBF, MTTR, availability and the course of the failure rate of machines that fail enough."""
    found, names = failures(time), time.facts.machines
    count = np.bincount(found.machine, minlength=len(names))
    figures = [counted("failures", float(count[index]), names[index]) for index in np.flatnonzero(count)]
    for index in np.flatnonzero(count >= FAILURES_FOR_MTBF):
        mine, name = found.of(int(index)), names[index]
        between = time_between(float(mine.worked_s[0]) / HOUR_S, int(count[index]), exact=draws == 0)
        repair = time_to_repair(mine.down_s / HOUR_S, seed, draws)
        figures += [
            figure("mtbf_h", between, name),
            figure("mttr_h", repair, name),
            figure("availability_by_failures_share", _up_share(between, repair), name),
        ]
        if count[index] > GAPS_FOR_SHAPE:
            figures.append(figure("failure_shape", weibull_shape(mine.gap_s[1:], mine.last_gap_s), name))
    return figures


def time_between(worked_h: float, failed: int, *, exact: bool = False) -> Interval:
    """Give hours worked per failure with the limits of a Poisson count (Garwood 1936).

    Notes
    -----
    For failures at a constant rate it is the maximum likelihood: the gaps at both ends of the
    log, which no failure closes, count with the hours that were worked in them.
    """
    if exact:
        return certain(worked_h / failed)
    fewest = float(stats.chi2.ppf(0.025, 2 * failed)) / 2
    most = float(stats.chi2.ppf(0.975, 2 * failed + 2)) / 2
    return Interval(worked_h / failed, worked_h / most, worked_h / fewest)


def time_to_repair(down_h: Floats, seed: int, draws: int) -> Interval:
    """Give the mean time to repair; of few repairs with the limits of times that vary as their mean.

    Notes
    -----
    Below so many repairs that resampling them says anything, repair times count as exponential:
    twice their sum by the mean is chi-squared with two degrees of freedom for each.
    """
    value, count = float(down_h.mean()), len(down_h)
    if not draws:
        return certain(value)
    if count >= REPAIRS_TO_RESAMPLE and (down_h > 0).all():
        return of_mean(down_h, seed, draws)
    low, high = (2 * count / float(stats.chi2.ppf(each, 2 * count)) for each in (0.975, 0.025))
    return Interval(value, value * low, value * high)


def _up_share(between: Interval, repair: Interval) -> Interval:
    """Give MTBF by MTBF and MTTR; the limits are those of both together."""
    pairs = (
        (between.value, repair.value), (between.low, repair.high), (between.high, repair.low)
    )  # fmt: skip
    return Interval(*(up / (up + down) for up, down in pairs))


def weibull_shape(gap_s: Floats, open_gap_s: Floats) -> Interval:
    """Give the Weibull shape of times between failures: below 1 they fail early, above 1 they wear out.

    Parameters
    ----------
    gap_s : (n,)
        Times that ended with a failure.
    open_gap_s : (m,)
        Times that no failure has ended yet.

    Notes
    -----
    Maximum likelihood with right-censored times, freed from what few failures add to it on average
    (Ross 1996: times (n - 2) / (n - 0.68)); the limits are those of the likelihood ratio, freed alike.
    """
    ended = np.maximum(gap_s, LEAST_GAP_S)
    every = np.r_[ended, np.maximum(open_gap_s, LEAST_GAP_S)]
    scale = float(every.max())
    logs = np.log(ended / scale)

    def likelihood(log_shape: float) -> float:
        shape = np.exp(log_shape)
        mean = ((every / scale) ** shape).sum() / len(ended)
        return float(len(ended) * (np.log(shape) - np.log(mean) - 1) + (shape - 1) * logs.sum())

    best = optimize.minimize_scalar(lambda value: -likelihood(value), bounds=(-4.0, 4.0), method="bounded")
    floor = -float(best.fun) - float(stats.chi2.ppf(0.95, 1)) / 2
    ends = (_crossing(lambda value: likelihood(value) - floor, float(best.x), far) for far in (-4.0, 4.0))
    added = (len(ended) - 2) / (len(ended) - 0.68)
    return Interval(added * float(np.exp(best.x)), *(added * float(np.exp(end)) for end in ends))


def _crossing(height: Callable[[float], float], near: float, far: float) -> float:
    """Give where a curve that is above nought at one place comes down to it on the way to another."""
    return far if height(far) > 0 else float(optimize.brentq(height, near, far))


class Maintenance(NamedTuple):
    """Maintenance orders of the log's machines within its period."""

    machine: Ints  # (n_orders,)
    hours: Floats  # (n_orders,) nan where none are told
    corrective: Bools  # (n_orders,)
    preventive: Bools  # (n_orders,)


def maintenance_of(time: MachineTime, table: pl.DataFrame | None) -> Maintenance | None:
    """Give the maintenance orders that fall on the log's machines and period; None without a table.

    What an order was for is read from its type; one whose type says neither is left open.
    """
    if table is None or not table.height:
        return None
    facts = time.facts
    number = {name: code for code, name in enumerate(facts.machines)}
    code = np.array([number.get(name, -1) for name in table["machine"]], np.int64)
    at_s = table.select(((pl.col("at") - EPOCH).dt.total_microseconds() / 1e6).fill_null(float("nan")))
    since = at_s.to_series().to_numpy() - facts.first_s
    inside = (code >= 0) & (since >= 0) & (since <= facts.horizon_s)
    kind = table["type"].fill_null("").str.to_lowercase()
    corrective, preventive = (
        kind.str.contains_any(list(words)).to_numpy() for words in (CORRECTIVE_WORDS, PREVENTIVE_WORDS)
    )
    told = table["hours"].fill_null(float("nan")).to_numpy()
    return Maintenance(
        code[inside], told[inside], (corrective & ~preventive)[inside], (preventive & ~corrective)[inside]
    )


def maintenance_figures(time: MachineTime, table: pl.DataFrame | None) -> list[Figure]:
    """Give counts of repairs from maintenance orders, for machines whose breakdowns no row tells."""
    found = maintenance_of(time, table)
    if found is None:
        return []
    names = time.facts.machines
    told = np.bincount(failures(time).machine, minlength=len(names)) > 0
    repairs = np.bincount(found.machine[found.corrective], minlength=len(names))
    return [
        counted("repairs_ordered", float(repairs[index]), names[index])
        for index in np.flatnonzero((repairs > 0) & ~told)
    ]
