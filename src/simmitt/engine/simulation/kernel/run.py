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
from simmitt.engine.simulation.kernel.compiled import FINGERPRINT, cached, compiled, inlined, merged
from simmitt.engine.simulation.kernel.entering import end_delay
from simmitt.engine.simulation.kernel.failures import ENDS, FAILS, await_failure
from simmitt.engine.simulation.kernel.floor import take_over
from simmitt.engine.simulation.kernel.flow import (
    end_visit,
    look_at_all,
    open_stations,
    reach_milestone,
    see,
)
from simmitt.engine.simulation.kernel.memory import crews, nodes, places, stations
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
            place.job = place.rest = place.crew = place.wants = place.last_family = NONE
            await_failure(shop, station, place, station.first_place + number, 0.0)


@merged
def _set_up(shop: Shop, seed: int, replication: int) -> None:
    """Clear the agenda and the floor; settle when the first orders come."""
    clear(shop)
    shop.key = replication_key(seed, replication)
    shop.free_job = NONE
    for crew in range(shop.n_crews):
        crews(shop, crew).repair_head = NONE
    _set_up_places(shop)
    open_books(shop)
    if shop.n_found > 0:
        take_over(shop)


@compiled
def _other_event(shop: Shop, source: int, now: float) -> None:
    """Let happen what is not a visit's end."""
    if source == ARRIVALS:
        take_arrival(shop, now)
    elif source == OPENINGS:
        take_opening(shop, now)
    elif source == DELAYS:
        end_delay(shop, now)
    elif source < CALENDARS + shop.n_calendars:
        open_stations(shop, source - CALENDARS)
    else:  # a batch has waited long enough
        plan(shop, shop.n_places + source, NEVER)
        look_at_all(shop)


@merged
def _event(shop: Shop, source: int, now: float) -> None:
    """Let the next event happen."""
    if source >= shop.n_places:
        _other_event(shop, source - shop.n_places, now)
    elif places(shop, source).milestone == ENDS:
        end_visit(shop, source, now)
    else:
        reach_milestone(shop, source, now)


@inlined
def _rest(shop: Shop, p: int) -> None:
    """Leave a place at rest that has nothing to do, until it fails."""
    place = places(shop, p)
    if not place.running and not place.broken:
        place.milestone = FAILS
        plan(shop, p, place.fail_at_s)


@merged
def _work(shop: Shop, most_events: int) -> None:
    """Let happen what happens before the window closes, or so many events of it.

    At each instant first all that can start does, then who waits outside comes in.
    """
    now, source, left = shop.now_s, shop.source, most_events
    while shop.full == 0 and left > 0:
        if shop.to_see > 0:
            see(shop, next_to_see(shop), now)
            continue
        if one_may_enter(shop, now):
            let_in(shop, now)
            continue
        if source < shop.n_places:
            _rest(shop, source)
        if nodes(shop, ROOT).due_s <= shop.horizon_s:
            now = nodes(shop, ROOT).due_s
            source = nodes(shop, ROOT).source
            left -= 1
            _event(shop, source, now)
        else:
            shop.done = 1
            shop.locked = int(nodes(shop, ROOT).due_s == NEVER and shop.on_floor > 0)
            break
    shop.now_s, shop.source = now, source


def _stored(fingerprint: str) -> Callable[[Shop, int, int, int], None]:
    @cached
    def simulate(shop: Shop, seed: int, replication: int, most_events: int) -> None:
        """Run a replication, or so many more events of it.

        It is over when ``done`` is set; what there was too little room for stands in ``full``.
        """
        _ = fingerprint
        if not shop.begun:
            shop.begun = 1
            _set_up(shop, seed, replication)
        _work(shop, most_events)
        if shop.done and shop.full == 0:
            close_books(shop)

    return simulate


simulate = _stored(FINGERPRINT)
