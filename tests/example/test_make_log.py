"""The invented log is what the other tests and the first-time user take it for."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import make_log

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "korlogg.csv"
    make_log.main(path)
    return path


@pytest.fixture(scope="module")
def rows(log: Path) -> Rows:
    with log.open(encoding="cp1252", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def reported_h(row: dict[str, str]) -> float:
    return float(row["Rapporterad tid (h)"].replace(",", "."))


def test_the_same_script_gives_the_same_file(log: Path, tmp_path: Path) -> None:
    make_log.main(tmp_path / "again.csv")

    assert (tmp_path / "again.csv").read_bytes() == log.read_bytes()


def test_it_is_as_large_as_a_small_workshops_half_year(rows: Rows) -> None:
    assert 400 <= len({row["Ordernr"] for row in rows}) <= 450
    assert {row["Start"][:7] for row in rows} == {f"2026-{month:02}" for month in range(1, 8)}
    assert {row["Rapporttyp"] for row in rows} == {"Produktion", "Ställ", "Stopp"}


def test_the_five_axis_mill_is_the_busiest_machine(rows: Rows) -> None:
    hours: Counter[str] = Counter()
    for row in rows:
        hours[row["Maskin"]] += round(reported_h(row))

    assert hours.most_common(1)[0][0] == "Fräs 2"


def test_every_flaw_is_there_and_none_is_common(rows: Rows) -> None:
    flaws = {
        "twice": len(rows) - len({tuple(row.values()) for row in rows}),
        "end before start": sum(row["Slut"] < row["Start"] for row in rows),
        "midnight": sum(row["Start"].endswith("00:00") for row in rows),
        "an hour that nobody worked": sum(row["Rapporterad tid (h)"] == "0,00" for row in rows),
        "double blank": sum("  " in row["Maskin"] for row in rows),
        "small letters": sum(row["Maskin"].islower() for row in rows),
        "nobody": sum(not row["Anställd"] for row in rows),
    }

    assert all(0 < number < 0.02 * len(rows) for number in flaws.values()), flaws


def test_orders_are_open_at_both_ends(rows: Rows) -> None:
    cut = {row["Ordernr"] for row in rows if row["Operation"] == "Kapning"}
    packed = {row["Ordernr"] for row in rows if row["Operation"] == "Packning"}

    assert packed - cut
    assert cut - packed
