"""Which job a station starts next, on which place, and who tends it."""

from simmitt.engine.simulation.kernel.batches import leader_of_batch
from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, free_link
from simmitt.engine.simulation.kernel.memory import jobs
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.queues import first_free_place
from simmitt.engine.simulation.kernel.records import NONE, Station
from simmitt.engine.simulation.kernel.setups import best_place, choose_by_setup


@compiled
def _first_with_somebody(shop: Shop, station: Station, now: float) -> tuple[int, int, int]:
    """Give the first job of a queue that somebody is free for."""
    j = station.head
    while j != NONE:
        link = free_link(shop, station, j, now)
        if link != NOBODY:
            return j, first_free_place(shop, station), link
        j = jobs(shop, j).next if station.has_skills else NONE
    return NONE, NONE, NOBODY


@compiled
def _batch(shop: Shop, station: Station, now: float) -> tuple[int, int, int]:
    j = leader_of_batch(shop, station, now)
    if j == NONE:
        return NONE, NONE, NONE
    link = free_link(shop, station, j, now)
    if link == NOBODY:
        return NONE, NONE, NOBODY
    if station.has_setup:
        return j, best_place(shop, station, jobs(shop, j).family)[0], link
    return j, first_free_place(shop, station), link


@merged
def choose(shop: Shop, station: Station, now: float) -> tuple[int, int, int]:
    """Give the job that is next at a station, the free place that takes it and the link to a crew.

    No job: nothing can start, for want of people where the link is NOBODY.
    """
    if station.is_plain:
        return station.head, station.first_place, NONE
    if station.is_batch:
        return _batch(shop, station, now)
    if station.has_setup:
        return choose_by_setup(shop, station, now)
    if station.links > 0 or station.has_skills:
        return _first_with_somebody(shop, station, now)
    return station.head, first_free_place(shop, station), NONE
