"""The indicators themselves, with intervals and what is to be known about each."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy import stats

from simmitt.engine.kpi.iso22400.elements import NOTHING_BESIDE, Beside, Elements, of_machines, of_plant
from simmitt.engine.kpi.iso22400.formulas import FORMULAS, OF_MACHINES, Formula
from simmitt.engine.kpi.iso22400.names import KPI_NAMES, element_name
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import IsoKpi
from simmitt.engine.kpi.reliability import FAILURES_FOR_MTBF, time_to_repair
from simmitt.engine.kpi.resampling import Interval, certain, of_sums, ratio
from simmitt.engine.kpi.time_accounts import Spent
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message, say

OF_FAILURES = ("mtbf", "mttf", "mttr")


def iso_kpis(
    time: MachineTime, spent: Spent, weights: Floats, *, seed: int = 0, beside: Beside = NOTHING_BESIDE
) -> tuple[IsoKpi, ...]:
    """Give all 34 indicators of the plant, in the order of the standard.

    Parameters
    ----------
    weights : (n_draws, n_blocks)
        Resamples of the blocks of time; without draws there are no intervals.
    beside
        Tables of energy and maintenance beside the log.

    Notes
    -----
    Indicators of several machines are ratios of summed elements, never means of the machines'.
    """
    elements = of_plant(time, spent, beside)
    return tuple(_kpi(each, elements, weights, seed) for each in FORMULAS)


def iso_kpis_of_machines(
    time: MachineTime, spent: Spent, weights: Floats, *, seed: int = 0, beside: Beside = NOTHING_BESIDE
) -> Mapping[str, tuple[IsoKpi, ...]]:
    """Give the indicators that make sense of a single machine, for each.

    Of fewer failures than ``mtbf_h`` takes nothing is said.
    """
    names = time.facts.machines
    single = np.eye(len(names), dtype=bool)
    of_each = {name: of_machines(time, spent, single[index], beside) for index, name in enumerate(names)}
    formulas = [each for each in FORMULAS if each.code in OF_MACHINES]
    return {
        name: tuple(_enough(_kpi(each, elements, weights, seed), elements) for each in formulas)
        for name, elements in of_each.items()
    }


def _enough(kpi: IsoKpi, elements: Elements) -> IsoKpi:
    """Withhold an indicator of failures where a machine had too few."""
    count = 0 if elements.failed is None else len(elements.failed.machine)
    if kpi.code not in OF_FAILURES or kpi.value is None or count >= FAILURES_FOR_MTBF:
        return kpi
    few = say("Failures: {count}; the figure takes {least}.", count=count, least=FAILURES_FOR_MTBF)
    return replace(kpi, value=None, low=None, high=None, remark=few)


def _kpi(formula: Formula, elements: Elements, weights: Floats, seed: int) -> IsoKpi:
    """Give one indicator: its value, or what is missing."""
    needed = tuple(dict.fromkeys((*formula.above, *formula.below)))
    missing = tuple(name for name in needed if not elements.has(name))
    if formula.code in ("oee", "nee") and not missing and elements.ideal_good_h is None:
        missing = ("GQ",)
    used = {name.rstrip("0123456789"): elements.total(name) for name in needed if elements.has(name)}
    found = None if missing else _interval(formula, elements, weights, seed)
    if found is None or not np.isfinite(found.value):
        lacking = missing or formula.below
        plain = tuple(dict.fromkeys(name.rstrip("0123456789") for name in lacking))
        return IsoKpi(
            formula.code, KPI_NAMES[formula.code], formula.formula, formula.unit, None, None, None, used,
            plain, _lacking(plain),
        )  # fmt: skip
    return IsoKpi(
        formula.code, KPI_NAMES[formula.code], formula.formula, formula.unit, found.value, found.low,
        found.high, used, (), _remark(formula.code, elements, found),
    )  # fmt: skip


def _interval(formula: Formula, elements: Elements, weights: Floats, seed: int) -> Interval | None:
    if formula.code in OF_FAILURES:
        return _of_failures(formula.code, elements, weights, seed)
    if formula.code == "corrective_maintenance_ratio":
        corrective, preventive = elements.total("CMT"), elements.total("PMT")
        return certain(corrective / (corrective + preventive))
    if formula.code in ("oee", "nee"):
        return _effectiveness_index(formula.code, elements, weights)
    above, below = (
        np.sum([elements.by_block[name] for name in names], axis=0)
        for names in (formula.above, formula.below)
    )
    return ratio(above, below, weights, formula.scale) if below.sum() > 0 else None


def _effectiveness_index(code: str, elements: Elements, weights: Floats) -> Interval | None:
    """Give OEE or NEE: good pieces at their ideal cycle times, by planned busy time.

    Of one product at one machine that is availability, effectiveness and quality ratio
    multiplied. Of several, quality is weighed by the time that pieces need.
    """
    good, by_block = elements.ideal_good_h, elements.by_block
    if good is None or not elements.total("PBT") or (elements.has("APT") and not elements.total("APT")):
        return None
    if code == "oee":
        return ratio(good, by_block["PBT"], weights)
    sums = np.array([good, by_block["AUPT"], by_block["PBT"], by_block["APT"]])

    def index(sums: Floats) -> Floats:
        good, processing, planned, production = sums
        below = planned * production
        share: Floats = np.divide(good * processing, below, out=np.full(len(good), np.nan), where=below > 0)
        return share

    return of_sums(index, sums, weights)


def _of_failures(code: str, elements: Elements, weights: Floats, seed: int) -> Interval | None:
    """Give an indicator of failures: one more than there were is divided by, for each machine."""
    failed = elements.failed
    if failed is None:
        return None
    count = len(failed.machine)
    whole = elements.total("TTR" if code == "mttr" else "TBF")
    value = whole / (count + elements.scopes)
    if not len(weights):
        return certain(value)
    if code == "mttr":
        mean = time_to_repair(elements.by_block["TTR"], seed, len(weights))
        shrink = value / mean.value if mean.value > 0 else 1.0
        return Interval(value, mean.low * shrink, mean.high * shrink)
    fewest = float(stats.chi2.ppf(0.025, 2 * count)) / 2
    most = float(stats.chi2.ppf(0.975, 2 * count + 2)) / 2
    return Interval(value, *(whole / (each + elements.scopes) for each in (most, fewest)))


def _lacking(missing: tuple[str, ...]) -> Message:
    """Name what is missing in plain words."""
    names = [element_name(each) for each in missing]
    if len(names) == 1:
        return say("The log does not tell the {element}.", element=names[0])
    if len(names) == 2:
        return say("The log tells neither the {first} nor the {second}.", first=names[0], second=names[1])
    return say(
        "The log tells neither the {first}, the {second} nor the {third}.",
        first=names[0], second=names[1], third=names[2],
    )  # fmt: skip


def _remark(code: str, elements: Elements, found: Interval) -> Message | None:
    """Give what a reader must know who compares the figure with one from elsewhere."""
    if code == "effectiveness" and found.value > 1:
        return say(
            "Above 100 %: pieces are made quicker than the ideal cycle time says, so that time is too long."
        )
    if code == "availability" and elements.total("AUBT") > 0:
        return say(
            "Setup and time without orders count as lost here. Of the time with an order, setup included, "
            "{share:.0%} was production.",
            share=elements.total("APT") / elements.total("AUBT"),
        )
    if code == "mttr" and elements.failed is not None:
        return say(
            "Divided by one more than the failures, as the standard is said to do; by failures alone it is "
            "{hours:.1} hours.",
            hours=elements.total("TTR") / len(elements.failed.machine),
        )
    return _REMARKS.get(code)


_REMARKS: Mapping[str, Message] = {
    "oee": say("Quality is weighed by the time that pieces need. Machines are put together by their time."),
    "first_pass_yield": say(
        "Counted from reports that are not marked as rework, not from pieces with numbers of their own."
    ),
    "inventory_turns": say("Finished orders a year, by the orders in the shop on average."),
    "throughput_rate": say("Pieces of each order's last operation, by the orders' time in the shop."),
    "quality_ratio": say("Pieces held for review count as produced but not as good."),
    "mtbf": say("Divided by one more than the failures, as the standard is said to do, for each machine."),
    "mttf": say("For machines that are repaired it is the MTBF."),
}
