"""How each kind of evidence is found in a log, and what to write down where it isn't."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.definitions import Evidence
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.ideal_cycles import IdealCycles
from simmitt.engine.kpi.next_measurement import Means
from simmitt.engine.kpi.prices import Prices
from simmitt.ground.texts import Message, say
from simmitt.ground.units import WEEK_S

WEEKS_FOR_A_FIGURE = 2.0


@dataclass(frozen=True)
class Known:
    """What is known of a shop: its log, and what was told beside it."""

    log: EventLog
    facts: Facts
    ideals: IdealCycles | None = None
    prices: Prices | None = None

    def tells(self, column: str) -> bool:
        """Say whether any row has something in a column."""
        return bool(self.facts.tells(column).any())

    def beside(self, table: str, *, column: str = "row", equal: str | None = None) -> bool:
        """Say whether a table beside the log has something in a column, or something in particular."""
        rows: pl.DataFrame | None = getattr(self.log.companions, table)
        if rows is None:
            return False
        values = rows[column].drop_nulls().cast(pl.String)
        return bool((values == equal).any()) if equal else len(values) > 0

    @property
    def weeks(self) -> float:
        """How long the log is."""
        return self.facts.horizon_s / WEEK_S


class Proof(NamedTuple):
    """How one kind of evidence is found in a log, and what to do where it isn't."""

    found: Callable[[Known], bool]
    missing: Message
    note: Message  # what to write down, or to ask for
    means: Means


def _changes_repeat(known: Known) -> bool:
    """Say whether a machine was set up twice from one product to the same other."""
    facts = known.facts
    line = facts.by_machine[facts.product[facts.by_machine] >= 0]
    machine, product = facts.machine[line], facts.product[line]
    turn = np.flatnonzero((machine[1:] == machine[:-1]) & (product[1:] != product[:-1]))
    width = len(facts.products)
    turns = (machine[turn] * width + product[turn]) * width + product[turn + 1]
    return bool(facts.is_setup.any()) and len(np.unique(turns)) < len(turns)


EVIDENCE: Mapping[Evidence, Proof] = {
    "orders": Proof(
        lambda known: known.facts.n_orders > 0,
        say("No row names an order."),
        say("the order's number on every report"),
        "orders",
    ),
    "starts": Proof(
        lambda known: not bool(known.facts.is_estimated.all()),
        say("No row tells when work began; starts were estimated."),
        say("the clock time when work begins, not only when it ends"),
        "durations",
    ),
    "times": Proof(
        lambda known: len(known.facts.order) > 0,
        say("No row tells start and end."),
        say("start and end of all work"),
        "durations",
    ),
    "worked_time": Proof(
        lambda known: known.log.tells_worked_time,
        say("The counter is read too seldom to tell how much of the time between was worked."),
        say("what the counter shows at least every five minutes, or when the machine starts and stops"),
        "readings",
    ),
    "machines": Proof(
        lambda known: bool(known.facts.machines),
        say("No row names a machine."),
        say("the machine on every report"),
        "durations",
    ),
    "activities": Proof(
        lambda known: bool(known.facts.activities),
        say("No row names an activity."),
        say("the operation on every report"),
        "orders",
    ),
    "products": Proof(
        lambda known: bool(known.facts.products),
        say("No row names a product."),
        say("the product of every order"),
        "list",
    ),
    "workers": Proof(
        lambda known: bool(known.facts.workers),
        say("No row tells who worked."),
        say("who worked, as a code"),
        "durations",
    ),
    "good": Proof(
        lambda known: bool((known.facts.good_pieces > 0).any()),
        say("No row tells good pieces."),
        say("good pieces"),
        "shares",
    ),
    "rejected": Proof(
        lambda known: known.tells("rejected_pieces"),
        say("No row tells rejected pieces."),
        say("rejected pieces, with the reason in a word"),
        "shares",
    ),
    "ordered_pieces": Proof(
        lambda known: known.tells("ordered_pieces"),
        say("No row tells how many pieces were ordered."),
        say("the pieces ordered, order by order"),
        "list",
    ),
    "rework": Proof(
        lambda known: known.tells("rework"),
        say("No row tells whether it is rework."),
        say("whether the same work was done before on the same pieces"),
        "shares",
    ),
    "setups": Proof(
        lambda known: bool(known.facts.is_setup.any()),
        say("No row is a setup."),
        say("start and end of every setup"),
        "setups",
    ),
    "breakdowns": Proof(
        lambda known: (
            bool(known.facts.is_breakdown.any()) or known.beside("stops", column="kind", equal="breakdown")
        ),
        say("No row and no stop is a breakdown."),
        say("start and end of every breakdown, with the reason in a word"),
        "failures",
    ),
    "due_dates": Proof(
        lambda known: known.tells("due_at") or known.beside("orders", column="due_at"),
        say("No order has a due date."),
        say("the due date of every order"),
        "list",
    ),
    "closed_orders": Proof(
        lambda known: bool(known.facts.closed.any()) if known.facts.n_orders else False,
        say("No order counts as finished."),
        say("the operation that ends an order"),
        "list",
    ),
    "ideal_cycles": Proof(
        lambda known: known.ideals is not None and not bool(np.isnan(known.ideals.cycle_s).all()),
        say("Nobody told ideal cycle times."),
        say("the ideal cycle time of every product and operation"),
        "list",
    ),
    "prices": Proof(
        lambda known: (
            (known.prices is not None and known.prices.order_value_sek is not None)
            or known.beside("products", column="price_sek")
        ),
        say("Nobody told what an order is worth."),
        say("what an order is worth on the floor"),
        "list",
    ),
    "energy": Proof(
        lambda known: known.beside("energy", column="energy_kwh"),
        say("No readings of energy were given."),
        say("the main meter's hourly values, which the grid company has"),
        "list",
    ),
    "stops": Proof(
        lambda known: known.beside("stops"),
        say("No table of stops was given."),
        say("start and end of every stop, with the reason in a word"),
        "durations",
    ),
    "weeks": Proof(
        lambda known: known.weeks >= WEEKS_FOR_A_FIGURE,
        say("The log is shorter than two weeks."),
        say("all work, as now"),
        "durations",
    ),
    "working_hours": Proof(
        lambda known: known.weeks >= 1.0,
        say("The log is shorter than the week that working hours are learnt from."),
        say("all work, as now"),
        "durations",
    ),
    "repeated_setups": Proof(
        _changes_repeat,
        say("No machine was set up twice between the same two products."),
        say("from which product to which every setup goes"),
        "setups",
    ),
}
