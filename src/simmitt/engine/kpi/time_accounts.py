"""Where calendar time went: every second of every machine in exactly one of ten elements."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.kpi.claims import STOPPED
from simmitt.engine.kpi.ideal_cycles import IdealCycles
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import ELEMENTS, Element, TimeAccount
from simmitt.engine.kpi.pieces import Pieces
from simmitt.engine.spans import Bools, Floats, Ints, summed

# A stop whose reason nobody knows is time in which the machine was open and did nothing.
ELEMENT_OF_STOP: Mapping[str, Element] = {
    "breakdown": "breakdown", "planned": "planned_stop", "material": "no_material",
    "operator": "no_operator", "setup": "setup", "other": "idle",
}  # fmt: skip
RUN: Element = "good"  # where running time is kept until pieces divide it
# Rows without an ideal cycle time may take up this share of a machine's running time at most.
STRAY_SHARE = 1e-3


class Spent(NamedTuple):
    """Time and pieces per machine and block of time; ``seconds`` of a block add up to its length."""

    seconds: Mapping[Element, Floats]  # (n_machines, n_blocks) each; of all places
    ideal_s: Floats  # (n_machines, n_blocks) the pieces made, at their ideal cycle times
    ideal_good_s: Floats  # (n_machines, n_blocks) of them the good ones
    made: Floats  # (n_machines, n_blocks) pieces: good, rejected and held for review
    good: Floats  # (n_machines, n_blocks)
    places: Ints  # (n_machines,)
    ideal_known: Bools  # (n_machines,)
    quality_told: Bools  # (n_machines,) rejected or held pieces are told; a blank then means none

    def run_s(self) -> Floats:
        """Give the production time: run at speed, too slowly or for scrap, (n_machines, n_blocks)."""
        return self.seconds["speed"] + self.seconds["scrap"] + self.seconds["good"]

    def of(self, machines: Bools) -> "Spent":
        """Keep some machines."""
        return Spent(
            {element: each[machines] for element, each in self.seconds.items()},
            self.ideal_s[machines], self.ideal_good_s[machines], self.made[machines], self.good[machines],
            self.places[machines], self.ideal_known[machines], self.quality_told[machines],
        )  # fmt: skip


def spend(time: MachineTime, ideals: IdealCycles | None = None, *, one_place: bool = False) -> Spent:
    """Divide the calendar time of every machine among the elements, block by block.

    Parameters
    ----------
    ideals
        Ideal cycle times; None: nobody told any.
    one_place
        Count every machine as one place, however many orders it works on at once.

    Notes
    -----
    Where reports claim the same second, the first of these has it: breakdown, planned stop, no
    material, no operator, a stop for setup or for an unknown reason, setup of an order, run.
    Stops count in open hours only, reports on orders whenever they were made. What nobody claims
    is idle in open hours, else closed. A machine with several places has that many seconds per
    second; a stop stops all of them.
    """
    facts, pieces = time.facts, time.pieces
    places = np.ones(len(facts.machines), np.int64) if one_place else time.capacity.places
    blocks = len(facts.length_s)
    block = np.clip(np.searchsorted(facts.edges_s, pieces.start_s + 1e-6, "right") - 1, 0, blocks - 1)
    cell, cells = pieces.machine * blocks + block, len(facts.machines) * blocks
    seconds: dict[Element, Floats] = {element: np.zeros((len(places), blocks)) for element in ELEMENTS}
    for element, taken in _taken(pieces, places[pieces.machine]):
        seconds[element] += summed(cell, taken * pieces.seconds, cells).reshape(-1, blocks)
    return _divide_run(time, seconds, ideals, places)


def _taken(pieces: Pieces, places: Ints) -> Iterator[tuple[Element, Ints]]:
    """Give how many places each claim gets in each piece, (n_pieces,), the first claim first.

    An element may come more than once; all of them add up to all places.
    """
    left = places.copy()
    is_open = pieces.has("open")
    for element, wanted in _wanted(pieces, places, is_open):
        given = np.minimum(wanted, left)
        left -= given
        yield element, given
    yield "idle", np.where(is_open, left, 0)
    yield "closed", np.where(is_open, 0, left)


def _wanted(pieces: Pieces, places: Ints, is_open: Bools) -> Iterator[tuple[Element, Ints]]:
    """Give the claims on machines' places in the order in which they count."""
    yield "breakdown", pieces.downs
    for kind in STOPPED:
        stopped = pieces.has(kind) & is_open
        if stopped.any():
            yield ELEMENT_OF_STOP[kind], np.where(stopped, places, 0)
    yield "setup", pieces.setups
    yield RUN, np.maximum(pieces.jobs - pieces.setups - pieces.downs, 0)


def _divide_run(
    time: MachineTime, seconds: dict[Element, Floats], ideals: IdealCycles | None, places: Ints
) -> Spent:
    """Divide running time into what good pieces needed, what scrap took and what slowness took."""
    run_s = seconds[RUN]
    pieces = _pieces_by_cell(time, ideals)
    known = _ideal_known(time, ideals)
    made, good = pieces["made"], pieces["good"]
    told, of_machine = judged(time), made.sum(axis=1)
    good_share = np.divide(
        good.sum(axis=1), of_machine, out=np.ones(len(made)), where=told & (of_machine > 0)
    )
    good_s = np.where(known[:, None], pieces["ideal_good_s"], run_s * good_share[:, None])
    scrap_s = np.where(known[:, None], pieces["ideal_s"] - pieces["ideal_good_s"], run_s - good_s)
    seconds |= {"good": good_s, "scrap": scrap_s, "speed": run_s - good_s - scrap_s}
    return Spent(seconds, pieces["ideal_s"], pieces["ideal_good_s"], made, good, places, known, told)


def judged(time: MachineTime) -> Bools:
    """Tell at which machines rejected or held pieces are reported at all, (n_machines,)."""
    facts = time.facts
    at = (facts.machine >= 0) & (facts.tells("rejected_pieces") | facts.tells("review_pieces"))
    told = np.zeros(len(facts.machines), bool)
    told[facts.machine[at]] = True
    return told


def _pieces_by_cell(time: MachineTime, ideals: IdealCycles | None) -> dict[str, Floats]:
    """Give pieces, and their time at the ideal cycle, per machine and block in which their row ends."""
    facts = time.facts
    at = np.flatnonzero(facts.machine >= 0)
    blocks = len(facts.length_s)
    cell = facts.machine[at] * blocks + facts.block_of(facts.end_s[at])
    made, good = facts.made_pieces[at].clip(min=0), facts.good_pieces[at].clip(min=0)
    cycle_s = np.zeros(len(at)) if ideals is None else np.nan_to_num(ideals.cycle_s[at])
    amounts = {"made": made, "good": good, "ideal_s": made * cycle_s, "ideal_good_s": good * cycle_s}
    cells = len(facts.machines) * blocks
    return {name: summed(cell, amount, cells).reshape(-1, blocks) for name, amount in amounts.items()}


def _ideal_known(time: MachineTime, ideals: IdealCycles | None) -> Bools:
    """Tell which machines' whole production has ideal cycle times and pieces, (n_machines,)."""
    facts, n = time.facts, len(time.facts.machines)
    if ideals is None:
        return np.zeros(n, bool)
    run = (facts.machine >= 0) & facts.is_run & (facts.work_s > 0)
    stray = run & np.isnan(ideals.cycle_s)
    whole_s, stray_s, made = (
        summed(facts.machine[which], amount[which], n)
        for which, amount in ((run, facts.work_s), (stray, facts.work_s), (run, facts.made_pieces))
    )
    return np.asarray((made > 0) & (stray_s <= STRAY_SHARE * whole_s))


def time_accounts(time: MachineTime, spent: Spent) -> tuple[TimeAccount, ...]:
    """Give the plant's account, its machines' added up, then each machine's.

    Shares are ratios of summed time: the plant's OEE is the time that good pieces needed by the
    planned busy time of all machines, never the mean of their OEEs.
    """
    names, horizon_s = time.facts.machines, time.facts.horizon_s
    single = np.eye(len(names), dtype=bool)
    each = tuple(account(name, spent.of(single[index]), horizon_s) for index, name in enumerate(names))
    return (account(PLANT, spent, horizon_s), *each) if names else ()


def account(scope: str, spent: Spent, horizon_s: float) -> TimeAccount:
    """Give the account of all machines in ``spent`` together."""
    elements = {element: float(spent.seconds[element].sum()) for element in ELEMENTS}
    calendar_s = float(spent.places.sum()) * horizon_s
    planned_busy_s = calendar_s - elements["closed"] - elements["planned_stop"]
    run_s, ran = float(spent.run_s().sum()), spent.run_s().sum(axis=1) > 0
    known = bool(spent.ideal_known[ran].all()) and run_s > 0
    told = spent.quality_told
    ideal_s = float(spent.ideal_s.sum())
    availability = run_s / planned_busy_s if planned_busy_s > 0 else None
    effectiveness = ideal_s / run_s if known else None
    by_pieces = float(spent.good[told].sum()), float(spent.made[told].sum())
    quality = _by_time(elements) if known and told[ran].all() else _share(*by_pieces)
    oee = None
    if availability is not None and effectiveness is not None and quality is not None and told[ran].all():
        oee = availability * effectiveness * quality
    return TimeAccount(scope, calendar_s, elements, known, availability, effectiveness, quality, oee)


def _by_time(elements: Mapping[Element, float]) -> float | None:
    """Give the good share by the time that good and other pieces need at their ideal cycles."""
    return _share(elements["good"], elements["good"] + elements["scrap"])


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
