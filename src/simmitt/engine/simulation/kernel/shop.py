"""The arrays of one replication: made here, filled by the compiled functions."""

from typing import NamedTuple, cast

import numpy as np

from simmitt.engine.simulation.kernel.agenda import CALENDARS, leaves_for
from simmitt.engine.simulation.kernel.closing import DAY_S, Sums
from simmitt.engine.simulation.kernel.records import (
    Desk,
    Job,
    Order,
    Place,
    Plant,
    Records,
    Shop,
    Stretch,
    Window,
    columns,
    records,
)


class Sizes(NamedTuple):
    """Lengths of the arrays whose need shows only when the shop runs."""

    orders: int
    jobs: int
    stretches: int


def set_up_shop(plant: Plant, window: Records[Window], sizes: Sizes) -> Shop:
    """Give a plant at rest with room for so many orders, jobs at once and stretches of work."""
    places = int(columns(plant.stations)["capacity"].sum())
    nodes = 2 * leaves_for(places + CALENDARS + len(plant.calendars))
    changing = {
        "stations": cast("Records[object]", columns(plant.stations).copy()),
        "crews": cast("Records[object]", columns(plant.crews).copy()),
    }
    return Shop(
        **{**plant._asdict(), **changing},
        window=window,
        places=records(Place, places),
        jobs=records(Job, sizes.jobs),
        delayed=np.zeros(sizes.jobs, np.int64),
        to_see=np.zeros(len(plant.stations), np.int64),
        orders=records(Order, sizes.orders),
        due_s=np.zeros(nodes),
        winner=np.zeros(nodes, np.int64),
        trace=records(Stretch, sizes.stretches),
        desk=records(Desk, 1),
    )


def blank_sums(stations: int, observed_s: float) -> Sums:
    """Give room for the figures of one replication."""
    return Sums(
        state_s=np.zeros((stations, 6)),
        queue_s=np.zeros(stations),
        crew_wait_s=np.zeros(stations),
        scrapped=np.zeros(stations),
        visits=np.zeros(stations, np.int64),
        wip_daily=np.zeros(int(observed_s // DAY_S)),
        delay_s=np.zeros(1),
        wip_mean=np.zeros(1),
    )
