"""The rows of a finding, with their place in the file, safe to open in a spreadsheet."""

from dataclasses import replace

import pytest
from engine.quality.planted_flow import FLOW
from engine.quality.planted_rows import ROWS
from engine.quality.planting import altered, daily_sums, tidy

from simmitt.engine.eventlog.log import SCHEMA, Part
from simmitt.engine.quality import CODES, diagnose, finding_rows
from simmitt.engine.quality.findings import Effect, Finding
from simmitt.ground.texts import say


def finding_of(*rows: int) -> Finding:
    nothing = say("No figure moves.")
    return Finding("zero_length", "info", nothing, len(rows), rows, Effect(nothing), nothing)


def test_rows_come_with_their_place_and_as_the_log_has_them() -> None:
    table = finding_rows(tidy(), finding_of(20, 5))

    assert table.columns == ["file", "sheet", "row", *(name for name in SCHEMA if name != "row")]
    assert table["row"].to_list() == [5, 20]
    assert table["file"].to_list() == ["made.csv", "made.csv"]
    assert table["order"].to_list() == ["WO-0000", "WO-0003"]


def test_rows_of_the_second_file_are_numbered_as_there() -> None:
    parts = (
        Part("january.csv", "", "a", 0, 400, "reports"),
        Part("february.xlsx", "Log", "b", 400, 464, "reports"),
    )
    log = replace(tidy(), source=replace(tidy().source, parts=parts))

    table = finding_rows(log, finding_of(7, 420))

    assert table.select("file", "sheet", "row").rows() == [
        ("january.csv", "", 7),
        ("february.xlsx", "Log", 20),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_written_as_text(sign: str) -> None:
    log = altered(tidy(), [20], machine=f'{sign}HYPERLINK("x")', reason=f"{sign}1+1")

    table = finding_rows(log, finding_of(20, 21))

    assert table["machine"].to_list() == [f'\'{sign}HYPERLINK("x")', "Mill 2"]
    assert table["reason"].to_list() == [f"'{sign}1+1", None]


def test_times_and_numbers_stay_what_they_are() -> None:
    log = altered(tidy(), [20], good_pieces=-5.0)

    assert finding_rows(log, finding_of(20))["good_pieces"].to_list() == [-5.0]


def test_of_sums_per_day_the_rows_are_those_of_the_table() -> None:
    log = daily_sums()

    table = finding_rows(log, finding_of(20))

    assert table.columns[:5] == ["file", "sheet", "row", "date", "machine"]
    assert table["row"].to_list() == [20]


def test_every_row_of_every_finding_can_be_shown() -> None:
    for code in CODES:
        if code in {**ROWS, **FLOW}:
            case = {**ROWS, **FLOW}[code]()
            finding = diagnose(case.log, today=case.today).finding(code)
            assert finding is not None
            assert finding_rows(case.log, finding)["row"].to_list() == list(finding.rows)
