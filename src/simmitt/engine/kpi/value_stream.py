"""The value stream of each product family: its usual steps, and the time between them."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.families import Families, families_of
from simmitt.engine.kpi.medians import medians
from simmitt.engine.kpi.nouns import StreamStep, ValueStream
from simmitt.engine.spans import Bools, Floats, Ints, summed
from simmitt.ground.units import WEEK_S

# A step that fewer of the family's orders pass is not drawn.
SHOWN_FROM = 0.1
# A machine is named at a step when it does so much of the step's rows.
NAMED_FROM = 0.05


class _Boxes(NamedTuple):
    """What is known of each family at each activity; (n_families, n_activities) each."""

    orders: Ints
    place: Floats  # median of where it comes in its order: 0 first, 1 last
    waited_s: Floats  # sum
    work_s: Floats  # median of run and setup per order
    per_piece_s: Floats  # median of run per piece made
    setup_s: Floats  # median of the setups above 0
    judged: Floats  # good and rejected pieces
    rejected: Floats
    machine_rows: Ints  # (n_families, n_activities, n_machines)
    worker_rows: Ints  # (n_families, n_activities, n_workers)


def value_streams(
    facts: Facts, constraint: str | None = None, is_stop: Bools | None = None
) -> tuple[ValueStream, ...]:
    """Give the value stream of each product family, the one with most orders first, the rest last.

    Times are calendar time. Where no products are told, all orders are one family without name.

    Parameters
    ----------
    constraint
        The machine that holds up the plant; the steps that use it are marked.
    is_stop : (n_rows,)
        Rows that count as breakdown; without it all that are reported as one.
    """
    if not len(facts.steps.order):
        return ()
    families = families_of(facts)
    boxes, uptime = (
        _boxes(facts, families),
        _uptime(facts, facts.is_breakdown if is_stop is None else is_stop),
    )
    return tuple(
        _stream(facts, families, family, boxes, uptime, constraint)
        for family in range(len(families.names))
        if (families.of_order == family).any()
    )


def _boxes(facts: Facts, families: Families) -> _Boxes:
    """Sum up the steps of all orders by family and activity."""
    steps, n = facts.steps, len(facts.activities)
    family = families.of_order[steps.order]
    belongs: Bools | slice = slice(None) if (family >= 0).all() else family >= 0
    box, shape = (family * n + steps.activity)[belongs], (len(families.names), n)
    boxes, all_of_them = shape[0] * n, slice(None)

    def total(amount: Floats) -> Floats:
        return summed(box, steps.sums(amount)[belongs], boxes).reshape(shape)

    def middle(amount: Floats, which: Bools | slice = all_of_them) -> Floats:
        return medians(box[which], amount[which], boxes).reshape(shape)

    run_s = steps.sums(facts.work_s * facts.is_run)[belongs]
    setup_s = steps.sums(facts.work_s * facts.is_setup)[belongs]
    made = steps.sums(facts.made_pieces)[belongs]
    per_piece_s = np.divide(run_s, made, out=np.zeros(len(made)), where=made > 0)
    return _Boxes(
        np.bincount(box, minlength=boxes).reshape(shape),
        middle(_place(facts)[belongs]),
        total(facts.waited_s),
        middle(run_s + setup_s),
        middle(per_piece_s, per_piece_s > 0),
        middle(setup_s, setup_s > 0),
        total(facts.good_pieces + facts.rejected_pieces),
        total(facts.rejected_pieces),
        _rows_by(facts, family, facts.machine, len(facts.machines), shape),
        _rows_by(facts, family, facts.worker, len(facts.workers), shape),
    )


def _place(facts: Facts) -> Floats:
    """Give where in its order each step comes, by first start: 0 the first, 1 the last, (n_steps,)."""
    steps = facts.steps
    turn = steps.in_turn(facts.by_order)
    count = np.bincount(steps.order, minlength=facts.n_orders)
    before, others = np.repeat(np.cumsum(count) - count, count), np.repeat(np.maximum(count - 1, 1), count)
    place = np.empty(len(turn))
    place[turn] = (np.arange(len(turn)) - before) / others
    return place


def _rows_by(facts: Facts, family: Ints, code: Ints, codes: int, shape: tuple[int, int]) -> Ints:
    """Count rows by family, activity and code, (n_families, n_activities, codes)."""
    step = facts.steps.step
    of_row = family[step]
    counts = (step >= 0) & (of_row >= 0) & (code >= 0)
    cell = (of_row * shape[1] + facts.activity) * codes + code
    cell = cell if counts.all() else cell[counts]
    return np.bincount(cell, minlength=shape[0] * shape[1] * codes).reshape(*shape, codes)


def _uptime(facts: Facts, is_stop: Bools) -> Floats:
    """Give the share of each machine's booked time that is no breakdown, nan where unknown, (n_machines,)."""
    n = len(facts.machines)
    if not is_stop.any():
        return np.full(n, np.nan)
    at = facts.machine >= 0
    booked = summed(facts.machine[at], facts.work_s[at], n)
    down = at & is_stop
    lost = summed(facts.machine[down], facts.work_s[down], n)
    return np.asarray(1 - np.divide(lost, booked, out=np.full(n, np.nan), where=booked > 0))


def _stream(
    facts: Facts, families: Families, family: int, boxes: _Boxes, uptime: Floats, constraint: str | None
) -> ValueStream:
    mine = families.of_order == family
    orders = int(mine.sum())
    shown = np.flatnonzero(boxes.orders[family] >= max(SHOWN_FROM * orders, 1))
    shown = shown[np.argsort(boxes.place[family, shown], kind="stable")]
    pieces = facts.order_pieces[mine]
    told = pieces[np.isfinite(pieces)]
    return ValueStream(
        families.names[family],
        families.products[family],
        orders,
        orders / (facts.horizon_s / WEEK_S),
        float(np.median(told)) if len(told) else None,
        tuple(_step(facts, boxes, (family, int(code)), orders, uptime, constraint) for code in shown),
        float(facts.times.lead_s()[mine].mean()),
        float(facts.times.touch_s[mine].mean()),
        _after_last(facts, mine),
    )


def _after_last(facts: Facts, mine: Bools) -> float:
    """Give the mean time from last end to delivery, of the orders that tell one; else 0."""
    after_s = (facts.delivered_s - facts.times.end_s)[mine]
    told = after_s[np.isfinite(after_s)]
    return float(np.maximum(told, 0.0).mean()) if len(told) else 0.0


def _step(
    facts: Facts,
    boxes: _Boxes,
    box: tuple[int, int],
    orders: int,
    uptime: Floats,
    constraint: str | None,
) -> StreamStep:
    rows, passing = boxes.machine_rows[box], int(boxes.orders[box])
    used = np.argsort(-rows, kind="stable")
    used = used[rows[used] >= max(NAMED_FROM * rows.sum(), 1)]
    machines = tuple(facts.machines[code] for code in used)
    judged, waited_s = float(boxes.judged[box]), float(boxes.waited_s[box])
    known = (rows > 0) & np.isfinite(uptime)
    return StreamStep(
        facts.activities[box[1]],
        machines,
        int(np.count_nonzero(boxes.worker_rows[box])) or None,
        passing,
        _known(boxes.per_piece_s[box]),
        float(boxes.work_s[box]),
        _known(boxes.setup_s[box]),
        float(np.average(uptime[known], weights=rows[known])) if known.any() else None,
        float(boxes.rejected[box]) / judged if judged > 0 and facts.tells_any("rejected_pieces") else None,
        waited_s / facts.horizon_s,
        waited_s / passing,
        passing / orders,
        constraint in machines,
    )


def _known(value: Floats) -> float | None:
    return float(value) if np.isfinite(value) else None
