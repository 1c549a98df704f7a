"""What a simulation gave, as the record of ``results.json``."""

from dataclasses import asdict
from datetime import datetime

import numpy as np

from simmitt.engine.factory.workbook.example import left_of_example
from simmitt.engine.report.plain import Record, Writer
from simmitt.engine.simulation.figures import Figures, active_period_h, figures_of, station_figures
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.engine.simulation.output import Floats
from simmitt.engine.simulation.precision import Reached, mean_of
from simmitt.engine.simulation.study import Simulated
from simmitt.ground.intervals import Estimate, of_outcomes
from simmitt.ground.units import WEEK_S


def results_record(simulated: Simulated, tell: Writer) -> Record:
    """Give every figure with its outcomes and its mean, and how the factory was simulated."""
    factory, output, stay = simulated.factory, simulated.output, simulated.stay
    active_h = active_period_h(simulated.logged, factory) if simulated.logged else {}
    return {
        "factory": factory.name,
        "left_of_example": list(left_of_example(factory)),
        "replications": output.replications,
        "kind": stay.kind,
        "kind_reason": tell(stay.reason),
        "settled": stay.settled,
        "warm_up_weeks": output.warm_up_s / WEEK_S,
        "observed_weeks": output.observed_s / WEEK_S,
        "interval": "P10 to P90 of the replications; of the mean its 95 % confidence interval",
        "precision": [_reached(each) for each in simulated.reached],
        "notes": [tell(note) for note in simulated.notes],
        "open_orders": [_order(each) for each in simulated.odds],
        **_all(figures_of(output, factory)),
        "stations": {
            name: _station(name, figures, int(output.capacity[number]), active_h)
            for number, (name, figures) in enumerate(station_figures(output, factory).items())
        },
    }


def _station(name: str, figures: Figures, capacity: int, active_h: Figures) -> Record:
    shares = {key.removesuffix("_share"): values for key, values in figures.items() if key.endswith("_share")}
    others = {key: values for key, values in figures.items() if not key.endswith("_share")}
    if name in active_h:
        others["active_period_mean_h"] = active_h[name]
    return {"capacity": capacity, **_all(others), "state_shares": _all(shares)}


def _order(odds: OrderOdds) -> Record:
    return {
        "order": odds.order,
        "product": odds.product,
        "chance_open": odds.chance_open,
        "replications": odds.simulated,
        "done_within_weeks": {str(week): _share(share) for week, share in odds.within_weeks.items()},
        "due_at": _instant(odds.due_at),
        "done_by_due": _share(odds.by_due) if odds.by_due else None,
        "done_at": _instant(odds.median_at),
        "done_at_low": _instant(odds.low_at),
        "done_at_high": _instant(odds.high_at),
        "done_at_confidence_95": [_instant(each) for each in odds.median_between],
    }


def _share(share: Estimate) -> Record | None:
    if not np.isfinite(share.value):
        return None
    return {"value": share.value, "confidence_95": [share.low, share.high]}


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _all(figures: Figures) -> Record:
    return {name: _figure(values) for name, values in figures.items()}


def _figure(values: Floats) -> Record | None:
    """Give eight outcomes in ten and the mean; none where no replication tells anything."""
    told = values[np.isfinite(values)]
    if not len(told):
        return None
    mean = mean_of(told)
    interval = [mean.low, mean.high] if np.isfinite(mean.low) else None
    return asdict(of_outcomes(told)) | {"mean": mean.value, "mean_confidence_95": interval}


def _reached(one: Reached) -> Record:
    return {
        "figure": one.figure,
        "wanted": one.wanted,
        "half_width_share": one.half_width_share if np.isfinite(one.half_width_share) else None,
        "is_reached": one.is_reached,
    }
