"""People: who is free for a job, and what those turn to who become free."""

from simmitt.engine.simulation.kernel.agenda import NEVER
from simmitt.engine.simulation.kernel.attention import look_first_at, opened
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import counted_work
from simmitt.engine.simulation.kernel.memory import crews, jobs, links, operations, stations
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE, Operation, Station

NOBODY = -2


@inlined
def _links_of(station: Station, operation: Operation, option: int) -> tuple[int, int]:
    """Give the first link of those who can do an operation at a station, and the one behind the last."""
    if operation.links > 0:
        first = operation.first_link + option * operation.links
        return first, first + operation.links
    return station.first_link, station.first_link + station.links


@compiled
def link_free_for(shop: Shop, station: Station, operation: Operation, option: int, now: float) -> int:
    """Give the first of the crews for an operation that has somebody free; NONE if it needs nobody."""
    first, end = _links_of(station, operation, option)
    if first == end:
        return NONE
    for link in range(first, end):
        if crews(shop, links(shop, link).crew).free > 0 and opened(shop, links(shop, link).calendar, now):
            return link
    return NOBODY


@inlined
def free_link(shop: Shop, station: Station, j: int, now: float) -> int:
    """Give the first of the crews for a job that has somebody free; NONE if it needs nobody."""
    if station.links == 0 and not station.has_skills:
        return NONE
    job = jobs(shop, j)
    return link_free_for(shop, station, operations(shop, job.operation), job.option, now)


@compiled
def count_lack(shop: Shop, station: Station, lacking: int, now: float) -> None:
    """Count the wait for people so far and note how many jobs wait for them from now on."""
    if station.lacking > 0:
        wait_s = counted_work(shop, station.calendar, station.lacking_since_s, now)
        station.crew_wait_s += station.lacking * wait_s
    station.lacking, station.lacking_since_s = lacking, now


@compiled
def _waits_for(shop: Shop, station: Station, crew: int) -> int:
    """Give the first job of a queue that a crew can do, or none."""
    j = station.head
    while j != NONE:
        job = jobs(shop, j)
        first, end = _links_of(station, operations(shop, job.operation), job.option)
        for link in range(first, end):
            if links(shop, link).crew == crew:
                return j
        j = job.next if station.has_skills else NONE
    return NONE


@merged
def _longest_waiting(shop: Shop, crew: int, now: float) -> int:
    """Give the station where a job has waited longest for somebody of a crew."""
    longest, longest_since_s = NONE, NEVER
    for s in range(shop.n_stations):
        station = stations(shop, s)
        if station.queued > 0 and station.free > 0:
            j = _waits_for(shop, station, crew)
            if j == NONE or jobs(shop, j).since_s >= longest_since_s:
                continue
            if opened(shop, station.calendar, now):
                longest, longest_since_s = s, jobs(shop, j).since_s
    return longest


@compiled
def turn_to_work(shop: Shop, crew: int, now: float) -> None:
    """Free somebody of a crew, who turns to the job that has waited longest for the crew."""
    crews(shop, crew).free += 1
    if crews(shop, crew).free == 1:  # else nobody has been waiting for them
        s = _longest_waiting(shop, crew, now)
        if s != NONE:
            look_first_at(shop, s)
