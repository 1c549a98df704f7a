"""One replication: find the next event, let it happen, until the window closes."""

from simmitt.engine.simulation.kernel.agenda import ARRIVALS, CALENDARS, DELAYS, OPENINGS, ROOT, clear
from simmitt.engine.simulation.kernel.closing import Sums, close_books
from simmitt.engine.simulation.kernel.compiled import FINGERPRINT, cached, compiled
from simmitt.engine.simulation.kernel.flow import end_delay, end_visit, leave_early, open_stations
from simmitt.engine.simulation.kernel.records import NONE, Shop
from simmitt.engine.simulation.kernel.release import open_books, open_gate, take_arrival, take_opening
from simmitt.engine.simulation.kernel.streams import PLACE, key_of, replication_key
from simmitt.engine.simulation.kernel.visits import time_to_failure

# Places that a station may have without two of them sharing a stream.
PLACE_NUMBERS = 65_536


@compiled
def _set_up_places(shop: Shop) -> None:
    """Free all places, each with its own stream and its first failure ahead."""
    for s in range(len(shop.stations)):
        station = shop.stations[s]
        for number in range(station.capacity):
            place = shop.places[station.first_place + number]
            place.station = s
            place.key = key_of(shop.desk[0].key, PLACE, s * PLACE_NUMBERS + number)
            place.job = place.crew = place.wants = place.last_product = NONE
            place.up_left_s = time_to_failure(station, place, 0)


@compiled
def _set_up(shop: Shop, seed: int, replication: int) -> None:
    """Clear the agenda and the floor; settle when the first orders come."""
    clear(shop.due_s, shop.winner)
    desk = shop.desk[0]
    desk.key = replication_key(seed, replication)
    desk.free_job = NONE
    _set_up_places(shop)
    open_books(shop)


@compiled
def _other_event(shop: Shop, source: int, now: float) -> None:
    """Let happen what is not a visit's end."""
    if source == ARRIVALS:
        take_arrival(shop, now)
    elif source == OPENINGS:
        take_opening(shop, now)
    elif source == DELAYS:
        end_delay(shop, now)
    else:
        open_stations(shop, source - CALENDARS, now)


@compiled
def _work(shop: Shop) -> None:
    """Let everything happen that happens before the window closes."""
    horizon_s, places, desk = shop.window[0].horizon_s, len(shop.places), shop.desk[0]
    open_gate(shop, 0.0)
    while shop.due_s[ROOT] <= horizon_s and desk.full == 0:
        now, source = shop.due_s[ROOT], shop.winner[ROOT]
        if source >= places:
            _other_event(shop, source - places, now)
        elif shop.places[source].early:
            leave_early(shop, source, now)
        else:
            end_visit(shop, source, now)
        open_gate(shop, now)


def _stored(fingerprint: str):  # type: ignore[no-untyped-def]
    @cached
    def simulate(shop: Shop, sums: Sums, seed: int, replication: int) -> int:
        """Run a replication; give the numbers its orders take up, or minus what was too short."""
        fingerprint  # noqa: B018
        _set_up(shop, seed, replication)
        _work(shop)
        if shop.desk[0].full != 0:
            return -shop.desk[0].full
        return close_books(shop, sums)

    return simulate


simulate = _stored(FINGERPRINT)
