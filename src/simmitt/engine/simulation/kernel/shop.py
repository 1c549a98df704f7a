"""The records of one replication: made here, filled by the compiled functions."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel import moving as m
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.agenda import CALENDARS, leaves_for
from simmitt.engine.simulation.kernel.beforehand import BEFOREHAND
from simmitt.engine.simulation.kernel.closing import DAY_S

Records = NDArray[np.void]


class Plant(NamedTuple):
    """A factory's records; the shop, the stations and the crews before anything has come."""

    shop: Records  # (1,) how orders come
    stations: Records  # (n_stations,)
    operations: Records  # (n_operations,)
    products: Records  # (n_products,)
    routings: Records  # (n_routings,)
    steps: Records  # (n_steps,)
    points: Records  # (n_points,)
    calendars: Records  # (n_calendars,)
    shifts: Records  # (n_shifts,)
    crews: Records  # (n_crews,)
    links: Records  # (n_links,)
    options: Records  # (n_options,)
    components: Records  # (n_components,)
    listed: Records  # (n_listed,)
    found: Records  # (n_found,)
    standing: Records  # (n_places,), or none where no order is found


class Span(NamedTuple):
    """The time that is simulated and what is kept of it."""

    horizon_s: float
    warm_up_s: float
    orders: int = r.NONE  # that come; NONE: as many as arrive
    has_trace: bool = False


class Room(NamedTuple):
    """Numbers of records whose need shows only when the shop runs."""

    orders: int
    jobs: int
    stretches: int


@dataclass(frozen=True)
class Hall:
    """A shop and the arrays that it points at, all of them held as long as it is used."""

    shop: Records  # (1,)
    held: dict[str, Records]  # by the name of the shop's field


def set_up(plant: Plant, span: Span, room: Room, before: Hall | None = None) -> Hall:
    """Give a plant at rest with room for so many orders, jobs at once and stretches of work.

    A hall whose run is over may give its room: memory that is new costs the operating system time,
    and threads that ask for it wait for each other.
    """
    places = int(plant.stations["capacity"].sum())
    timers = int(plant.stations["is_batch"].sum())
    held = plant._asdict() | {
        "stations": plant.stations.copy(),
        "crews": plant.crews.copy(),
        "places": _blank(m.Place, places),
        "nodes": _blank(m.Node, 2 * leaves_for(places + CALENDARS + len(plant.calendars) + timers)),
        "changed": _blank(m.Waiting, len(plant.stations)),
        # One more day takes what comes after the last whole one.
        "days": _blank(m.Day, int((span.horizon_s - span.warm_up_s) // DAY_S) + 1),
    }
    held |= _rooms(room, before)
    shop = held.pop("shop").copy()
    shop["horizon_s"], shop["warm_up_s"] = span.horizon_s, span.warm_up_s
    shop["wanted_orders"], shop["has_trace"] = span.orders, span.has_trace
    for name, records in held.items():
        shop[name] = records.ctypes.data
        if name in _COUNTED:
            shop[f"n_{name}"] = len(records)
    return Hall(shop, held)


def _rooms(room: Room, before: Hall | None) -> dict[str, Records]:
    """Give the records that are written before they are read: those of the hall before, where they do."""
    wanted = {
        "jobs": (m.Job, room.jobs),
        "drawn": (m.Drawn, room.jobs * BEFOREHAND),
        "delays": (m.Waiting, room.jobs),
        "orders": (m.Order, room.orders),
        "stretches": (m.Stretch, room.stretches),
    }
    if before and all(len(before.held[name]) >= count for name, (_, count) in wanted.items()):
        return {name: before.held[name] for name in wanted}
    return {name: _blank(row, count) for name, (row, count) in wanted.items()}


def _blank(row: type, count: int) -> Records:
    return np.zeros(count, r.dtype_of(row))


_COUNTED = {name.removeprefix("n_") for name in r.dtype_of(m.Shop).names or () if name.startswith("n_")}
