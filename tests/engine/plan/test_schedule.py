"""When each measure runs."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from simmitt.engine.measures import Pert
from simmitt.engine.plan.schedule import PARALLEL, first_monday_after, schedule

MONDAY = date(2026, 4, 6)


def choice(name: str, weeks: float = 4, requires: tuple[str, ...] = ()) -> Any:
    """Make the little of a choice that a timetable looks at."""
    candidate = SimpleNamespace(
        id=name, weeks=Pert(weeks / 2, weeks, 2 * weeks), hours=Pert(10, 40, 80), requires=requires
    )
    return SimpleNamespace(candidate=candidate)


def test_the_first_measures_begin_on_the_first_monday() -> None:
    planned = schedule([choice("a"), choice("b")], MONDAY)

    assert [each.starts_on for each in planned] == [MONDAY, MONDAY]
    assert planned[0].ready_on == date(2026, 5, 3)


def test_no_more_run_at_once_than_a_foreman_can_heed() -> None:
    planned = schedule([choice(name) for name in "abcdefg"], MONDAY)

    for day in (each.starts_on for each in planned):
        assert sum(each.starts_on <= day <= each.ready_on for each in planned) <= PARALLEL


def test_a_measure_begins_after_what_it_needs() -> None:
    first, second = schedule([choice("a", weeks=6), choice("b", requires=("a",))], MONDAY)

    assert second.starts_on > first.ready_on
    assert second.starts_on.weekday() == 0


def test_follow_ups_count_from_the_day_it_is_ready() -> None:
    (planned,) = schedule([choice("a")], MONDAY)

    assert [(day - planned.ready_on).days for day in planned.follow_ups] == [30, 90, 180, 365]
    assert planned.hours_per_week == 10


def test_the_plan_begins_a_whole_week_or_more_after_the_log() -> None:
    assert first_monday_after(date(2026, 4, 5), 1) == date(2026, 4, 6)
    assert first_monday_after(date(2026, 4, 6), 1) == date(2026, 4, 13)
    assert first_monday_after(date(2026, 4, 8), 2) == date(2026, 4, 20)


def test_a_choice_keeps_its_rank() -> None:
    planned = schedule([choice("x"), choice("y")], MONDAY)

    assert [(each.rank, each.id) for each in planned] == [(1, "x"), (2, "y")]
