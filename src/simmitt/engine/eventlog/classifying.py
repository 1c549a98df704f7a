"""What each table is: a log of some sort, a table that stands beside one, or nothing to us."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from simmitt.engine.eventlog.companion_fields import FIELDS_OF
from simmitt.engine.eventlog.field import Field
from simmitt.engine.eventlog.grid import TooFewRows, check_height
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.looks import (
    Look,
    grows,
    reports_at,
    speaks_of_states,
    starts_like_shifts,
)
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.needed import tells_pair, tells_reports, tells_work
from simmitt.engine.eventlog.pairing import known_phases
from simmitt.engine.eventlog.recognition import Recognition, recognise
from simmitt.engine.eventlog.sort_fields import (
    COUNTER_FIELDS,
    ENDS_FIELDS,
    ORDER_NAMED,
    STAMPING_FIELDS,
    STATE_FIELDS,
)
from simmitt.engine.eventlog.study_sheets import SHEETS, Sheet, sheet_titled
from simmitt.engine.eventlog.tables import Table, thinned
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


@dataclass(frozen=True)
class _Rule:
    read_as: str
    fields: tuple[Field, ...]
    suits: Callable[[Look], bool]


def classify(tables: Sequence[Table], mapping: Mapping) -> list[Classified]:
    """Give what each table is; what the mapping says goes first."""
    headings = {name for one in tables for name in one.grid.cells.columns}
    return [_classify(one, _fitting(mapping, one, headings)) for one in tables]


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
    for rule in _RULES:
        if (not told or rule.read_as in _LOGS) and _suits(rule, table, mapping):
            understood = Understood(table.grid, recognise(table.grid, mapping, rule.fields), mapping)
            return Classified(table, rule.read_as, understood)
    return _no_table(table, mapping, reports)


def _no_table(table: Table, mapping: Mapping, reports: Recognition | InputFault) -> Classified:
    if table.grid.cells.height <= 1:
        return Classified(table, NOTHING, fault=too_few(table))
    if isinstance(reports, InputFault):
        return Classified(table, NOTHING, fault=reports)
    return Classified(table, NOTHING, Understood(table.grid, reports, mapping))


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
    look = Look(thinned(table.grid), reports, table.name, mapping.states)
    if not tells_pair(known) and not any(map(look.timed, ("start_at", "end_at"))) and not _clocked(known):
        # Days and hours, but never when: a start at midnight would be made up.
        return False
    if known & {"good_pieces", "rejected_pieces"}:
        return True
    others = [_STATES_WITH_ORDERS] if "kind" in known else [_STOPS_WITH_ORDERS]
    if "activity" not in known:
        others.append(_MAINTENANCE)
    return not any(_suits(rule, table, mapping) for rule in others)


def _clocked(known: set[str]) -> bool:
    return bool(known & {"start_clock", "end_clock"})


def _suits(rule: _Rule, table: Table, mapping: Mapping) -> bool:
    try:
        return rule.suits(Look.at(table, mapping, rule.fields))
    except InputFault:
        return False


_OF_ENERGY = ("kwh", "mwh", "energi", "energy", "effekt", "power", "elmat", "elforbruk", "electric")


def _energy(look: Look) -> bool:
    told = [look.name, *(look.recognition.heading(name) or "" for name in ("energy", "reading", "power"))]
    joined = [Phrase.of(text).joined for text in told]
    if not any(word in text for text in joined for word in _OF_ENERGY) and "kw" not in joined:
        return False
    return look.any("at", "date", "end_at", "start_at") and look.any("energy", "reading", "power")


def _maintenance(look: Look) -> bool:
    return look.has("machine", "at") and look.has("cost") and look.any("text", "type")


def _upkeep(look: Look) -> bool:
    if not look.has("machine", "at") or not look.any("text", "type"):
        return False
    return look.any("cost", "hours") and (look.has("text", "type") or look.hints("maintenance"))


def _counters(look: Look) -> bool:
    if look.has("begins_at", "ceases_at") or not look.has("count"):
        return False
    told = look.timed("at") or look.timed("date") or (look.has("clock") and look.any("at", "date"))
    if not told:
        return False
    growing = grows(look)
    return growing >= (0.8 if look.sure("count") else 0.95)


def _ends(look: Look) -> bool:
    known = set(look.recognition.columns)
    return "order" in known and tells_work(known) and reports_at(look)


def _stampings(look: Look) -> bool:
    return look.has("phase") and _ends(look) and bool(known_phases(look.texts("phase")))


def _states(look: Look) -> bool:
    when = (
        look.any("start_at", "at")
        or (look.has("date") and look.any("start_clock", "clock"))
        or look.timed("date")
    )
    if not look.has("state") or not when:
        return False
    share, with_running = speaks_of_states(look)
    return share >= 0.5 and with_running


def _states_with_orders(look: Look) -> bool:
    if not _states(look) or not look.has("order_named"):
        return False
    return (
        speaks_of_states(look)[0] >= 0.8
        and look.texts("order_named").null_count() >= 0.05 * look.cells.height
    )


def _stops(look: Look) -> bool:
    if not look.has("machine") or look.hints("shifts"):
        return False
    starts = any(map(look.timed, ("start_at", "at", "date"))) or look.any("start_clock", "clock")
    ends = look.any("end_at", "end_clock", "stop_length_s", "reported_s")
    if not (starts and ends):
        return False
    return look.any("reason", "stop_kind") or look.hints("stops")


def _stops_with_orders(look: Look) -> bool:
    if not _stops(look) or not look.has("reason"):
        return False
    heading = Phrase.of(look.recognition.heading("reason") or "").joined
    filled = 1 - look.texts("reason").null_count() / max(look.cells.height, 1)
    return filled >= 0.9 and any(word in heading for word in ("orsak", "reason", "cause", "stopp"))


def _shifts(look: Look) -> bool:
    if look.has("start_clock", "end_clock"):
        return look.any("weekday", "date", "shift") or look.hints("shifts")
    if not look.has("start_at", "end_at"):
        return False
    return look.any("shift") or look.hints("shifts") or (look.timed("start_at") and starts_like_shifts(look))


def _orders(look: Look) -> bool:
    if not look.has("order") or look.repeats("order") > 1.5:
        return False
    return look.any("due_at", "released_at", "delivered_at")


def _daily(look: Look) -> bool:
    known = set(look.recognition.columns)
    day = next((name for name in ("date", "end_at", "start_at", "at") if name in known), None)
    if day is None or tells_pair(known):
        return False
    sums = ("run_s", "setup_s", "stop_s", "planned_s", "reported_s", "good_pieces", "rejected_pieces")
    return not look.timed(day) and look.any(*sums)


def _tally(look: Look) -> bool:
    others = ("run_s", "setup_s", "planned_s", "good_pieces", "rejected_pieces")
    return look.has("reason", "machine") and _daily(look) and not look.any(*others)


def _products(look: Look) -> bool:
    if not look.any("product", "product_text"):
        return False
    return look.any("price_sek", "material_sek", "ideal_cycle_s")


_MAINTENANCE = _Rule("maintenance", FIELDS_OF["maintenance"], _maintenance)
_STOPS_WITH_ORDERS = _Rule("stops", FIELDS_OF["stops"], _stops_with_orders)
_STATES_WITH_ORDERS = _Rule("states", STATE_FIELDS, _states_with_orders)
# The first that suits: what is hardest to mistake comes first.
_RULES = (
    _Rule("energy", FIELDS_OF["energy"], _energy),
    _MAINTENANCE,
    _STATES_WITH_ORDERS,
    _STOPS_WITH_ORDERS,
    _Rule("counters", COUNTER_FIELDS, _counters),
    _Rule("ends", STAMPING_FIELDS, _stampings),
    _Rule("ends", ENDS_FIELDS, _ends),
    _Rule("states", STATE_FIELDS, _states),
    _Rule("maintenance", FIELDS_OF["maintenance"], _upkeep),
    _Rule("stops", FIELDS_OF["stops"], _stops),
    _Rule("shifts", FIELDS_OF["shifts"], _shifts),
    _Rule("orders", FIELDS_OF["orders"], _orders),
    _Rule("stop_tally", FIELDS_OF["stop_tally"], _tally),
    _Rule("daily", FIELDS_OF["daily"], _daily),
    _Rule("products", FIELDS_OF["products"], _products),
)
