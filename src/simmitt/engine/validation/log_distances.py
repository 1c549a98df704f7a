"""How far a simulated log lies from the real one, by the eight distances of the field.

The definitions are those of Chapela-Campa, Benchekroun, Baron, Dumas, Krass and Senderovich
("Can I trust my simulation model?", BPM 2023): frequencies of n-grams, and Wasserstein-1
distances between samples counted in whole hours. All are distances: 0 is alike.
"""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.validation.distances import wasserstein
from simmitt.ground.units import HOUR_S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DAYS, LAST_HOUR = 7, 23
_WORKFORCE_GRAIN = 100  # a mean workforce counts in hundredths, as in the definition


def log_distances(real: pl.DataFrame, simulated: pl.DataFrame) -> dict[str, float]:
    """Give all eight distances.

    Parameters
    ----------
    real, simulated
        Logs with the columns case_id, activity, resource, start_time and end_time (datetimes of
        one clock), one row for each stretch of work; both with at least one row.

    Returns
    -------
    distances
        ``ngd3`` and ``ngd2`` (share, 0 to 1) compare sequences of activities; the rest are hours:
        ``aed`` when things happen, ``car`` when orders begin, ``ced`` and ``cwd`` the hour of
        the weekday at which rows and people are seen, ``red`` the time since the order's
        start, ``ctd`` lead times.
    """
    return {name: distance(real, simulated) for name, distance in DISTANCES.items()}


def within_window(simulated: pl.DataFrame, real: pl.DataFrame) -> pl.DataFrame:
    """Keep of a simulated log what the real one's observation window would have seen."""
    return simulated.filter(pl.col("end_time") <= real["end_time"].max())


def n_gram_distance(real: pl.DataFrame, simulated: pl.DataFrame, n: int) -> float:
    """Compare how often each sequence of ``n`` activities occurs; share of all, 0 to 1."""
    both = _n_grams(real, n).join(_n_grams(simulated, n), on="gram", how="full", coalesce=True).fill_null(0)
    ours, theirs = (both[name].to_numpy() for name in ("len", "len_right"))
    return float(np.abs(ours - theirs).sum() / (ours.sum() + theirs.sum()))


def _n_grams(log: pl.DataFrame, n: int) -> pl.DataFrame:
    edge = [""] * (n - 1)
    ways = log.sort("start_time", "end_time", maintain_order=True).group_by("case_id").agg("activity")
    grams = [
        "\0".join(padded[at : at + n])
        for way in ways["activity"].to_list()
        for padded in [[*edge, *way, *edge]]
        for at in range(len(padded) - n + 1)
    ]
    return pl.DataFrame({"gram": grams}).group_by("gram").len().cast({"len": pl.Int64})


def _absolute(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    return wasserstein(_hours(_instants(real)), _hours(_instants(simulated)))


def _arrivals(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    first = pl.col("start_time").min()
    begun = [log.group_by("case_id").agg(first)["start_time"] for log in (real, simulated)]
    return wasserstein(_hours(begun[0]), _hours(begun[1]))


def _relative(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    return wasserstein(_since_start_h(real), _since_start_h(simulated))


def _since_start_h(log: pl.DataFrame) -> Floats:
    begun = pl.col("start_time").min().over("case_id")
    since = [
        log.select((pl.col(name) - begun).dt.total_microseconds()).to_series()
        for name in ("start_time", "end_time")
    ]
    return _whole_hours(np.concatenate([each.to_numpy() for each in since]))


def _lead_times(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    took = [_lead_time_us(log) for log in (real, simulated)]
    shortest = min(times.min() for times in took)
    return wasserstein(*(_whole_hours(times - shortest) for times in took))


def _lead_time_us(log: pl.DataFrame) -> Ints:
    took = (pl.col("end_time").max() - pl.col("start_time").min()).dt.total_microseconds()
    times: Ints = log.group_by("case_id").agg(took.alias("took"))["took"].to_numpy()
    return times


def _round_the_week(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    return _mean_over_weekdays(_hours_by_weekday(real), _hours_by_weekday(simulated))


def _hours_by_weekday(log: pl.DataFrame) -> list[Floats]:
    seen = _with_weekday(pl.DataFrame({"at": _instants(log)}))
    return [seen.filter(weekday=day)["hour"].to_numpy().astype(float) for day in range(1, DAYS + 1)]


def _workforce(real: pl.DataFrame, simulated: pl.DataFrame) -> float:
    return _mean_over_weekdays(_workforce_by_weekday(real), _workforce_by_weekday(simulated))


def _workforce_by_weekday(log: pl.DataFrame) -> list[Floats]:
    """Give, by weekday, each hour as often as hundredths of people are seen in it on average."""
    rows = pl.concat([log.select("resource", at=name) for name in ("start_time", "end_time")])
    seen = _with_weekday(rows).with_columns(day=pl.col("at").dt.date())
    days = seen.group_by("weekday").agg(days=pl.col("day").n_unique())
    people = (
        seen.unique(["day", "hour", "resource"])
        .group_by("weekday", "hour")
        .len()
        .join(days, on="weekday")
        .with_columns(seen=(pl.col("len") / pl.col("days") * _WORKFORCE_GRAIN).cast(pl.Int64))
    )
    of_day = [people.filter(weekday=day) for day in range(1, DAYS + 1)]
    return [np.repeat(each["hour"].to_numpy().astype(float), each["seen"].to_numpy()) for each in of_day]


def _mean_over_weekdays(real: list[Floats], simulated: list[Floats]) -> float:
    """Give the mean distance over the weekdays; one that only one log knows lies 23 h apart."""
    apart = [
        wasserstein(ours, theirs)
        if len(ours) and len(theirs)
        else float(LAST_HOUR * (len(ours) != len(theirs)))
        for ours, theirs in zip(real, simulated, strict=True)
    ]
    return float(np.mean(apart))


def _with_weekday(seen: pl.DataFrame) -> pl.DataFrame:
    return seen.with_columns(weekday=pl.col("at").dt.weekday(), hour=pl.col("at").dt.hour())


def _instants(log: pl.DataFrame) -> pl.Series:
    return pl.concat([log["start_time"].alias("at"), log["end_time"].alias("at")])


def _hours(instants: pl.Series) -> Floats:
    """Give whole hours of the clock; both logs count from the same hour, so any origin does."""
    return _whole_hours(instants.dt.epoch("us").to_numpy())


def _whole_hours(microseconds: Ints) -> Floats:
    return (microseconds // int(1e6 * HOUR_S)).astype(np.float64)


DISTANCES: Mapping[str, Callable[[pl.DataFrame, pl.DataFrame], float]] = {
    "ngd3": lambda real, simulated: n_gram_distance(real, simulated, 3),
    "ngd2": lambda real, simulated: n_gram_distance(real, simulated, 2),
    "aed": _absolute,
    "car": _arrivals,
    "ced": _round_the_week,
    "cwd": _workforce,
    "red": _relative,
    "ctd": _lead_times,
}
