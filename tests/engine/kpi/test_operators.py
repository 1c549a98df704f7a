"""People at machines, reckoned by hand; a mean over few people is not told."""

import pytest
from engine.kpi.shops import facts_of, row

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.operators import operator_figures, too_few_people
from simmitt.engine.kpi.resampling import resamples


def found(facts: Facts) -> dict[tuple[str, str], float]:
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, 0)
    return {(each.id, each.scope): each.value for each in operator_figures(facts, drawn)}


def crew(people: int) -> Facts:
    """Each minds the mill for 10 hours in turn, and the saw too during the last 4 of them."""
    rows = []
    for person in range(people):
        name, begin = f"P{person}", 20 * person
        rows += [
            row(f"A{person}", "Mill", begin, begin + 10, worker=name),
            row(f"B{person}", "Saw", begin + 6, begin + 10, worker=name),
        ]
    return facts_of(rows)


def test_the_machines_an_operator_minds_are_a_mean_over_all_hours_and_people() -> None:
    assert found(crew(5))["machines_per_operator_mean", "plant"] == pytest.approx(14 / 10)


def test_over_fewer_than_five_people_no_mean_is_told() -> None:
    facts = crew(4)

    assert too_few_people(facts)
    assert ("machines_per_operator_mean", "plant") not in found(facts)


def test_people_at_a_machine_are_counted_and_their_hours_added() -> None:
    """P works 0-10 in two rows that overlap, Q 5-10, R 20-25; nobody is there from 10 to 20."""
    facts = facts_of(
        [
            row("A", "Mill", 0, 8, worker="P"),
            row("B", "Mill", 6, 10, worker="P"),
            row("A", "Mill", 5, 10, worker="Q"),
            row("C", "Mill", 20, 25, worker="R"),
            row("C", "Mill", 25, 40),
        ]
    )

    figures = found(facts)

    assert figures["operators_seen", "Mill"] == 3
    assert figures["operators_at_once_mean", "Mill"] == pytest.approx((10 + 5 + 5) / 15)


def test_a_log_without_people_tells_nothing_about_them() -> None:
    assert found(facts_of([row("A", "Mill", 0, 8)])) == {}


def test_no_figure_names_a_person() -> None:
    assert {scope for _, scope in found(crew(6))} == {"Mill", "Saw", "plant"}
