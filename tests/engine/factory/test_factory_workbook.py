"""The factory's workbook: read back as written, each column explained, every wrong cell named."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields as parts_of
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from engine.simulation.test_random_features import factories
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog.plain_cells import SheetCells, read_cells
from simmitt.engine.factory import FactoryFault, fields, parse_factory
from simmitt.engine.factory.checking import check
from simmitt.engine.factory.model import Arrivals, Calendar, Factory, Power, Reporting, Routing
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.factory.workbook.example import example_factory, left_of_example
from simmitt.engine.factory.workbook.faults import WrongCells
from simmitt.engine.factory.workbook.headings import CHOICES, HEADINGS
from simmitt.engine.factory.workbook.reading import factory_in
from simmitt.engine.factory.workbook.sheets import SHEETS, sheet_titled
from simmitt.engine.factory.workbook.writing import write_workbook
from simmitt.ground.texts import LANGUAGES, Language

Cells = dict[str, list[list[str | None]]]
TABLES = {
    "run": fields.RUN, "arrivals": fields.ARRIVALS, "arrivals.order": fields.LISTED_ORDER,
    "crew": fields.CREW,
    "station": fields.STATION, "station.setup": fields.SETUP, "station.breakdown": fields.BREAKDOWN,
    "station.batch": fields.BATCH, "station.power": fields.POWER, "operation": fields.OPERATION,
    "product": fields.PRODUCT, "reporting": fields.REPORTING,
}  # fmt: skip
ELSEWHERE = {"opening", "families", "matrix_h", "evidence", "routings"}  # sheets or columns of their own


def through_a_workbook(factory: Factory, language: Language) -> Factory:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "factory.xlsx"
        write_workbook(factory, path, language)
        return factory_in(read_cells(path), path.name)


@given(
    factory=factories(), language=st.sampled_from(LANGUAGES), name=st.sampled_from(["any", "Å; 1", '"=2"'])
)
@settings(max_examples=40, deadline=None)
def test_any_factory_is_read_back_as_it_was_written(factory: Factory, language: Language, name: str) -> None:
    whole = replace(
        _renamed(factory, name),
        wip_cap=7,
        fitted_on={"sha256": "0a", "sort": "study"},
        run=replace(factory.run, starts_at=datetime(2026, 1, 5, 6, 30), orders=9),
        reporting=Reporting((0.5, 1.5) * 168, 600.0, 18_000.0, ("monday", "friday")),
        calendars=(*factory.calendars, Calendar("seldom", levels=(0.25, 0.5, 1.0) * 56)),
    )
    try:
        check(whole)
    except FactoryFault:
        assume(False)

    assert through_a_workbook(whole, language) == whole


def _renamed(factory: Factory, name: str) -> Factory:
    """Give the first station a name that has to be quoted, power, and orders under way."""
    first, *others = factory.stations
    named = [
        replace(
            step,
            station=name if step.station == first.name else step.station,
            alternatives=tuple(name if each == first.name else each for each in step.alternatives),
        )
        for step in factory.operations
    ]
    opening = {"P0": (Routing(("O0",), 0.1 + 0.2), Routing(("O0", "O0"), 1 / 3))}
    return replace(
        factory,
        stations=(
            replace(first, name=name, power=Power(2.5), members={name: 0.1 + 0.2, "x=1": 2.0}),
            *others,
        ),
        operations=tuple(named),
        arrivals=replace(
            factory.arrivals, opening_orders=2.0, opening_span_s=3_600.0, opening_routings=opening
        )
        if factory.arrivals.kind != "list"
        else factory.arrivals,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_example_reads_back_from_its_file_and_says_what_it_is(
    tmp_path: Path, language: Language
) -> None:
    write_workbook(example_factory(language), tmp_path / "factory.xlsx", language)

    factory = read_factory(tmp_path / "factory.xlsx")

    assert factory == example_factory(language)
    assert len(left_of_example(factory)) == 13


def test_every_parameter_has_a_heading_and_a_column_of_its_own() -> None:
    told = {(name, field.key) for name, table in TABLES.items() for field in table} | {
        ("", "name"), ("", "wip_cap"),
    }  # fmt: skip
    columns = {column.key for sheet in SHEETS for column in sheet.columns}
    choices = {
        each
        for table in TABLES.values()
        for field in table
        if field.kind == "choice"
        for each in field.choices
    }

    assert {key for key in told if key[1] not in ELSEWHERE} == set(HEADINGS)
    assert {key for _, key in HEADINGS} <= columns
    assert choices <= set(CHOICES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_headings_of_a_sheet_and_no_two_sheets_are_called_alike(language: Language) -> None:
    titles = [sheet.title.in_language(language).casefold() for sheet in SHEETS]

    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 31 for title in titles)
    for sheet in SHEETS:
        headings = [column.heading.in_language(language).casefold() for column in sheet.columns]
        assert len(set(headings)) == len(headings)
        for column in sheet.columns:
            words = [CHOICES[each].in_language(language) for each in column.choices]
            assert len(set(words)) == len(words)
            assert len(",".join(words)) <= 255  # more than that Excel offers no list


@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    """The example's sheets as lists of rows, to spoil."""
    write_workbook(example_factory("en"), tmp_path / "whole.xlsx", "en")
    return {sheet.name: [list(row) for row in sheet.cells.iter_rows()]
            for sheet in read_cells(tmp_path / "whole.xlsx")}  # fmt: skip


def read(cells: Cells) -> Factory:
    letters = [chr(65 + n) for n in range(26)]
    sheets = []
    for name, rows in cells.items():
        width = max(len(row) for row in rows)
        filled = [row + [None] * (width - len(row)) for row in rows]
        schema = dict.fromkeys(letters[:width], pl.String)
        sheets.append(SheetCells(name, pl.DataFrame(filled, schema=schema, orient="row")))
    return factory_in(sheets, "shop.xlsx")


def put(cells: Cells, sheet: str, heading: str, row: int, value: str | None) -> None:
    """Write a cell; the row as a spreadsheet counts it."""
    cells[sheet][row - 1][cells[sheet][0].index(heading)] = value


WRONG: Mapping[str, tuple[str, str, int, str | None, str, str]] = {
    "text for a number": ("Stations", "Machines", 4, "two", "B (Machines)", "A number is expected"),
    "too small": ("Stations", "Machines", 4, "0", "B (Machines)", "whole number from 1"),
    "no whole number": ("Stations", "Machines", 4, "1.5", "B (Machines)", "A whole number is expected"),
    "a share": ("Operations", "Scrap", 3, "3", "O (Scrap)", "between 0 and 1"),
    "another choice": ("Stations", "Order in the queue", 4, "lifo", "D (Order in the queue)", "first come"),
    "a needed cell": ("Operations", "Station", 3, None, "B (Station)", "has to be filled in"),
    "a needed mean": ("Operations", "Run time", 3, None, "C (Run time)", "The mean has to be filled in"),
    "a shape without values": ("Operations", "Run time: shape", 3, "triangular",
                               "F (Run time: values)", "needs values"),
    "values without a shape": ("Operations", "Run time: shape", 6, None, "E (Run time: shape)", "be chosen"),
    "values that fall": ("Operations", "Run time: values", 6, "3; 2; 1", "F (Run time: values)", "least to"),
    "two corners": ("Operations", "Run time: values", 6, "1; 2", "F (Run time: values)", "three values"),
    "both": ("Operations", "Run time", 6, "1", "C (Run time)", "not both"),
    "a spread that is passed over": ("Operations", "Run time: spread", 6, "0.5", "D (Run time: spread)",
                                     "No spread is expected"),
    "a shift": ("Working hours", "Monday", 3, "early", "B (Monday)", "not a stretch of working time"),
    "an unknown station": ("Operations", "Station", 4, "Mil", "B (Station)", "named Mil"),
    "an unknown product of a step": ("Routings", "Product", 3, "Gear", "A (Product)", "named Gear"),
    "an unknown operation of a step": ("Routings", "Operation", 4, "Drill", "E (Operation)", "named Drill"),
    "a step that stands twice": ("Routings", "Step", 4, "10", "D (Step)", "number of its own"),
    "a station that does not break": ("Breakdowns", "Station", 3, "Lathe", "A (Station)", "named Lathe"),
    "a hole in the matrix": ("Changeover matrix", "Example steel", 4, None, "C (Example steel)", "filled in"),
    "a row that the matrix lacks": ("Changeover matrix", "From setup family", 4, "brass",
                                    "B (From setup family)", "heading brass"),
    "a name that stands twice": ("Stations", "Station", 4, "Example saw", "A (Station)", "taken already"),
    "too much in a batch": ("Batches", "At least", 3, "9", "C (At least)", "more than it takes in"),
    "rework to later": ("Operations", "Goes back to", 3, "Example milling", "Q (Goes back to)",
                        "does not come before"),
    "what it is made of": ("Products", "Made of", 3, "Example shaft", "N (Made of)", "Saw = 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_told_with_sheet_row_and_column(cells: Cells, case: str) -> None:
    sheet, heading, row, value, column, told = WRONG[case]
    put(cells, sheet, heading, row, value)

    with pytest.raises(FactoryFault) as caught:
        read(cells)

    faults = caught.value.faults if isinstance(caught.value, WrongCells) else (caught.value,)
    found = [(fault.place.file, fault.place.sheet, fault.place.row, fault.place.column) for fault in faults]
    assert ("shop.xlsx", sheet, row, column) in found
    assert told in caught.value.in_language("en")
    assert caught.value.in_language("sv") != caught.value.in_language("en")


def test_all_wrong_cells_are_told_at_once(cells: Cells) -> None:
    put(cells, "Stations", "Machines", 4, "two")
    put(cells, "Operations", "Scrap", 3, "300 %")
    put(cells, "Factory", "Value", 9, "many")

    with pytest.raises(WrongCells) as caught:
        read(cells)

    lines = caught.value.in_language("en").splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "File shop.xlsx, sheet Factory, row 9, column B (Orders a week)",
        "File shop.xlsx, sheet Stations, row 4, column B (Machines)",
        "File shop.xlsx, sheet Operations, row 3, column O (Scrap)",
    ]


Spoil = Callable[[Cells], Any]
MISSHAPEN: Mapping[str, tuple[Spoil, str]] = {
    "a sheet is missing": (lambda cells: cells.pop("Routings"), "sheet Routings is missing"),
    "a sheet is called otherwise": (
        lambda cells: cells.update(Ovens=cells.pop("Batches")),
        "Ovens: This sheet",
    ),
    "a sheet stands twice": (lambda cells: cells.update(Lag=cells["Crews"]), "stands twice"),
    "a heading is called otherwise": (lambda cells: put(cells, "Stations", "Crews", 1, "People"), "“People”"),
    "a heading is gone": (lambda cells: put(cells, "Crews", "People", 1, None), "without a heading"),
    "a needed column is gone": (
        lambda cells: put(cells, "Crews", "People", 1, "(x)"),
        "column People is missing",
    ),
    "a heading stands twice": (lambda cells: put(cells, "Stations", "Speed", 1, "Crews"), "stands twice"),
    "a row of the form is gone": (lambda cells: cells["Factory"].pop(7), "row How orders come is missing"),
    "a row of the form is new": (lambda cells: cells["Factory"].append(["Colour", "red", None]), "“Colour”"),
}


@pytest.mark.parametrize("case", MISSHAPEN)
def test_a_workbook_that_is_no_longer_the_template_is_refused(cells: Cells, case: str) -> None:
    spoil, told = MISSHAPEN[case]
    spoil(cells)

    with pytest.raises(FactoryFault) as caught:
        read(cells)

    assert told in caught.value.in_language("en")


@pytest.mark.parametrize(("sheet", "told"), [("Sampling", "no factory"), ("Maskiner", "a study, not a")])
def test_another_workbook_is_told_in_one_sentence(sheet: str, told: str) -> None:
    with pytest.raises(FactoryFault) as caught:
        read({sheet: [["a", "b"]]})

    lines = caught.value.in_language("en").splitlines()
    assert len(lines) == 1
    assert told in lines[0]
    assert "Factory, Stations, Operations, Products, Routings" in lines[0]


def test_columns_may_change_places_and_have_notes_beside_them(cells: Cells) -> None:
    for row in cells["Stations"]:
        row.reverse()
        row.append("note")
    cells["Stations"][0][-1] = "(my notes)"
    cells["(scratch)"] = [["anything"]]
    cells["Stations"].insert(0, ["Our machines"])

    assert read(cells) == example_factory("en")


def test_a_template_without_its_line_of_help_loses_no_row(cells: Cells) -> None:
    for rows in cells.values():
        if len(rows[0]) > 3 or rows[0][0] == "Station":
            del rows[1]

    assert read(cells) == example_factory("en")


def test_people_write_numbers_and_shifts_in_their_own_way(cells: Cells) -> None:
    put(cells, "Operations", "Scrap", 4, "1 %")
    put(cells, "Operations", "Run time: spread", 3, "0,3")
    put(cells, "Working hours", "Monday", 3, "7.00–16.00")
    put(cells, "Stations", "Order in the queue", 4, "Sparar ställ")

    assert read(cells) == example_factory("en")


def spoiled(path: Path, write: Callable[[xlsxwriter.worksheet.Worksheet], Any]) -> Path:
    """Write a workbook whose sheet of stations begins in the second column, with one cell spoiled."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Stations")
        page.write_row(0, 1, ["Station", "Machines"])
        page.write_row(1, 1, ["Saw", 2])
        write(page)
    return path


UNUSABLE = {
    "an error": (lambda page: page.write_formula("C2", "=1/0", value="#DIV/0!"), "error, such as #REF!"),
    "a text of two meanings": (lambda page: page.write_string("C2", "1.200"), "read in two ways"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_cell_that_nobody_can_read_is_no_empty_cell(tmp_path: Path, case: str) -> None:
    write, told = UNUSABLE[case]
    path = spoiled(tmp_path / "shop.xlsx", write)

    with pytest.raises(FactoryFault) as caught:
        read_factory(path)

    wanted = "sheet Stations, row 2, column C"
    if case == "a text of two meanings":  # is told when the sheets that are missing have been added
        assert "sheet Factory is missing" in caught.value.in_language("en")
        assert read_cells(path)[0].two_ways == ("C2",)
    else:
        assert any(wanted in line and told in line for line in caught.value.in_language("en").splitlines())


def test_a_formula_without_a_saved_result_is_named(tmp_path: Path) -> None:
    path = spoiled(tmp_path / "shop.xlsx", lambda page: page.write_formula("C2", "=1+1", value=77))
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(tmp_path / "unsaved.xlsx", "w") as unsaved:
        for name, content in parts.items():
            unsaved.writestr(name, content.replace(b"<v>77</v>", b""))

    assert read_cells(path)[0].unsaved == ()
    assert read_cells(tmp_path / "unsaved.xlsx")[0].unsaved == ("C2",)
    with pytest.raises(FactoryFault) as caught:
        read_factory(tmp_path / "unsaved.xlsx")
    assert "row 2, column C: The cell holds a formula" in caught.value.in_language("en")


def _rewritten(whole: Path, path: Path, change: Callable[[str, bytes], bytes], more: int = 0) -> None:
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        if more:
            target.writestr("xl/media/picture.bin", bytes(more))


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
HOSTILE: Mapping[str, tuple[bytes, bytes, int, str]] = {
    "a cell at the end of the world": (b"</sheetData>", FAR, 0, "far outside the table"),
    "a document type": (b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "x">]><worksheet', 0, "document type"),
    "a bomb": (b"", b"", 200_000_000, "times its size"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_workbook_that_is_made_to_do_harm_is_refused(tmp_path: Path, case: str) -> None:
    old, new, more, told = HOSTILE[case]
    whole, path = tmp_path / "whole.xlsx", tmp_path / "shop.xlsx"
    write_workbook(example_factory("en"), whole, "en")
    _rewritten(
        whole, path, lambda name, part: part.replace(old, new, 1) if old and "sheet5" in name else part, more
    )

    with pytest.raises(FactoryFault) as caught:
        read_factory(path)

    assert told in caught.value.in_language("en")
    assert caught.value.place.file == "shop.xlsx"


def test_a_workbook_that_breaks_off_is_refused_with_a_word(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.xlsx", tmp_path / "cut.xlsx"
    write_workbook(example_factory("en"), whole, "en")
    cut.write_bytes(whole.read_bytes()[:-500])

    with pytest.raises(FactoryFault) as caught:
        read_factory(cut)

    assert "cut.xlsx" in caught.value.in_language("sv")
    assert "--factory" in caught.value.in_language("sv")


def test_a_factory_of_a_text_file_survives_the_workbook() -> None:
    from_text = parse_factory(
        '[run]\nhorizon_h = 100.0\n[arrivals]\nkind = "saturated"\n[[station]]\nname = "1"\n'
        '[[operation]]\nname = "1E3"\nstation = "1"\nrun = 0.1\n'
        '[[product]]\nname = "=A1"\nshare = 1\norder_pieces = 3\nroutings = [["1E3"]]\n'
    )

    assert through_a_workbook(from_text, "sv") == from_text


def test_no_part_of_a_factory_is_forgotten() -> None:
    """Whoever adds a part to the model has to give it a sheet or a row; the floor has state.json."""
    assert {part.name for part in parts_of(Factory)} - {"state"} == {
        "name", "stations", "operations", "products", "arrivals", "calendars", "crews", "wip_cap", "run",
        "reporting", "fitted_on",
    }  # fmt: skip
    assert {part.name for part in parts_of(Arrivals)} - {field.attribute for field in fields.ARRIVALS} == {
        "orders"
    }
    assert sheet_titled("orderlista") is not None
