"""States of machines, read as work and as stops."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from simmitt.engine.eventlog import Mapping, read
from simmitt.engine.eventlog.state_words import known_states
from simmitt.engine.eventlog.states import SPELLS, UnknownStates, close_spells
from simmitt.ground.errors import Place

WriteText = Callable[..., Path]
STATES = """Maskin;Status;Start;Slut
Fräs 1;Kör;2025-03-03 06:00;2025-03-03 08:30
Fräs 1;Ställ;2025-03-03 08:30;2025-03-03 09:00
Fräs 1;Haveri;2025-03-03 09:00;2025-03-03 09:45
Fräs 1;Materialbrist;2025-03-03 09:45;2025-03-03 10:00
Fräs 1;Planerat underhåll;2025-03-03 10:00;2025-03-03 11:00
Fräs 1;Stopp;2025-03-03 11:00;2025-03-03 11:10
Fräs 1;Ingen order;2025-03-03 11:10;2025-03-03 12:00
Fräs 2;Kör;2025-03-03 06:00;2025-03-03 14:00
"""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, 3, hour, minute)


def test_work_becomes_rows_without_orders_and_standing_becomes_stops(write_text: WriteText) -> None:
    log = read(write_text(STATES))

    assert log.source.sort == "states"
    assert log.rows.select("row", "order", "machine", "kind", "start_at", "end_at").rows() == [
        (2, None, "Fräs 1", "run", at(6), at(8, 30)),
        (3, None, "Fräs 1", "setup", at(8, 30), at(9)),
        (4, None, "Fräs 1", "breakdown", at(9), at(9, 45)),
        (9, None, "Fräs 2", "run", at(6), at(14)),
    ]
    stops = log.companions.stops
    assert stops is not None
    assert stops.select("row", "machine", "start_at", "end_at", "kind", "reason").rows() == [
        (5, "Fräs 1", at(9, 45), at(10), "material", "Materialbrist"),
        (6, "Fräs 1", at(10), at(11), "planned", "Planerat underhåll"),
        (7, "Fräs 1", at(11), at(11, 10), "other", "Stopp"),
    ]
    assert any("nothing to do" in note.in_language("en") for note in log.source.notes)


CHANGES = """Time;Machine;State
2025-03-03 06:00;Mill;Running
2025-03-03 06:30;Lathe;Setup
2025-03-03 07:00;Mill;Running
2025-03-03 08:00;Mill;Alarm 17
2025-03-03 08:20;Lathe;Running
2025-03-03 08:30;Mill;Running
2025-03-03 10:00;Lathe;Off
2025-03-03 11:00;Mill;Off
"""


def test_a_state_lasts_until_the_machines_next_one(write_text: WriteText) -> None:
    log = read(write_text(CHANGES))

    assert log.rows.select("machine", "kind", "start_at", "end_at").rows() == [
        ("Mill", "run", at(6), at(8)),
        ("Lathe", "setup", at(6, 30), at(8, 20)),
        ("Mill", "breakdown", at(8), at(8, 30)),
        ("Lathe", "run", at(8, 20), at(10)),
        ("Mill", "run", at(8, 30), at(11)),
    ]
    assert any("until the machine's next one" in note.in_language("en") for note in log.source.notes)


def test_the_last_state_of_a_machine_has_no_end(write_text: WriteText) -> None:
    log = read(write_text(CHANGES.replace("11:00;Mill;Off", "11:00;Mill;Setup")))

    assert log.rows.row(-1, named=True)["end_at"] is None
    assert any("still going on" in note.in_language("en") for note in log.source.notes)


def spells(told: list[tuple[int, str]]) -> pl.DataFrame:
    rows = [
        {
            **dict.fromkeys(SPELLS),
            "row": row,
            "machine": "M",
            "state": state,
            "start_at": at(6) + timedelta(minutes=minute),
        }
        for row, (minute, state) in enumerate(told, start=2)
    ]
    return pl.DataFrame(rows, schema=SPELLS)


def test_a_machine_that_repeats_its_state_and_falls_silent_was_not_seen_in_between() -> None:
    # Every minute for an hour, then nothing for four hours, then every minute again.
    minutes = [*range(60), *range(300, 330)]

    closed, notes = close_spells(spells([*((minute, "run") for minute in minutes), (330, "off")]))

    assert closed.select("state", "start_at", "end_at").rows() == [
        ("run", at(6), at(7)),
        ("run", at(11), at(11, 30)),
        ("off", at(11, 30), None),
    ]
    assert any("silent" in note.in_language("en") for note in notes)


def test_unknown_words_are_asked_about_with_the_line_that_answers(write_text: WriteText) -> None:
    path = write_text(STATES.replace("Ingen order", "Zonk"))

    with pytest.raises(UnknownStates) as caught:
        read(path)
    log = read(path, mapping=Mapping(states={"idle": ("zonk",)}))

    assert caught.value.place == Place("log.csv", "", 8, "Status")
    assert '[states] run = ["Zonk"]' in caught.value.in_language("sv")
    assert tomllib.loads('[states]\nrun = ["Zonk"]') == {"states": {"run": ["Zonk"]}}
    assert log.rows.height == 4


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("RUNNING", "run"),
        ("i drift", "run"),
        ("Ej i drift", None),
        ("ingen produktion", None),
        ("Produktionsstopp", None),
        ("Oplanerat stopp", "breakdown"),
        ("Planerat stopp", "planned"),
        ("Stopp - väntar på material", "material"),
        ("Operatör saknas", "operator"),
        ("Larm 2017", "breakdown"),
        ("Verktygsbyte", "setup"),
        ("Stopp", "other"),
        ("Avstängd", "off"),
        ("Inget larm", None),
        ("Q7", None),
    ],
)
def test_words_for_states_are_known_and_never_guessed_from_half_of_them(word: str, state: str | None) -> None:
    assert known_states([word], {}).get(word) == state


def test_states_with_the_order_on_some_rows_stay_states(write_text: WriteText) -> None:
    lines = [line + (";77" if "Kör" in line else ";") for line in STATES.splitlines()[1:]]

    log = read(write_text("Maskin;Status;Start;Slut;Order\n" + "\n".join(lines)))

    assert log.source.sort == "states"
    assert log.rows["order"].to_list() == ["77", None, None, "77"]


def test_reports_are_the_log_and_states_beside_them_become_stops(write_text: WriteText) -> None:
    reports = "Order;Maskin;Start;Slut\n1;Fräs 1;2025-03-03 06:00;2025-03-03 08:30\n" + (
        "2;Fräs 1;2025-03-03 11:10;2025-03-03 12:00\n"
    )

    log = read([write_text(STATES, name="states.csv"), write_text(reports, name="reports.csv")])

    assert (log.source.sort, log.rows["order"].to_list()) == ("reports", ["1", "2"])
    assert log.companions.stops is not None
    assert log.companions.stops["kind"].to_list() == ["setup", "breakdown", "material", "planned", "other"]
    assert any("its work was left out" in note.in_language("en") for note in log.source.notes)


def test_two_months_of_changes_are_one_log_over_the_boundary(write_text: WriteText) -> None:
    first = "Time;Machine;State\n2025-03-31 20:00;Mill;Running\n2025-03-31 10:00;Mill;Setup\n"
    second = "Time;Machine;State\n2025-04-01 04:00;Mill;Setup\n2025-04-01 05:00;Mill;Off\n"

    log = read([write_text(first, name="mar.csv"), write_text(second, name="apr.csv")])

    running = log.rows.filter(kind="run").row(0, named=True)
    assert (running["start_at"], running["end_at"]) == (datetime(2025, 3, 31, 20), datetime(2025, 4, 1, 4))
