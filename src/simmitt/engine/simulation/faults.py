"""What the user can put right before a factory can be simulated."""

from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say


class HorizonUnknown(InputFault):
    """Neither the factory nor the command says how long to simulate."""

    def __init__(self) -> None:
        super().__init__(
            say("The factory does not say how long to simulate."),
            expected=say("A length in weeks was expected."),
            remedy=say(
                "Add --weeks to the command, or horizon_h and warm_up_h under [run] in the factory file."
            ),
        )


class NothingLeftAfterWarmUp(InputFault):
    """The warm-up takes up the whole time that is simulated."""

    def __init__(self, horizon_h: float, warm_up_h: float) -> None:
        super().__init__(
            say(
                "The warm-up takes {warm_up_h:.1} hours of the {horizon_h:.1} hours that are simulated.",
                warm_up_h=warm_up_h,
                horizon_h=horizon_h,
            ),
            expected=say("A warm-up shorter than the time that is simulated was expected."),
            remedy=say("Simulate more weeks or shorten the warm-up."),
        )


class NoLongRun(InputFault):
    """The long run is asked for, and orders come to an end."""

    def __init__(self) -> None:
        super().__init__(
            say("There is no long run: a list or a number of orders comes to an end."),
            remedy=say("Leave --steady out; or give --weeks where the file tells a number of orders."),
        )


class NoWarmUp(InputFault):
    """A warm-up is told for a window of which all counts."""

    def __init__(self) -> None:
        super().__init__(
            say("With --terminating all of the window counts, and a warm-up would be left out of it."),
            remedy=say("Leave out --terminating or --warm-up-weeks."),
        )


class TooManyOrders(InputFault):
    """More orders would be simulated than a machine's memory holds."""

    def __init__(self, orders: float, most: int) -> None:
        super().__init__(
            say("That would be {orders:.0} simulated orders; {most} fit.", orders=orders, most=most),
            remedy=say("Ask for fewer replications, fewer weeks or fewer orders."),
        )


class LocksItself(InputFault):
    """Lots wait for each other, and nothing can happen any more."""

    def __init__(self, locked: int, replications: int) -> None:
        super().__init__(
            say(
                "The factory locks itself in {locked} of {replications} replications: lots wait for room that"
                " others hold, or for a batch that never gets full.",
                locked=locked,
                replications=replications,
            ),
            remedy=say("Give a buffer more places, or let a batch start with less after a longest wait."),
        )


class TooMuchWork(InputFault):
    """More comes in the long run than a station can do, so that its queue grows without end."""

    def __init__(self, station: str, load: float) -> None:
        super().__init__(
            say("More comes than {station} can do: its work alone takes {load:.0%} of its open hours.",
                station=station, load=load),
            expected=say("In the long run a station needs hours left over."),
            remedy=say("Let fewer orders come, open longer or add machines; or simulate a window from a date"
                       " (--from), in which the queue may grow."),
        )  # fmt: skip
