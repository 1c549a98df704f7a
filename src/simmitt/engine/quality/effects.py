"""Which figures a finding moves, computed by taking them with the rows as they stand and otherwise.

Only the orders whose rows are touched are counted anew, so that a check of a large log costs
what its finding is large.
"""

from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports, order_times
from simmitt.engine.spans import Bools, Floats, reached_before, summed
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

MACHINES_NAMED = 3
NOTHING = say("No figure moves.")


class _State(NamedTuple):
    """What the headline figures rest on."""

    busy_s: float
    lead_s: Floats  # (n_orders,) nan for an order without rows
    touch_s: Floats  # (n_orders,)
    machine_s: Floats  # (n_machines,)


def moved_without(reports: Reports, hit: Bools, text: Message | None = None) -> Effect:
    """Give the headline figures with and without the rows hit, (n_rows,)."""
    work_s = np.where(hit, 0.0, reports.work_s)
    after = _changed(reports, hit, ~hit, reports.start_s, reports.end_s, work_s)
    return _effect(_state(reports), after, reports.machine.names, text)


def moved_in_time(
    reports: Reports, hit: Bools, start_s: Floats, end_s: Floats, text: Message | None = None
) -> Effect:
    """Give the headline figures as they stand, and with other times of the rows hit; all (n_rows,)."""
    work_s = np.maximum(end_s - start_s, 0.0)
    after = _changed(reports, hit, np.ones(reports.n, bool), start_s, end_s, work_s)
    return _effect(_state(reports), after, reports.machine.names, text)


def moved_by_names(before: Reports, after: Reports) -> Effect:
    """Give the headline figures with the names of one and of the other; rows and times are the same."""
    old, new = _state(before), _state(after)
    names = list(dict.fromkeys([*before.machine.names, *after.machine.names]))
    place = {name: number for number, name in enumerate(names)}
    states = []
    for state, known in ((old, before.machine.names), (new, after.machine.names)):
        machine_s = np.zeros(len(names))
        machine_s[[place[name] for name in known]] = state.machine_s
        states.append(state._replace(machine_s=machine_s))
    return _effect(states[0], states[1], names, None)


def moved_between_machines(reports: Reports, hit: Bools, text: Message) -> Effect:
    """Give the machines whose hours the rows hit are part of."""
    machine_s = _per_machine(reports, np.where(hit, 0.0, reports.work_s))
    moves = _machines(_state(reports).machine_s, machine_s, reports.machine.names)
    return Effect(text, tuple(moves))


def _state(reports: Reports) -> _State:
    times = reports.times
    return _State(
        float(reports.work_s.sum()), times.lead_s(), times.touch_s, _per_machine(reports, reports.work_s)
    )


def _per_machine(reports: Reports, work_s: Floats) -> Floats:
    named = reports.machine.code >= 0
    return summed(reports.machine.code[named], work_s[named], reports.machine.n)


def _changed(
    reports: Reports, hit: Bools, keep: Bools, start_s: Floats, end_s: Floats, work_s: Floats
) -> _State:
    """Give the state after a change, with the touched orders counted anew."""
    order = reports.order.code
    touched = np.zeros(reports.order.n + 1, bool)
    touched[order[hit]] = True  # -1, of rows without an order, is the last place
    touched[-1] = False
    index = reports.by_order[(touched[order] & keep)[reports.by_order]]
    codes, starts, ends = order[index], start_s[index], end_s[index]
    again = np.lexsort((ends, starts, codes))
    codes, starts, ends = codes[again], starts[again], ends[again]
    reached = reached_before(codes, starts, ends, np.arange(len(codes)))
    times = order_times(codes, starts, ends, reached, reports.order.n)
    mine = touched[:-1]
    return _State(
        float(work_s.sum()),
        np.where(mine, times.lead_s(), reports.times.lead_s()),
        np.where(mine, times.touch_s, reports.times.touch_s),
        _per_machine(reports, work_s),
    )


def _effect(old: _State, new: _State, machines: list[str], text: Message | None) -> Effect:
    moves = _headlines(old, new) + _machines(old.machine_s, new.machine_s, machines)
    return Effect(text or _in_words(moves), tuple(moves))


def _headlines(old: _State, new: _State) -> list[Move]:
    before, after = _figures(old), _figures(new)
    return [
        Move(figure, "plant", before[figure], after[figure], unit)
        for figure, unit in _UNITS.items()
        if figure in before and figure in after and not np.isclose(before[figure], after[figure], rtol=1e-9)
    ]


_UNITS = {
    "busy_sum_h": "h",
    "orders": "orders",
    "lead_time_median_h": "h",
    "touch_time_median_h": "h",
    "flow_efficiency_share": "share",
}


def _figures(state: _State) -> dict[str, float]:
    figures = {"busy_sum_h": state.busy_s / HOUR_S}
    there = np.isfinite(state.lead_s)
    if not there.any():
        return figures
    lead, touch = state.lead_s[there], state.touch_s[there]
    return figures | {
        "orders": float(len(lead)),
        "lead_time_median_h": float(np.median(lead)) / HOUR_S,
        "touch_time_median_h": float(np.median(touch)) / HOUR_S,
        "flow_efficiency_share": float(touch.sum() / lead.sum()) if lead.sum() > 0 else 1.0,
    }


def _machines(old_s: Floats, new_s: Floats, names: list[str]) -> list[Move]:
    """Give the machines whose summed hours move most."""
    change = np.abs(new_s - old_s)
    ranked = sorted(np.flatnonzero(change > 1e-3), key=lambda index: (-change[index], names[index]))
    return [
        Move("busy_sum_h", names[index], float(old_s[index]) / HOUR_S, float(new_s[index]) / HOUR_S, "h")
        for index in ranked[:MACHINES_NAMED]
    ]


def _in_words(moves: list[Move]) -> Message:
    by_figure = {move.figure: move for move in moves if move.scope == "plant"}
    if "busy_sum_h" in by_figure:
        move = by_figure["busy_sum_h"]
        return say(
            "Hours booked in the log: {before:.1} with the rows as they stand, {after:.1} after.",
            before=move.before,
            after=move.after,
        )
    if "orders" in by_figure:
        move = by_figure["orders"]
        return say("Orders: {before} before, {after} after.", before=move.before, after=move.after)
    if "lead_time_median_h" in by_figure:
        move = by_figure["lead_time_median_h"]
        return say(
            "Median lead time: {before:.1} hours with the rows as they stand, {after:.1} after.",
            before=move.before,
            after=move.after,
        )
    if moves:
        return say("Hours move from one name to another, their sum stays.")
    return NOTHING
