"""Answers as simmitt.jobs.warm does, from numbers made up: each measure shortens by ten hours times its size.

A measure called BREAK ends the process, one called SLEEP never answers.
"""

import json
import sys
import time
from typing import Any


def figure(value: float) -> dict[str, float]:
    return {"value": value, "low": value - 2, "high": value + 2}


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    measures = asked["measures"]
    if "BREAK" in measures:
        sys.exit(1)
    if "SLEEP" in measures:
        time.sleep(60)
    change = -10.0 * sum(asked["size"].get(one, 1.0) for one in measures)
    return {
        "id": asked["id"],
        "draws": 24,
        "effect": {"lead_time_mean_h": figure(change), "wip_orders": figure(-1.0)},
        "indicator": {
            "id": "lead_time_mean_h",
            "unit": "h",
            "baseline": figure(120.0),
            "target": figure(120 + change),
        },
        "money": {"npv_sek": figure(50_000.0), "payback_years": 0.5, "loss_probability": 0.03},
        "hours": figure(80.0),
        "capex_likely_sek": 70_000.0,
        "within_budget": asked["budget_sek"] >= 70_000,
        "missing": [{"id": "M07", "requires": ["M01@M4"]}] if measures == ["M07"] else [],
        "conflicts": [],
        "economy": asked["economy"],
    }


def tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


tell({"ready": True, "candidates": []})
for line in sys.stdin:
    tell(answer(json.loads(line)))
