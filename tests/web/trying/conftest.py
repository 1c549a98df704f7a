"""A company with a plan that has been computed, and a process that answers as the simulated factory would."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from web.world import World

from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.cases.operations import open_case

FAKE = Path(__file__).parent / "fake_warm.py"


def both(text: str) -> dict[str, str]:
    return {"sv": f"{text} (sv)", "en": f"{text} (en)"}


def spread(likely: float) -> dict[str, float]:
    return {"low": likely / 2, "likely": likely, "high": likely * 2}


def measure(name: str, cost_sek: float, change_h: float) -> dict[str, Any]:
    effect = {"value": change_h, "low": change_h * 1.5, "high": change_h / 2}
    return {
        "id": name,
        "measure": name[:3],
        "title": both(f"Åtgärd {name}"),
        "grade": "B",
        "cost_sek": spread(cost_sek),
        "hours": spread(40),
        "weeks": spread(6),
        "alone": {"lead_time_mean_h": effect},
    }


TOLD: dict[str, Any] = {
    "kind": "plan",
    "budget_sek": 100_000.0,
    "indicator": {
        "id": "lead_time_mean_h",
        "label": both("Ledtid"),
        "unit": "h",
        "baseline": {"value": 120.0, "low": 110.0, "high": 130.0},
    },
    "measures": [measure("M01@M4", 60_000, -20.0), measure("M07", 10_000, -8.0)],
    "rejected": [{**measure("A03@M4", 1_500_000, -30.0), "reason": both("För dyr")}],
    "economy": [
        {"id": "use_of_freed_time", "label": both("Frigjord tid"), "value": "overtime", "given": True},
        {"id": "hourly_cost_sek", "label": both("En timme"), "value": 385.0, "given": False},
        {"id": "extra_demand_share", "label": both("Mer såld"), "value": 0.1, "given": True},
        {"id": "years", "label": both("År"), "value": 5, "given": False},
    ],
}


@pytest.fixture(autouse=True)
def _fake_factory(settings: Settings, tmp_path: Path) -> None:
    settings.WARM_COMMAND = [sys.executable, str(FAKE)]
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def planned(world: World) -> Callable[[str], Run]:
    """Give a company a case with a plan's run that is done."""

    def made(name: str) -> Run:
        case = open_case(company=world.company[name], person=world.person["manager"])
        run: Run = Run.objects.create(
            case=case, kind=RunKind.PLAN, state=RunState.DONE, engine="0", key=f"{name:k<64}", told=TOLD
        )
        (run_at(run) / "out" / "what_if").mkdir(parents=True)
        return run

    return made
