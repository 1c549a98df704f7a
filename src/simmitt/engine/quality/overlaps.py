"""Work that lies over other work: explained, never repaired."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.checking import HOURS, Check, Found, beyond
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.findings import Effect, Move, NameField
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Ints, depths, merged, reached_before, summed
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import HOUR_S

NAMED = 10
# Places are the orders at once that are not exceeded in this share of the machine's working time.
TIME_WITHIN_PLACES = 0.95
A_HAIR_S = 5e-4


def _machine_overlaps(reports: Reports) -> Found[Reports] | None:
    hit = _overlapping(reports, "machine", reports.ordered)
    if not hit.any():
        return None
    ranked = _ranked(reports, hit)
    most = {each.machine: each.most for each in _parallel(reports, [code for code, _ in ranked[:NAMED]])}
    return Found(
        reports.numbers(hit),
        "info",
        _booked_twice(reports, [code for code, _ in ranked[:3]]),
        details=tuple(_told(reports.machine.names[code], n, most[code]) for code, n in ranked[:NAMED]),
    )


def _told(machine: str, rows: int, most: int) -> Message:
    """Name a machine with its rows; an order may also overlap with itself alone."""
    if most < 2:
        return say_many("{machine}: {count} row", "{machine}: {count} rows", rows, machine=machine)
    return say_many(
        "{machine}: {count} row, up to {orders} orders at once",
        "{machine}: {count} rows, up to {orders} orders at once",
        rows,
        machine=machine,
        orders=most,
    )


def _several_places(reports: Reports) -> Found[Reports] | None:
    """Infer a capacity above one where a machine has several orders at once as a rule."""
    hit = _overlapping(reports, "machine", reports.ordered)
    if not hit.any():
        return None
    several = [each for each in _parallel(reports, [c for c, _ in _ranked(reports, hit)]) if each.places > 1]
    if not several:
        return None
    return Found(
        reports.numbers(hit & np.isin(reports.machine.code, [each.machine for each in several])),
        "info",
        Effect(
            say(
                "A machine with several places is busy only when all are: its load is hours by"
                " places, not by the clock."
            ),
            tuple(
                Move(
                    "busy_sum_h",
                    reports.machine.names[each.machine],
                    each.hours,
                    each.hours / each.places,
                    "h",
                )
                for each in several[:3]
            ),
        ),
        count=len(several),
        details=tuple(
            say(
                "{machine}: {places} places, at most {orders} orders at once",
                machine=reports.machine.names[each.machine],
                places=each.places,
                orders=each.most,
            )
            for each in several[:NAMED]
        ),
    )


def _worker_overlaps(reports: Reports) -> Found[Reports] | None:
    hit = _overlapping(reports, "worker")
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        "info",
        Effect(
            say_many(
                "{count} person tends several machines or reports jobs together: "
                "summed hours are machine hours, not people's.",
                "{count} people tend several machines or report jobs together: "
                "summed hours are machine hours, not people's.",
                len(np.unique(reports.worker.code[hit])),
            )
        ),
    )


def _order_overlaps(reports: Reports) -> Found[Reports] | None:
    hit = reports.ordered & (reports.start_s < reports.reached_s - A_HAIR_S)
    if not hit.any():
        return None
    touch_h = float(np.nansum(reports.times.touch_s)) / HOUR_S
    summed_h = float(reports.work_s[reports.ordered].sum()) / HOUR_S
    return Found(
        reports.numbers(hit),
        "info",
        Effect(
            say(
                "Touch time counts such hours once: {once:.0} hours against {summed:.0} when rows"
                " are added up.",
                once=touch_h,
                summed=summed_h,
            ),
            (Move("touch_sum_h", "plant", summed_h, touch_h, "h"),),
        ),
        details=(say_many("in {count} order", "in {count} orders", len(np.unique(reports.order.code[hit]))),),
    )


def _states_overlap(reports: Reports) -> Found[Reports] | None:
    """Look for states, stops or counters of one machine that lie over each other."""
    hit = _overlapping(reports, "machine", ~reports.ordered)
    if not hit.any():
        return None
    return Found(reports.numbers(hit), beyond(int(hit.sum()), reports.n, 0.02), moved_without(reports, hit))


def _overlapping(reports: Reports, field: NameField, which: Bools | None = None) -> Bools:
    index = reports.by_name(field, which)
    reached = reached_before(reports.coded(field).code, reports.start_s, reports.end_s, index)
    return np.asarray(reports.start_s < reached - A_HAIR_S)


def _ranked(reports: Reports, hit: Bools) -> list[tuple[int, int]]:
    """Give machines and how many rows are hit there, most first."""
    codes, counts = np.unique(reports.machine.code[hit], return_counts=True)
    pairs = zip(codes.tolist(), counts.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], reports.machine.names[pair[0]]))


def _booked_twice(reports: Reports, machines: list[int]) -> Effect:
    """Give the hours of machines summed and counted once."""
    moves = []
    for machine in machines:
        own = (reports.machine.code == machine) & reports.ordered
        once = merged(np.zeros(int(own.sum()), np.int64), reports.start_s[own], reports.end_s[own])
        booked_h, once_h = float(reports.work_s[own].sum()) / HOUR_S, float(once.seconds().sum()) / HOUR_S
        moves.append(Move("busy_h", reports.machine.names[machine], booked_h, once_h, "h"))
    top = moves[0]
    text = say(
        "At {machine} {before:.0} hours are booked within {after:.0} hours of clock time.",
        machine=top.scope,
        before=top.before,
        after=top.after,
    )
    return Effect(text, tuple(moves))


class _Parallel(NamedTuple):
    machine: int
    places: int
    most: int
    hours: float  # summed over orders


def _parallel(reports: Reports, machines: list[int]) -> list[_Parallel]:
    """Give the different orders at once at some machines: as a rule and at most."""
    own = np.isin(reports.machine.code, machines) & reports.ordered
    machine, order = reports.machine.code[own], reports.order.code[own]
    visits = merged(machine * reports.order.n + order, reports.start_s[own], reports.end_s[own])
    at: Ints = visits.group // max(reports.order.n, 1)
    pieces = depths(at, visits.start_s, visits.end_s)
    width = int(pieces.depth.max(initial=1)) + 1
    time = summed(pieces.group * width + pieces.depth, pieces.seconds, reports.machine.n * width)
    time = time.reshape(reports.machine.n, width)
    share = np.cumsum(time, axis=1)
    places = np.maximum((share >= TIME_WITHIN_PLACES * share[:, -1:] - 1e-9).argmax(axis=1), 1)
    hours = time @ np.arange(width) / HOUR_S
    return [
        _Parallel(code, int(places[code]), int(np.flatnonzero(time[code]).max(initial=1)), float(hours[code]))
        for code in machines
    ]


OVERLAPS: tuple[Check[Reports], ...] = (
    Check(
        "machine_overlaps",
        say("Several jobs at once on one machine or station"),
        say("Rows that start before an earlier one on the same machine has ended."),
        HOURS,
        say("Nothing done: several places or people, or lots reported together. Capacity is read from them."),
        _machine_overlaps,
        doubtful=False,
    ),
    Check(
        "several_places",
        say("Machines with several places"),
        say("Machines that have several orders at once in more than a twentieth of their working time."),
        HOURS,
        say("Nothing done: capacity is read from the log."),
        _several_places,
        doubtful=False,
    ),
    Check(
        "worker_overlaps",
        say("One person on several jobs at once"),
        say("Rows that start before an earlier one by the same person has ended."),
        HOURS,
        say("Nothing done: it is a way of working, not an error."),
        _worker_overlaps,
        doubtful=False,
    ),
    Check(
        "order_overlaps",
        say("One order at several places at once"),
        say("Rows that start before an earlier one of the same order has ended."),
        HOURS,
        say("Nothing done: the order is split in lots, or several work on it."),
        _order_overlaps,
        doubtful=False,
    ),
    Check(
        "states_overlap",
        say("One machine in two states at once"),
        say("Stops, states or counters of one machine that lie over each other."),
        HOURS,
        say("Nothing done: which of them is true isn't in the log."),
        _states_overlap,
    ),
)
