"""Counters that grow, with what really happened known."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog import EventLog, read
from simmitt.engine.eventlog.counters import READINGS, run_rows

WriteText = Callable[..., Path]
MORNING = datetime(2025, 3, 3, 6)
Shown = tuple[float, float]  # minutes after MORNING, what the counter shows


def readings(shown: list[Shown], machine: str = "Press 1") -> pl.DataFrame:
    rows = [
        {**dict.fromkeys(READINGS), "row": row, "machine": machine, "count": float(count),
         "at": MORNING + timedelta(minutes=minute)}
        for row, (minute, count) in enumerate(shown, start=2)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=READINGS)


def runs_of(shown: list[Shown]) -> list[tuple[float, float, float, bool]]:
    """Give each run's start and end in minutes, its pieces, and whether it is estimated."""
    rows, _ = run_rows(readings(shown))
    return [
        (
            (start - MORNING) / timedelta(minutes=1),
            (end - MORNING) / timedelta(minutes=1),
            pieces,
            bool(estimated),
        )
        for start, end, pieces, estimated in rows.select(
            "start_at", "end_at", "good_pieces", "estimated"
        ).rows()
    ]


def notes_of(shown: list[Shown]) -> str:
    _, notes = run_rows(readings(shown))
    return " ".join(note.in_language("en") for note in notes)


EVERY = 5.0  # minutes between two readings


def steady(first: int, last: int, start: float = 0.0, per_reading: float = 50.0) -> list[Shown]:
    """Read every five minutes from one reading to another, with as many pieces each time."""
    return [(EVERY * at, start + per_reading * (at - first)) for at in range(first, last + 1)]


def test_a_counter_that_grows_is_one_run_with_all_its_pieces() -> None:
    assert runs_of(steady(0, 12)) == [(0.0, 60.0, 600.0, False)]
    assert notes_of(steady(0, 12)) == ""


@pytest.mark.parametrize("every", [6.0, 30.0, 60.0])
def test_readings_that_lie_far_apart_do_not_tell_how_long_the_machine_ran(every: float) -> None:
    shown = [(every * at, 50.0 * at) for at in range(13)]

    assert [is_estimated for *_, is_estimated in runs_of(shown)] == [True]
    assert "more than five minutes apart" in notes_of(shown)


def test_the_machine_stands_while_the_counter_does() -> None:
    stands = [(30.0 + EVERY * at, 300.0) for at in range(1, 6)]

    runs = runs_of([*steady(0, 6), *stands, *[(55.0 + at, 300.0 + 10 * at) for at in range(5, 35, 5)]])

    assert runs == [(0.0, 30.0, 300.0, False), (55.0, 85.0, 300.0, False)]


def test_a_slow_machine_runs_on_between_its_pieces() -> None:
    # A piece takes ten minutes, the counter is read every minute.
    shown = [(float(minute), float(minute // 10)) for minute in range(121)]

    assert runs_of(shown) == [(0.0, 120.0, 12.0, False)]


def test_a_counter_that_is_set_to_zero_counts_on() -> None:
    after = [(EVERY * at, 50.0 * (at - 6)) for at in range(7, 13)]

    runs = runs_of([*steady(0, 6), *after])

    assert sum(pieces for _, _, pieces, _ in runs) == 300 + 300
    assert "began anew" in notes_of([*steady(0, 6), *after])


def test_a_counter_that_runs_full_loses_no_piece() -> None:
    truth = [(float(EVERY * at), 9_700.0 + 50.0 * at) for at in range(13)]
    shown = [(minute, count % 10_000) for minute, count in truth]

    runs = runs_of(shown)

    assert sum(pieces for _, _, pieces, _ in runs) == 600
    assert "ran full" in notes_of(shown)


@pytest.mark.parametrize("wrong", [0.0, 12.0, 90_000.0])
def test_a_single_misreading_changes_nothing(wrong: float) -> None:
    shown = steady(0, 12, start=4_000)
    shown[5] = (shown[5][0], wrong)

    runs = runs_of(shown)

    assert sum(pieces for _, _, pieces, _ in runs) == 600
    assert "contradicts those before and after" in notes_of(shown)


def test_a_leap_that_stays_is_no_production() -> None:
    shown = [*steady(0, 6), *[(EVERY * at, 80_000.0 + 50 * (at - 7)) for at in range(7, 13)]]

    assert sum(pieces for _, _, pieces, _ in runs_of(shown)) == 300 + 250
    assert "can't be production" in notes_of(shown)


def test_pieces_made_while_nobody_read_count_but_when_is_estimated() -> None:
    # 300 pieces take half an hour; they were made some time in the ten hours without readings.
    shown = [*steady(0, 6), (630.0, 600.0), *[(630.0 + EVERY * at, 600.0 + 50 * at) for at in range(1, 7)]]

    runs = runs_of(shown)

    assert runs == [(0.0, 30.0, 300.0, False), (600.0, 630.0, 300.0, True), (630.0, 660.0, 300.0, False)]
    assert "readings are missing" in notes_of(shown)


def test_readings_that_stand_twice_count_once() -> None:
    shown = steady(0, 6)

    assert runs_of([*shown, shown[3]]) == runs_of(shown)
    assert "twice" in notes_of([*shown, shown[3]])


def test_machines_are_counted_each_by_itself() -> None:
    both = pl.concat([readings(steady(0, 6)), readings(steady(0, 6, start=900), "Press 2")])

    rows, _ = run_rows(both.sort("at"))

    assert rows.select("machine", "good_pieces").sort("machine").rows() == [
        ("Press 1", 300.0),
        ("Press 2", 300.0),
    ]


def test_random_production_is_found_again_whatever_happens_to_the_counter() -> None:
    random = np.random.default_rng(5)
    for _ in range(20):
        made = np.where(random.random(400) < 0.15, 0, random.integers(30, 60, 400))
        start = int(random.integers(0, 9_000))
        total = start + np.concatenate([[0], made.cumsum()])
        shown = [(5.0 * at, float(count)) for at, count in enumerate(total % 10_000)]

        runs = runs_of(shown)

        assert sum(pieces for _, _, pieces, _ in runs) == made.sum()
        busy = sum(end - begin for begin, end, _, _ in runs)
        assert busy == pytest.approx(5.0 * (made > 0).sum())


TEXT = """Maskin;Tidpunkt;Räkneverk;Kassräknare
{rows}"""


def counter_file(write_text: WriteText, machines: tuple[str, ...] = ("Press 1", "Press 2")) -> EventLog:
    lines = [
        f"{machine};2025-03-{3 + at // 48:02} {at // 2 % 24:02}:{30 * (at % 2):02};{1000 + 40 * at};{at // 4}"
        for machine in machines
        for at in range(96)
    ]
    return read(write_text(TEXT.format(rows="\n".join(lines))))


def test_a_file_of_readings_becomes_a_log_of_runs_without_orders(write_text: WriteText) -> None:
    log = counter_file(write_text)

    assert log.source.sort == "counters"
    assert log.rows["order"].null_count() == log.rows.height == 2
    assert log.rows.select("machine", "kind", "good_pieces", "rejected_pieces").rows() == [
        ("Press 1", "run", 95 * 40.0 - 23, 23.0), ("Press 2", "run", 95 * 40.0 - 23, 23.0),
    ]  # fmt: skip
    assert {one.field for one in log.source.columns} == {"machine", "at", "count", "scrap_count"}


def test_a_counter_of_good_pieces_has_the_scrap_beside_it(write_text: WriteText) -> None:
    lines = [f"M1;2025-03-03 {6 + at // 6:02}:{10 * (at % 6):02};{500 + 12 * at};{at}" for at in range(40)]

    log = read(write_text("Maskin;Tid;Godkända totalt;Kass totalt\n" + "\n".join(lines)))

    assert log.rows.select("good_pieces", "rejected_pieces").rows() == [(39 * 12.0, 39.0)]


def test_a_file_of_one_machine_needs_no_column_of_machines(write_text: WriteText) -> None:
    lines = [f"2025-03-03 {6 + at // 6:02}:{10 * (at % 6):02};{500 + 12 * at}" for at in range(40)]

    log = read(write_text("Tid;Räkneverk\n" + "\n".join(lines), name="press 7.csv"))

    assert log.source.sort == "counters"
    assert log.rows["machine"].to_list() == ["press 7"]


def test_pieces_per_report_are_not_taken_for_a_counter(write_text: WriteText) -> None:
    lines = [
        f"{7 + at % 5};M1;2025-03-03 {6 + at // 6:02}:{10 * (at % 6):02};{12 + 7 * at % 10}"
        for at in range(40)
    ]

    log = read(write_text("Order;Maskin;Tidpunkt;Antal\n" + "\n".join(lines)))

    assert log.source.sort == "ends"
