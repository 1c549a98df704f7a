"""People: who is free for a station, and which station gets whoever becomes free."""

from simmitt.engine.simulation.kernel.agenda import NEVER
from simmitt.engine.simulation.kernel.attention import look_first_at, opened
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import counted_work
from simmitt.engine.simulation.kernel.memory import crews, jobs, links, stations
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE, Station

NOBODY = -2


@inlined
def free_crew(shop: Shop, station: Station) -> int:
    """Give the first of a station's crews that has somebody free; NONE if it needs nobody."""
    if station.crews == 0:
        return NONE
    for link in range(station.first_crew, station.first_crew + station.crews):
        if crews(shop, links(shop, link).crew).free > 0:
            return int(links(shop, link).crew)
    return NOBODY


@compiled
def count_lack(shop: Shop, station: Station, lacking: int, now: float) -> None:
    """Count the wait for people so far and note how many jobs wait for them from now on."""
    if station.lacking > 0:
        wait_s = counted_work(shop, station.calendar, station.lacking_since_s, now)
        station.crew_wait_s += station.lacking * wait_s
    station.lacking, station.lacking_since_s = lacking, now


@merged
def _serves(shop: Shop, station: Station, crew: int) -> bool:
    for link in range(station.first_crew, station.first_crew + station.crews):
        if links(shop, link).crew == crew:
            return True
    return False


@merged
def _longest_waiting(shop: Shop, crew: int, now: float) -> int:
    """Give the station whose first job has waited longest for somebody of a crew."""
    longest, longest_since_s = NONE, NEVER
    for s in range(shop.n_stations):
        station = stations(shop, s)
        if station.queued > 0 and station.free > 0 and _serves(shop, station, crew):
            since_s = jobs(shop, station.head).since_s
            if since_s < longest_since_s and opened(shop, station, now):
                longest, longest_since_s = s, since_s
    return longest


@compiled
def hand_back(shop: Shop, crew: int, now: float) -> None:
    """Free somebody of a crew, who turns to the job that has waited longest for the crew."""
    crews(shop, crew).free += 1
    if crews(shop, crew).free == 1:  # else nobody has been waiting for them
        s = _longest_waiting(shop, crew, now)
        if s != NONE:
            look_first_at(shop, s)
