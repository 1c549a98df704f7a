"""What the rules look at: measured from a shop's log, or put together where only one figure matters."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from engine.conftest import MONDAY, log_of
from engine.observations.shops import Row, Shop, log_from

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.kpi import AsIs, Figure, Series, measure_as_is
from simmitt.engine.kpi.asis import ScopeKind
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.observations.sight import Sight
from simmitt.engine.quality import Diagnosis, diagnose
from simmitt.ground.texts import say

NOBODY_TOLD = Prices()


def measured(log: EventLog, prices: Prices = NOBODY_TOLD, **changes: Any) -> Sight:
    """Take a log the whole way: diagnosis, working hours, figures; then put changes in."""
    diagnosis = diagnose(log)
    hours = learn_working_hours(diagnosis.repaired)
    as_is = measure_as_is(diagnosis.repaired, hours, seed=1)
    return Sight(diagnosis.repaired, diagnosis, hours, replace(as_is, **changes), prices)


@cache
def of_shop(
    shop_name: str, shop: Callable[[], Shop], change: Callable[[list[Row]], list[Row]] | None
) -> Sight:
    """Give the sight of a shop, measured once for all tests that look at it."""
    return measured(log_from(shop(), change))


def figure(
    figure_id: str, value: float, low: float, high: float, scope: str = "plant", kind: ScopeKind | None = None
) -> Figure:
    """Make a figure with its interval."""
    defined = DEFINITIONS.get(figure_id)
    return Figure(
        figure_id,
        scope,
        kind or ("plant" if scope == "plant" else "machine"),
        value,
        low,
        high,
        defined.unit if defined else "",
        defined.text if defined else say("{name}", name=figure_id),
    )


def as_is_of(*figures: Figure, **changes: Any) -> AsIs:
    """Make a today's state that holds these figures alone."""
    nothing = Series((), ())
    bare = AsIs(
        MONDAY, MONDAY.replace(month=3), figures, (), say("{name}", name=""), None, nothing, nothing
    )  # fmt: skip
    return replace(bare, **changes)


def told(
    *figures: Figure, prices: Prices = NOBODY_TOLD, log: EventLog | None = None, **changes: Any
) -> Sight:
    """Make a sight of these figures over a log of two orders."""
    rows = [
        {"order": name, "start_at": MONDAY.replace(hour=hour), "end_at": MONDAY.replace(hour=hour + 4)}
        for name, hour in (("A1", 8), ("A2", 12))
    ]
    log = log or log_of(rows)
    return Sight(
        log, Diagnosis((), "A", say("{name}", name=""), log), None, as_is_of(*figures, **changes), prices
    )
