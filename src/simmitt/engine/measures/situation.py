"""What the as-is model says about itself, in the words that the catalogue's triggers use.

A signal that the data can't give is absent, never zero: the owner may know it, and tells it
through ``propose(..., known=...)``.
"""

from itertools import pairwise

import numpy as np

from simmitt.engine.factory.model import Calendar, Factory
from simmitt.engine.measures.calendars import open_s
from simmitt.engine.measures.inspection import inspecting_stations
from simmitt.engine.measures.missing import transported
from simmitt.engine.simulation.output import STATES, Floats, Output
from simmitt.ground.units import DAY_S, HOUR_S

RUN, SETUP, DOWN, CLOSED = (STATES.index(state) for state in ("run", "setup", "down", "closed"))
LONGEST_BREAK_S = 3 * HOUR_S  # a longer gap between shifts is the end of the day


def busy_shares(baseline: Output) -> Floats:
    """(n_stations,) share of open time spent in run, setup and breakdown, all replications."""
    state_s = baseline.state_s.sum(axis=0)
    open_now_s = state_s.sum(axis=1) - state_s[:, CLOSED]
    busy_s = state_s[:, [RUN, SETUP, DOWN]].sum(axis=1)
    shares: Floats = np.divide(busy_s, open_now_s, out=np.zeros_like(busy_s), where=open_now_s > 0)
    return shares


def constraint(baseline: Output) -> str:
    """Name the station with the highest busy share of its open time."""
    return baseline.stations[int(np.argmax(busy_shares(baseline)))]


def signals(factory: Factory, baseline: Output, station: str | None = None) -> dict[str, float]:
    """Give every signal the data can give, seen from one station.

    Parameters
    ----------
    station
        The one that "bottleneck" signals speak of; the constraint unless told otherwise.

    Returns
    -------
    signals
        Shares 0..1, hours, days or counts, named as in the catalogue's ``trigger`` column.
    """
    name = station or constraint(baseline)
    known = {
        **_station_signals(factory, baseline, name),
        **_flow_signals(factory, baseline),
        **_quality_signals(factory, baseline),
        **_people_signals(factory, baseline),
    }
    return {signal: float(value) for signal, value in known.items() if np.isfinite(value)}


def _station_signals(factory: Factory, baseline: Output, name: str) -> dict[str, float]:
    place = baseline.stations.index(name)
    state_s = baseline.state_s[:, place].sum(axis=0)
    busy_s = max(float(state_s[[RUN, SETUP, DOWN]].sum()), 1e-9)
    load = float(busy_shares(baseline)[place])
    found = {
        "setup_share_bottleneck": state_s[SETUP] / busy_s,
        "down_share": state_s[DOWN] / busy_s,
        "down_share_bottleneck": state_s[DOWN] / busy_s,
        "utilisation_bottleneck": load,
        "bottleneck_util": load,
        "cycle_time_cv": _mean_cv(factory, name),
        "bottleneck_is_machine": float(name not in inspecting_stations(factory)),
    }
    return {**found, **_setup_spread(factory, name), **_breaks(factory, name), **_repair(factory, name)}


def _mean_cv(factory: Factory, name: str) -> float:
    spreads = [o.run_s.cv for o in factory.operations if o.station == name]
    return float(np.mean(spreads)) if spreads else float("nan")


def _setup_spread(factory: Factory, name: str) -> dict[str, float]:
    setup = factory.station(name).setup
    if setup is None or setup.share_when_product_changes <= 0:
        return {}
    saved = setup.share_when_product_changes - setup.share_when_product_stays
    return {"setup_matrix_spread": saved / setup.share_when_product_changes}


def _repair(factory: Factory, name: str) -> dict[str, float]:
    breakdown = factory.station(name).breakdown
    return {"mttr_h": breakdown.repair_s.mean / HOUR_S} if breakdown else {}


def _breaks(factory: Factory, name: str) -> dict[str, float]:
    calendar = next((c for c in factory.calendars if c.name == factory.station(name).calendar), None)
    if calendar is None or not calendar.shifts:
        return {}
    pause_s = _pause_s(calendar)
    return {"break_stop_share_bottleneck": pause_s / (open_s(calendar) + pause_s)}


def _pause_s(calendar: Calendar) -> float:
    shifts = sorted(calendar.shifts, key=lambda shift: shift.start_s)
    gaps = [after.start_s - before.end_s for before, after in pairwise(shifts)]
    return sum(gap for gap in gaps if 0 < gap <= LONGEST_BREAK_S)


def _flow_signals(factory: Factory, baseline: Output) -> dict[str, float]:
    finished = max(int(baseline.finished_orders.sum()), 1)
    lead_s = float(np.nanmean(baseline.lead_time_s)) if np.isfinite(baseline.lead_time_s).any() else np.nan
    run_s, setup_s = (float(baseline.state_s[:, :, state].sum()) for state in (RUN, SETUP))
    touch_s = (run_s + setup_s) / finished
    visits = max(int(baseline.visits.sum()), 1)
    steps = [len(way.operations) for product in factory.products for way in product.routings]
    found = {
        "lead_to_touch": lead_s / touch_s if touch_s else np.nan,
        "batch_hours": run_s / visits / HOUR_S,
        "wip_days": lead_s / DAY_S,
        "touch_days": touch_s / DAY_S,
        "operations_per_part": float(np.mean(steps)) if steps else np.nan,
        "inspection_share": _inspection_share(factory, baseline),
    }
    return {**found, **_transport(factory, baseline, lead_s, finished), **_late(factory, baseline)}


def _inspection_share(factory: Factory, baseline: Output) -> float:
    touch_s = baseline.state_s[:, :, [RUN, SETUP]].sum(axis=(0, 2))
    inspecting = [name in inspecting_stations(factory) for name in baseline.stations]
    return float(touch_s[inspecting].sum() / max(touch_s.sum(), 1e-9))


def _transport(factory: Factory, baseline: Output, lead_s: float, finished: int) -> dict[str, float]:
    """Give the share of lead time that is known to be transport; nothing where nobody knows."""
    means = [
        (operation.delay_s.mean, transported(operation))
        for operation in factory.operations
        if operation.delay_s
    ]
    known_s = sum(mean for mean, known in means if known)
    if not known_s:
        return {}
    delay_s = float(baseline.delay_s.sum()) * known_s / sum(mean for mean, _ in means)
    return {"transport_share": delay_s / (lead_s * finished)}


def _late(factory: Factory, baseline: Output) -> dict[str, float]:
    due_s = np.array([p.due_after_s.mean if p.due_after_s else np.nan for p in factory.products] + [np.nan])
    slack_s = due_s[baseline.product] - baseline.lead_time_s
    dated = np.isfinite(slack_s)
    return {"late_share": float(np.mean(slack_s[dated] < 0))} if dated.any() else {}


def _quality_signals(factory: Factory, baseline: Output) -> dict[str, float]:
    scrapped, good = float(baseline.scrapped.sum()), float(baseline.pieces_good.sum())
    rework = [operation.rework_share for operation in factory.operations]
    return {
        "scrap_rate": scrapped / (scrapped + good) if scrapped + good else np.nan,
        "rework_rate": float(np.mean(rework)) if rework else np.nan,
    }


def _people_signals(factory: Factory, baseline: Output) -> dict[str, float]:
    people = {crew.name: crew.people for crew in factory.crews}
    served = [sum(people.get(crew, 0) for crew in s.crews) for s in factory.stations if s.crews]
    if not served:
        return {}
    lead_s = float(np.nansum(baseline.lead_time_s))
    return {
        "wait_operator_share": float(baseline.crew_wait_s.sum()) / lead_s if lead_s else np.nan,
        "skill_coverage_min": float(min(served)),
    }
