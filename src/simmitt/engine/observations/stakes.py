"""How much is at stake, and how hours of different kinds are weighed against each other."""

from simmitt.engine.observations.observation import Stake, StakeOf
from simmitt.engine.observations.sight import Sight


def work(sight: Sight, hours: float, *, extra_sek: float | None = None) -> Stake:
    """Give hours of people and machines, priced where an hour's cost was told."""
    return _priced(hours, "work", sight.work_hour_sek, extra_sek)


def orders(sight: Sight, hours: float) -> Stake:
    """Give hours that orders spend in the shop, priced where an order's value was told."""
    return _priced(hours, "orders", sight.order_hour_sek, None)


def doubt(hours: float) -> Stake:
    """Give hours whose record can't be trusted: they cost nothing, but figures rest on them."""
    return Stake(max(hours, 0.0), "doubt", None)


def _priced(hours: float, of: StakeOf, hour_sek: float | None, extra_sek: float | None) -> Stake:
    hours = max(hours, 0.0)
    parts = [each for each in (None if hour_sek is None else hours * hour_sek, extra_sek) if each is not None]
    return Stake(hours, of, sum(parts) if parts else None)


def weight(stake: Stake, sight: Sight) -> float:
    """Give what observations are ranked by: kronor where all prices are told, else hours of work.

    Notes
    -----
    An hour that an order lies in the shop is not an hour of work. Where nobody told what either
    costs, an order's hour counts as the work that the plant does per hour of an order's time in
    the shop: work of all rows divided by lead time of all orders. Thirty per cent of the orders'
    time then weighs as much as thirty per cent of the work. Hours in doubt count as work.
    """
    if sight.work_hour_sek is not None and sight.order_hour_sek is not None:
        return stake.sek if stake.sek is not None else 0.0
    if stake.of == "orders":
        return stake.hours * sight.work_h / sight.orders_h if sight.orders_h else 0.0
    return stake.hours
