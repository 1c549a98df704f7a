"""Which ideas make up each field: that "Act.start date" is a start, and "Planerad start" is none."""

from dataclasses import dataclass

from simmitt.engine.eventlog.parts import Parts

_ALL_KNOWN, _PER_UNKNOWN = 0.92, 0.17
_MOST_UNKNOWN = 2


@dataclass(frozen=True)
class MadeOf:
    """Which ideas make up a field: all of one of ``sets``, and with them any of ``beside``."""

    sets: tuple[frozenset[str], ...]
    beside: frozenset[str]

    @staticmethod
    def of(sets: str, beside: str = "") -> "MadeOf":
        """Make one from texts: sets with commas between, ideas with blanks."""
        return MadeOf(tuple(frozenset(part.split()) for part in sets.split(",")), frozenset(beside.split()))

    def score(self, parts: Parts) -> float | None:
        """Give 0 to 1: how well a heading says the field; None where too much of it is unknown.

        A heading of which every word is known and whose ideas don't make up the field says
        something else: it scores 0.
        """
        if parts.unknown > _MOST_UNKNOWN or not any(parts.readings):
            return None
        if any(self._fits(reading) for reading in parts.readings):
            return _ALL_KNOWN - _PER_UNKNOWN * parts.unknown
        foreign = all("foreign" in reading or "planned" in reading for reading in parts.readings)
        return 0.0 if foreign or not parts.unknown else None

    def _fits(self, ideas: frozenset[str]) -> bool:
        return any(each <= ideas <= each | self.beside for each in self.sets)


_MOMENT = "actual date time reported operation work order machine event"
_START, _END = MadeOf.of("start", _MOMENT), MadeOf.of("end, done", _MOMENT)

# By the field's name; tables that stand beside a log have fields of the same names.
MADE_OF: dict[str, MadeOf] = {
    "order": MadeOf.of("order", "number work reported"),
    "activity": MadeOf.of("operation", "text work"),
    "operation_number": MadeOf.of("operation", "number sequence"),
    "machine": MadeOf.of("machine, work place, place, work group", "number text group work place"),
    "worker": MadeOf.of("worker, reported by, work by", "number text work"),
    "product": MadeOf.of("product", "number"),
    "product_text": MadeOf.of("product text", "short"),
    "kind": MadeOf.of(
        "type reported, type time, type operation, type order, type work, type event", "number time"
    ),
    "start_at": _START,
    "start_clock": _START,
    "end_at": _END,
    "end_clock": _END,
    "reported_s": MadeOf.of(
        "time, duration, hours",
        "time hours actual used reported work operation total quantity run machine worker order",
    ),
    "ordered_pieces": MadeOf.of(
        "ordered, order quantity, planned quantity, quantity due, quantity batch", "quantity total operation"
    ),
    "good_pieces": MadeOf.of(
        "good, made, done, made good, reported quantity, actual quantity, work quantity",
        "quantity total reported actual",
    ),
    "rejected_pieces": MadeOf.of("bad", "quantity total reported actual"),
    "rework": MadeOf.of("rework"),
    "due_at": MadeOf.of("due", "date time planned order"),
    "released_at": MadeOf.of("released", "date time actual order"),
    "date": MadeOf.of("date", "reported work actual"),
    "reason": MadeOf.of("reason, stop number", "stop end text number type"),
}
