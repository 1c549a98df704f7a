"""The rows of a sheet, each cell with its place, whatever order the columns stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simmitt.engine.eventlog.plain_cells import SheetCells, cell_name
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.workbook.records import family_id
from simmitt.engine.factory.workbook.sheets import FORM_HEADINGS, MATRIX, Column, Sheet, written
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say

_LOOKED_AT = 20  # rows among which the headings are
OWN_NOTES = "("


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, "" for nothing."""

    text: str
    place: Place
    in_two_ways: bool = False  # a text that is 1 200 to some and 1.2 to others


@dataclass(frozen=True)
class Row:
    """A row by its columns; those that the sheet lacks are missing."""

    place: Place
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Give what stands in a column, "" for nothing."""
        return self.cells[column].text if column in self.cells else ""

    def place_of(self, column: str) -> Place:
        """Give the place of a cell, or of the row where it has no such cell."""
        return self.cells[column].place if column in self.cells else self.place


@dataclass
class Page:
    """A sheet as it stands in the file, and what is wrong with it."""

    file: str
    name: str
    texts: list[list[str]]  # by row
    letters: list[str]  # of its columns
    two_ways: frozenset[str]
    faults: list[FactoryFault] = field(default_factory=list)

    def place(self, row: int | None = None, column: int | None = None, heading: str = "") -> Place:
        """Give a place; row and column from 0."""
        letter = "" if column is None else self.letters[column]
        name = f"{letter} ({heading})" if letter and heading else letter
        return Place(self.file, self.name, None if row is None else row + 1, name)

    def cell(self, row: int, column: int, heading: str = "") -> Cell:
        """Give a cell; row and column from 0."""
        in_two_ways = f"{self.letters[column]}{row + 1}" in self.two_ways
        return Cell(self.texts[row][column], self.place(row, column, heading), in_two_ways)

    def refuse(self, found: Message, place: Place, remedy: Message) -> None:
        """Note a fault."""
        self.faults.append(FactoryFault(found, place=place, remedy=remedy))


def open_page(sheet: SheetCells, file: str) -> Page:
    """Give a sheet's texts, and the faults of cells that can't be taken at their word."""
    texts = [[(cell or "").strip(" \t\r\n\u00a0\ufeff") for cell in row] for row in sheet.cells.iter_rows()]
    page = Page(file, sheet.name, texts, sheet.cells.columns, frozenset(sheet.two_ways))
    unusable = (
        (sheet.errors, say("The cell holds an error, such as #REF!."), say("Correct the formula.")),
        (sheet.unsaved, say("The cell holds a formula whose result was not saved."),
         say("Open the workbook in Excel and save it once.")),
    )  # fmt: skip
    for cells, found, remedy in unusable:
        for letters, row in map(cell_name, cells):
            page.refuse(found, Place(file, sheet.name, row, letters), remedy)
    return page


def rows_of(page: Page, sheet: Sheet) -> list[Row]:
    """Give the rows of a sheet that has a parameter in each column."""
    at = _headings_at(page, [column.heading for column in sheet.columns])
    columns = _columns(page, sheet, at)
    first = at + 2 if _is_help(page, at + 1, columns) else at + 1
    rows = []
    for row in range(first, len(page.texts)):
        cells = {
            column.id: page.cell(row, number, page.texts[at][number]) for number, column in columns.items()
        }
        if any(cell.text for cell in cells.values()):
            rows.append(Row(page.place(row), cells))
    return rows


def form_of(page: Page, sheet: Sheet) -> Row:
    """Give the one record of a sheet that has a parameter in each row."""
    at = _headings_at(page, FORM_HEADINGS)
    what, value = (_number_of(page, at, heading) for heading in FORM_HEADINGS[:2])
    cells: dict[str, Cell] = {}
    if what is None or value is None:
        page.refuse(*_missing(FORM_HEADINGS[0 if what is None else 1], page))
        return Row(page.place(), cells)
    for row in range(at + 1, len(page.texts)):
        title = page.texts[row][what]
        column = _named(title, sheet.columns)
        if column is not None and column.id not in cells:
            cells[column.id] = page.cell(row, value, title)
        elif not title.startswith(OWN_NOTES) and (title or page.texts[row][value]):
            page.refuse(*_unknown(title, page.place(row, what)))
    for column in sheet.columns:
        if column.required and column.id not in cells:
            found = say("The row {heading} is missing.", heading=column.heading)
            page.refuse(found, page.place(), _fresh())
    return Row(page.place(), cells)


def _headings_at(page: Page, headings: Sequence[Message]) -> int:
    """Give the row that holds most of the headings; the first where none does."""
    known = set().union(*map(written, headings))
    counts = [sum(cell.casefold() in known for cell in row) for row in page.texts[:_LOOKED_AT]]
    return counts.index(max(counts))


def _number_of(page: Page, at: int, heading: Message) -> int | None:
    names = written(heading)
    return next((n for n, cell in enumerate(page.texts[at]) if cell.casefold() in names), None)


def _named(heading: str, columns: Sequence[Column]) -> Column | None:
    wanted = heading.casefold()
    return next((column for column in columns if wanted in written(column.heading)), None)


def _columns(page: Page, sheet: Sheet, at: int) -> dict[int, Column]:
    """Give the sheet's columns by their place; those that mean nothing are refused."""
    found: dict[int, Column] = {}
    for number, heading in enumerate(page.texts[at]):
        taken = {column.id for column in found.values()}
        column = _named(heading, sheet.columns)
        if heading.startswith(OWN_NOTES) or (not heading and not _holds(page, at, number)):
            continue
        if heading and sheet.table == MATRIX and (column is None or column.id in taken):
            column = Column(family_id(heading), say("{name}", name=heading), "hours", _TO_FAMILY)
        if column is None:
            page.refuse(*_unknown(heading, page.place(at, number)))
        elif column.id in taken:
            found_twice = say("The heading “{heading}” stands twice.", heading=heading)
            page.refuse(found_twice, page.place(at, number), say("Delete one of the two columns."))
        else:
            found[number] = column
    have = {column.id for column in found.values()}
    for column in sheet.columns:
        if column.required and column.id not in have:
            page.refuse(*_missing(column.heading, page))
    return found


_TO_FAMILY = say("Changeover to this family.")


def _holds(page: Page, at: int, number: int) -> bool:
    return any(row[number] for row in page.texts[at + 1 :])


def _is_help(page: Page, row: int, columns: Mapping[int, Column]) -> bool:
    """Tell the line of units and meanings: whatever else was changed, one of its cells is as it was."""
    if row >= len(page.texts):
        return False
    return any(page.texts[row][number].casefold() in written(column.help())
               for number, column in columns.items())  # fmt: skip


def _missing(heading: Message, page: Page) -> tuple[Message, Place, Message]:
    return say("The column {heading} is missing.", heading=heading), page.place(), _fresh()


def _unknown(heading: str, place: Place) -> tuple[Message, Place, Message]:
    found = (
        say("The heading “{heading}” means nothing here.", heading=heading)
        if heading
        else say("Something stands here without a heading.")
    )
    remedy = say(
        "Write the heading as in the template, delete it, or put notes of your own in (parentheses)."
    )
    return found, place, remedy


def _fresh() -> Message:
    return say("Fill in the template as it is; “simmitt template --factory” writes a new one.")
