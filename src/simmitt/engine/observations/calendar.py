"""Rules on working hours, as the log shows them."""

import numpy as np

from simmitt.engine.hours import WeeklyHours
from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import work
from simmitt.engine.spans import Floats
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

# A full machine that is open for at most a third of the week: two shifts or less.
OPEN_LITTLE, FULL = 0.5, 0.85
# The machine that sets the pace is open a tenth less than the plant.
SHORTER = 0.9
# A day on which at most three fifths is worked of what is worked on the usual day.
WEAK_DAY = 0.6
# The first or last hour of shifts is worked at most half as much as the hours between.
SLOW_EDGE = 0.5
SHIFT_TO_JUDGE_H = 4.0
WEEKS_TO_JUDGE = 4.0
OUTSIDE_MATTERS = 0.1


def full_machine_closes_early(sight: Sight) -> Found | None:
    """Speak where the fullest machine is full, yet closed for at least half of the week."""
    load = sight.load
    if sight.hours is None or load is None or load.low < FULL:
        return None
    weekly = sight.hours.of(load.scope)
    if weekly.open_share() > OPEN_LITTLE:
        return None
    closed_h = (1 - weekly.open_share()) * WEEK_S / HOUR_S
    return Found(
        say(
            "{machine} is full in its {open:.0} open hours a week, and closed for the other {closed:.0}.",
            machine=load.scope, open=weekly.open_share() * WEEK_S / HOUR_S, closed=closed_h,
        ),
        work(sight, closed_h * sight.weeks),
        (load, shape("hours", load.scope)),
        say("See what a few more hours at this one machine would take: breaks, evenings, running unmanned."),
    )  # fmt: skip


def constraint_opens_less(sight: Sight) -> Found | None:
    """Speak where the machine that sets the pace is full, and open a tenth less than the plant."""
    if sight.hours is None or sight.constraint is None or not _known(sight.hours.plant):
        return None
    own, plant, load = sight.hours.of(sight.constraint), sight.hours.plant, sight.load
    if own.learnt_from != "machine" or own.open_share() > SHORTER * plant.open_share():
        return None
    # The load is measured in the plant's hours; in its own, fewer ones, the machine is fuller.
    if load is None or load.low * plant.open_share() < FULL * own.open_share():
        return None
    less_h = (plant.open_share() - own.open_share()) * WEEK_S / HOUR_S
    return Found(
        say(
            "{machine} sets the pace, but is open {hours:.0} hours a week less than the plant.",
            machine=sight.constraint, hours=less_h,
        ),
        work(sight, less_h * sight.weeks),
        (load, shape("hours", sight.constraint), shape("hours")),
        say("Ask why: who can run it, and when are they there?"),
    )  # fmt: skip


def one_day_is_weak(sight: Sight) -> Found | None:
    """Speak where on one working day at most 60 per cent is worked of what the usual day has."""
    if sight.hours is None or not _known(sight.hours.plant):
        return None
    worked, open_h = _per_day(sight.hours.plant)
    days = np.flatnonzero(open_h >= SHIFT_TO_JUDGE_H)
    if len(days) < 4:
        return None
    usual = float(np.median(worked[days]))
    weakest = int(days[worked[days].argmin()])
    if worked[weakest] > WEAK_DAY * usual:
        return None
    share = float(worked[weakest] / usual)
    return Found(
        say("On {day} the plant does {share:.0%} of a usual day's work.", day=DAYS[weakest], share=share),
        work(sight, (1 - share) * _work_h_on(sight, usual / max(float(worked.sum()), 1e-9))),
        (shape("hours"),),
        say("Ask whether it is planned so, and what stands still because of it."),
    )


def shifts_start_slowly(sight: Sight) -> Found | None:
    """Speak where in the first hour of a shift at most half as much is worked as in the hours between."""
    share = _edge(sight, first=True)
    if share is None or sight.hours is None or share > SLOW_EDGE:
        return None
    return Found(
        say(
            "In the first hour of a shift {share:.0%} as much is done as in the hours after it.", share=share
        ),
        work(sight, (1 - share) * _edge_hours(sight)),
        (shape("hours"),),
        say("Stand there at the start one morning. What do people wait for?"),
    )


def shifts_end_early(sight: Sight) -> Found | None:
    """Speak where in the last hour of a shift at most half as much is worked as in the hours between."""
    share = _edge(sight, first=False)
    if share is None or sight.hours is None or share > SLOW_EDGE:
        return None
    return Found(
        say(
            "In the last hour of a shift {share:.0%} as much is done as in the hours before it.", share=share
        ),
        work(sight, (1 - share) * _edge_hours(sight)),
        (shape("hours"),),
        say("Look at what ends the day: cleaning, reports, or that no job is begun so late?"),
    )


def work_outside_the_hours(sight: Sight) -> Found | None:
    """Speak where at least a tenth of the plant's work lies outside the usual hours."""
    share = _outside(sight)
    if share is None or share < OUTSIDE_MATTERS:
        return None
    return Found(
        say("{share:.0%} of the work is done outside the usual working hours.", share=share),
        work(sight, share * sight.work_h),
        (shape("hours"),),
        say("Is it planned, or does it come at the end of the month?"),
    )


def _known(weekly: WeeklyHours) -> bool:
    return weekly.weeks >= WEEKS_TO_JUDGE and bool(weekly.shifts)


def _levels(weekly: WeeklyHours) -> Floats:
    return np.array(weekly.level, float)


def _per_day(weekly: WeeklyHours) -> tuple[Floats, Floats]:
    """Give how much is worked, and how many hours are open, on each day of the week, (7,) each."""
    slots = int(DAY_S / weekly.grain_s)
    worked = _levels(weekly).reshape(7, slots).sum(axis=1)
    edges = DAY_S * np.arange(8)
    open_s = [
        sum(max(min(end, edges[day + 1]) - max(start, edges[day]), 0.0) for start, end in weekly.shifts)
        for day in range(7)
    ]
    return worked, np.array(open_s) / HOUR_S


def _long_shifts(weekly: WeeklyHours) -> list[tuple[float, float]]:
    """Give shifts long enough to have a beginning, a middle and an end."""
    return [shift for shift in weekly.shifts if shift[1] - shift[0] >= SHIFT_TO_JUDGE_H * HOUR_S]


def _edge(sight: Sight, *, first: bool) -> float | None:
    """Give the level of the shifts' first (last) hour by that of the hours between; None: unknown."""
    if sight.hours is None or not _known(sight.hours.plant):
        return None
    weekly = sight.hours.plant
    level, slots = _levels(weekly), int(HOUR_S / weekly.grain_s)
    at_edge, between = [], []
    for start, end in _long_shifts(weekly):
        inside = level[int(start / weekly.grain_s) : int(end / weekly.grain_s)]
        at_edge.append(inside[:slots].mean() if first else inside[-slots:].mean())
        between.append(np.median(inside[slots:-slots]))
    if not between or np.mean(between) <= 0:
        return None
    return float(np.mean(at_edge) / np.mean(between))


def _edge_hours(sight: Sight) -> float:
    """Give the machine hours that one full hour at the edge of every shift would hold."""
    assert sight.hours is not None
    shifts = len(_long_shifts(sight.hours.plant))
    open_h = sight.hours.plant.open_share() * WEEK_S / HOUR_S
    return sight.work_h * shifts / max(open_h, 1e-9)


def _work_h_on(sight: Sight, share_of_week: float) -> float:
    return sight.work_h * share_of_week


def _outside(sight: Sight) -> float | None:
    """Give the share of the work that lies outside the plant's open hours."""
    if sight.hours is None or not _known(sight.hours.plant):
        return None
    weekly = sight.hours.plant
    level = _levels(weekly)
    middle = weekly.grain_s * (np.arange(len(level)) + 0.5)
    is_open = np.zeros(len(level), bool)
    for start, end in weekly.shifts:
        is_open |= (middle >= start) & (middle < end)
    return float(level[~is_open].sum() / level.sum()) if level.sum() > 0 else None


DAYS = (
    say("Mondays"), say("Tuesdays"), say("Wednesdays"), say("Thursdays"), say("Fridays"), say("Saturdays"),
    say("Sundays"),
)  # fmt: skip

RULES = (
    Rule("full_machine_closes_early", full_machine_closes_early, ("open_hours_load_share", "hours")),
    Rule("constraint_opens_less", constraint_opens_less, ("open_hours_load_share", "hours")),
    Rule("one_day_is_weak", one_day_is_weak, ("hours",)),
    Rule("shifts_start_slowly", shifts_start_slowly, ("hours",)),
    Rule("shifts_end_early", shifts_end_early, ("hours",)),
    Rule("work_outside_the_hours", work_outside_the_hours, ("hours",)),
)
