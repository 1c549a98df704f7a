"""Dates that are not like their weekday: closed, half, and holidays that are worked all the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

import numpy as np
from scipy.stats import nbinom, poisson

from simmitt.engine.hours.weekly import WeeklyHours
from simmitt.engine.hours.working import NotableDate, Vacation
from simmitt.engine.spans import Bools, Floats, Ints, Spans, cut, summed
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S
from simmitt.ground.workdays import holiday_name

# A weekday is ordinary when the week has so much open time on it.
OPEN_AT_LEAST_S = 2 * HOUR_S
# Measured by the weekday's usual work: below the first nearly nothing, below the second half.
NOTHING_BELOW, HALF_BELOW = 0.1, 0.6
# How sure it must be that chance did not make it: of any date, and of one that a holiday explains.
SURE, SURE_OF_A_HOLIDAY = 0.999, 0.8
WEEKS_TO_JUDGE = 3
DAYS_OF_A_VACATION = 5
THURSDAY = 3  # 1970-01-01 was one
INDUSTRIAL_WEEKS = (27, 33)  # ISO weeks in which Swedish industry rests


class Dates(NamedTuple):
    """What is learnt about dates."""

    closed: frozenset[date]
    notable: tuple[NotableDate, ...]
    vacations: tuple[Vacation, ...]


class _Days(NamedTuple):
    """The whole days of a log that its week calls working days; all (n_days,)."""

    day: Ints  # since 1970
    share: Floats  # of the weekday's usual work
    chance: Floats  # that so few reports start on an ordinary such day


def learn_dates(plant: WeeklyHours, work: Spans, start_s: Floats) -> Dates:
    """Give the closed, half and worked dates of a log.

    Parameters
    ----------
    plant
        The usual week; dates are compared with it.
    work
        Stretches in which machines are at work.
    start_s : (n_reports,)
        When reports start.

    Notes
    -----
    A date on which less than a tenth of its weekday's usual work is done is closed, if so few
    reports are unlikely by chance: negative binomial counts with the scatter of ordinary days;
    dates in a row count together. A public holiday needs less to be believed.
    """
    days = _ordinary_days(plant, work, start_s)
    if days is None:
        return Dates(frozenset(), (), ())
    closed = _closed(days)
    notable = tuple(sorted((*closed, *_others(days, closed)), key=lambda each: each.when))
    return Dates(frozenset(each.when for each in closed), notable, tuple(_vacations(days, closed)))


def _ordinary_days(plant: WeeklyHours, work: Spans, start_s: Floats) -> _Days | None:
    first, last = int(start_s.min() // DAY_S) + 1, int(work.end_s.max() // DAY_S)
    if last - first < 7 * WEEKS_TO_JUDGE:
        return None
    day = np.arange(first, last)
    parts = cut(work.start_s, work.end_s, np.arange(first, last + 1, dtype=np.float64) * DAY_S)
    worked_s = summed(parts.block, parts.seconds(), len(day))
    begun = (start_s // DAY_S).astype(np.int64) - first
    reports = np.bincount(begun[(begun >= 0) & (begun < len(day))], minlength=len(day))
    weekday = (day + THURSDAY) % 7
    ordinary = (plant.open_by_weekday() >= OPEN_AT_LEAST_S)[weekday]
    usual_s, usual = _usual(worked_s, weekday), _usual(reports.astype(np.float64), weekday)
    share = np.divide(worked_s, usual_s, out=np.ones(len(day)), where=usual_s > 0)
    chance = _chance_of_so_few(reports, usual, ordinary & (share >= NOTHING_BELOW))
    return _Days(day[ordinary], share[ordinary], chance[ordinary])


def _usual(value: Floats, weekday: Ints) -> Floats:
    """Give each day the median of its weekday's days with any, (n_days,)."""
    usual = np.zeros(7)
    for number in range(7):
        some = value[(weekday == number) & (value > 0)]
        usual[number] = np.median(some) if len(some) else 0.0
    return np.asarray(usual[weekday])


def _chance_of_so_few(reports: Ints, usual: Floats, alike: Bools) -> Floats:
    """Give how likely an ordinary day has so few reports, (n_days,); ``alike`` tells how they scatter."""
    scatter = 1.0
    if alike.sum() > 1:
        scatter = float(np.mean((reports[alike] - usual[alike]) ** 2 / np.maximum(usual[alike], 1e-9)))
    usual = np.maximum(usual, 1e-9)
    if scatter <= 1.0:
        return np.asarray(poisson.cdf(reports, usual))
    return np.asarray(nbinom.cdf(reports, usual / (scatter - 1), 1 / scatter))


def _closed(days: _Days) -> list[NotableDate]:
    """Give the dates on which nearly nothing is done, runs of them judged together."""
    still = days.share < NOTHING_BELOW
    found = []
    for is_still, run in groupby(range(len(days.day)), key=lambda index: bool(still[index])):
        indices = list(run)
        if not is_still:
            continue
        certainty = 1.0 - float(np.prod(days.chance[indices]))
        for index in indices:
            when = _date(days.day[index])
            name = holiday_name(when) or (_bridge(when) if len(indices) < DAYS_OF_A_VACATION else None)
            if certainty >= (SURE_OF_A_HOLIDAY if name else SURE):
                found.append(NotableDate(when, "closed", name, float(days.share[index]), certainty))
    return found


def _bridge(when: date) -> Message | None:
    """Name a day that lies between a holiday and a weekend, or between two holidays."""
    before, after = (when + timedelta(days=away) for away in (-1, 1))
    if all(day.weekday() > 4 or holiday_name(day) for day in (before, after)):
        return say("a single day between a holiday and days off")
    return None


def _others(days: _Days, closed: list[NotableDate]) -> Iterator[NotableDate]:
    """Give half days, and holidays on which work went on."""
    taken = {each.when for each in closed}
    for day, share, chance in zip(days.day, days.share, days.chance, strict=True):
        when = _date(day)
        name = holiday_name(when)
        eve = name or holiday_name(when + timedelta(days=1))
        if when in taken:
            continue
        if share < HALF_BELOW and 1 - chance >= (SURE_OF_A_HOLIDAY if eve else SURE):
            yield NotableDate(when, "half", name or _eve(when), float(share), float(1 - chance))
        elif name:
            yield NotableDate(when, "worked", name, float(share), 1.0)


def _eve(when: date) -> Message | None:
    name = holiday_name(when + timedelta(days=1))
    return say("the day before: {holiday}", holiday=name) if name else None


def _vacations(days: _Days, closed: list[NotableDate]) -> Iterator[Vacation]:
    """Give the runs of at least five closed working days."""
    shut = {each.when for each in closed}
    dates = [_date(day) for day in days.day]
    for is_shut, run in groupby(dates, key=lambda when: when in shut):
        whole = list(run)
        if is_shut and len(whole) >= DAYS_OF_A_VACATION:
            yield Vacation(whole[0], whole[-1], len(whole), _vacation_name(whole))


def _vacation_name(whole: list[date]) -> Message:
    middle = whole[len(whole) // 2]
    first, last = INDUSTRIAL_WEEKS
    if first <= middle.isocalendar().week <= last:
        return say("industrial vacation")
    if any(
        (when.month, when.day) in ((12, 27), (12, 28), (12, 29), (12, 30), (1, 2), (1, 3)) for when in whole
    ):
        return say("Christmas break")
    return say("closed")


def _date(day: int | np.integer) -> date:
    return date(1970, 1, 1) + timedelta(days=int(day))
