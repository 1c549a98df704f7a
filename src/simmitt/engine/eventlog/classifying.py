"""What each table is: a log of some sort, a table that stands beside one, or nothing to us."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simmitt.engine.eventlog.companion_fields import FIELDS_OF
from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.grid import TooFewRows, check_height
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.looks import Look
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.needed import check_columns, tells_pair, tells_reports
from simmitt.engine.eventlog.recognition import Recognition, recognise, unknown_heading
from simmitt.engine.eventlog.rules import MAINTENANCE, RULES, STATES_WITH_ORDERS, STOPS_WITH_ORDERS
from simmitt.engine.eventlog.sort_fields import ORDER_NAMED
from simmitt.engine.eventlog.study_sheets import SHEETS, Sheet, sheet_titled
from simmitt.engine.eventlog.tables import Table
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.errors import InputFault

NOTHING = "nothing"
_LOGS = ("reports", "ends", "counters", "states", "daily")


@dataclass(frozen=True)
class Classified:
    """A table, what it is read as, and the meaning of its columns."""

    table: Table
    read_as: str  # a LogSort, a CompanionKind, or NOTHING
    understood: Understood | None = None
    sheet: Sheet | None = None  # of a shop's own study
    fault: InputFault | None = None  # why it is no log


def classify(tables: Sequence[Table], mapping: Mapping) -> list[Classified]:
    """Give what each table is; what the mapping says goes first.

    Raises
    ------
    InputFault
        A table is none of what the mapping says that it holds, or no table has a heading that it names.
    """
    _check_headings(tables, mapping)
    headings = {name for one in tables for name in one.grid.cells.columns}
    return [_classify(one, _fitting(mapping, one, headings)) for one in tables]


def _check_headings(tables: Sequence[Table], mapping: Mapping) -> None:
    """Refuse a heading that no table has: what the file then seems to be would lead astray."""
    known = {Phrase.of(heading) for one in tables for heading in one.grid.cells.columns}
    for field, heading in mapping.columns.items():
        if heading and tables and field in BY_NAME and Phrase.of(heading) not in known:
            raise unknown_heading(tables[0].grid, field, heading)


def _fitting(mapping: Mapping, table: Table, headings: set[str]) -> Mapping:
    """Leave out the mapping's columns that another table has and this one hasn't."""
    own = set(table.grid.cells.columns)
    kept = {
        field: heading
        for field, heading in mapping.columns.items()
        if not heading or heading in own or heading not in headings
    }
    if "order" in kept:
        kept[ORDER_NAMED.name] = kept["order"]
    return replace(mapping, columns=kept)


def _classify(table: Table, mapping: Mapping) -> Classified:
    told = table.told(mapping)
    if told == NOTHING:
        return Classified(table, NOTHING)
    if table.grid.cells.is_empty():
        return Classified(table, NOTHING, fault=too_few(table))
    sheet = _study_sheet(table, told)
    if sheet is not None:
        return Classified(table, sheet.table, sheet=sheet)
    if told and told != "log":
        return _as_told(table, mapping, told)
    reports: Recognition | InputFault = _as_reports(table, mapping)
    if isinstance(reports, Recognition) and _is_report_log(table, mapping, reports):
        return Classified(table, "reports", Understood(table.grid, reports, mapping))
    for rule in RULES:
        if (not told or rule.read_as in _LOGS) and rule.suits(table, mapping):
            understood = Understood(table.grid, recognise(table.grid, mapping, rule.fields), mapping)
            return Classified(table, rule.read_as, understood)
    nothing = _no_table(table, mapping, reports)
    if told and (fault := why_no_log(nothing)):
        raise fault
    return nothing


def _no_table(table: Table, mapping: Mapping, reports: Recognition | InputFault) -> Classified:
    if table.grid.cells.height <= 1:
        return Classified(table, NOTHING, fault=too_few(table))
    if isinstance(reports, InputFault):
        return Classified(table, NOTHING, fault=reports)
    return Classified(table, NOTHING, Understood(table.grid, reports, mapping))


def why_no_log(one: Classified) -> InputFault | None:
    """Give the fault for which a table that is nothing to us is no log of reports."""
    if one.fault is not None or one.understood is None:
        return one.fault
    try:
        check_columns(one.understood)
    except InputFault as fault:
        return fault
    return None


def _as_reports(table: Table, mapping: Mapping) -> Recognition | InputFault:
    try:
        return recognise(table.grid, mapping)
    except InputFault as fault:
        return fault


def too_few(table: Table) -> InputFault:
    """Give the fault of a table with fewer rows than two."""
    try:
        check_height(table.grid)
    except TooFewRows as fault:
        return fault
    raise AssertionError(table.name)


def _study_sheet(table: Table, told: str) -> Sheet | None:
    """Give the sheet of the study that this is: by its title, or with all of its headings."""
    if told:
        return next((one for one in SHEETS if one.table == told), None)
    titled = sheet_titled(table.grid.sheet)
    if titled is not None and _has_headings(table, titled, needed_only=True):
        return titled
    return next((one for one in SHEETS if _has_headings(table, one, needed_only=False)), None)


def is_blank_study_sheet(one: Classified) -> bool:
    """Whether this is a sheet of the study's workbook that nobody has filled in."""
    return one.table.grid.cells.is_empty() and _study_sheet(one.table, "") is not None


def _has_headings(table: Table, sheet: Sheet, *, needed_only: bool) -> bool:
    named = {cell.field for heading in table.grid.cells.columns if (cell := sheet.cell_named(heading))}
    return {cell.field for cell in sheet.cells if cell.needed or not needed_only} <= named


def _as_told(table: Table, mapping: Mapping, told: str) -> Classified:
    fields = next(fields for kind, fields in FIELDS_OF.items() if kind == told)
    return Classified(table, told, Understood(table.grid, recognise(table.grid, mapping, fields), mapping))


def _is_report_log(table: Table, mapping: Mapping, reports: Recognition) -> bool:
    """Whether rows are reports, and not orders of maintenance, stops or states that name orders."""
    known = set(reports.columns)
    if not tells_reports(known):
        return False
    look = Look(table.thin.cells, reports, table.name, mapping.states)
    if not tells_pair(known) and not any(map(look.timed, ("start_at", "end_at"))) and not _clocked(known):
        # Days and hours, but never when: a start at midnight would be made up.
        return False
    if known & {"good_pieces", "rejected_pieces"}:
        return True
    others = [STATES_WITH_ORDERS] if "kind" in known else [STOPS_WITH_ORDERS]
    if "activity" not in known:
        others.append(MAINTENANCE)
    return not any(rule.suits(table, mapping) for rule in others)


def _clocked(known: set[str]) -> bool:
    return bool(known & {"start_clock", "end_clock"})
