"""How a simulated factory comes from its beginning to its ordinary days: figures by day."""

from dataclasses import dataclass

import numpy as np

from simmitt.engine.simulation.output import Floats, Output
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

WEEK_DAYS = 7
_WEEKS_PER_WINDOW = 10  # a tenth of the window is averaged over, in whole weeks


@dataclass(frozen=True)
class Course:
    """Figures of each day from the opening of the window on, means of the replications; all (n_days,)."""

    wip_orders: Floats  # on the floor at the end of the day
    finished_orders: Floats
    lead_time_h: Floats  # summed over the orders finished that day
    replications: int

    @property
    def days(self) -> int:
        """How many days the window has."""
        return len(self.wip_orders)


@dataclass(frozen=True)
class SmoothCourse:
    """A course as moving means; ends ``half_width`` days before the window does. All (n,)."""

    half_width: int  # days on either side that are averaged over
    wip_orders: Floats
    throughput_orders_per_week: Floats
    lead_time_h: Floats  # NaN where no order was finished


def course_of(output: Output) -> Course:
    """Give the course of replications that count from the beginning."""
    assert output.warm_up_s == 0.0, "a course begins where the window opens"
    days = output.wip_daily.shape[1]
    finished = np.isfinite(output.finished_s)
    day = np.minimum(output.finished_s[finished] // DAY_S, max(days - 1, 0)).astype(np.int64)
    lead_h = output.lead_time_s[finished] / HOUR_S
    count = np.bincount(day, minlength=days)[:days] / output.replications
    lead = np.bincount(day, lead_h, minlength=days)[:days] / output.replications
    return Course(output.wip_daily.mean(axis=0), count.astype(float), lead, output.replications)


def smooth(course: Course) -> SmoothCourse:
    """Give the moving means by which a warm-up is seen.

    Notes
    -----
    Welch (1983), as in Law (2015), section 9.5.1: means over replications, then over a window that
    is centred at each day and smaller near the beginning. It takes whole weeks where it can, so that
    the week's own rhythm is averaged out.
    """
    half = half_width(course.days)
    finished = moving_mean(course.finished_orders, half)
    lead_h = moving_mean(course.lead_time_h, half)
    per_order = np.divide(lead_h, finished, out=np.full(len(lead_h), np.nan), where=finished > 0)
    return SmoothCourse(half, moving_mean(course.wip_orders, half), finished * (WEEK_S / DAY_S), per_order)


def half_width(days: int) -> int:
    """Give how many days on either side are averaged over: an odd number of whole weeks in all."""
    weeks = max(1, days // (_WEEKS_PER_WINDOW * WEEK_DAYS))
    return min((WEEK_DAYS * (weeks - 1 + weeks % 2) - 1) // 2, days // 4)


def moving_mean(series: Floats, half: int) -> Floats:
    """Give the mean around each value but the last ``half``; (n - half,)."""
    total = np.concatenate([[0.0], np.cumsum(series)])
    place = np.arange(max(len(series) - half, 0))
    reach = np.minimum(place, half)
    result: Floats = (total[place + reach + 1] - total[place - reach]) / (2 * reach + 1)
    return result
