"""Logs that tell only when a report was made: starts estimated, and how far that is from the truth."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from engine.conftest import tidy_shop

from simmitt.engine.eventlog import EventLog, read
from simmitt.engine.eventlog.estimating import closed_hours, estimate_starts
from simmitt.engine.eventlog.log import SCHEMA

WriteText = Callable[..., Path]


def hidden(rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows as a log of ends tells them."""
    return rows.with_columns(
        pl.lit(None).cast(pl.Datetime("us")).alias("start_at"), pl.lit(None).alias("reported_s")
    )


def lengths_h(rows: pl.DataFrame) -> pl.Series:
    return (rows["end_at"] - rows["start_at"]).dt.total_seconds() / 3600


def errors(rows: pl.DataFrame) -> dict[str, float]:
    """Give how far estimated times of work lie from the true ones: summed, and of the middle report."""
    estimated, _ = estimate_starts(hidden(rows))
    true_h, told_h = lengths_h(rows), lengths_h(estimated)
    apart_h = (told_h - true_h).abs()
    return {
        "summed": float(str(told_h.sum())) / float(str(true_h.sum())) - 1,
        "middle": float(str(apart_h.median())) / float(str(true_h.median())),
        "close": float(str((apart_h <= 0.25 * true_h).mean())),
    }


def row(order: str, machine: str, end: datetime, **more: object) -> dict[str, object]:
    return {**dict.fromkeys(SCHEMA), "order": order, "activity": machine, "machine": machine, "kind": "run",
            "end_at": end, **more}  # fmt: skip


def estimated(*rows: dict[str, object]) -> list[datetime]:
    frame = pl.DataFrame([{**one, "row": at} for at, one in enumerate(rows, start=2)], schema=SCHEMA)
    told, _ = estimate_starts(frame)
    return told["start_at"].to_list()


MORNING = datetime(2025, 3, 3, 8)


def later(**length: float) -> datetime:
    return MORNING + timedelta(**length)


def test_a_report_starts_when_its_machine_is_free_or_its_order_arrives() -> None:
    starts = estimated(
        row("1", "Saw", MORNING),
        row("2", "Saw", later(hours=1)),  # the saw was busy until 8
        row("1", "Mill", later(hours=2)),  # order 1 came at 8
        row("2", "Mill", later(hours=3)),  # the mill was busy until 10, order 2 waits since 9
    )

    assert starts[1:] == [MORNING, MORNING, later(hours=2)]


def test_a_worker_can_begin_only_when_free() -> None:
    starts = estimated(
        row("1", "Saw", MORNING, worker="A"),
        row("2", "Mill", later(minutes=30), worker="A"),
        row("3", "Saw", later(minutes=50), worker="A"),
    )

    assert starts[2] == later(minutes=30)


def test_reports_of_the_same_moment_share_their_start() -> None:
    starts = estimated(
        row("1", "Saw", MORNING), row("2", "Saw", later(hours=1)), row("3", "Saw", later(hours=1))
    )

    assert starts[1:] == [MORNING, MORNING]


def test_an_unusually_long_stretch_counts_as_standing() -> None:
    rows = [row(str(number), "Saw", later(minutes=20 * number)) for number in range(40)]
    rows.append(row("late", "Saw", later(minutes=20 * 39 + 600)))

    starts = estimated(*rows)

    assert starts[-1] == later(minutes=20 * 39 + 600 - 20)


def test_a_told_start_is_never_changed() -> None:
    told = later(minutes=-500)

    assert estimated(row("1", "Saw", MORNING), row("2", "Saw", later(hours=1), start_at=told))[1] == told


def test_estimated_rows_are_marked_and_others_are_not() -> None:
    frame = pl.DataFrame(
        [
            {**row("1", "Saw", MORNING), "row": 2},
            {**row("2", "Saw", later(hours=1), start_at=MORNING), "row": 3},
        ],
        schema=SCHEMA,
    )

    told, notes = estimate_starts(frame)

    assert told["estimated"].to_list() == [True, False]
    assert "1 starts were estimated" in notes[0].in_language("en")


def test_the_shift_table_tells_when_the_day_begins() -> None:
    frame = pl.DataFrame(
        [{**row("1", "Saw", MORNING), "row": 2}, {**row("2", "Saw", later(hours=24)), "row": 3}],
        schema=SCHEMA,
    )
    shifts = pl.DataFrame(
        {"start_at": [later(hours=-1), later(hours=23)]}, schema={"start_at": pl.Datetime("us")}
    )

    told, _ = estimate_starts(frame, shifts)

    assert told["start_at"].to_list() == [later(hours=-1), later(hours=23)]


def test_hours_of_the_week_without_reports_are_closed(tidy_log: EventLog) -> None:
    closed = closed_hours(tidy_log.rows["end_at"])

    # Two shifts, Monday to Friday: nothing ends at night, nor on Saturday and Sunday.
    assert not closed[[7, 12, 20, 24 * 4 + 20]].any()
    assert closed[[2, 24 + 3, 24 * 5 + 12, 24 * 6 + 12]].all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_a_tidy_shop_times_of_work_come_out_nearly_right(seed: int) -> None:
    found = errors(tidy_shop(seed=seed).rows)

    assert abs(found["summed"]) < 0.1
    assert found["middle"] < 0.08
    assert found["close"] > 0.8


def test_in_the_real_shop_the_sum_comes_near_but_the_single_report_does_not(real_csv: Path) -> None:
    """The truth holds padded times and stations of several places; only the sum is promised."""
    found = errors(read(real_csv).rows)

    assert abs(found["summed"]) < 0.15
    assert 0.4 < found["middle"] < 0.8
    assert 0.2 < found["close"] < 0.5


ONE_TIME = """Order;Maskin;Rapporterad;Antal
1;Såg;2025-03-03 07:00;4
1;Fräs;2025-03-03 08:00;4
2;Såg;2025-03-03 08:30;5
2;Fräs;2025-03-03 09:30;5
"""


def test_a_file_with_one_time_per_report_is_a_log_of_ends(write_text: WriteText) -> None:
    log = read(write_text(ONE_TIME))

    assert log.source.sort == "ends"
    assert log.rows["estimated"].to_list() == [True] * 4
    assert log.rows["end_at"].to_list()[1] == datetime(2025, 3, 3, 8)
    assert {one.heading: one.field for one in log.source.columns} == {
        "Order": "order", "Maskin": "machine", "Rapporterad": "end_at", "Antal": "good_pieces",
    }  # fmt: skip
    assert any("estimated" in note.in_language("en") for note in log.source.notes)


def test_day_and_time_of_day_may_stand_in_columns_of_their_own(write_text: WriteText) -> None:
    lines = [
        f"{number};Fräs;2025-03-03;{7 + number // 3:02}:{20 * (number % 3):02};5" for number in range(30)
    ]

    log = read(write_text("Order;Maskin;Datum;Tid;Antal\n" + "\n".join(lines)))

    assert log.source.sort == "ends"
    assert log.rows["end_at"].to_list()[:2] == [datetime(2025, 3, 3, 7), datetime(2025, 3, 3, 7, 20)]


def test_a_time_and_a_duration_are_reports_that_end_then(write_text: WriteText) -> None:
    text = "Order;Maskin;Tidpunkt;Timmar\n1;Såg;2025-03-03 07:00;0,5\n2;Såg;2025-03-03 09:00;1,25\n"

    log = read(write_text(text))

    assert log.source.sort == "reports"
    assert log.rows["start_at"].to_list() == [datetime(2025, 3, 3, 6, 30), datetime(2025, 3, 3, 7, 45)]
    assert log.rows["estimated"].to_list() == [None, None]


def test_reports_that_all_end_when_they_start_tell_their_end_alone(write_text: WriteText) -> None:
    lines = [f"{number};Såg;2025-03-03 {7 + number}:00;2025-03-03 {7 + number}:00" for number in range(9)]

    log = read(write_text("Order;Maskin;Start;Slut\n" + "\n".join(lines)))

    assert log.source.sort == "ends"
    assert any("taken as the end alone" in note.in_language("en") for note in log.source.notes)
    assert (log.rows["end_at"] > log.rows["start_at"])[1:].all()


def test_starts_across_two_files_follow_each_other(write_text: WriteText) -> None:
    head, first, second, third, fourth = ONE_TIME.splitlines()
    one, other = "\n".join([head, first, second]), "\n".join([head, third, fourth])

    log = read([write_text(one, name="a.csv"), write_text(other, name="b.csv")])

    assert log.rows["start_at"].to_list()[2] == datetime(2025, 3, 3, 7)
