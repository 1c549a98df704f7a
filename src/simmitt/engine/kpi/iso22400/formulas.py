"""The formulas of the 34 indicators, in the standard's abbreviations.

Meant are ISO 22400-2:2014 and its amendment of 2017. Their text is not public and was not at hand:
most formulas were held against public ontologies and accounts of the standard, above all hsu-aut's
ISO 22400-2 ODP 2.0.0; ``FE + 1`` below MTBF, MTTF and MTTR rests on one account alone.
docs/reference/iso22400.md says which rest on what, and where sources differ.
"""

from typing import NamedTuple

from simmitt.engine.kpi.resampling import Scale


class Formula(NamedTuple):
    """How an indicator is computed from elements."""

    code: str
    formula: str
    unit: str
    above: tuple[str, ...]  # added up; for all but a few the indicator is above by below
    below: tuple[str, ...]
    scale: Scale = "log"  # of its interval


# In the order of the standard.
FORMULAS: tuple[Formula, ...] = (
    Formula("worker_efficiency", "APWT / APAT", "share", ("APWT",), ("APAT",), "odds"),
    Formula("allocation_ratio", "Σ AUBT / AOET", "share", ("AUBT1",), ("AOET",)),
    Formula("throughput_rate", "PQ / AOET", "pieces/h", ("PQ1",), ("AOET",)),
    Formula("allocation_efficiency", "AUBT / PBT", "share", ("AUBT",), ("PBT",), "odds"),
    Formula("utilisation_efficiency", "APT / AUBT", "share", ("APT",), ("AUBT",), "odds"),
    Formula("oee", "Availability · Effectiveness · Quality ratio", "share", ("PRI",), ("PBT",)),
    Formula("nee", "AUPT / PBT · Effectiveness · Quality ratio", "share", ("PRI", "AUPT"), ("PBT", "APT")),
    Formula("availability", "APT / PBT", "share", ("APT",), ("PBT",), "odds"),
    Formula("effectiveness", "PRI · PQ / APT", "share", ("PRI",), ("APT",)),
    Formula("quality_ratio", "GQ / PQ", "share", ("GQ",), ("PQ",), "odds"),
    Formula("setup_ratio", "AUST / AUPT", "share", ("AUST",), ("AUPT",), "odds"),
    Formula("technical_efficiency", "APT / (APT + ADET)", "share", ("APT",), ("APT", "ADET"), "odds"),
    Formula("production_process_ratio", "Σ APT / AOET", "share", ("APT1",), ("AOET",)),
    Formula("actual_to_planned_scrap", "SQ / PSQ", "share", ("SQ",), ("PSQ",)),
    Formula("first_pass_yield", "GP / IP", "share", ("GP",), ("IP",), "odds"),
    Formula("scrap_ratio", "SQ / PQ", "share", ("SQ",), ("PQ",), "odds"),
    Formula("rework_ratio", "RQ / PQ", "share", ("RQ",), ("PQ",), "odds"),
    Formula("fall_off_ratio", "SQ / PQ of the first operation", "share", ("SQ1",), ("PQ2",)),
    Formula("machine_capability", "(USL − LSL) / (6 s)", "", ("USL", "LSL"), ("x",)),
    Formula("critical_machine_capability", "min(USL − x̄, x̄ − LSL) / (3 s)", "", ("USL", "LSL"), ("x",)),
    Formula("process_capability", "(USL − LSL) / (6 σ̂)", "", ("USL", "LSL"), ("x",)),
    Formula("critical_process_capability", "min(USL − x̿, x̿ − LSL) / (3 σ̂)", "", ("USL", "LSL"), ("x",)),
    Formula("energy_consumption", "E / PQ", "kWh/piece", ("E",), ("PQ3",)),
    Formula("inventory_turns", "TH / WIP", "turns/year", ("TH",), ("WIP",)),
    Formula("finished_goods_ratio", "GQ / CM", "share", ("GQ",), ("CM",)),
    Formula("integrated_goods_ratio", "IGQ / CM", "share", ("IGQ",), ("CM",)),
    Formula("production_loss_ratio", "PL / CM", "share", ("PL",), ("CM",)),
    Formula("storage_transport_loss_ratio", "STL / CM", "share", ("STL",), ("CM",)),
    Formula("other_loss_ratio", "OL / CM", "share", ("OL",), ("CM",)),
    Formula("equipment_load_ratio", "PQ / EPC", "share", ("PQ",), ("EPC",)),
    Formula("mtbf", "Σ TBF / (FE + 1)", "h", ("TBF",), ("FE",)),
    Formula("mttf", "Σ TTF / (FE + 1)", "h", ("TTF",), ("FE",)),
    Formula("mttr", "Σ TTR / (FE + 1)", "h", ("TTR",), ("FE",)),
    Formula("corrective_maintenance_ratio", "CMT / (CMT + PMT)", "share", ("CMT",), ("CMT", "PMT"), "odds"),
)
# Those that make sense of a single machine.
OF_MACHINES = frozenset(
    {
        "allocation_efficiency", "utilisation_efficiency", "oee", "nee", "availability", "effectiveness",
        "quality_ratio", "setup_ratio", "technical_efficiency", "scrap_ratio", "rework_ratio", "mtbf", "mttf",
        "mttr",
    }
)  # fmt: skip
