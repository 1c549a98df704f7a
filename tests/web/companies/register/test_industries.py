import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from simmitt.web.companies.register.industries import (
    Edition,
    divisions,
    industry,
    is_known,
    is_manufacturing,
    label,
    name,
    read_code,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25620", "25.620"),
        ("25.620", "25.620"),
        ("25.62", "25.62"),
        ("25,62", "25.62"),
        ("256", "25.6"),
        ("25", "25"),
        ("01110", "01.110"),
        (" 25620 Metallegoarbeten", "25.620"),
        ("00000", ""),
        ("00.000", ""),
        ("256201", ""),
        ("2", ""),
        ("Metallegoarbeten", ""),
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_written(text: str, code: str) -> None:
    assert read_code(text) == code
    assert read_code(code) == code


def test_manufacturing_is_divisions_10_to_33() -> None:
    assert [entry.code for entry in divisions()] == [str(number) for number in range(10, 34)]
    assert [code for code in ("09.900", "10.110", "33.200", "35.110") if is_manufacturing(code)] == [
        "10.110",
        "33.200",
    ]


@pytest.mark.parametrize(
    ("code", "edition", "swedish", "english"),
    [
        ("25.620", "2007", "Metallegoarbeten", "Machining"),
        ("25.62", "2007", "Metallegoarbeten", "Machining"),
        # The class has no Swedish name where it is divided further: its division's stands for it.
        ("10.11", "2007", "Livsmedelsframställning", "Processing and preserving of meat"),
        ("10.111", "2007", "Kreatursslakt", "Processing and preserving of meat"),
        (
            "33.999",
            "2025",
            "Reparation, underhåll och installation av maskiner och utrustning",
            "Repair and installation of machinery and equipment",
        ),
        ("62.010", "2007", "", ""),
    ],
)
def test_a_code_has_a_name_in_both_languages(code: str, edition: Edition, swedish: str, english: str) -> None:
    assert name(code, "sv", edition) == swedish
    assert name(code, "en", edition) == english


def test_a_code_outside_manufacturing_is_shown_as_its_number_with_edition() -> None:
    assert label("25.620", "sv") == "25.620 Metallegoarbeten"
    assert label("62.010", "sv") == label("62.010", "en") == "62.010 (SNI 2007)"
    assert label("62.100", "sv", "2025") == "62.100 (SNI 2025)"


def test_known_codes_are_those_of_sni_2007() -> None:
    assert is_known("25.620")
    assert not is_known("25.530")
    assert industry("25.530") is None


def test_every_entry_has_a_name_in_both_languages(shared_file: Callable[[str], Path]) -> None:
    source = list(csv.DictReader(shared_file("nace_manufacturing.csv").read_text("utf-8").splitlines()))

    assert all(
        name(row["code"], "sv") and name(row["code"], "en") for row in source if row["level"] != "section"
    )


def test_the_industries_are_those_of_the_source(shared_file: Callable[[str], Path]) -> None:
    source = csv.DictReader(shared_file("nace_manufacturing.csv").read_text("utf-8").splitlines())

    for row in source:
        entry = industry(row["code"])
        assert entry is not None
        assert (entry.level, entry.name_en, entry.name_sv, entry.name_sv_2025) == (
            row["level"].removeprefix("sni_"),
            row["name_en"],
            row["name_sv_sni2007"],
            row["name_sv_sni2025"],
        )
