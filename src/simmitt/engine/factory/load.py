"""How much of each station's hours its work takes, before anything is simulated."""

from collections.abc import Iterator, Mapping

from simmitt.engine.factory.clock import work_clock
from simmitt.engine.factory.impossible import visits_by_step
from simmitt.engine.factory.model import Distribution, Factory, Operation, Product, Station
from simmitt.ground.units import WEEK_S

# Beside the exact mean of lognormal sizes this covers how other families differ.
SURE = 0.95


def least_load(factory: Factory) -> dict[str, float]:
    """Give for each station the share of its open hours that work takes at the very least.

    Counted are runs with rework, and repairs that come with running; left out are setups, waits for
    people and rooms, and operations that have alternatives. At 1 or more a queue grows without end.

    Notes
    -----
    Traffic equations: the visits to a step are those that come times the mean number of turns that
    rework makes of one.
    """
    needed_s = dict.fromkeys((station.name for station in factory.stations), 0.0)
    for station, work_s in _work(factory):
        needed_s[station] += work_s
    return {
        station.name: needed_s[station.name]
        * _with_repairs(station)
        / (_open_s(factory, station) * station.capacity)
        for station in factory.stations
    }


def _work(factory: Factory) -> Iterator[tuple[str, float]]:
    """Give the seconds of running a week that each step of each product asks of its station."""
    operations = {operation.name: operation for operation in factory.operations}
    stations = {station.name: station for station in factory.stations}
    for product, per_week, factor in _lots(factory):
        total = sum(way.weight for way in product.routings)
        for way in product.routings:
            left = factor
            for name, visits in zip(way.operations, visits_by_step(way, operations), strict=True):
                operation = operations[name]
                lots = per_week * way.weight / total * visits
                if not operation.alternatives:
                    run_s = operation.run_s.mean * _size_factor(operation, product.order_pieces, left)
                    yield operation.station, lots * run_s / _together(stations[operation.station])
                left *= 1.0 - operation.scrap_share


def _lots(factory: Factory) -> Iterator[tuple[Product, float, float]]:
    """Give each product, its orders and lots of components a week, and their size beside its own."""
    shares = sum(product.share for product in factory.products)
    products = {product.name: product for product in factory.products}
    ahead = [
        (product, factory.arrivals.per_week * product.share / shares, 1.0)
        for product in factory.products
        if product.share > 0
    ]
    while ahead:
        product, per_week, factor = ahead.pop()
        lots = max(1.0, product.lots_per_order)
        yield product, per_week * lots, factor / lots
        ahead += [
            (products[name], per_week, factor * pieces * _ratio(product, products[name]))
            for name, pieces in product.components.items()
        ]


def _ratio(parent: Product, component: Product) -> float:
    own = component.order_pieces.mean
    return parent.order_pieces.mean / own if own > 0 else 0.0


def _size_factor(operation: Operation, pieces: Distribution, factor: float) -> float:
    """Give the mean of (pieces / typical) to the power of the size exponent, or a little less."""
    power = operation.size_exponent
    if power == 0.0:
        return 1.0
    mean = factor * pieces.mean / operation.typical_pieces
    if power == 1.0:
        return mean
    return float(SURE * mean**power * (1.0 + pieces.cv**2) ** (power * (power - 1.0) / 2.0))


def _together(station: Station) -> float:
    """Give how many lots a place takes in at once, at its speed."""
    if station.batch is None:
        return station.speed
    return station.speed * station.batch.most


def _with_repairs(station: Station) -> float:
    breakdown = station.breakdown
    if breakdown is None or breakdown.comes_with != "running":
        return 1.0
    return 1.0 + breakdown.repair_s.mean / breakdown.mtbf_s


def _open_s(factory: Factory, station: Station) -> float:
    calendars: Mapping[str, object] = {each.name: each for each in factory.calendars}
    if station.calendar not in calendars:
        return WEEK_S
    return work_clock(next(each for each in factory.calendars if each.name == station.calendar)).week_s
