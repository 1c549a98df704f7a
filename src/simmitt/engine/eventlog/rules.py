"""By what each kind of table is known: which columns it must have, and what they must hold."""

from collections.abc import Callable
from dataclasses import dataclass

from simmitt.engine.eventlog.companion_fields import FIELDS_OF
from simmitt.engine.eventlog.field import Field
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.looks import (
    Look,
    grows,
    reports_at,
    speaks_of_states,
    starts_like_shifts,
)
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.needed import tells_pair, tells_work
from simmitt.engine.eventlog.pairing import known_phases
from simmitt.engine.eventlog.sort_fields import COUNTER_FIELDS, ENDS_FIELDS, STAMPING_FIELDS, STATE_FIELDS
from simmitt.engine.eventlog.tables import Table
from simmitt.ground.errors import InputFault


@dataclass(frozen=True)
class Rule:
    """What a table is read as where its columns, read as these fields, look like it."""

    read_as: str
    fields: tuple[Field, ...]
    holds: Callable[[Look], bool]

    def suits(self, table: Table, mapping: Mapping) -> bool:
        """Whether a table is one of these; one whose columns mean nothing of it isn't."""
        try:
            return self.holds(Look.at(table, mapping, self.fields))
        except InputFault:
            return False


_OF_ENERGY = ("kwh", "mwh", "energi", "energy", "effekt", "power", "elmat", "elforbruk", "electric")


def _energy(look: Look) -> bool:
    if look.any("order_named"):
        return False
    told = [look.name, *(look.recognition.heading(name) or "" for name in ("energy", "reading", "power"))]
    joined = [Phrase.of(text).joined for text in told]
    if not any(word in text for text in joined for word in _OF_ENERGY) and "kw" not in joined:
        return False
    return look.any("at", "date", "end_at", "start_at") and look.any("energy", "reading", "power")


def _maintenance(look: Look) -> bool:
    if look.any("good_pieces", "rejected_pieces"):
        return False
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


MAINTENANCE = Rule("maintenance", FIELDS_OF["maintenance"], _maintenance)
STOPS_WITH_ORDERS = Rule("stops", FIELDS_OF["stops"], _stops_with_orders)
STATES_WITH_ORDERS = Rule("states", STATE_FIELDS, _states_with_orders)
# The first that suits: what is hardest to mistake comes first.
RULES = (
    Rule("energy", FIELDS_OF["energy"], _energy),
    MAINTENANCE,
    STATES_WITH_ORDERS,
    STOPS_WITH_ORDERS,
    Rule("counters", COUNTER_FIELDS, _counters),
    Rule("ends", STAMPING_FIELDS, _stampings),
    Rule("ends", ENDS_FIELDS, _ends),
    Rule("states", STATE_FIELDS, _states),
    Rule("maintenance", FIELDS_OF["maintenance"], _upkeep),
    Rule("stops", FIELDS_OF["stops"], _stops),
    Rule("shifts", FIELDS_OF["shifts"], _shifts),
    Rule("orders", FIELDS_OF["orders"], _orders),
    Rule("stop_tally", FIELDS_OF["stop_tally"], _tally),
    Rule("daily", FIELDS_OF["daily"], _daily),
    Rule("products", FIELDS_OF["products"], _products),
)
