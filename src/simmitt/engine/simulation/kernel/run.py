"""One replication: find the next event, let it happen, until the window closes."""

from collections.abc import Callable

from simmitt.engine.simulation.kernel.agenda import (
    ARRIVALS,
    CALENDARS,
    DELAYS,
    NEVER,
    OPENINGS,
    ROOT,
    clear,
    plan,
)
from simmitt.engine.simulation.kernel.attention import next_to_see
from simmitt.engine.simulation.kernel.closing import close_books
from simmitt.engine.simulation.kernel.compiled import FINGERPRINT, cached, compiled, merged
from simmitt.engine.simulation.kernel.flow import end_delay, end_visit, leave_early, open_stations, see
from simmitt.engine.simulation.kernel.memory import nodes, places, stations
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE
from simmitt.engine.simulation.kernel.release import (
    let_in,
    one_may_enter,
    open_books,
    take_arrival,
    take_opening,
)
from simmitt.engine.simulation.kernel.streams import PLACE, key_of, replication_key
from simmitt.engine.simulation.kernel.visits import time_to_failure

# Places that a station may have without two of them sharing a stream.
PLACE_NUMBERS = 65_536


@merged
def _set_up_places(shop: Shop) -> None:
    """Free all places, each with its own stream and its first failure ahead."""
    for s in range(shop.n_stations):
        station = stations(shop, s)
        for number in range(station.capacity):
            place = places(shop, station.first_place + number)
            place.station = s
            place.key = key_of(shop.key, PLACE, s * PLACE_NUMBERS + number)
            place.job = place.crew = place.wants = place.last_product = NONE
            place.up_left_s = time_to_failure(station, place, place.failures)


@merged
def _set_up(shop: Shop, seed: int, replication: int) -> None:
    """Clear the agenda and the floor; settle when the first orders come."""
    clear(shop)
    shop.key = replication_key(seed, replication)
    shop.free_job = NONE
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
        open_stations(shop, source - CALENDARS)


@merged
def _event(shop: Shop, source: int, now: float) -> None:
    """Let the next event happen."""
    if source >= shop.n_places:
        _other_event(shop, source - shop.n_places, now)
    elif places(shop, source).early:
        leave_early(shop, source, now)
    else:
        end_visit(shop, source, now)


@merged
def _work(shop: Shop) -> None:
    """Let everything happen that happens before the window closes.

    At each instant first all that can start does, then who waits outside comes in.
    """
    now, source = 0.0, 0
    while shop.full == 0:
        if shop.to_see > 0:
            see(shop, next_to_see(shop), now)
            continue
        if one_may_enter(shop, now):
            let_in(shop, now)
            continue
        if source < shop.n_places and not places(shop, source).running:
            plan(shop, source, NEVER)
        if nodes(shop, ROOT).due_s <= shop.horizon_s:
            now = nodes(shop, ROOT).due_s
            source = nodes(shop, ROOT).source
            _event(shop, source, now)
        else:
            break


def _stored(fingerprint: str) -> Callable[[Shop, int, int], None]:
    @cached
    def simulate(shop: Shop, seed: int, replication: int) -> None:
        """Run a replication; what there was too little room for then stands in ``full``."""
        _ = fingerprint
        _set_up(shop, seed, replication)
        _work(shop)
        if shop.full == 0:
            close_books(shop)

    return simulate


simulate = _stored(FINGERPRINT)
