"""Which stations are to be seen, and when a closed one is asked again.

What happens at one station may let another start something: a job joins its queue, a place
gets free, somebody of a crew comes back. Such stations are put on a list and seen one after
the other, the last one first, until nothing more can start.
"""

from simmitt.engine.simulation.kernel.agenda import CALENDARS, NEVER, plan, planned
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import is_open, opens_at
from simmitt.engine.simulation.kernel.memory import changed, stations
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE


@inlined
def look_at(shop: Shop, s: int) -> None:
    """Put a station on the list of those to see, unless it is there."""
    if not stations(shop, s).to_see:
        stations(shop, s).to_see = 1
        changed(shop, shop.to_see).index = s
        shop.to_see += 1


@compiled
def look_first_at(shop: Shop, s: int) -> None:
    """Put a station on top of the list of those to see."""
    look_at(shop, s)
    top = shop.to_see - 1
    at = top
    while changed(shop, at).index != s:
        at -= 1
    changed(shop, at).index = changed(shop, top).index
    changed(shop, top).index = s


@merged
def next_to_see(shop: Shop) -> int:
    """Take the last station from the list."""
    shop.to_see -= 1
    s = changed(shop, shop.to_see).index
    stations(shop, s).to_see = 0
    return int(s)


@compiled
def _wake_at_opening(shop: Shop, calendar: int, now: float) -> None:
    source = shop.n_places + CALENDARS + calendar
    if planned(shop, source) == NEVER:
        plan(shop, source, opens_at(shop, calendar, now))


@inlined
def opened(shop: Shop, calendar: int, now: float) -> bool:
    """Tell whether work goes on now; if not, see that the stations are asked again when it does."""
    if calendar == NONE or is_open(shop, calendar, now):
        return True
    _wake_at_opening(shop, calendar, now)
    return False
