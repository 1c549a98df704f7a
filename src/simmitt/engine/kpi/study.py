"""Figures of a shop's own study: looked at, tallied and timed instead of logged.

They have the names of the figures from a log. What varies from day to day is resampled by days.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.resampling import DRAWS, Interval, block_weights, certain, few, ratio, share
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S, MINUTE_S

FEWEST_LOOKS, FEWEST_FAILURES, FEWEST_SETUPS = 30, 3, 5
AT_WORK = ("run", "setup", "breakdown")
# How they are computed here; in a log the same names rest on rows and hours.
DEFINED: dict[str, Message] = {
    "open_hours_load_share": say("Looks that found the machine run, set up or broken, of all looks."),
    "setup_share": say("Looks that found a setup, of those that found the machine run, set up or broken."),
    "breakdown_share": say(
        "Looks that found the machine broken, of those that found it run, set up or broken."
    ),
    "setup_time_median_h": say("The timed setup in the middle."),
    "mtbf_h": say(
        "Manned hours of the days with a tally, times the share of looks that found the machine running, "
        "divided by its breakdowns."
    ),
    "mttr_h": say("Tallied minutes of breakdown divided by the number of breakdowns."),
}


def study_figures(told: Companions, *, seed: int = 0, draws: int = DRAWS) -> list[Figure]:
    """Give load, setup and breakdown shares, setup times, MTBF and MTTR of a study.

    Parameters
    ----------
    told
        The study's tables; what a missing one would have told is left out.
    """
    found = [
        *_of_looks(told.sampling, seed, draws),
        *_of_setups(told.timed_setups, draws),
        *_of_stops(told, seed, draws),
    ]
    return [replace(each, definition=DEFINED[each.id]) for each in found]


def _scopes(table: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    yield PLANT, table
    for name in table["machine"].unique(maintain_order=True).to_list():
        yield name, table.filter(pl.col("machine") == name)


def _of_looks(looks: pl.DataFrame | None, seed: int, draws: int) -> Iterator[Figure]:
    for scope, own in _scopes(looks) if looks is not None else ():
        if float(own["observations"].sum()) < FEWEST_LOOKS:
            continue
        per_day = own.group_by(day=pl.col("at").dt.date(), maintain_order=True).agg(
            pl.col("observations").sum().alias("all"),
            *(_seen(state).alias(state) for state in AT_WORK),
        )
        weights = block_weights(per_day.height, seed, draws)
        run, setup, down, everything = (per_day[name].to_numpy() for name in (*AT_WORK, "all"))
        busy = run + setup + down
        yield figure("open_hours_load_share", share(busy, everything, weights), scope)
        if busy.sum() > 0:
            yield figure("setup_share", share(setup, busy, weights), scope)
            yield figure("breakdown_share", share(down, busy, weights), scope)


def _seen(state: str) -> pl.Expr:
    return pl.col("observations").filter(pl.col("state") == state).sum()


def _of_setups(timed: pl.DataFrame | None, draws: int) -> Iterator[Figure]:
    for scope, own in _scopes(timed) if timed is not None else ():
        if own.height >= FEWEST_SETUPS:
            hours = np.sort(own["minutes"].to_numpy()) * MINUTE_S / HOUR_S
            yield figure("setup_time_median_h", _median(hours) if draws else certain(float(np.median(hours))),
                         scope)  # fmt: skip


def _median(ordered: Floats) -> Interval:
    """Give the median with its 95 % limits by order statistics, which assume no distribution."""
    n = len(ordered)
    # The normal approximation of the binomial count below the median, one further out.
    reach = int(np.ceil(1.96 * np.sqrt(n) / 2))
    low, high = max(n // 2 - reach, 0), min((n - 1) // 2 + reach, n - 1)
    return Interval(float(np.median(ordered)), float(ordered[low]), float(ordered[high]))


def _of_stops(told: Companions, seed: int, draws: int) -> Iterator[Figure]:
    if told.stop_tally is None:
        return
    breakdowns = told.stop_tally.filter(pl.col("kind") == "breakdown")
    for machine in breakdowns["machine"].unique(maintain_order=True).to_list():
        own = breakdowns.filter(pl.col("machine") == machine)
        failures, run_h = int(own["stops"].sum()), run_hours(told, machine)
        if failures < FEWEST_FAILURES or run_h <= 0:
            continue
        rate = few(np.ones(failures), run_h)
        between = Interval(1 / rate.value, 1 / rate.high, 1 / rate.low)
        yield figure("mtbf_h", between if draws else certain(between.value), machine)
        yield figure("mttr_h", _repair(told, own, machine, seed, draws), machine)


def _repair(told: Companions, own: pl.DataFrame, machine: str, seed: int, draws: int) -> Interval:
    """Give the hours a stop takes, by all days on which the machine was tallied."""
    days = tallied_days(told, machine).to_frame("date")
    per_day = days.join(own.group_by("date").agg(pl.col("stops", "minutes").sum()), on="date", how="left")
    stops, minutes = (per_day[name].fill_null(0.0).to_numpy() for name in ("stops", "minutes"))
    weights = block_weights(days.height, seed, draws)
    return ratio(minutes * MINUTE_S / HOUR_S, stops, weights)


def running_share(told: Companions, machine: str) -> float | None:
    """Give the share of looks that found a machine running; None where nobody looked."""
    if told.sampling is None:
        return None
    looks = told.sampling.filter(pl.col("machine") == machine)
    seen = float(looks["observations"].sum())
    running = float(looks.filter(pl.col("state") == "run")["observations"].sum())
    return running / seen if seen > 0 else None


def tallied_days(told: Companions, machine: str) -> pl.Series:
    """Give the days on which stops of a machine were tallied, those without any included."""
    if told.stop_tally is None:
        return pl.Series("date", [], pl.Date)
    return told.stop_tally.filter(pl.col("machine") == machine)["date"].unique().sort()


def run_hours(told: Companions, machine: str) -> float:
    """Give the hours a machine ran while its stops were tallied.

    The manned hours of the tallied days, all its places, times the share of looks that found it
    running; without looks the manned hours.
    """
    if told.stations is None:
        return 0.0
    station = told.stations.filter(pl.col("machine") == machine)
    if station.is_empty():
        return 0.0
    row = station.row(0, named=True)
    manned_h = (
        tallied_days(told, machine).len() * row["hours_per_week"] / row["days_per_week"] * row["places"]
    )
    share_run = running_share(told, machine)
    return float(manned_h if share_run is None else manned_h * share_run)
