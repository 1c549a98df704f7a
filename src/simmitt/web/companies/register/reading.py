"""A company register's export becomes rows; what was wrong is said by row and column."""

from dataclasses import dataclass, field
from typing import Any

from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say
from simmitt.web.companies.register.columns import is_known
from simmitt.web.companies.register.decoding import decode
from simmitt.web.companies.register.identifiers import PersonalNumber
from simmitt.web.companies.register.industries import Edition
from simmitt.web.companies.register.layout import Layout, Source, lay_out
from simmitt.web.companies.register.legal_forms import SOLE_TRADER, read_legal_form
from simmitt.web.companies.register.notes import Left, notes_on
from simmitt.web.companies.register.rows import FIELDS, Key, Register, RegisterRow, RowFault

LONGEST_CELL = 2_000
LISTED_FAULTS = 100
LOST_CHARACTER = "\ufffd"

# Without these a row can't be told from others, or named to anybody.
_NEEDED = frozenset({"org_no", "cfar", "company_name"})


class UnusableRow(InputFault):
    """The row as a whole can't be read."""


def read_register(content: bytes, *, file: str = "", edition: Edition = "2007") -> Register:
    """Give the rows of a register export, and what couldn't be read.

    ``edition`` is that of the industry codes where no heading names one, and the one that is
    read where the file holds both. A row without a valid organisation number, CFAR number or
    name is left out; any other cell that can't be read is left out alone. Sole traders aren't
    read at all, and what has ceased is as if it weren't listed.

    Raises
    ------
    NotAnExport, TooMuch, ColumnsMissing
        All are ``InputFault``; no bytes raise anything else.
    """
    grid = decode(content, file, is_known)
    layout = lay_out(grid, edition, file)
    reading = _Reading(layout, width=len(grid.headings))
    for number, row in grid.rows:
        reading.take(number, row)
    at_work = [row for row in reading.rows if row.status != "ceased"]
    left = Left(protected=len(reading.protected), ceased=len(reading.rows) - len(at_work))
    return Register(
        rows=tuple(at_work),
        faults=tuple(reading.faults),
        fault_count=reading.fault_count,
        left_out_rows=tuple(reading.left_out),
        left_out_keys=frozenset(reading.left_out_keys),
        nameless_rows=reading.nameless,
        protected_rows=tuple(reading.protected),
        unknown_columns=layout.unknown,
        notes=notes_on(layout, grid, at_work, left),
        fields=_told(layout),
        encoding=grid.encoding,
        separator=grid.separator,
    )


@dataclass
class _Reading:
    """Rows and faults as they come."""

    layout: Layout
    width: int
    rows: list[RegisterRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    fault_count: int = 0
    left_out: list[int] = field(default_factory=list)
    left_out_keys: set[Key] = field(default_factory=set)
    nameless: int = 0
    protected: list[int] = field(default_factory=list)
    seen: dict[Key, int] = field(default_factory=dict)

    def take(self, number: int, row: list[str]) -> None:
        """Read one row: it is kept, left out with its fault, or protected."""
        cells = [*row, *[""] * (self.width - len(row))]
        if self._is_sole_trader(cells):
            self.protected.append(number)
            return
        values, unread = self._values(number, cells)
        if any(cells[self.width :]):
            self._fault(number, "", _too_wide(len(cells), self.width))
        elif not unread & _NEEDED:
            self._keep(RegisterRow(row=number, **values, unread=unread))
            return
        self._leave_out(number, values, unread)

    def _is_sole_trader(self, cells: list[str]) -> bool:
        """Tell a person's row before anything of it is read."""
        form, number = self.layout.sources.get("legal_form"), self.layout.sources["org_no"]
        if form is not None and read_legal_form(cells[form.index]) == SOLE_TRADER:
            return True
        try:
            number.read(cells[number.index])
        except InputFault as fault:
            # Any other fault is said where the cell is read.
            return isinstance(fault, PersonalNumber)
        return False

    def _values(self, number: int, cells: list[str]) -> tuple[dict[str, Any], frozenset[str]]:
        values: dict[str, Any] = {}
        unread = set()
        for name, source in self.layout.sources.items():
            cell = cells[source.index]
            if cell or name == "org_no":
                try:
                    values[name] = _checked(source, cell)
                except InputFault as fault:
                    unread.add(name)
                    self._fault(number, source.heading, fault)
        self._add_industries(number, cells, values, unread)
        self._complete(number, values, unread)
        return values, frozenset(unread)

    def _add_industries(
        self, number: int, cells: list[str], values: dict[str, Any], unread: set[str]
    ) -> None:
        codes: dict[str, None] = {}
        for source in self.layout.industries:
            try:
                codes.update(dict.fromkeys(_checked(source, cells[source.index])))
            except InputFault as fault:
                unread.add("sni_codes")
                self._fault(number, source.heading, fault)
        values["sni_codes"] = tuple(codes)
        values["sni_edition"] = self.layout.edition

    def _complete(self, number: int, values: dict[str, Any], unread: set[str]) -> None:
        """Fill in what follows from the rest: a company's name, a municipality's county."""
        if code := values.get("municipality_code"):
            values["county_code"] = code[:2]
            unread.discard("county_code")
        elif "municipality_code" in unread and "county_code" not in values:
            unread.add("county_code")
        if values.get("company_name") or "company_name" in unread:
            return
        values["company_name"] = values.get("firm_name", "")
        if not values["company_name"]:
            unread.add("company_name")
            self._fault(number, "", UnusableRow(say("The company has no name.")))

    def _keep(self, row: RegisterRow) -> None:
        earlier = self.seen.setdefault(row.key, row.row)
        if earlier == row.row:
            self.rows.append(row)
            return
        self._fault(row.row, "", _doubled(earlier))
        self.left_out.append(row.row)

    def _leave_out(self, number: int, values: dict[str, Any], unread: frozenset[str]) -> None:
        """Remember a row that isn't read, so that its company isn't taken for gone."""
        self.left_out.append(number)
        if unread & {"org_no", "cfar"}:
            self.nameless += 1
        else:
            self.left_out_keys.add((values["org_no"], values.get("cfar", "")))

    def _fault(self, number: int, column: str, fault: InputFault) -> None:
        self.fault_count += 1
        if len(self.faults) < LISTED_FAULTS:
            self.faults.append(RowFault.at(number, column, fault))


def _checked(source: Source, cell: str) -> Any:
    if len(cell) > LONGEST_CELL:
        raise UnusableRow(
            say("The cell has more than {limit} characters.", limit=LONGEST_CELL),
            remedy=say("Shorten it, and look for a quotation mark without its pair."),
        )
    if LOST_CHARACTER in cell:
        raise UnusableRow(
            say("Characters of the cell were lost before the file came here."),
            remedy=say("Export the file again, or correct the cell and save it as “CSV UTF-8”."),
        )
    return source.read(cell)


def _too_wide(cells: int, width: int) -> UnusableRow:
    return UnusableRow(
        say("The row has {cells} cells, but there are {width} headings.", cells=cells, width=width),
        remedy=say("Look for a separator inside a cell, and put such a cell between quotation marks."),
    )


def _doubled(earlier: int) -> UnusableRow:
    return UnusableRow(
        say("Row {earlier} has the same organisation number and CFAR number.", earlier=earlier),
        expected=say("A place of work has one row."),
        remedy=say("Remove one of the two; the first was read."),
    )


def _told(layout: Layout) -> frozenset[str]:
    """Name the fields that the file tells about."""
    told = set(layout.sources)
    if layout.industries:
        told |= {"sni_codes", "sni_edition"}
    if "municipality_code" in told:
        told.add("county_code")
    if "firm_name" in told:
        told.add("company_name")
    return frozenset(told & set(FIELDS))
