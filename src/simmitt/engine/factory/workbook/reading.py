"""A factory from its workbook, every wrong cell named with its place and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simmitt.engine.eventlog.plain_cells import SheetCells
from simmitt.engine.eventlog.sandbox import read_cells_apart
from simmitt.engine.eventlog.study_sheets import sheet_titled as study_sheet_titled
from simmitt.engine.factory import fields
from simmitt.engine.factory.checking import contradictions
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.reading import Reader
from simmitt.engine.factory.workbook.book import Book
from simmitt.engine.factory.workbook.faults import one_or_all, wrong_cell
from simmitt.engine.factory.workbook.fillings import Fillings
from simmitt.engine.factory.workbook.rows import OWN_NOTES, Page, Row, form_of, open_page, rows_of
from simmitt.engine.factory.workbook.sheets import (
    BY_TABLE,
    FACTORY,
    FITTED,
    INTERVAL,
    MATRIX,
    OPENING,
    REPORTING,
    SHEETS,
    WAYS,
    Sheet,
    Titles,
    sheet_titled,
    written,
)
from simmitt.engine.factory.workbook.ways import Names, matrices_of, ways_of
from simmitt.engine.factory.writing import HOURS_OF_A_DAY
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

_PARTS = ("station.setup", "station.breakdown", "station.batch", "station.power")


def read_workbook(path: Path) -> Factory:
    """Give the factory that a workbook holds; the file is opened in a process of its own.

    Raises
    ------
    FactoryFault
        Its message names every wrong cell.
    """
    try:
        sheets = read_cells_apart(path)
    except InputFault as fault:
        remedy = say("Copy your values into a new template: simmitt template FILE.xlsx --factory.")
        raise FactoryFault(fault.found, expected=fault.expected, remedy=remedy, place=fault.place) from fault
    return factory_in(sheets, path.name)


def factory_in(sheets: Sequence[SheetCells], file: str) -> Factory:
    """Give the factory that the sheets of a workbook hold."""
    _must_be_a_factory(sheets, file)
    book, faults = Book(file), list[FactoryFault]()
    rows: dict[str, list[Row]] = {}
    for sheet, page in _pages(sheets, book, faults):
        rows[sheet.table] = [form_of(page, sheet)] if sheet.is_form else rows_of(page, sheet)
        faults += page.faults
    if not faults:
        reader = _BookReader(book, rows)
        raw = reader.raw()
        faults = reader.fillings.faults
    if faults:
        order = {each.name: number for number, each in enumerate(sheets)}
        faults.sort(key=lambda fault: (order.get(fault.place.sheet, -1), fault.place.row or 0))
        raise one_or_all(faults)
    factory = Reader(book).factory(raw)
    if wrong := list(contradictions(factory, book)):
        raise one_or_all(wrong)
    return factory


def _must_be_a_factory(sheets: Sequence[SheetCells], file: str) -> None:
    """Say in one sentence that it is another workbook, where it is one."""
    found = {sheet.table for each in sheets if (sheet := sheet_titled(each.name))}
    if found & {FACTORY, "station", "operation", WAYS}:
        return
    is_study = any(study_sheet_titled(each.name) for each in sheets)
    raise FactoryFault(
        say("This workbook is a study, not a factory.") if is_study else say("This workbook is no factory."),
        expected=say("It would have the sheets {names}.", names=Titles()),
        remedy=say("“simmitt fit” makes a factory of a study.")
        if is_study
        else say("“simmitt template --factory” writes one to fill in."),
        place=Place(file),
    )


def _pages(
    sheets: Sequence[SheetCells], book: Book, faults: list[FactoryFault]
) -> Iterator[tuple[Sheet, Page]]:
    """Give the sheets that are known; refuse those that are not, are missing, or stand twice."""
    read_me = written(say("Read me"))
    for each in sheets:
        sheet = sheet_titled(each.name)
        place = Place(book.file, each.name)
        if each.name.casefold().strip() in read_me or each.name.startswith(OWN_NOTES):
            continue
        if sheet is None:
            remedy = say("Call it as in the template, delete it, or put notes of your own in (parentheses).")
            faults.append(FactoryFault(say("This sheet means nothing here."), remedy=remedy, place=place))
        elif sheet.table in book.titles:
            faults.append(FactoryFault(say("This sheet stands twice, in two languages."), place=place))
        else:
            book.titles[sheet.table] = each.name
            yield sheet, open_page(each, book.file)
    for sheet in SHEETS:
        if sheet.required and sheet.table not in book.titles:
            remedy = say("Fill in the template as it is; “simmitt template --factory” writes a new one.")
            found = say("The sheet {title} is missing.", title=sheet.title)
            faults.append(FactoryFault(found, remedy=remedy, place=Place(book.file)))


class _BookReader:
    """Puts the rows of all sheets together, as ``factory.toml`` has them."""

    def __init__(self, book: Book, rows: Mapping[str, list[Row]]) -> None:
        self.book, self.rows = book, rows
        self.fillings = Fillings(book.places, Reader(book))

    def raw(self) -> dict[str, Any]:
        """Give the tables of the whole factory."""
        told = self._records(FACTORY)[0] if self.rows.get(FACTORY) else {}
        run = {each.key for each in fields.RUN}
        top: dict[str, Any] = {key: told[key] for key in ("name", "wip_cap") if key in told}
        arrivals = {key: value for key, value in told.items() if key not in run | top.keys()}
        # The form's cells are found again under the tables that they belong to.
        for (table, number, key), place in list(self.book.places.items()):
            if table == FACTORY:
                self.book.places["run" if key in run else "arrivals", number, key] = place
        stations = self._stations()
        products = self._products()
        opening = self._opening()
        return {
            **top,
            "run": {key: value for key, value in told.items() if key in run},
            "arrivals": {**arrivals, "order": self._records("arrivals.order"), **opening},
            "reporting": next(iter(self._records(REPORTING)), {}),
            "calendar": self._calendars(),
            "crew": self._records("crew"),
            "station": stations,
            "operation": self._records("operation"),
            "product": products,
            "fitted_on": {each["key"]: each.get("value", "") for each in self._records(FITTED)},
        }

    def _records(self, table: str) -> list[dict[str, Any]]:
        columns = BY_TABLE[table].columns
        rows = self.rows.get(table, [])
        taken: set[str] = set()
        for row in rows if not BY_TABLE[table].is_form else ():
            name = row.text("name")
            if name in taken:
                self.fillings.refuse(row, "name", say("The name {name} is taken already.", name=name))
            taken |= {name} - {""}
        return [self.fillings.record(row, columns, (table, number)) for number, row in enumerate(rows)]

    def _calendars(self) -> list[dict[str, Any]]:
        found = self._records("calendar")
        for number, row in enumerate(self.rows.get("calendar", [])):
            self.fillings.check_shifts(found[number], row, ("calendar", number))
            levels = found[number].get("levels", [])
            found[number]["levels"] = [
                levels[at : at + HOURS_OF_A_DAY] for at in range(0, len(levels), HOURS_OF_A_DAY)
            ]
        return found

    def _stations(self) -> list[dict[str, Any]]:
        found = self._records("station")
        names = self._names("station")
        for table in _PARTS:
            seen: set[str] = set()
            for row in self.rows.get(table, []):
                number = self._own(row, "station", names)
                if number is None:
                    continue
                if row.text("station") in seen:
                    self.fillings.refuse(row, "station", say("Each station stands here once."))
                seen.add(row.text("station"))
                record = self.fillings.record(row, BY_TABLE[table].columns[1:], (table, number))
                found[number][table.removeprefix("station.")] = _with_evidence(record)
        self._matrices(found, names)
        return found

    def _matrices(self, stations: list[dict[str, Any]], names: Names) -> None:
        known = [row for row in self.rows.get(MATRIX, []) if self._own(row, "station", names) is not None]
        for station, matrix in matrices_of(known, self.fillings).items():
            number = names.numbers[station]
            place = matrix.place
            if "setup" not in stations[number]:
                title = self.book.table("station.setup")
                expected = say("A station with a matrix needs a row in {table} as well.", table=title)
                self.fillings.faults.append(wrong_cell(station, place, expected, say("Add it there.")))
                continue
            stations[number]["setup"] |= {"families": matrix.families, "matrix_h": matrix.hours}
            for key in ("families", "matrix_h"):
                self.book.places["station.setup", number, key] = place

    def _products(self) -> list[dict[str, Any]]:
        found = self._records("product")
        ways = ways_of(self._known_steps(WAYS), self.fillings)
        for number, product in enumerate(found):
            own = ways.get(product.get("name", ""), [])
            product["routings"] = [way.raw() for way in own]
            if own:
                self.book.places["product", number, "routings"] = own[0].place
        return found

    def _opening(self) -> dict[str, Any]:
        ways = ways_of(self._known_steps(OPENING), self.fillings)
        found = [{"product": product, **way.raw()} for product, each in ways.items() for way in each]
        if ways:
            first = next(iter(ways.values()))[0]
            self.book.places["arrivals", 0, "opening"] = first.place
        return {"opening": found} if found else {}

    def _known_steps(self, table: str) -> list[Row]:
        """Give the rows of a sheet of routings whose product and operation exist."""
        products, operations = self._names("product"), self._names("operation")
        return [
            row
            for row in self.rows.get(table, [])
            if None not in (self._own(row, "product", products), self._own(row, "operation", operations))
        ]

    def _names(self, table: str) -> Names:
        rows = self.rows.get(table, [])
        return Names(table, {row.text("name"): number for number, row in reversed(list(enumerate(rows)))})

    def _own(self, row: Row, column: str, names: Names) -> int | None:
        """Give the number of the one that a row is about; note the fault where there is none."""
        name = row.text(column)
        if name in names.numbers and name:
            return names.numbers[name]
        if not name:
            self.fillings.refuse(row, column, say("It has to be filled in."))
            return None
        found = say("Nothing in {table} is named {name}.", table=self.book.table(names.table), name=name)
        remedy = say("Write the name as it stands there, or add it there.")
        self.fillings.faults.append(FactoryFault(found, remedy=remedy, place=row.place_of(column)))
        return None


def _with_evidence(record: Mapping[str, Any]) -> dict[str, Any]:
    """Put what a breakdown rests on where the file has it; its interval is one of hours."""
    own = {key.removeprefix("breakdown."): value for key, value in record.items() if "breakdown." in key}
    told = {f"{key}_h" if key in INTERVAL else key: value for key, value in own.items()}
    return {key: value for key, value in record.items() if "breakdown." not in key} | told
