"""A shop's own study, entered in the template, read back by the reader."""

from pathlib import Path

import pytest
import xlsxwriter
from engine.study.conftest import FIRST, WriteStudy, small_shop, write_study

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.study_reading import StudyFault
from simmitt.engine.eventlog.study_template import write_template
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import LANGUAGES, Language

__all__ = ["write_study"]  # a fixture of the study's tests


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_sheets_are_the_study_in_either_language(
    language: Language, write_study: WriteStudy
) -> None:
    log = read(write_study(small_shop(), language))

    assert log.source.sort == "study"
    assert log.rows.is_empty()
    assert log.companions.given() == ("stations", "sampling", "stop_tally", "timed_setups", "routings")
    assert log.companions.sampling is not None
    assert log.companions.sampling.height == 200
    assert dict(log.companions.sampling.schema) == SCHEMAS["sampling"]
    assert log.companions.sampling["state"].value_counts().sort("state").rows() == [
        ("breakdown", 20),
        ("idle", 20),
        ("run", 120),
        ("setup", 40),
    ]


def test_a_sheet_that_stays_empty_is_no_fault(write_study: WriteStudy) -> None:
    study = {name: records for name, records in small_shop().items() if name != "timed_setups"}

    log = read(write_study(study))

    assert log.companions.timed_setups is None
    assert log.companions.given() == ("stations", "sampling", "stop_tally", "routings")


def test_the_empty_template_is_refused_with_a_word(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    write_template(path, "sv")

    with pytest.raises(InputFault) as caught:
        read(path)

    told = caught.value.in_language("en")
    assert told.startswith("File study.xlsx: The workbook of the study is not filled in yet. ")
    assert "one of the sheets Maskiner, Produkter, Stickprov, Stopplista, Klockade ställ. Begin" in told


def own_sheet(path: Path, state: str) -> Path:
    """Write rounds on a sheet with the template's headings and a title of its own."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        page = book.add_worksheet("Rounds of April")
        rows = [["When", "Machine", "State", "How many"], *([FIRST, "Mill", state, 1] for _ in range(3))]
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def test_a_sheet_is_known_by_its_columns_whatever_it_is_called(tmp_path: Path) -> None:
    log = read(own_sheet(tmp_path / "own.xlsx", "Running"))

    assert log.source.sort == "study"
    assert log.companions.sampling is not None
    assert log.companions.sampling["state"].to_list() == ["run"] * 3


def test_a_wrong_cell_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyFault) as caught:
        read(own_sheet(tmp_path / "own.xlsx", "Zonk"))

    assert (caught.value.place.sheet, caught.value.place.row) == ("Rounds of April", 2)


def test_a_study_beside_a_log_leaves_the_log_the_log(tmp_path: Path, write_study: WriteStudy) -> None:
    reports = tmp_path / "log.csv"
    reports.write_text(
        "Order;Maskin;Start;Slut\n1;M1;2025-04-23 06:00;2025-04-23 08:30\n"
        "2;M1;2025-04-23 11:10;2025-04-23 12:00\n"
    )

    log = read([reports, write_study(small_shop())])

    assert (log.source.sort, log.rows.height) == ("reports", 2)
    assert log.companions.stations is not None
