"""One table: parameter of the catalogue -> how the factory is altered, and how far at most."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from simmitt.engine.factory.model import Dispatch, Factory
from simmitt.engine.measures import alterations as alter
from simmitt.engine.measures import missing
from simmitt.engine.measures.catalogue import Op
from simmitt.ground.texts import Message

Missing = Callable[[Factory, str], Message | None]


@dataclass(frozen=True)
class Parameter:
    """What a parameter of the catalogue is in the model.

    However many measures act on it, its factor stays within ``floor`` and ``ceiling``.
    ``missing`` tells why a given factory can't show the effect, None where it can.
    """

    op: Op
    alter: alter.Alteration
    missing: Missing
    floor: float = 0.0
    ceiling: float = float("inf")


PARAMETERS: Mapping[str, Parameter] = {
    "setup_time": Parameter("mul", alter.setup_time, missing.setups, floor=0.25),
    "mtbf": Parameter("mul", alter.mtbf, missing.breakdowns, ceiling=3.0),
    "mttr": Parameter("mul", alter.mttr, missing.breakdowns, floor=0.25),
    "unplanned_stop_rate": Parameter("mul", alter.stop_rate, missing.breakdowns, floor=0.25),
    "cycle_time": Parameter("mul", alter.cycle_time, missing.nothing, floor=0.35),
    "cycle_time_manual": Parameter("mul", alter.cycle_time_manual, missing.people, floor=0.5),
    "cycle_time_cv": Parameter("mul", alter.cycle_time_cv, missing.spread, floor=0.3),
    "inspection_time": Parameter("mul", alter.inspection_time, missing.inspections, floor=0.1),
    "transport_time": Parameter("mul", alter.transport_time, missing.delays, floor=0.1),
    "scrap_rate": Parameter("mul", alter.scrap_rate, missing.scrap, floor=0.2),
    "rework_rate": Parameter("mul", alter.rework_rate, missing.rework, floor=0.2),
    "batch_size": Parameter("mul", alter.batch_size, missing.batches, floor=0.2),
    "transfer_batch": Parameter("mul", alter.transfer_batch, missing.transfers, floor=0.05),
    "wip_cap": Parameter("mul", alter.wip_cap, missing.nothing, floor=0.3),
    "available_time": Parameter("mul", alter.available_time, missing.closed_hours, ceiling=1.5),
    "pool_capacity": Parameter("add", alter.pool_capacity, missing.nothing),
    "shift_calendar_h_week": Parameter("add", alter.shift_hours, missing.closed_hours),
    "unattended_hours_day": Parameter("add", alter.unattended_hours, missing.closed_hours),
    "planned_stop_h_month": Parameter("add", alter.planned_stops, missing.closed_hours),
    "skill_matrix": Parameter("add", alter.skill_chain, missing.crews),
    "dispatch_rule": Parameter("set", lambda factory, _target, _value: factory, missing.nothing),
}

# Parameters that this model doesn't have, and the module that would know them.
ELSEWHERE: Mapping[str, str] = {
    "minor_stop_rate": "machine signals", "unexplained_stop_rate": "machine signals",
    "operator_attendance": "work sampling", "absence_rate": "work sampling",
    "learning_time": "work sampling", "staffing_elasticity": "work sampling",
    "transport_labour_h": "work sampling", "route_operations": "product design",
    "tool_cost": "purchasing", "material_per_unit": "purchasing", "persistence": "follow-up",
    "cost_overrun": "follow-up", "data_gap_share": "follow-up",
    "release_rule": "scheduling", "lead_time": "scheduling",
    "admin_lead_time": "office flow", "quote_lead_time": "office flow", "admin_hours": "office flow",
    "idle_power": "energy", "compressor_energy": "energy", "heat_demand": "energy",
    "lighting_energy": "energy", "ventilation_energy": "energy", "peak_power": "energy",
    "site_energy": "energy", "order_mix": "business", "price": "business", "demand_rate": "business",
    "revenue_share_service": "business", "customer_requirement_met": "business",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One effect, drawn: relative for "mul" (-0.35), in units for "add", a rule for "set".

    ``reference`` is what a "mul" parameter is relative to where the factory doesn't hold
    it (the present mean number of orders on the floor, for a cap).
    """

    parameter: str
    target: str  # a station; empty: the whole plant
    amount: float = 0.0
    rule: str = ""
    reference: float | None = None


def apply_changes(factory: Factory, changes: Iterable[Change]) -> Factory:
    """Give the factory after all changes together.

    Changes of one parameter at one place multiply ("mul") or add up ("add") first, and the
    parameter's floor and ceiling hold for what comes out.
    """
    together: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        together.setdefault((change.parameter, change.target), []).append(change)
    for (parameter, target), same in together.items():
        factory = _applied(factory, parameter, target, same)
    return factory


def _applied(factory: Factory, name: str, target: str, changes: list[Change]) -> Factory:
    parameter = PARAMETERS[name]
    if parameter.op == "set":
        return alter.dispatch_rule(factory, target, cast(Dispatch, changes[-1].rule))
    if parameter.op == "add":
        return parameter.alter(factory, target, sum(change.amount for change in changes))
    factor = 1.0
    for change in changes:
        factor *= 1 + change.amount
    factor = min(max(factor, parameter.floor), parameter.ceiling)
    return parameter.alter(factory, target, factor * (changes[0].reference or 1.0))
