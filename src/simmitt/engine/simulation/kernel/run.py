"""One replication: find the next event, let it happen, until the window closes."""

from simmitt.engine.simulation.kernel.agenda import ARRIVALS, CALENDARS, DELAYS, OPENINGS, ROOT, clear
from simmitt.engine.simulation.kernel.closing import Sums, close_books
from simmitt.engine.simulation.kernel.compiled import FINGERPRINT, cached, compiled, inlined
from simmitt.engine.simulation.kernel.flow import end_delay, end_visit, leave_early, next_to_see, open_stations, see
from simmitt.engine.simulation.kernel.records import NONE, Shop
from simmitt.engine.simulation.kernel.release import let_in, one_may_enter, open_books, take_arrival, take_opening
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


@inlined
def _event(shop: Shop, source: int, now: float) -> None:
    """Let the next event happen."""
    places = len(shop.places)
    if source >= places:
        _other_event(shop, source - places, now)
    elif shop.places[source].early:
        leave_early(shop, source, now)
    else:
        end_visit(shop, source, now)


@compiled
def _work(shop: Shop) -> None:
    """Let everything happen that happens before the window closes.

    At each instant first all that can start does, then who waits outside comes in.
    """
    horizon_s, desk, now = shop.window[0].horizon_s, shop.desk[0], 0.0
    while desk.full == 0:
        if desk.to_see > 0:
            see(shop, next_to_see(shop), now)
        elif one_may_enter(shop, now):
            let_in(shop, now)
        elif shop.due_s[ROOT] <= horizon_s:
            now = shop.due_s[ROOT]
            _event(shop, shop.winner[ROOT], now)
        else:
            break


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
