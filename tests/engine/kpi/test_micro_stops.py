"""One limit for micro-stops, told in the mapping, holds for every figure of stops."""

from pathlib import Path

import pytest
from engine.kpi.shops import log, open_from, row, stop, time_of

from simmitt.engine.analysis import Reading, analyse
from simmitt.engine.kpi import AsIs, Told, losses, measure_as_is

MINUTE = 1 / 60
OPEN = open_from(*((24 * day + 6.0, 24 * day + 16.0) for day in range(5)))
# The mill works on one order from 6 to 16 and is down four times: for 4, 5 and 30 minutes, and for 3 and 3
# minutes that meet.
ROWS = [
    row("A", "Mill", 6, 16, good_pieces=60),
    *(
        row("A", "Mill", first, first + minutes * MINUTE, kind="breakdown")
        for first, minutes in ((7, 4), (9, 5), (11, 30), (13, 3), (13.05, 3))
    ),
]


def measured(micro_stop_s: float) -> AsIs:
    return measure_as_is(log(ROWS), OPEN, told=Told(micro_stop_s=micro_stop_s), draws=0)


def test_every_stop_counts_unless_a_limit_is_told() -> None:
    as_is = measure_as_is(log(ROWS), OPEN, draws=0)

    assert as_is.figure("breakdown_h").value == pytest.approx(45 * MINUTE)
    assert as_is.figure("breakdown_rows").value == 5
    assert as_is.figure("failures", "Mill").value == 4
    assert (as_is.figures, as_is.accounts) == (measured(0.0).figures, measured(0.0).accounts)


def test_a_stop_below_the_limit_is_run_and_one_as_long_is_a_stop() -> None:
    as_is = measured(300.0)

    assert as_is.figure("breakdown_h").value == pytest.approx(41 * MINUTE)
    assert as_is.figure("breakdown_rows").value == 4
    assert as_is.figure("failures", "Mill").value == 3
    account = next(each for each in as_is.accounts if each.scope == "Mill")
    assert account.elements["breakdown"] == pytest.approx(41 * 60)
    assert account.elements["good"] == pytest.approx((600 - 41) * 60)
    assert as_is.figure("availability_share", "Mill").value == pytest.approx((600 - 41) / 600)
    uptime = [step.uptime_share for stream in as_is.streams for step in stream.steps]
    assert uptime == [pytest.approx(1 - 41 / 645)]


def test_reports_of_one_breakdown_that_meet_count_together() -> None:
    assert time_of(ROWS, micro_stop_s=300.0).is_stop.tolist() == [False, False, True, True, True, True]
    assert time_of(ROWS, micro_stop_s=361.0).is_stop.tolist() == [False, False, False, True, False, False]
    assert not time_of(ROWS, micro_stop_s=3_600.0).is_stop.any()


def test_stops_from_a_table_beside_the_log_follow_the_same_limit() -> None:
    told = log(
        ROWS[:1], stops=[stop("Mill", 7, 7 + 4 * MINUTE, "breakdown"), stop("Mill", 9, 9.5, "breakdown")]
    )

    counts = [
        measure_as_is(told, OPEN, told=Told(micro_stop_s=limit), draws=0).figure("failures", "Mill").value
        for limit in (0.0, 300.0)
    ]

    assert counts == [2, 1]


def test_the_waterfall_of_losses_follows_the_same_limit() -> None:
    strict, lenient = (losses(log(ROWS), OPEN, "Mill", micro_stop_s=limit) for limit in (0.0, 300.0))

    assert strict.breakdown_s - lenient.breakdown_s == pytest.approx(4 * 60)
    assert lenient.good_s - strict.good_s == pytest.approx(4 * 60)


def test_the_limit_in_the_mapping_file_reaches_the_figures(tmp_path: Path) -> None:
    lines = ["Order;Maskin;Typ;Start;Slut"]
    for day in range(1, 29):
        lines.append(f"A{day};M1;Körning;2024-01-{day:02} 06:00;2024-01-{day:02} 14:00")
        lines.append(f"A{day};M1;Haveri;2024-01-{day:02} 08:00;2024-01-{day:02} 08:0{3 + day % 4}")
    table = tmp_path / "log.csv"
    table.write_text("\n".join(lines), "utf-8")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text("[stops]\nmicro_minutes = 5\n", "utf-8")

    every, longer = (analyse(Reading((table,), told)).as_is for told in (None, mapping))

    assert every.figure("breakdown_rows").value == 28
    assert longer.figure("breakdown_rows").value == 14
