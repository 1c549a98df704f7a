"""Seeded shops that report to a log, each wrong in ways that are said beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
from engine.conftest import MONDAY, log_of

from simmitt.engine.eventlog.log import EventLog

Row = dict[str, Any]
Span = tuple[float, float]  # least and most, drawn evenly between
EVERYDAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))


@dataclass(frozen=True)
class Shop:
    """A shop with machines in a row; what nothing is said of goes well."""

    weeks: int = 12
    orders_per_week: int = 12
    seed: int = 7
    route: tuple[str, ...] = ("Saw 1", "Mill 2", "Lathe 3", "Inspection")
    products: tuple[str, ...] = ("Bracket", "Shaft", "Flange")
    pieces: Span = (20, 60)
    large: tuple[float, float] = (0.0, 1.0)  # share of the orders, and how many times larger
    minutes: Mapping[str, Span] = field(default_factory=dict)  # per piece and machine
    setups: Mapping[str, Span] = field(default_factory=dict)  # minutes per visit
    dear_from: tuple[str, str, float] | None = None  # from, to, times as long
    again_share: float = 0.0  # of the visits that are set up a second time half-way
    places: Mapping[str, int] = field(default_factory=dict)
    opens_h: float = 6.0
    closes_h: float = 22.0
    friday_closes_h: float = 22.0
    own_closes_h: Mapping[str, float] = field(default_factory=dict)  # machines that close earlier
    late_start: float = 0.0  # share of the shifts' first hour that nothing is begun in
    wait_h: Span = (0.02, 0.15)  # between steps
    held: tuple[float, float] = (0.0, 0.0)  # share of the orders, and hours that they are put aside
    back_share: float = 0.0  # of the orders that go back from the third step to the second
    shuffled: bool = False  # every order takes the machines in an order of its own
    side_by_side: float = 0.0  # share of the visits that begin half-way through the one before
    breakdowns: Mapping[str, tuple[int, Span]] = field(default_factory=dict)  # every n visits, minutes
    reasons: tuple[str | None, ...] = ("tool",)
    scrap: Mapping[str, float] = field(default_factory=dict)  # share of the pieces per machine
    review_share: float = 0.0
    rework_share: float = 0.0
    growth: float = 0.0  # orders per week added every week
    by_month: bool = False  # orders come in one week of four
    monday_only: bool = False
    due_days: Span | None = None
    workers: int = 2  # different ones at each machine
    cut_weeks: float | None = None  # the log is taken out so long after its first day


@dataclass
class _Run:
    shop: Shop
    random: np.random.Generator
    free: dict[str, list[datetime]]
    before: dict[str, str]
    visits: dict[str, int]
    rows: list[Row]


@dataclass(frozen=True)
class _Order:
    told: Row
    route: list[str]
    aside: int  # the step before which it is put aside; -1: none


def log_from(shop: Shop, change: Callable[[list[Row]], list[Row]] | None = None) -> EventLog:
    """Give the log of a shop, its rows changed as a careless reporter would."""
    run = _Run(
        shop,
        np.random.default_rng(shop.seed),
        {name: [_opening(shop)] * shop.places.get(name, 1) for name in shop.route},
        {},
        dict.fromkeys(shop.route, 0),
        [],
    )
    # Whoever comes first to a machine goes first, also where an earlier order is put aside.
    coming = [_begin(run, number, released) for number, released in enumerate(_releases(shop))]
    heapify(coming)
    while coming:
        ready, number, step, order = heappop(coming)
        leaves = _visit(run, order.route[step], ready, order.told)
        if step + 1 < len(order.route):
            aside = timedelta(hours=shop.held[1] if step + 1 == order.aside else 0.0)
            heappush(coming, (leaves + aside, number, step + 1, order))
    rows = sorted(run.rows, key=lambda row: row["end_at"])
    if shop.cut_weeks:
        until = MONDAY + timedelta(weeks=shop.cut_weeks)
        rows = [row for row in rows if row["end_at"] < until]
    return log_of(change(rows) if change else rows)


def _opening(shop: Shop) -> datetime:
    return MONDAY + timedelta(hours=shop.opens_h)


def _releases(shop: Shop) -> list[datetime]:
    found = []
    for week in range(shop.weeks):
        count = int(shop.orders_per_week + shop.growth * week)
        if shop.by_month:
            count = 4 * count if week % 4 == 3 else count // 4
        for place in range(count):
            day = 0 if shop.monday_only else int(place * 5 / count)
            found.append(_opening(shop) + timedelta(weeks=week, days=day))
    return found


def _begin(run: _Run, number: int, released: datetime) -> tuple[datetime, int, int, _Order]:
    shop, random = run.shop, run.random
    pieces = float(random.integers(int(shop.pieces[0]), int(shop.pieces[1]) + 1))
    pieces *= shop.large[1] if random.uniform() < shop.large[0] else 1.0
    told = {
        "order": f"WO-{number:04}",
        "product": str(random.choice(shop.products)),
        "ordered_pieces": pieces,
        "released_at": released,
        "due_at": released + timedelta(days=random.uniform(*shop.due_days)) if shop.due_days else None,
    }
    route = list(shop.route)
    if shop.shuffled:
        random.shuffle(route)
    if random.uniform() < shop.back_share:
        route[3:3] = [route[1], route[2]]
    aside = int(random.integers(1, len(route))) if random.uniform() < shop.held[0] else -1
    return released, number, 0, _Order(told, route, aside)


def _visit(run: _Run, machine: str, ready: datetime, told: Row) -> datetime:
    """Report an order's visit to a machine, and give when it can go on."""
    shop, random = run.shop, run.random
    place = run.free[machine].index(min(run.free[machine]))
    at = max(ready, run.free[machine][place])
    worker = f"{machine}/{int(random.integers(0, shop.workers))}"
    begun = at
    for kind, minutes in _jobs(run, machine, told):
        at = _within_shifts(shop, machine, at, minutes, random)
        begun = at if kind == "run" else begun
        end = at + timedelta(minutes=round(minutes))
        reason = shop.reasons[len(run.rows) % len(shop.reasons)] if kind == "breakdown" else None
        run.rows.append(
            {
                **told, "machine": machine, "activity": f"{machine.split(maxsplit=1)[0]}ing", "kind": kind,
                "worker": worker, "start_at": at, "end_at": end, "reported_s": (end - at).total_seconds(),
                "reason": reason, **_pieces(run, machine, kind, told["ordered_pieces"]),
            }
        )  # fmt: skip
        at = end
    run.before[machine] = told["product"]
    run.free[machine][place] = at + timedelta(minutes=int(random.integers(1, 9)))
    if random.uniform() < shop.side_by_side:
        return begun + (at - begun) / 2
    return at + timedelta(hours=random.uniform(*shop.wait_h))


def _jobs(run: _Run, machine: str, told: Row) -> list[tuple[str, float]]:
    """Give what is done at the machine one after the other, with its minutes."""
    shop, random = run.shop, run.random
    run.visits[machine] += 1
    each = random.uniform(*shop.minutes.get(machine, (1.0, 3.0)))
    work = 30.0 + told["ordered_pieces"] * each
    jobs = [("run", work)]
    if machine in shop.setups:
        setup = random.uniform(*shop.setups[machine])
        if shop.dear_from and (run.before.get(machine), told["product"]) == shop.dear_from[:2]:
            setup *= shop.dear_from[2]
        jobs.insert(0, ("setup", setup))
        if random.uniform() < shop.again_share:
            jobs = [("setup", setup), ("run", work / 2), ("setup", setup), ("run", work / 2)]
    if machine in shop.breakdowns:
        every, span = shop.breakdowns[machine]
        if run.visits[machine] % every == 0:
            jobs.append(("breakdown", random.uniform(*span)))
    return jobs


def _pieces(run: _Run, machine: str, kind: str, pieces: float) -> Row:
    shop = run.shop
    if kind != "run":
        return {"good_pieces": 0.0, "rejected_pieces": 0.0, "rework": False}
    bad = float(run.random.binomial(int(pieces), shop.scrap.get(machine, 0.002)))
    held = float(run.random.binomial(int(pieces), shop.review_share))
    again = bool(run.random.uniform() < shop.rework_share)
    return {"good_pieces": pieces - bad, "rejected_pieces": bad, "review_pieces": held, "rework": again}


def _within_shifts(
    shop: Shop, machine: str, at: datetime, minutes: float, random: np.random.Generator
) -> datetime:
    """Give the first minute from which the work fits into a day's shifts, or from which a day begins."""
    at = at.replace(second=0, microsecond=0)
    while True:
        opening = at.replace(hour=0, minute=0) + timedelta(hours=shop.opens_h)
        if at <= opening:
            at = opening + timedelta(minutes=90 if random.uniform() < shop.late_start else 0)
        latest = shop.friday_closes_h if at.weekday() == 4 else shop.closes_h
        closing = at.replace(hour=0, minute=0) + timedelta(
            hours=min(latest, shop.own_closes_h.get(machine, 24.0))
        )
        fits = at + timedelta(minutes=minutes) <= closing
        begins_the_day = at <= opening + timedelta(minutes=90) and at < closing
        if at.weekday() in WEEKDAYS and (fits or begins_the_day):
            return at
        at = (at + timedelta(days=1)).replace(hour=0, minute=0)
