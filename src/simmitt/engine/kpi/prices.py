"""What an hour costs, for figures told in kronor as well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Prices:
    """SEK per hour and order; what nobody told is None, or marked as a usual value."""

    hourly_cost_sek: float = 385.0
    hourly_cost_told: bool = False
    order_value_sek: float | None = None
    carrying_rate: float = 0.18  # yearly cost of stock as a share of its value
    scrap_cost_per_piece_sek: float | None = None
