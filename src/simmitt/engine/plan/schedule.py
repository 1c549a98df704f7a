"""When each measure runs: in order of value, few at a time, each after what it needs."""

from collections.abc import Sequence
from datetime import date, timedelta

from simmitt.engine.plan.plan import FOLLOW_UP_DAYS, PlannedMeasure
from simmitt.engine.portfolio import Choice

# More than this at once and none gets the foreman's attention.
PARALLEL = 3


def schedule(choices: Sequence[Choice], starts_on: date) -> tuple[PlannedMeasure, ...]:
    """Give each choice its weeks; likely lead times, Mondays to Sundays."""
    planned: list[PlannedMeasure] = []
    for rank, choice in enumerate(choices, start=1):
        begins = _first_monday(planned, choice, starts_on)
        weeks = max(1, round(choice.candidate.weeks.likely))
        ready = begins + timedelta(weeks=weeks) - timedelta(days=1)
        planned.append(
            PlannedMeasure(
                rank=rank,
                choice=choice,
                starts_on=begins,
                ready_on=ready,
                follow_ups=tuple(ready + timedelta(days=days) for days in FOLLOW_UP_DAYS),
                hours_per_week=choice.candidate.hours.likely / weeks,
            )
        )
    return tuple(planned)


def first_monday_after(day: date, weeks: int = 1) -> date:
    """Give the Monday that begins so many whole weeks after a day."""
    return day + timedelta(days=7 - day.weekday(), weeks=weeks - 1)


def _first_monday(planned: Sequence[PlannedMeasure], choice: Choice, starts_on: date) -> date:
    needed = [each.ready_on for each in planned if each.id in choice.candidate.requires]
    earliest = max([starts_on, *(first_monday_after(ready) for ready in needed)])
    while sum(each.starts_on <= earliest <= each.ready_on for each in planned) >= PARALLEL:
        ends = min(each.ready_on for each in planned if each.starts_on <= earliest <= each.ready_on)
        earliest = first_monday_after(ends)
    return earliest
