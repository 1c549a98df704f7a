"""Where a machine's calendar time goes: a waterfall that adds up."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WeeklyHours, WorkingHours, open_seconds
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.spans import Bools, Spans, merged
from simmitt.ground.texts import Message, say


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

    def steps(self) -> tuple[Step, ...]:
        """Give calendar time, each loss, and what is left."""
        return (
            Step("calendar", say("Calendar time"), self.calendar_s),
            Step("closed", say("Closed"), self.closed_s),
            Step("idle", say("Open, nothing going on"), self.idle_s),
            Step("breakdown", say("Breakdown"), self.breakdown_s),
            Step("setup", say("Setup"), self.setup_s),
            Step("scrap", say("Run for rejected pieces"), self.scrap_s),
            Step("good", say("Run for good pieces"), self.good_s),
        )


def losses(log: EventLog, hours: WorkingHours, machine: str) -> Losses:
    """Split a machine's calendar time into closed, idle, breakdown, setup, scrap and good run.

    Notes
    -----
    Time is counted once: while anything is broken down it is breakdown, else while anything
    is set up it is setup, else run. Work outside the working hours counts as work, not as
    closed. Scrap takes the share of run time that rejected pieces have of all.
    """
    facts = gather(log)
    here = facts.machine == facts.machines.index(machine)
    down = _covered(facts, here & facts.is_breakdown)
    stopped = _covered(facts, here & (facts.is_breakdown | facts.is_setup))
    worked = _covered(facts, here)
    busy_s = float(worked.seconds().sum())
    open_s = _open_s(facts, hours.of(machine), np.array([0.0]), np.array([facts.horizon_s]))
    worked_open_s = _open_s(facts, hours.of(machine), worked.start_s, worked.end_s)
    down_s, stopped_s = float(down.seconds().sum()), float(stopped.seconds().sum())
    run_s = busy_s - stopped_s
    scrap_s = run_s * _scrap_share(facts, here)
    return Losses(
        machine,
        facts.horizon_s,
        facts.horizon_s - open_s - (busy_s - worked_open_s),
        open_s - worked_open_s,
        down_s,
        stopped_s - down_s,
        scrap_s,
        run_s - scrap_s,
    )


def _covered(facts: Facts, which: Bools) -> Spans:
    return merged(np.zeros(int(which.sum()), np.int64), facts.start_s[which], facts.end_s[which])


def _open_s(facts: Facts, weekly: WeeklyHours, start_s: np.ndarray, end_s: np.ndarray) -> float:
    """Give the open time within spans, all together."""
    since = facts.first_s
    return float((open_seconds(weekly, since + end_s) - open_seconds(weekly, since + start_s)).sum())


def _scrap_share(facts: Facts, here: Bools) -> float:
    good = facts.column("good_pieces")[here].clip(min=0).sum()
    bad = facts.column("rejected_pieces")[here].clip(min=0).sum()
    return float(bad / (good + bad)) if good + bad > 0 else 0.0
