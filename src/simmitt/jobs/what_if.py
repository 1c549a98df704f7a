"""What a plan leaves behind for questions of "what if", and how it is taken up again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from simmitt.engine.analysis import BASELINE_REPLICATIONS, Planned
from simmitt.engine.experiments import Outcome
from simmitt.engine.factory import Factory, write_factory
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.portfolio import ENTRIES, Economy, FreedTime
from simmitt.ground.intervals import Estimate
from simmitt.outputs import write_json, write_text

_FACTORY, _TOLD, _SETS = "factory.toml", "what_if.json", "sets.npz"


@dataclass(frozen=True)
class WhatIf:
    """All that questions about a plan are answered from."""

    factory: Factory
    known: Mapping[frozenset[str], Outcome]  # what the plan has simulated, by set
    economy: Economy
    budget_sek: float
    indicator: str
    unit: str
    baseline: Estimate
    draws: int  # of a search; singles have at least as many
    seed: int
    replications: int  # of today's factory, from which candidates were proposed


def leave_what_if(folder: Path, planned: Planned, seed: int) -> None:
    """Write the factory, every set simulated, and what the plan was judged by; the same bytes each time."""
    folder.mkdir()
    write_text(folder / _FACTORY, write_factory(planned.model.factory))
    portfolio, indicator = planned.portfolio, planned.plan.indicator
    write_json(
        folder / _TOLD,
        {
            "budget_sek": portfolio.budget_sek,
            "economy": _economy(portfolio.economy),
            "indicator": {"id": indicator.id, "unit": indicator.unit, "baseline": vars(indicator.baseline)},
            "draws": planned.effects.draws,
            "seed": seed,
            "replications": BASELINE_REPLICATIONS,
        },
    )
    known = sorted(planned.effects.evaluator.known().items(), key=lambda each: sorted(each[0]))
    _write_sets(folder / _SETS, [outcome for _, outcome in known])


def read_what_if(folder: Path) -> WhatIf:
    """Give what a plan has left."""
    told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
    return WhatIf(
        read_factory(folder / _FACTORY),
        _read_sets(folder / _SETS),
        _read_economy(told["economy"]),
        told["budget_sek"],
        told["indicator"]["id"],
        told["indicator"]["unit"],
        Estimate(**told["indicator"]["baseline"]),
        told["draws"],
        told["seed"],
        told["replications"],
    )


def _economy(economy: Economy) -> dict[str, Any]:
    values = {name: getattr(economy, name) for name in ENTRIES}
    use = vars(economy.use_of_freed_time)
    return {"values": {**values, "use_of_freed_time": use}, "given": sorted(economy.given)}


def _read_economy(told: Mapping[str, Any]) -> Economy:
    values = {**told["values"], "use_of_freed_time": FreedTime(**told["values"]["use_of_freed_time"])}
    return Economy(**values, given=frozenset(told["given"]))


_ARRAYS = tuple(each.name for each in fields(Outcome) if each.name != "ids")


def _write_sets(path: Path, outcomes: list[Outcome]) -> None:
    arrays = {f"{n}/{name}": getattr(each, name) for n, each in enumerate(outcomes) for name in _ARRAYS}
    ids = json.dumps([list(each.ids) for each in outcomes]).encode()
    np.savez(path, ids=np.frombuffer(ids, np.uint8), **arrays)


def _read_sets(path: Path) -> dict[frozenset[str], Outcome]:
    with np.load(path, allow_pickle=False) as held:
        sets = json.loads(held["ids"].tobytes())
        return {
            frozenset(ids): Outcome(tuple(ids), *(held[f"{n}/{name}"] for name in _ARRAYS))
            for n, ids in enumerate(sets)
        }
