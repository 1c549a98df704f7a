"""Factories small enough to be worked out by hand or by theory."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Station,
)

CASES = Path(__file__).resolve().parents[3] / "../shared/data/analytic_cases.json"


def line_of(
    runs: Sequence[Distribution],
    buffers: Sequence[int | None] = (),
    arrivals: Arrivals | None = None,
    horizon_s: float = 10_000.0,
    warm_up_s: float = 0.0,
) -> Factory:
    """Make a line of one product and one-piece orders; saturated unless told otherwise."""
    names = [f"M{k + 1}" for k in range(len(runs))]
    places = [None, *buffers] if buffers else [None] * len(runs)
    return Factory(
        name="line",
        stations=tuple(Station(name, buffer=place) for name, place in zip(names, places, strict=True)),
        operations=tuple(
            Operation(f"work at {name}", name, run) for name, run in zip(names, runs, strict=True)
        ),
        products=(
            Product(
                "part", 1.0, Distribution("fixed", 1.0), (Routing(tuple(f"work at {n}" for n in names)),)
            ),
        ),
        arrivals=arrivals or Arrivals("saturated"),
        run=RunPlan(horizon_s=horizon_s, warm_up_s=warm_up_s),
    )


@pytest.fixture(scope="session")
def line() -> MakeLine:
    return line_of


@pytest.fixture(scope="session")
def analytic_case() -> Callable[[str], dict[str, Any]]:
    """Give a case with known answer; skips where the collection is absent."""
    if not CASES.exists():
        pytest.skip(f"the analytic cases are not here: {CASES.name} is shared outside the project")
    cases = {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))["cases"]}
    return lambda name: cases[name]
