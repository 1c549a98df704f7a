"""Where one machine's calendar time goes: a waterfall that adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.ideal_cycles import told_cycles
from simmitt.engine.kpi.machine_time import MICRO_STOP_S, MachineTime
from simmitt.engine.kpi.nouns import ELEMENTS, Element
from simmitt.engine.kpi.time_accounts import account, spend
from simmitt.ground.texts import Message, say

NAMES: Mapping[Element, Message] = {
    "closed": say("Closed"),
    "planned_stop": say("Planned stop"),
    "idle": say("Open, nothing going on"),
    "no_material": say("Stood without material"),
    "no_operator": say("Stood without operator"),
    "breakdown": say("Breakdown"),
    "setup": say("Setup"),
    "speed": say("Slower than the ideal cycle"),
    "scrap": say("Run for rejected pieces"),
    "good": say("Run for good pieces"),
}
# Told even where they are nought.
ALWAYS: tuple[Element, ...] = ("closed", "idle", "breakdown", "setup", "scrap", "good")


class Step(NamedTuple):
    """One step of the waterfall."""

    id: str
    name: Message
    seconds: float


@dataclass(frozen=True)
class Losses:
    """A machine's calendar time in seconds, split without remainder."""

    machine: str
    calendar_s: float  # the log's period
    closed_s: float  # outside working hours and not worked
    idle_s: float  # open, but nothing going on
    breakdown_s: float
    setup_s: float
    scrap_s: float  # run time that made rejected pieces
    good_s: float  # run time that made good ones
    others: Mapping[Element, float] = field(default_factory=dict)  # stops told beside, speed

    def steps(self) -> tuple[Step, ...]:
        """Give calendar time, each loss, and what is left."""
        seconds: dict[Element, float] = {
            "closed": self.closed_s, "idle": self.idle_s, "breakdown": self.breakdown_s,
            "setup": self.setup_s, "scrap": self.scrap_s, "good": self.good_s, **self.others,
        }  # fmt: skip
        return (
            Step("calendar", say("Calendar time"), self.calendar_s),
            *(Step(each, NAMES[each], seconds[each]) for each in ELEMENTS if each in seconds),
        )


def losses(
    log: EventLog,
    hours: WorkingHours,
    machine: str,
    ideal_cycle_s: Mapping[str, float] | None = None,
    *,
    micro_stop_s: float = MICRO_STOP_S,
) -> Losses:
    """Split a machine's calendar time among the elements of a time account.

    Parameters
    ----------
    ideal_cycle_s
        Ideal cycle times that the mapping tells, by activity, machine or product.
    micro_stop_s
        A shorter stop is no stop but slow production.

    Notes
    -----
    Time is counted once, as in ``time_accounts.spend``, but the machine is one place however
    many orders it works on at once: what is shown is the machine's clock.
    """
    facts = gather(log)
    time = MachineTime(facts, hours, log.companions.stops, micro_stop_s)
    ideals = told_cycles(facts, ideal_cycle_s or {}, log.companions.products)
    spent = spend(time, ideals, one_place=True)
    only = np.arange(len(facts.machines)) == facts.machines.index(machine)
    elements = account(machine, spent.of(only), facts.horizon_s).elements
    others = {each: elements[each] for each in ELEMENTS if each not in ALWAYS and abs(elements[each]) > 0}
    return Losses(
        machine, facts.horizon_s, elements["closed"], elements["idle"], elements["breakdown"],
        elements["setup"], elements["scrap"], elements["good"], others,
    )  # fmt: skip
