"""How a window begins: with what is on the floor, or without what was there at another time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from simmitt.engine.factory.faults import StateFault
from simmitt.engine.factory.model import Factory, RunPlan
from simmitt.engine.factory.state import OpenOrder, State
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

# Long enough for nearly all that is open to be done.
STATE_WEEKS = 13.0


class WindowBesideState(InputFault):
    """The window is asked to open at another instant than that of the open orders."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            say(
                "The open orders are those of {at}; the window can't open at another time.", at=at.isoformat()
            ),
            remedy=say("Leave out --from, or leave out --state."),
        )


class WarmUpBesideState(InputFault):
    """A warm-up is asked for, though the window begins with what is on the floor."""

    def __init__(self) -> None:
        super().__init__(
            say("A window that begins with the open orders has no warm-up."),
            remedy=say("Leave out --warm-up-weeks, or leave out --state."),
        )


class LongRunBesideState(InputFault):
    """The long run is asked for, though the window begins with what is on the floor."""

    def __init__(self) -> None:
        super().__init__(
            say("A window that begins with the open orders shows what comes of them, not the long run."),
            remedy=say("Leave out --steady, or leave out --state."),
        )


def begin_with(factory: Factory, state: State, file: str = "state.json") -> Factory:
    """Give the factory whose window opens with a state; it replaces ``opening_orders`` and warm-up.

    Raises
    ------
    StateFault
        The state names a product, an operation or a station that the factory doesn't have.
    """
    for place, found in _strangers(factory, state):
        raise StateFault(
            found,
            remedy=say(
                "Take state and factory from the same fit, or write the name as the factory file has it."
            ),
            place=replace(place, file=file),
        )
    by_silence = sorted(state.orders, key=lambda each: _silence(each, state))
    arrivals = replace(
        factory.arrivals, opening_orders=float(len(state.orders)), opening_routings={}, opening_span_s=0.0
    )
    run = replace(factory.run, starts_at=state.at, warm_up_s=0.0)
    return replace(factory, state=replace(state, orders=tuple(by_silence)), arrivals=arrivals, run=run)


def without_foreign_openings(factory: Factory, told: RunPlan) -> tuple[Factory, tuple[Message, ...]]:
    """Drop the orders under way at the start, where the window opens elsewhere than the file says.

    They were those of that start. Give the factory, and what is to be said of it.
    """
    moved = told.starts_at is not None and factory.run.starts_at != told.starts_at
    if not moved or factory.arrivals.opening_orders <= 0.0:
        return factory, ()
    note = say(
        "The window opens at another time than the log that was fitted: the {orders:.0} orders under way then"
        " are left out, and the floor begins empty.",
        orders=factory.arrivals.opening_orders,
    )
    arrivals = replace(factory.arrivals, opening_orders=0.0, opening_routings={}, opening_span_s=0.0)
    return replace(factory, arrivals=arrivals), (note,)


def _silence(order: OpenOrder, state: State) -> tuple[bool, float, str]:
    """Give the order in which they are put on the floor: under way first, then the longest silent."""
    since_s = 0.0 if order.last_at is None else (order.last_at - state.at).total_seconds()
    return order.worked_s is None, since_s, order.name


def _strangers(factory: Factory, state: State) -> Iterator[tuple[Place, Message]]:
    """Find names that the factory doesn't know, and where they stand."""
    products = {each.name for each in factory.products}
    operations = {each.name for each in factory.operations}
    stations = {each.name for each in factory.stations}
    for order in state.orders:
        if order.product not in products:
            found = say("The factory makes no product “{name}”.", name=order.product)
            yield Place(order=order.name, key="product"), found
        for name in (name for rest in order.rests for name in rest.operations if name not in operations):
            found = say("The factory has no operation “{name}”.", name=name)
            yield Place(order=order.name, key="ahead"), found
    for machine in state.machines:
        if machine.station not in stations:
            yield Place(key="machines"), say("The factory has no station “{name}”.", name=machine.station)
