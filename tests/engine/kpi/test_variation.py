"""Unevenness of work and arrivals, and the queue it makes: by hand, and against theory."""

import numpy as np
import pytest
from engine.kpi.shops import facts_of, open_from, row

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.resampling import resamples
from simmitt.engine.kpi.variation import variation_figures


def found(
    facts: Facts, hours: WorkingHours, places: int = 1, draws: int = 0
) -> dict[tuple[str, str], Figure]:
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, draws)
    where = np.full(len(facts.machines), places)
    return {(each.id, each.scope): each for each in variation_figures(facts, hours, drawn, where)}


def through_two_machines(works: list[float], gap: float) -> Facts:
    """Each order at the saw for an hour, every so many hours, then at the mill for what it takes."""
    rows, free = [], 0.0
    for number, work in enumerate(works):
        done = gap * number + 1
        begin = max(done + 0.5, free)
        free = begin + work
        pieces = {"good_pieces": 2.0 if number % 2 else 1.0}
        rows += [
            row(f"A{number}", "Saw", done - 1, done),
            row(f"A{number}", "Mill", begin, free, **pieces),
        ]
    return facts_of(rows)


def test_unevenness_and_queue_are_as_by_hand() -> None:
    """Sixteen orders every four hours; at the mill 1 and 3 hours in turn, each waits half an hour."""
    works = [1.0, 3.0] * 8
    figures = found(through_two_machines(works, 4.0), open_from())

    cv = np.std(works, ddof=1) / 2
    assert figures["job_work_cv", "Mill"].value == pytest.approx(cv)
    per_piece = [1.0, 1.5] * 8
    assert figures["work_per_piece_cv", "Mill"].value == pytest.approx(np.std(per_piece, ddof=1) / 1.25)
    assert figures["interarrival_cv", "Mill"].value == pytest.approx(0, abs=1e-6)
    assert figures["queue_time_seen_h", "Mill"].value == pytest.approx(0.5)
    load = 32 / 64.5
    assert figures["queue_time_vut_h", "Mill"].value == pytest.approx(cv**2 / 2 * load / (1 - load) * 2)


def test_two_places_foretell_a_shorter_queue() -> None:
    """The equation for two in parallel: the load to the power of the square root of six less one."""
    figures = found(through_two_machines([1.0, 3.0] * 8, 4.0), open_from(), places=2)

    uneven = (np.std([1.0, 3.0] * 8, ddof=1) / 2) ** 2 / 2
    load = 32 / 64.5 / 2
    by_hand = uneven * load ** (6**0.5 - 1) / (2 * (1 - load)) * 2
    assert figures["queue_time_vut_h", "Mill"].value == pytest.approx(by_hand)


def test_an_order_that_waits_overnight_waits_only_the_open_hours() -> None:
    """Done at the saw at 13:30, begun at the mill at 6:30 the day after; open from 6 to 14."""
    rows = []
    for day in range(12):
        rows += [
            row(f"A{day}", "Saw", 24 * day + 12, 24 * day + 13.5),
            row(f"A{day}", "Mill", 24 * day + 30.5, 24 * day + 31),
        ]

    figures = found(facts_of(rows), open_from(*((24 * day + 6, 24 * day + 14) for day in range(7))))

    assert figures["queue_time_seen_h", "Mill"].value == pytest.approx(1.0)


def test_a_machine_with_few_stays_or_more_work_than_hours_has_no_queue_foretold() -> None:
    few = through_two_machines([1.0] * 9, 4.0)
    crowded = facts_of([row(f"A{n}", "Mill", n, n + 3) for n in range(20)])

    assert found(few, open_from()) == {}
    assert ("queue_time_vut_h", "Mill") not in found(crowded, open_from())
    assert ("job_work_cv", "Mill") in found(crowded, open_from())


def test_in_a_queue_that_theory_knows_the_wait_foretold_is_the_wait_seen() -> None:
    """M/M/1 at 70 %: the mean wait in the queue is 0.7 / 0.3 times the mean work."""
    random = np.random.default_rng(6)
    n, work = 6000, 1.0
    came = np.cumsum(random.exponential(work / 0.7, n))
    works = random.exponential(work, n)
    rows, free = [], 0.0
    for number in range(n):
        begin = max(came[number], free)
        free = begin + works[number]
        rows += [
            row(f"A{number}", "Gate", came[number] - 0.001, came[number]),
            row(f"A{number}", "Mill", begin, free),
        ]

    figures = found(facts_of(rows), open_from(), draws=300)
    foretold, seen = figures["queue_time_vut_h", "Mill"], figures["queue_time_seen_h", "Mill"]

    assert foretold.low <= 7 / 3 <= foretold.high
    assert seen.low <= 7 / 3 <= seen.high
    assert foretold.value == pytest.approx(7 / 3, rel=0.15)
    assert figures["interarrival_cv", "Mill"].value == pytest.approx(1, abs=0.05)
    assert figures["job_work_cv", "Mill"].value == pytest.approx(1, abs=0.05)
