"""Whose clock a log's times show."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from simmitt.engine.eventlog.dating import AmbiguousDayNumbers, Dated, read_dates
from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import open_file
from simmitt.engine.eventlog.recognition import recognise
from simmitt.engine.eventlog.understood import Understood
from simmitt.engine.eventlog.zones import MixedOffsets
from simmitt.ground.errors import Place

WriteText = Callable[..., Path]
STARTS = [datetime(2025, month, 5, 7, 30) for month in range(1, 13)]


def dated(path: Path, mapping: Mapping | None = None) -> Dated:
    told = mapping or Mapping()
    grid = read_delimited(open_file(path), told)
    return read_dates(Understood(grid, recognise(grid, told), told))


def log_of(write: Callable[[datetime], str], due: Callable[[datetime], str] | None = None) -> str:
    lines = ["Order;Maskin;Start;Slut" + (";Leveransdatum" if due else "")]
    for number, start in enumerate(STARTS):
        cells = [str(100 + number // 2), "M1", write(start), write(start + timedelta(hours=2))]
        lines.append(";".join([*cells, due(start)] if due else cells))
    return "\n".join(lines)


def in_zone(zone: str) -> Callable[[datetime], str]:
    return lambda at: at.replace(tzinfo=ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("write", "zone"),
    [
        (in_zone("Europe/Stockholm"), "Europe/Stockholm"),
        (in_zone("Europe/Helsinki"), "Europe/Helsinki"),
        (lambda at: f"{at.isoformat()}+02:00", "+02:00"),
        (lambda at: f"{at.isoformat()}-0330", "-03:30"),
    ],
)
def test_the_files_own_clock_is_kept_where_one_clock_explains_its_offsets(
    write: Callable[[datetime], str], zone: str, write_text: WriteText
) -> None:
    found = dated(write_text(log_of(write)))

    assert found.instants["start_at"].to_list() == STARTS
    assert found.time_zone == zone
    assert [note.values["zone"] for note in found.notes] == [zone] * (zone != "Europe/Stockholm")


def test_one_offset_that_a_clock_in_sweden_shows_all_the_while_is_that_clock(write_text: WriteText) -> None:
    summer = [line for line in log_of(in_zone("Europe/Stockholm")).splitlines() if "+01:00" not in line]

    found = dated(write_text("\n".join(summer)))

    assert found.time_zone == "Europe/Stockholm"
    assert {at.month for at in found.instants["start_at"]} == set(range(4, 11))


def test_times_in_utc_stay_so_and_a_note_tells_how_to_turn_them(write_text: WriteText) -> None:
    found = dated(write_text(log_of(lambda at: f"{at.isoformat()}Z")))

    assert found.instants["start_at"].to_list() == STARTS
    assert found.time_zone == "UTC"
    assert [note.in_language("sv") for note in found.notes] == [
        "Tiderna i Start, Slut är i UTC, som filen anger, och står kvar så; en klocka i Sverige visar en"
        ' eller två timmar mer. Mappningsraden [dates] time_zone = "Europe/Stockholm" räknar om dem'
        " till dess tid."
    ]


def test_offsets_that_no_clock_follows_are_asked_about(write_text: WriteText) -> None:
    offsets = {True: "+01:00", False: "+05:30"}

    with pytest.raises(MixedOffsets) as caught:
        dated(write_text(log_of(lambda at: at.isoformat() + offsets[at.month < 6])))

    assert caught.value.place == Place("log.csv", "", None, "Start")
    assert "+01:00, +05:30" in caught.value.in_language("sv")
    assert '[dates] time_zone = "Europe/Stockholm"' in caught.value.in_language("sv")


def test_winter_offsets_in_summer_and_summer_offsets_in_winter_are_no_clock_of_sweden(
    write_text: WriteText,
) -> None:
    turned = {True: "+01:00", False: "+02:00"}

    with pytest.raises(MixedOffsets):
        dated(write_text(log_of(lambda at: at.isoformat() + turned[4 <= at.month <= 10])))


def test_the_mapping_names_the_clock_of_a_file_without_zones(write_text: WriteText) -> None:
    found = dated(write_text(log_of(lambda at: at.isoformat())), Mapping(time_zone="Europe/Stockholm"))

    assert (found.instants["start_at"].to_list(), found.time_zone) == (STARTS, "Europe/Stockholm")


def test_seconds_since_1970_are_read_in_utc_where_a_heading_says_that_they_are_times(
    write_text: WriteText,
) -> None:
    found = dated(write_text(log_of(lambda at: str(int(at.replace(tzinfo=UTC).timestamp())))))

    assert (found.instants["end_at"][0], found.time_zone) == (datetime(2025, 1, 5, 9, 30), "UTC")


def excel_days(at: datetime, from_1904: int = 0) -> str:
    return f"{(at - datetime(1899, 12, 30)) / timedelta(days=1) - from_1904:.6f}".replace(".", ",")


def test_numbers_of_days_as_excel_counts_are_read_and_told(write_text: WriteText) -> None:
    found = dated(write_text(log_of(excel_days)))

    assert found.instants["start_at"].to_list() == STARTS
    assert [note.in_language("en") for note in found.notes] == [
        "The numbers in Start were read as days as Excel counts them: the first is 2025-01-05 07:30.",
        "The numbers in Slut were read as days as Excel counts them: the first is 2025-01-05 09:30.",
    ]


def test_numbers_of_days_that_lie_four_years_before_the_files_dates_are_asked_about(
    write_text: WriteText,
) -> None:
    text = log_of(lambda at: excel_days(at, from_1904=1462), due=lambda at: f"{at:%Y-%m-%d}")

    with pytest.raises(AmbiguousDayNumbers) as caught:
        dated(write_text(text))

    assert caught.value.place.column == "Start"
    assert "1904" in caught.value.in_language("sv")


def test_a_due_week_is_due_on_its_friday(write_text: WriteText) -> None:
    found = dated(write_text(log_of(lambda at: at.isoformat(), due=lambda at: f"{at:%G v. %V}")))

    assert {day.isoweekday() for day in found.instants["due_at"]} == {5}
    assert found.instants["due_at"][0] == datetime(2025, 1, 3)
    assert [note.in_language("sv") for note in found.notes] == [
        "Veckor i Leveransdatum är lästa som veckans fredag."
    ]
