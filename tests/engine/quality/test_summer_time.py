"""The hour that is missing in spring, the one that comes twice in autumn, and clocks that know neither."""

from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl
import pytest
from engine.quality.planting import added, moved, of_machines, tidy

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import diagnose

SPRING, AUTUMN = datetime(2024, 3, 31), datetime(2024, 10, 27)


def in_zone(log: EventLog, zone: str) -> EventLog:
    return replace(log, source=replace(log.source, time_zone=zone))


def found_rows(log: EventLog, code: str) -> tuple[int, ...]:
    finding = diagnose(log).finding(code)
    return finding.rows if finding else ()


def round_the_clock(first: datetime, days: int) -> EventLog:
    """Give the states of a furnace that runs in stretches of three quarters of an hour, day and night."""
    starts = [first + timedelta(minutes=47 * number) for number in range(int(days * 1440 / 47))]
    return of_machines([("Furnace", start, start + timedelta(minutes=45), "run") for start in starts])


def test_without_a_zone_only_what_no_clock_shows_is_told() -> None:
    night = {"start_at": SPRING.replace(hour=1), "end_at": SPRING.replace(hour=5)}
    inside = {"start_at": SPRING.replace(hour=2, minute=20), "end_at": SPRING.replace(hour=2, minute=40)}

    assert found_rows(added(tidy(16), night, inside), "missing_hour") == (90_001,)
    assert found_rows(in_zone(added(tidy(16), night, inside), "Europe/Stockholm"), "missing_hour") == (
        90_000,
        90_001,
    )


def test_a_clock_that_shows_the_missing_hour_like_any_other_knows_no_summer_time() -> None:
    log = round_the_clock(SPRING - timedelta(days=40), 300)

    assert found_rows(log, "missing_hour") == ()
    assert found_rows(log, "double_hour") == ()
    assert len(found_rows(in_zone(log, "Europe/Stockholm"), "missing_hour")) == 2


def test_without_a_spring_to_look_at_the_double_hour_is_told() -> None:
    log = round_the_clock(AUTUMN - timedelta(days=40), 60)

    assert len(found_rows(log, "double_hour")) == 2


def test_rows_across_are_told_with_the_hour_they_are_off() -> None:
    autumn = added(
        moved(tidy(16), tidy(16).rows["row"], days=210),
        {"start_at": AUTUMN.replace(hour=1), "end_at": AUTUMN.replace(hour=4)},
    )

    finding = diagnose(autumn).finding("double_hour")

    assert finding is not None
    assert finding.rows == (90_000,)
    (hours,) = (move for move in finding.effect.moves if (move.figure, move.scope) == ("busy_sum_h", "plant"))
    assert hours.after - hours.before == pytest.approx(1.0)


@pytest.mark.parametrize("zone", ["UTC", "+02:00", "Asia/Tokyo", "no such zone"])
def test_a_zone_without_summer_time_has_no_such_hour(zone: str) -> None:
    inside = {"start_at": SPRING.replace(hour=2, minute=20), "end_at": SPRING.replace(hour=2, minute=40)}

    assert found_rows(in_zone(added(tidy(16), inside), zone), "missing_hour") == ()


def test_work_that_ends_when_the_hour_comes_again_lasts_as_long_as_it_did() -> None:
    again = {"start_at": AUTUMN.replace(hour=2, minute=50), "end_at": AUTUMN.replace(hour=2, minute=10)}

    diagnosis = diagnose(added(moved(tidy(16), tidy(16).rows["row"], days=210), again))

    row = diagnosis.repaired.rows.filter(pl.col("row") == 90_000).row(0, named=True)
    assert row["end_at"] - row["start_at"] == timedelta(minutes=20)
    finding = diagnosis.finding("end_before_start")
    assert finding is not None
    assert "its start was moved an hour back" in finding.details[0].in_language("en")
