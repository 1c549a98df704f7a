"""Drift and change points: work per piece, and orders coming in, week by week."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.change_points import (
    Step,
    chance_of,
    enough,
    first_after,
    strongest_steps,
)
from simmitt.engine.quality.findings import Change
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.weekly_series import Series, all_series

# Logs without any change of which one is named all the same, all their series together. Noise
# that isn't normal makes it a little more: measured, it stays below five in a hundred.
FALSE_ALARMS = 0.04
NORMAL_95 = 1.959964
EPOCH = datetime(1970, 1, 1)


class _Tested(NamedTuple):
    series: Series
    step: Step
    chance: float


def find_changes(reports: Reports) -> list[Change]:
    """Give the steps that chance does not explain, in order of time.

    Notes
    -----
    All series of a log are one family: the chance stated is that of the strongest step of all.
    Where a step is found, the time before and the time after it are searched in turn (binary
    segmentation, Vostrikova 1981).
    """
    found: list[Change] = []
    waiting = [each for each in all_series(reports) if enough(each.weekly)]
    while waiting:
        weekly = [each.weekly for each in waiting]
        steps = strongest_steps(weekly)
        chances = chance_of(np.array([step.strength for step in steps]), weekly)
        tested = [_Tested(*each) for each in zip(waiting, steps, chances.tolist(), strict=True)]
        hits = [each for each in tested if each.chance < FALSE_ALARMS]
        found += [_change(reports, each) for each in hits]
        parts = [part for each in hits for part in each.series.cut_at(each.step.at)]
        waiting = [part for part in parts if enough(part.weekly)]
    return sorted(found, key=lambda change: (change.from_date, change.activity or "", change.machine or ""))


def _change(reports: Reports, tested: _Tested) -> Change:
    series, step = tested.series, tested.step
    if series.activity < 0:
        return _in_arrivals(series, step, tested.chance)
    at = _first_report_after(series, step)
    before = float(np.exp(series.raw[: max(at, 1)].mean()))
    low, high = (float(np.expm1(step.size + sign * NORMAL_95 * step.sd)) for sign in (-1, 1))
    share = float(np.expm1(step.size))
    return Change(
        "work_time",
        reports.activity.names[series.activity],
        reports.machine.names[series.machine] if series.machine >= 0 else None,
        _date(float(series.start_s[at])),
        before,
        before * (1 + share),
        series.unit,
        share,
        low,
        high,
        tested.chance,
        len(series.value),
    )


def _first_report_after(series: Series, step: Step) -> int:
    """Give the first report after the step, looked for a week around the week's turn."""
    edges = np.searchsorted(series.week, [series.weeks[step.at] + d for d in (-1, 0, 1)])
    return min(
        first_after(series.value, int(edges[1]), slice(int(edges[0]), int(edges[2]))), len(series.value) - 1
    )


def _in_arrivals(series: Series, step: Step, chance: float) -> Change:
    before, after = series.raw[: step.at], series.raw[step.at :]
    inflation = (step.sd**2) / (1 / len(before) + 1 / len(after))
    sd = float(np.sqrt(inflation * (1 / max(before.sum(), 1.0) + 1 / max(after.sum(), 1.0))))
    ratio = float(after.mean() / max(before.mean(), 1e-9))
    return Change(
        "arrivals",
        None,
        None,
        _date(float(series.start_s[step.at])),
        float(before.mean()),
        float(after.mean()),
        series.unit,
        ratio - 1,
        float(ratio * np.exp(-NORMAL_95 * sd)) - 1,
        float(ratio * np.exp(NORMAL_95 * sd)) - 1,
        chance,
        int(series.raw.sum()),
    )


def _date(instant_s: float) -> date:
    return (EPOCH + timedelta(seconds=float(instant_s))).date()
