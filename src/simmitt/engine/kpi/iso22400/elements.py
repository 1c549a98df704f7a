"""The elements that the indicators are computed from, as the log tells them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from simmitt.engine.kpi.energy import last_pieces, plant_energy
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.iso22400.names import element_name
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import Element
from simmitt.engine.kpi.reliability import Failures, failures, maintenance_of
from simmitt.engine.kpi.time_accounts import Spent
from simmitt.engine.spans import Bools, Floats, Ints, summed
from simmitt.engine.whole_blocks import seconds_in_blocks
from simmitt.ground.units import HOUR_S, WEEK_S, WEEKS_PER_YEAR

__all__ = ["Beside", "Elements", "element_name", "of_machines", "of_plant"]

# ISO 22400-2 calls a unit that could run but has no order "down", and one that stands while an
# order is on it "delayed".
DELAYS: tuple[Element, ...] = ("breakdown", "no_material", "no_operator")
# What isn't known where it is not measured how long machines worked.
OF_WORKED_TIME = frozenset(
    {"ADOT", "AUBT", "ADET", "APT", "AUST", "AUPT", "AUBT1", "APT1", "TBF", "TTF", "APWT"}
)


@dataclass(frozen=True)
class Beside:
    """Tables beside the log that some elements come from, and whether the log can bear the others."""

    energy: pl.DataFrame | None = None
    maintenance: pl.DataFrame | None = None
    worked_time: bool = True  # whether it is measured how long machines worked


@dataclass(frozen=True)
class Elements:
    """Elements by block of time, hours or pieces; one that the log can't tell isn't there.

    A number behind an abbreviation tells the same element in another scope: ``AUBT1``, ``APT1``
    and ``PQ1`` are of the orders, ``PQ2`` of their first operation, ``PQ3`` and ``SQ1`` of what
    is set against energy and falling off.
    """

    by_block: Mapping[str, Floats]  # (n_blocks,) each
    ideal_good_h: Floats | None  # (n_blocks,) good pieces at their ideal cycle times
    failed: Failures | None  # None: no breakdown is told
    scopes: int = 1  # machines put together

    def has(self, name: str) -> bool:
        """Say whether the log tells an element."""
        return name in self.by_block

    def total(self, name: str) -> float:
        """Give an element's sum."""
        return float(self.by_block[name].sum())


NOTHING_BESIDE = Beside()


def of_machines(time: MachineTime, spent: Spent, which: Bools, beside: Beside = NOTHING_BESIDE) -> Elements:
    """Give the elements of some machines put together: times, pieces, failures."""
    facts = time.facts
    mine = spent.of(which)
    seconds = {element: each.sum(axis=0) for element, each in mine.seconds.items()}
    produced_s = mine.run_s().sum(axis=0)
    delay_s = np.sum([seconds[element] for element in DELAYS], axis=0)
    busy_s = produced_s + seconds["setup"] + delay_s
    told = {
        "PBT": (busy_s + seconds["idle"]) / HOUR_S,
        "ADOT": seconds["idle"] / HOUR_S,
        "AUBT": busy_s / HOUR_S,
        "ADET": delay_s / HOUR_S,
        "APT": produced_s / HOUR_S,
        "AUST": seconds["setup"] / HOUR_S,
        "AUPT": (produced_s + seconds["setup"]) / HOUR_S,
        **_quantities(facts, which, mine.quality_told),
    }
    ran = mine.run_s().sum(axis=1) > 0
    known = bool(ran.any() and mine.ideal_known[ran].all())
    if known:
        told["PRI"] = mine.ideal_s.sum(axis=0) / HOUR_S
    failed = _failures(time, which)
    if failed is not None:
        told |= {"FE": np.full(1, len(failed.machine), float), "TTR": failed.down_s / HOUR_S}
        told |= dict.fromkeys(("TBF", "TTF"), failed.worked_s / HOUR_S)
    judged = known and mine.quality_told[ran].all()
    ideal_good_h = mine.ideal_good_s.sum(axis=0) / HOUR_S if judged else None
    measured = beside.worked_time and bool(busy_s.sum() > 0)
    return Elements(_known(told, measured=measured), ideal_good_h, failed, int(which.sum()))


def _quantities(facts: Facts, which: Bools, judged: Bools) -> dict[str, Floats]:
    """Give pieces as reported at some machines, at every operation anew.

    Where some of the machines report rejected pieces, those alone count: of the others nobody
    knows what was good.
    """
    chosen = which.copy()
    if judged.any():
        chosen[which] = judged
    at = np.flatnonzero(np.r_[chosen, False][facts.machine])
    if facts.made_pieces[at].sum() <= 0:
        return {}
    told = {"PQ": _pieces(facts, at, facts.made_pieces)}
    if judged.any():
        told["GQ"] = _pieces(facts, at, facts.good_pieces)
        told["SQ"] = _pieces(facts, at, facts.rejected_pieces)
    if facts.tells("rework")[at].any():
        told["RQ"] = _pieces(facts, at[facts.is_rework[at]], facts.made_pieces)
    if judged.any() and "RQ" in told:
        first = at[~facts.is_rework[at]]
        told["GP"] = _pieces(facts, first, facts.good_pieces)
        told["IP"] = _pieces(facts, first, facts.made_pieces)
    return told


def _pieces(facts: Facts, which: Ints, pieces: Floats) -> Floats:
    return summed(facts.end_block[which], pieces[which].clip(min=0), len(facts.length_s))


def _failures(time: MachineTime, which: Bools) -> Failures | None:
    """Give the failures of some machines put together; None where none is told."""
    found = failures(time)
    mine = which[found.machine]
    if not mine.any():
        return None
    return Failures(found.machine[mine], found.down_s[mine], found.gap_s[mine], found.last_gap_s[which],
                    found.worked_s[which])  # fmt: skip


def of_plant(time: MachineTime, spent: Spent, beside: Beside) -> Elements:
    """Give the elements of all machines, and those of orders, people, energy and maintenance."""
    facts = time.facts
    machines = of_machines(time, spent, np.ones(len(facts.machines), bool))
    told = {**machines.by_block, **_of_orders(facts), **_of_inventory(facts)}
    if facts.workers:
        at = facts.worker >= 0
        told["APWT"] = summed(facts.end_block[at], facts.work_s[at], len(facts.length_s)) / HOUR_S
    output, energy = _output(facts), plant_energy(facts, beside.energy)
    if output.sum() > 0:
        told["PQ3"] = output if energy is None else np.where(energy[0], output, 0.0)
    if energy is not None:
        told["E"] = np.where(*energy, 0.0)
    told |= _of_maintenance(time, beside)
    return Elements(
        _known(told, measured=beside.worked_time), machines.ideal_good_h, machines.failed, machines.scopes
    )


def _known(told: Mapping[str, Floats], *, measured: bool) -> Mapping[str, Floats]:
    """Leave out worked time where nobody measured it, as at a machine whose reports have no length."""
    if measured:
        return told
    return {name: each for name, each in told.items() if name not in OF_WORKED_TIME}


def _of_orders(facts: Facts) -> dict[str, Floats]:
    """Give what orders took and gave, by the block in which each ends."""
    if not facts.n_orders:
        return {}
    ends = facts.block_of(facts.times.end_s)
    blocks, mine = len(facts.length_s), facts.order >= 0
    block = ends[facts.order[mine]]
    told = {
        "AOET": summed(ends, facts.times.lead_s(), blocks) / HOUR_S,
        "AUBT1": summed(block, facts.work_s[mine], blocks) / HOUR_S,
        "APT1": summed(block, np.where(facts.is_run, facts.work_s, 0.0)[mine], blocks) / HOUR_S,
    }
    row = last_pieces(facts)
    if len(row):
        told["PQ1"] = summed(ends[facts.order[row]], facts.made_pieces[row], blocks)
    if facts.tells("rejected_pieces").any() and len(row):
        first = _first_pieces(facts)
        told["PQ2"] = summed(ends[facts.order[first]], facts.made_pieces[first], blocks)
        told["SQ1"] = summed(block, facts.rejected_pieces[mine], blocks)
    return told


def _first_pieces(facts: Facts) -> np.ndarray:
    """Give the rows with pieces of each order's first activity that tells any."""
    tells = (facts.order >= 0) & (facts.made_pieces > 0)
    row = facts.by_order[tells[facts.by_order]][::-1]
    first = np.full(facts.n_orders, -1)
    first[facts.order[row]] = facts.activity[row]
    return np.asarray(row[facts.activity[row] == first[facts.order[row]]])


def _output(facts: Facts) -> Floats:
    """Give pieces of the orders' last operation, by the block in which they were reported."""
    row = last_pieces(facts)
    return summed(facts.end_block[row], facts.made_pieces[row], len(facts.length_s))


def _of_inventory(facts: Facts) -> dict[str, Floats]:
    """Give finished orders, and the years that orders spent in the shop.

    The log's last quiet days, in which nobody knows what is finished, are left out of both.
    """
    if not facts.n_orders:
        return {}
    times, until = facts.times, facts.horizon_s - facts.ends.window_s
    done = facts.closed & (times.end_s <= until)
    if not done.any():
        return {}
    blocks = len(facts.length_s)
    edges_s = np.clip(facts.edges_s, 0.0, max(until, 0.0))
    years = seconds_in_blocks(times.start_s, times.end_s, edges_s) / (WEEK_S * WEEKS_PER_YEAR)
    count = np.bincount(facts.block_of(times.end_s[done]), minlength=blocks)
    return {"TH": count.astype(float), "WIP": years}


def _of_maintenance(time: MachineTime, beside: Beside) -> dict[str, Floats]:
    found = maintenance_of(time, beside.maintenance)
    if found is None:
        return {}
    kinds = {"CMT": found.corrective, "PMT": found.preventive}
    told = {name: found.hours[which & np.isfinite(found.hours)] for name, which in kinds.items()}
    return {name: hours for name, hours in told.items() if hours.sum() > 0}
