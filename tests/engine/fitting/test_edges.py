"""Working hours say how often the quarter hours at their edges were worked."""

from datetime import timedelta

import pytest
from engine.conftest import MONDAY, log_of

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.fitting import fit
from simmitt.engine.fitting.calendars import hours_of_operations
from simmitt.engine.hours import learn_working_hours


def steady_shop(weeks: int = 16, late_on_friday: int = 2) -> EventLog:
    """Give a mill at work from 06:15 to 14:45 on weekdays; on Fridays of one week in so many till 11:00."""
    rows = []
    for day in range(weeks * 7):
        if day % 7 > 4:
            continue
        short = day % 7 == 4 and day // 7 % late_on_friday
        opens = MONDAY + timedelta(days=day, hours=6, minutes=15)
        closes = MONDAY + timedelta(days=day, hours=11) if short else opens + timedelta(hours=8, minutes=30)
        noon = opens + (closes - opens) / 2
        for half, (start, end) in enumerate(((opens, noon), (noon, closes))):
            rows.append({"order": f"{day}-{half}", "start_at": start, "end_at": end, "product": "Arm"})
    return log_of(rows)


def test_hours_of_operations_are_told_to_the_quarter() -> None:
    shifts = hours_of_operations(steady_shop(late_on_friday=1)).plant.shifts

    hours = [((start / 3600) % 24, (end / 3600) % 24) for start, end in shifts]
    assert hours == [(6.25, 14.75)] * 5


def test_a_few_weeks_tell_half_hours_at_most() -> None:
    shifts = hours_of_operations(steady_shop(weeks=3, late_on_friday=1)).plant.shifts

    assert {(end - start) % 1800 for start, end in shifts} == {0.0}


def test_an_edge_that_was_worked_every_other_week_says_so() -> None:
    log = steady_shop()

    factory = fit(log, learn_working_hours(log)).factory

    hours = next(each for each in factory.calendars if each.name == factory.stations[0].calendar)
    assert len(hours.shifts) == 5
    assert hours.edges_worked[:-1] == pytest.approx([1.0] * 9)
    # The last of sixteen Fridays has its afternoon after the log's end.
    assert hours.edges_worked[-1] == pytest.approx(8 / 15, abs=0.005)


def test_evidence_on_other_shifts_than_those_of_the_file_is_dropped() -> None:
    log = steady_shop()
    factory = fit(log, learn_working_hours(log)).factory
    text = write_factory(factory)
    edited = text.replace('monday = ["06:15-14:45"]', 'monday = ["06:15-10:00", "10:30-14:45"]')

    assert edited != text
    assert {each.edges_worked for each in parse_factory(edited).calendars} == {()}
