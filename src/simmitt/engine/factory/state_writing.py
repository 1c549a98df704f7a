"""A state as text: ``state.json``, made to be read and edited by hand."""

import json
from datetime import datetime
from typing import Any

from simmitt.engine.factory.state import OpenOrder, State
from simmitt.engine.factory.state_reading import VERSION
from simmitt.ground.units import HOUR_S


def write_state(state: State) -> str:
    """Give the state as JSON, an order a paragraph; what is not known is left out."""
    record = {
        "version": VERSION,
        "at": state.at.isoformat(),
        "orders": [_order_record(order, state.at) for order in state.orders],
        "machines": [
            _told({"station": each.station, "machine": each.machine, "last_at": each.last_at.isoformat(),
                   "product": each.product,
                   "queue_since": each.queue_since.isoformat() if each.queue_since else ""})
            for each in state.machines
        ],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _order_record(order: OpenOrder, at: datetime) -> dict[str, Any]:
    def written(instant: datetime | None) -> str:
        return instant.isoformat() if instant else ""

    factor = {"mean": order.delay_mean, "cv": order.delay_cv} if order.delay_mean is not None else None
    return _told(
        {
            "order": order.name,
            "chance_open": order.chance,
            "product": order.product,
            "pieces": order.pieces,
            "begun_at": written(order.begun_at),
            "due_at": written(order.due_at),
            "last_operation": order.last_operation,
            "last_at": written(order.last_at),
            "waited_h": round((at - order.last_at).total_seconds() / HOUR_S, 2) if order.last_at else None,
            "priority": order.priority,
            "under_way_h": None if order.worked_s is None else round(order.worked_s / HOUR_S, 6),
            "delay_factor": factor,
            "ahead": [{"weight": each.weight, "operations": list(each.operations)} for each in order.rests],
        }
    )


def _told(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "")}
