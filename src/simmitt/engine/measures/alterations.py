"""How one parameter of a factory is altered; each function gives a new factory.

``target`` names a station; an empty one means the whole plant. ``value`` is the factor of
a "mul" parameter, the sum of an "add" parameter.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from simmitt.engine.factory.model import (
    Calendar,
    Crew,
    Dispatch,
    Distribution,
    Factory,
    Operation,
    Product,
    Station,
)
from simmitt.engine.measures.calendars import open_s, widened, working_days
from simmitt.engine.measures.inspection import is_inspection
from simmitt.ground.units import HOUR_S

WEEKS_PER_MONTH = 52 / 12
Alteration = Callable[[Factory, str, float], Factory]


def narrowed(distribution: Distribution, factor: float) -> Distribution:
    """Give the distribution with the same mean and ``factor`` times the spread."""
    mean = distribution.mean
    quantiles = tuple(mean + factor * (value - mean) for value in distribution.quantiles)
    return replace(distribution, cv=factor * distribution.cv, quantiles=quantiles)


def on_stations(factory: Factory, target: str, alter: Callable[[Station], Station]) -> Factory:
    """Give the factory with one station altered, or all of them."""
    stations = (alter(s) if target in ("", s.name) else s for s in factory.stations)
    return replace(factory, stations=tuple(stations))


def on_operations(factory: Factory, target: str, alter: Callable[[Operation], Operation]) -> Factory:
    """Give the factory with the operations of one station altered, or all of them."""
    operations = (alter(o) if target in ("", o.station) else o for o in factory.operations)
    return replace(factory, operations=tuple(operations))


def setup_time(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with setups taking ``value`` times as long."""

    def alter(station: Station) -> Station:
        if station.setup is None:
            return station
        setup = replace(station.setup, time_s=station.setup.time_s.times(value))
        return replace(station, setup=setup)

    return on_stations(factory, target, alter)


def mtbf(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times the running time between failures."""

    def alter(station: Station) -> Station:
        if station.breakdown is None:
            return station
        breakdown = replace(station.breakdown, mtbf_s=value * station.breakdown.mtbf_s)
        return replace(station, breakdown=breakdown)

    return on_stations(factory, target, alter)


def stop_rate(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times as many failures."""
    return mtbf(factory, target, 1 / value)


def mttr(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with repairs taking ``value`` times as long."""

    def alter(station: Station) -> Station:
        if station.breakdown is None:
            return station
        repair = station.breakdown.repair_s.times(value)
        return replace(station, breakdown=replace(station.breakdown, repair_s=repair))

    return on_stations(factory, target, alter)


def cycle_time(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with run times ``value`` times as long."""
    return on_operations(factory, target, lambda o: replace(o, run_s=o.run_s.times(value)))


def cycle_time_manual(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with run times shortened where people tend the work."""
    manual = {station.name for station in factory.stations if station.crews}

    def alter(operation: Operation) -> Operation:
        if operation.station not in manual:
            return operation
        return replace(operation, run_s=operation.run_s.times(value))

    return on_operations(factory, target, alter)


def cycle_time_cv(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times the spread of run times, their means kept."""
    return on_operations(factory, target, lambda o: replace(o, run_s=narrowed(o.run_s, value)))


def inspection_time(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with inspections taking ``value`` times as long."""

    def alter(operation: Operation) -> Operation:
        if not is_inspection(operation):
            return operation
        return replace(operation, run_s=operation.run_s.times(value))

    return on_operations(factory, target, alter)


def transport_time(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with transport between operations ``value`` times as long.

    Delays of unknown cause stay: a new layout shortens ways, not every kind of waiting.
    """

    def alter(operation: Operation) -> Operation:
        if operation.delay_s is None or operation.delay_cause != "transport":
            return operation
        return replace(operation, delay_s=operation.delay_s.times(value))

    return on_operations(factory, target, alter)


def scrap_rate(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times the share of pieces scrapped."""
    return on_operations(factory, target, lambda o: replace(o, scrap_share=value * o.scrap_share))


def rework_rate(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times the chance of rework."""
    return on_operations(factory, target, lambda o: replace(o, rework_share=value * o.rework_share))


def transfer_batch(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory where the next operation starts after ``value`` times as many pieces."""
    return on_operations(factory, target, lambda o: replace(o, transfer_share=value * o.transfer_share))


def batch_size(factory: Factory, _target: str, value: float) -> Factory:
    """Give the factory whose orders flow in lots of ``value`` times the size."""

    def alter(product: Product) -> Product:
        lots = max(1.0, min(product.lots_per_order / value, product.order_pieces.mean))
        return replace(product, lots_per_order=lots)

    return replace(factory, products=tuple(alter(product) for product in factory.products))


def wip_cap(factory: Factory, _target: str, value: float) -> Factory:
    """Give the factory with ``value`` as the highest number of orders on the floor."""
    return replace(factory, wip_cap=max(1, round(value)))


def pool_capacity(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` more machines in the pool."""
    return on_stations(factory, target, lambda s: replace(s, capacity=s.capacity + round(value)))


def available_time(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` times the open hours at the station."""
    return _with_hours(factory, target, lambda open_now_s, _days: (value - 1) * open_now_s)


def shift_hours(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` more open hours a week at the station."""
    return _with_hours(factory, target, lambda _open_now_s, _days: value * HOUR_S)


def unattended_hours(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` more open hours each working day at the station."""
    return _with_hours(factory, target, lambda _open_now_s, days: value * days * HOUR_S)


def planned_stops(factory: Factory, target: str, value: float) -> Factory:
    """Give the factory with ``value`` fewer open hours a month at the station."""
    return _with_hours(factory, target, lambda _open_now_s, _days: -value * HOUR_S / WEEKS_PER_MONTH)


def skill_chain(factory: Factory, _target: str, value: float) -> Factory:
    """Give the factory where crews also serve the next station, along ``value`` of the chain.

    Notes
    -----
    A closed chain of two skills gives most of what full flexibility gives (catalogue C01).
    """
    tended = [station for station in factory.stations if station.crews]
    links = round(min(value, 1.0) * len(tended))
    helped = {s.name: tended[(k + 1) % len(tended)].crews for k, s in enumerate(tended[:links])}

    def alter(station: Station) -> Station:
        crews = (*station.crews, *helped.get(station.name, ()))
        return replace(station, crews=tuple(dict.fromkeys(crews)))

    return on_stations(factory, "", alter)


def dispatch_rule(factory: Factory, target: str, rule: Dispatch) -> Factory:
    """Give the factory whose queues follow another rule."""
    return on_stations(
        factory, target, lambda s: replace(s, dispatch=rule, dispatch_choices=0, dispatch_kept_share=None)
    )


def _with_hours(factory: Factory, target: str, extra: Callable[[float, int], float]) -> Factory:
    calendars = {calendar.name: calendar for calendar in factory.calendars}
    staying: dict[str, float] = {}
    for station in factory.stations:
        calendar = calendars.get(station.calendar)
        if target in ("", station.name) and calendar is not None and calendar.shifts:
            name = f"{calendar.name} / {station.name}"
            extra_s = extra(open_s(calendar), working_days(calendar))
            calendars[name] = widened(calendar, extra_s, name)
            factory = on_stations(factory, station.name, partial(_keep_hours, calendar=name))
            staying |= {crew: max(extra_s, staying.get(crew, 0.0)) for crew in station.crews}
    crews = tuple(_staying(crew, staying.get(crew.name, 0.0), calendars) for crew in factory.crews)
    return replace(factory, crews=crews, calendars=tuple(calendars.values()))


def _staying(crew: Crew, extra_s: float, calendars: dict[str, Calendar]) -> Crew:
    """Give the crew that stays as long as its station is open; notes its new calendar.

    Where a station's hours are cut, its people are there all the same.
    """
    calendar = calendars.get(crew.calendar)
    if extra_s <= 0.0 or calendar is None or not calendar.shifts:
        return crew
    name = f"{calendar.name} / {crew.name}"
    calendars[name] = widened(calendar, extra_s, name)
    return replace(crew, calendar=name)


def _keep_hours(station: Station, calendar: str) -> Station:
    return replace(station, calendar=calendar)
