"""Rules on energy; what a kilowatt-hour costs nobody told, so no hours are put at stake."""

from simmitt.engine.observations.observation import Found, Rule, Stake
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.telling import shares
from simmitt.ground.texts import say

# One kilowatt-hour in six is used while nothing is made; one in six while the plant is closed.
OUTSIDE = 0.15
# A machine with two fifths of all energy is where to begin.
LARGE_METER = 0.4
METERS_TO_COMPARE = 3
NO_HOURS = Stake(0.0, "work", None)


def energy_while_nothing_works(sight: Sight) -> Found | None:
    """Speak where at least 15 per cent of the energy is used while nothing is being worked on."""
    idle, amount = (
        sight.figure("energy_outside_production_share"),
        sight.figure("energy_outside_production_kwh"),
    )
    if idle is None or amount is None or idle.low < OUTSIDE:
        return None
    return Found(
        say(
            "{share} of the energy is used while nothing is worked on ({low} to {high}): {kwh:.0} kWh.",
            **shares(idle.value, idle.low, idle.high), kwh=amount.value,
        ),
        NO_HOURS,
        (idle, amount),
        say("Walk round on a Sunday. What hums, leaks, glows or blows?"),
    )  # fmt: skip


def energy_while_closed(sight: Sight) -> Found | None:
    """Speak where at least 15 per cent of the energy is used outside the plant's working hours."""
    closed = sight.figure("energy_outside_hours_share")
    if closed is None or closed.low < OUTSIDE:
        return None
    return Found(
        say(
            "{share} of the energy is used outside working hours ({low} to {high}).",
            **shares(closed.value, closed.low, closed.high),
        ),
        NO_HOURS,
        (closed,),
        say("List what is left on overnight, and who could switch it off."),
    )


def one_machine_takes_the_energy(sight: Sight) -> Found | None:
    """Speak where one of several machines with a meter uses at least 40 per cent of all energy."""
    meters, whole = sight.of_all("energy_kwh"), sight.figure("energy_kwh")
    if whole is None or len(meters) < METERS_TO_COMPARE or meters[0].low < LARGE_METER * whole.value:
        return None
    return Found(
        say(
            "{machine} uses {share:.0%} of all energy.",
            machine=meters[0].scope, share=meters[0].value / whole.value,
        ),
        NO_HOURS,
        (meters[0], whole),
        say("See how much of it the machine uses while it makes nothing."),
    )  # fmt: skip


RULES = (
    Rule("energy_while_nothing_works", energy_while_nothing_works,
         ("energy_outside_production_share", "energy_outside_production_kwh"), ("energy_while_closed",)),
    Rule("energy_while_closed", energy_while_closed, ("energy_outside_hours_share",)),
    Rule("one_machine_takes_the_energy", one_machine_takes_the_energy, ("energy_kwh",)),
)  # fmt: skip
