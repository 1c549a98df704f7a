"""The figures of replications: of the whole factory and of each station, one value a replication."""

from collections.abc import Mapping

import numpy as np

from simmitt.engine.factory.model import Factory, Power
from simmitt.engine.simulation.output import STATES, Floats, Output
from simmitt.engine.spans import merged, summed
from simmitt.ground.units import HOUR_S, WEEK_S

Figures = dict[str, Floats]  # (n_replications,) by name; NaN where a replication has nothing to tell

NO_POWER = Power()


def figures_of(output: Output, factory: Factory) -> Figures:
    """Give the factory's figures after warm-up; units stand in the names.

    Throughput counts finished orders and their good pieces, lead time goes from release to finish
    of the orders finished, ``on_time_share`` is that of finished orders with a promise, energy the sum
    over states of machine hours times power. Figures that nothing is told for are left out.
    """
    weeks = output.observed_s / WEEK_S
    lead_h = output.lead_time_s / HOUR_S
    finished = np.isfinite(output.finished_s)
    good = output.pieces_good.sum(axis=1)
    found = {
        "throughput_orders_per_week": output.finished_orders / weeks,
        "good_pieces_per_week": good / weeks,
        "lead_time_mean_h": _of_rows(lead_h, finished, np.mean),
        "lead_time_median_h": _of_rows(lead_h, finished, np.median),
        "lead_time_p90_h": _of_rows(lead_h, finished, lambda row: np.quantile(row, 0.9)),
        "wip_mean_orders": output.wip_mean,
        "scrapped_pieces_per_week": output.scrapped.sum(axis=1) / weeks,
    }
    promised = np.isfinite(output.due_s)
    if promised.any():
        on_time = (output.finished_s <= output.due_s).astype(float)
        found["on_time_share"] = _of_rows(on_time, finished & promised, np.mean)
    if any(product.components for product in factory.products):
        found["waiting_for_kits_lots"] = output.kit_wait_s / output.observed_s
    if any(station.power for station in factory.stations):
        energy = energy_kwh(output, factory).sum(axis=1)
        found["energy_kwh_per_week"] = energy / weeks
        found["energy_kwh_per_good_piece"] = _over(energy, good)
    return found


def station_figures(output: Output, factory: Factory) -> Mapping[str, Figures]:
    """Give each station's figures: the shares of its states add up to one."""
    weeks = output.observed_s / WEEK_S
    machine_s = output.observed_s * output.capacity
    energy = energy_kwh(output, factory)
    found: dict[str, Figures] = {}
    for number, station in enumerate(factory.stations):
        visits = output.visits[:, number]
        own = {
            f"{state}_share": output.state_s[:, number, k] / machine_s[number]
            for k, state in enumerate(STATES)
        }
        own["visits_per_week"] = visits / weeks
        own["queue_mean_orders"] = output.queue_s[:, number] / output.observed_s
        own["queue_time_h_per_visit"] = _over(output.queue_s[:, number] / HOUR_S, visits)
        own["wait_for_people_h_per_visit"] = _over(output.crew_wait_s[:, number] / HOUR_S, visits)
        own["scrapped_pieces_per_week"] = output.scrapped[:, number] / weeks
        if station.power:
            own["energy_kwh_per_week"] = energy[:, number] / weeks
        found[station.name] = own
    return found


def active_period_h(output: Output, factory: Factory) -> Figures:
    """Give the mean length of the stretches in which each station's machines don't stop, (n,).

    Setups, runs and repairs that follow each other without a gap are one period. The station with
    the longest sets the pace (Roser, Nakano and Tanaka 2001). Needs a trace.
    """
    trace = output.trace
    assert trace is not None, "active periods need a trace"
    number = {station.name: k for k, station in enumerate(factory.stations)}
    own = np.array([number[operation.station] for operation in factory.operations])
    first = np.cumsum(output.capacity) - output.capacity
    place = first[own[trace.operation]] + trace.place
    places = int(output.capacity.sum())
    periods = merged(trace.replication * places + place, trace.start_s, trace.end_s)
    station = np.searchsorted(first, periods.group % places, side="right") - 1
    key = periods.group // places * len(number) + station
    size = output.replications * len(number)
    total = summed(key, periods.end_s - periods.start_s, size)
    count = np.bincount(key, minlength=size)
    mean_h = _over(total / HOUR_S, count).reshape(output.replications, -1)
    return {name: mean_h[:, k] for k, name in enumerate(number)}


def energy_kwh(output: Output, factory: Factory) -> Floats:
    """(n, n_stations) machine hours in each state times its power; blocked machines are idle."""
    powers = [station.power or NO_POWER for station in factory.stations]
    kw = np.array([_by_state(power) for power in powers])
    return np.asarray(np.einsum("nsk,sk->ns", output.state_s / HOUR_S, kw))


def _by_state(power: Power) -> list[float]:
    known = vars(power) | {"blocked_kw": power.idle_kw}
    return [known[f"{state}_kw"] for state in STATES]


def _of_rows(values: Floats, counts: np.ndarray, figure: object) -> Floats:
    assert callable(figure)
    rows = [row[which] for row, which in zip(values, counts, strict=True)]
    return np.array([float(figure(row)) if len(row) else np.nan for row in rows])


def _over(above: Floats, below: np.ndarray) -> Floats:
    return np.asarray(np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0))
