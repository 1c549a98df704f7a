"""Why a factory can't show the effect of a measure: the log held nothing of the kind."""

from simmitt.engine.factory.model import Factory, Operation, Station
from simmitt.engine.measures.inspection import is_inspection
from simmitt.ground.texts import Message, say

NEGLIGIBLE_SHARE = 0.001
SMALLEST_BATCH = 2.0  # pieces; fewer can't be split


def nothing(_factory: Factory, _target: str) -> None:
    """Give no reason: every factory has this parameter."""


def setups(factory: Factory, target: str) -> Message | None:
    """Tell that no changeovers were seen."""
    seen = any(s.setup and s.setup.time_s.mean > 0 for s in _stations(factory, target))
    return None if seen else say("The log shows no setups here.")


def breakdowns(factory: Factory, target: str) -> Message | None:
    """Tell that no breakdowns were seen."""
    seen = any(station.breakdown for station in _stations(factory, target))
    return None if seen else say("The log shows no breakdowns here.")


def people(factory: Factory, target: str) -> Message | None:
    """Tell that nobody is known to work at the station."""
    seen = any(station.crews for station in _stations(factory, target))
    return None if seen else say("The log doesn't say which work is done by hand.")


def crews(factory: Factory, _target: str) -> Message | None:
    """Tell that there are no separate crews to train across."""
    different = {station.crews for station in factory.stations if station.crews}
    return None if len(different) > 1 else say("The log doesn't show different crews at different machines.")


def spread(factory: Factory, target: str) -> Message | None:
    """Tell that the run times don't vary."""
    seen = any(
        operation.run_s.cv > 0 or operation.run_s.quantiles for operation in _operations(factory, target)
    )
    return None if seen else say("The run times don't vary in the model.")


def inspections(factory: Factory, target: str) -> Message | None:
    """Tell that no operation is an inspection."""
    seen = any(is_inspection(operation) for operation in _operations(factory, target))
    return None if seen else say("No operation in the log looks like an inspection.")


def delays(factory: Factory, target: str) -> Message | None:
    """Tell that nobody knows which of the time between operations is transport."""
    known = any(transported(operation) for operation in _operations(factory, target))
    return None if known else say("The log doesn't tell transport from waiting.")


def transported(operation: Operation) -> bool:
    """Say whether the time before an operation is known to be transport."""
    return (
        operation.delay_cause == "transport" and operation.delay_s is not None and operation.delay_s.mean > 0
    )


def scrap(factory: Factory, target: str) -> Message | None:
    """Tell that no pieces were scrapped."""
    seen = any(o.scrap_share > NEGLIGIBLE_SHARE for o in _operations(factory, target))
    return None if seen else say("The log shows no scrap here.")


def rework(factory: Factory, target: str) -> Message | None:
    """Tell that no visit was made again."""
    seen = any(o.rework_share > NEGLIGIBLE_SHARE for o in _operations(factory, target))
    return None if seen else say("The log shows no rework here.")


def batches(factory: Factory, _target: str) -> Message | None:
    """Tell that orders are too small to split."""
    large = any(product.order_pieces.mean >= SMALLEST_BATCH for product in factory.products)
    return None if large else say("The orders are single pieces and can't be split.")


def transfers(factory: Factory, target: str) -> Message | None:
    """Tell that operations can't overlap."""
    long_way = any(len(way.operations) > 1 for p in factory.products for way in p.routings)
    single = say("The orders pass one operation only, so nothing can overlap.")
    return batches(factory, target) or (None if long_way else single)


def closed_hours(factory: Factory, target: str) -> Message | None:
    """Tell that the station never closes."""
    shifts = {calendar.name: calendar.shifts for calendar in factory.calendars}
    closes = any(shifts.get(station.calendar) for station in _stations(factory, target))
    return None if closes else say("It already runs round the clock in the model.")


def rule(factory: Factory, name: str) -> Message | None:
    """Tell why a dispatch rule would change nothing."""
    if name == "due_date" and not any(product.due_after_s for product in factory.products):
        return say("The log holds no due dates.")
    if name == "setup_saving":
        return setups(factory, "")
    return None


def _stations(factory: Factory, target: str) -> list[Station]:
    return [station for station in factory.stations if target in ("", station.name)]


def _operations(factory: Factory, target: str) -> list[Operation]:
    return [operation for operation in factory.operations if target in ("", operation.station)]
