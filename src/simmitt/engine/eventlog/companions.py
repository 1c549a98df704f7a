"""Tables that stand beside a log: stops, shifts, orders, products, energy, maintenance, a study.

Each has one shape whatever the file; a table that was not given is None.
"""

from dataclasses import dataclass, fields
from typing import Literal

import polars as pl

CompanionKind = Literal[
    "stops", "shifts", "orders", "products", "energy", "maintenance", "daily",
    "stations", "sampling", "stop_tally", "timed_setups", "routings",
]  # fmt: skip

# Why a machine stood, as far as the words in the file tell it.
STOP_KINDS = pl.Enum(["breakdown", "planned", "setup", "material", "operator", "other"])

SCHEMAS: dict[CompanionKind, dict[str, pl.DataType]] = {
    # Stops of machines that no order is booked on.
    "stops": {
        "row": pl.Int64(), "machine": pl.String(), "start_at": pl.Datetime("us"), "end_at": pl.Datetime("us"),
        "kind": STOP_KINDS, "reason": pl.String(),
    },
    # Planned working time: of the plant where machine is null.
    "shifts": {
        "row": pl.Int64(), "machine": pl.String(), "start_at": pl.Datetime("us"), "end_at": pl.Datetime("us"),
    },
    "orders": {
        "row": pl.Int64(), "order": pl.String(), "product": pl.String(), "ordered_pieces": pl.Float64(),
        "released_at": pl.Datetime("us"), "due_at": pl.Datetime("us"), "delivered_at": pl.Datetime("us"),
    },
    "products": {
        "row": pl.Int64(), "product": pl.String(), "name": pl.String(), "price_sek": pl.Float64(),
        "material_sek": pl.Float64(), "activity": pl.String(), "ideal_cycle_s": pl.Float64(),
    },
    # Energy used since the meter's previous reading, told by the reading's instant.
    "energy": {
        "row": pl.Int64(), "meter": pl.String(), "end_at": pl.Datetime("us"), "length_s": pl.Float64(),
        "energy_kwh": pl.Float64(),
    },
    "maintenance": {
        "row": pl.Int64(), "machine": pl.String(), "at": pl.Datetime("us"), "text": pl.String(),
        "type": pl.String(), "cost": pl.Float64(), "hours": pl.Float64(),
    },
    # Sums per day, from a table that is no event log.
    "daily": {
        "row": pl.Int64(), "date": pl.Date(), "machine": pl.String(), "product": pl.String(),
        "planned_s": pl.Float64(), "run_s": pl.Float64(), "setup_s": pl.Float64(), "stop_s": pl.Float64(),
        "good_pieces": pl.Float64(), "rejected_pieces": pl.Float64(),
    },
    # A shop's own study, entered in the template: the next five.
    "stations": {
        "row": pl.Int64(), "machine": pl.String(), "places": pl.Float64(), "hours_per_week": pl.Float64(),
        "days_per_week": pl.Float64(), "starts_at": pl.String(),
    },
    "sampling": {
        "row": pl.Int64(), "at": pl.Datetime("us"), "machine": pl.String(), "state": pl.String(),
        "observations": pl.Float64(),
    },
    "stop_tally": {
        "row": pl.Int64(), "date": pl.Date(), "machine": pl.String(), "reason": pl.String(),
        "kind": STOP_KINDS, "stops": pl.Float64(), "minutes": pl.Float64(),
    },
    "timed_setups": {
        "row": pl.Int64(), "date": pl.Date(), "machine": pl.String(), "from_product": pl.String(),
        "to_product": pl.String(), "minutes": pl.Float64(),
    },
    "routings": {
        "row": pl.Int64(), "product": pl.String(), "step": pl.Float64(), "machine": pl.String(),
        "minutes_per_piece": pl.Float64(), "quick_minutes": pl.Float64(), "slow_minutes": pl.Float64(),
        "order_pieces": pl.Float64(), "orders_per_week": pl.Float64(),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Companions:
    """The tables beside a log, each with the columns of ``SCHEMAS``."""

    stops: pl.DataFrame | None = None
    shifts: pl.DataFrame | None = None
    orders: pl.DataFrame | None = None
    products: pl.DataFrame | None = None
    energy: pl.DataFrame | None = None
    maintenance: pl.DataFrame | None = None
    daily: pl.DataFrame | None = None
    stations: pl.DataFrame | None = None
    sampling: pl.DataFrame | None = None
    stop_tally: pl.DataFrame | None = None
    timed_setups: pl.DataFrame | None = None
    routings: pl.DataFrame | None = None

    def given(self) -> tuple[str, ...]:
        """Name the tables that there are."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)
