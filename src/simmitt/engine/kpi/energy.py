"""Energy per good piece, outside production and outside working hours, base load, and its carbon."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.facts import Facts, as_datetime
from simmitt.engine.kpi.grid import co2e_g_per_kwh
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.opened import open_stretches
from simmitt.engine.kpi.resampling import Interval, certain, quantile, ratio, share, total
from simmitt.engine.kpi.span_sets import covered_before
from simmitt.engine.orders import EPOCH
from simmitt.engine.spans import Bools, Floats, Ints, Spans, cut, merged, summed
from simmitt.ground.units import HOUR_S

# Blocks of time whose readings leave out more than this are not looked at.
READ_SHARE = 0.98
BASE_QUANTILE = 0.1


class Readings(NamedTuple):
    """Energy used between a meter's readings; power is even in between."""

    start_s: Floats  # (n_readings,) since the log's first start
    end_s: Floats  # (n_readings,)
    energy_kwh: Floats  # (n_readings,)

    def among(self, spans: Spans) -> Floats:
        """Give the energy of each reading that falls in a set of spans of group 0, (n_readings,)."""
        lane = np.zeros(len(self.start_s), np.int64)
        until, since = (covered_before(spans, lane, at_s) for at_s in (self.end_s, self.start_s))
        return self.energy_kwh * (until - since) / np.maximum(self.end_s - self.start_s, 1e-9)

    def by_block(self, facts: Facts, energy_kwh: Floats) -> Floats:
        """Share some energy of each reading out over the blocks of time, (n_blocks,)."""
        parts = cut(self.start_s, self.end_s, facts.edges_s)
        length = np.maximum(self.end_s - self.start_s, 1e-9)[parts.span]
        return summed(parts.block, energy_kwh[parts.span] * parts.seconds() / length, len(facts.length_s))


def energy_figures(time: MachineTime, energy: pl.DataFrame | None, weights: Floats) -> list[Figure]:
    """Give the energy figures of the plant, and of machines that a meter is named after.

    Parameters
    ----------
    energy
        The table of readings beside the log; None or one that does not overlap the log: no figures.
    weights : (n_draws, n_blocks)
        Resamples of the blocks of time; without draws figures get no interval.
    """
    facts = time.facts
    if energy is None:
        return []
    meters = _meters(facts, energy)
    plant = [name for name in meters if name not in facts.machines] or list(meters)
    figures = _plant_figures(time, _put_together([meters[name] for name in plant]), weights)
    for name in facts.machines:
        if name in meters:
            figures += _machine_figures(time, facts.machines.index(name), meters[name], weights)
    return figures


def _meters(facts: Facts, energy: pl.DataFrame) -> dict[str, Readings]:
    """Give each meter's readings that tell length and energy; a nameless meter is the plant's."""
    rows = energy.filter(
        pl.all_horizontal(pl.col("end_at", "energy_kwh").is_not_null()) & (pl.col("length_s") > 0)
    )
    at_s = rows.select((pl.col("end_at") - EPOCH).dt.total_microseconds() / 1e6).to_series().to_numpy()
    end_s, length_s, used = at_s - facts.first_s, rows["length_s"].to_numpy(), rows["energy_kwh"].to_numpy()
    name = rows["meter"].fill_null(PLANT).to_numpy()
    return {
        str(each): Readings(
            end_s[name == each] - length_s[name == each], end_s[name == each], used[name == each]
        )
        for each in np.unique(name)
    }


def _put_together(meters: list[Readings]) -> Readings:
    return Readings(*(np.concatenate(column) for column in zip(*meters, strict=True)))


def _read(facts: Facts, meter: Readings) -> Bools:
    """Tell which blocks of time the meter was read throughout, (n_blocks,)."""
    lane = np.zeros(len(meter.start_s), np.int64)
    covered = merged(lane, meter.start_s, meter.end_s)
    edges = np.zeros(len(facts.edges_s), np.int64)
    seen_s = np.diff(covered_before(covered, edges, facts.edges_s))
    return np.asarray(seen_s >= READ_SHARE * facts.length_s)


def _plant_figures(time: MachineTime, meter: Readings, weights: Floats) -> list[Figure]:
    facts = time.facts
    whole = np.zeros(len(facts.busy.group), np.int64)
    at_work = merged(whole, facts.busy.start_s, facts.busy.end_s)
    figures = _figures(facts, meter, at_work, finished_by_block(facts), weights, PLANT)
    read = _read(facts, meter)
    if not read.any():
        return []
    outside = meter.energy_kwh - meter.among(open_stretches(facts, time.hours, None))
    used = meter.by_block(facts, meter.energy_kwh)[read]
    closed = share(meter.by_block(facts, outside)[read], used, weights[:, read])
    base = _base_load(facts, meter, weights)
    return [*figures, figure("energy_outside_hours_share", closed), figure("energy_base_load_kw", base)]


def _machine_figures(time: MachineTime, machine: int, meter: Readings, weights: Floats) -> list[Figure]:
    facts = time.facts
    mine = facts.busy.group == machine
    at_work = Spans(np.zeros(int(mine.sum()), np.int64), facts.busy.start_s[mine], facts.busy.end_s[mine])
    good = facts.by_block(
        np.where(facts.machine == machine, 0, -1), 1, facts.end_block, facts.good_pieces.clip(min=0)
    )[0]
    return _figures(facts, meter, at_work, good, weights, facts.machines[machine])


def _figures(
    facts: Facts, meter: Readings, at_work: Spans, good: Floats, weights: Floats, scope: str
) -> list[Figure]:
    """Give energy, energy per good piece with its carbon, and energy while nothing works."""
    read = _read(facts, meter)
    if not read.any():
        return []
    used = meter.by_block(facts, meter.energy_kwh)[read]
    idle = meter.by_block(facts, meter.energy_kwh - meter.among(at_work))[read]
    drawn, length = weights[:, read], facts.length_s[read]
    figures = [
        figure("energy_kwh", total(used, length, drawn), scope),
        figure("energy_outside_production_share", share(idle, used, drawn), scope),
        figure("energy_outside_production_kwh", total(idle, length, drawn), scope),
    ]
    if good[read].sum() > 0:
        per_piece = ratio(used, good[read], drawn)
        figures += [figure("energy_kwh_per_good_piece", per_piece, scope), _carbon(facts, per_piece, scope)]
    return figures


def _carbon(facts: Facts, per_piece: Interval, scope: str) -> Figure:
    """Give the carbon of a piece's energy by the grid of the log's last year."""
    grams, year = co2e_g_per_kwh(as_datetime(facts, facts.horizon_s).year)
    weight = Interval(*(each * grams / 1000 for each in (per_piece.value, per_piece.low, per_piece.high)))
    told = DEFINITIONS["co2e_kg_per_good_piece"].text.filled(grams=grams, year=str(year))
    return figure("co2e_kg_per_good_piece", weight, scope, told)


def _base_load(facts: Facts, meter: Readings, weights: Floats) -> Interval:
    """Give the power that nine readings in ten exceed; blocks of time are resampled."""
    inside = (meter.start_s >= 0) & (meter.end_s <= facts.horizon_s)
    load_kw = meter.energy_kwh[inside] / (meter.end_s[inside] - meter.start_s[inside]) * HOUR_S
    if not len(load_kw):
        return certain(float("nan"))
    block = facts.block_of(meter.end_s[inside])
    return quantile(load_kw, block, weights, BASE_QUANTILE)


def finished_by_block(facts: Facts) -> Floats:
    """Give good pieces that left the shop, by the block in which their order's last report ends, (n_blocks,).

    An order's output is what its last activity that tells pieces reports: the same pieces are
    reported at every step.
    """
    row = last_pieces(facts)
    return summed(facts.end_block[row], facts.good_pieces[row].clip(min=0), len(facts.length_s))


def last_pieces(facts: Facts) -> Ints:
    """Give the rows with pieces of each order's last activity that tells any, (n_rows,)."""
    tells = (facts.order >= 0) & (facts.made_pieces > 0)
    row = facts.by_order[tells[facts.by_order]]
    last = np.full(facts.n_orders, -1)
    last[facts.order[row]] = facts.activity[row]
    return np.asarray(row[facts.activity[row] == last[facts.order[row]]])


def plant_energy(facts: Facts, energy: pl.DataFrame | None) -> tuple[Bools, Floats] | None:
    """Give which blocks of time the plant's meters were read throughout, and the energy of each.

    Returns
    -------
    read, used_kwh : (n_blocks,) each
        None where no block was.
    """
    meters = {} if energy is None else _meters(facts, energy)
    plant = [name for name in meters if name not in facts.machines] or list(meters)
    if not plant:
        return None
    meter = _put_together([meters[name] for name in plant])
    read = _read(facts, meter)
    return (read, meter.by_block(facts, meter.energy_kwh)) if read.any() else None
