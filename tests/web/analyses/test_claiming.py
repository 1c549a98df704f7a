"""Whose turn it is, and whose run it is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from web.analyses.conftest import MINE, Asks, fresh

from simmitt.web.analyses.claiming import beat, claim, lease, leave
from simmitt.web.analyses.models import Run, RunKind, RunState

pytestmark = pytest.mark.django_db
ALL = RunKind.values


def taken(kinds: list[str] = ALL) -> Run:
    run = claim(kinds)
    assert run is not None
    return run


def let_time_pass(run: Run) -> None:
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(
        beat_at=timezone.now() - lease() - timedelta(seconds=1)
    )


def test_nothing_waits() -> None:
    assert claim(ALL) is None


def test_a_run_is_taken_once(asks: Asks) -> None:
    asked = asks()

    run = taken()

    assert (run, run.state, run.started_at is not None) == (asked, RunState.RUNNING, True)
    assert claim(ALL) is None


def test_a_company_has_one_run_at_a_time(asks: Asks) -> None:
    asks(number=1)
    asks(number=2)

    taken()

    assert claim(ALL) is None


def test_nobody_waits_for_a_document_behind_computing(asks: Asks) -> None:
    asks(kind=RunKind.PLAN)
    taken()
    asks(number=1)
    paper = asks(kind=RunKind.PAPER)

    assert taken() == paper
    assert claim(ALL) is None


def test_a_company_with_many_runs_does_not_starve_the_others(asks: Asks) -> None:
    for number in range(5):
        asks("alfa", number=number)
    asks("beta")
    order = []
    for _ in range(3):
        run = taken()
        order.append(run.case.company)
        leave(run, RunState.DONE)

    assert [one.name[:11] for one in order] == ["KanarieAlfa", "KanarieBeta", "KanarieAlfa"]


def test_a_company_runs_come_in_the_order_they_were_asked_for(asks: Asks) -> None:
    first, second = asks(number=1), asks(number=2)

    assert taken() == first
    leave(first := fresh(first), RunState.DONE)
    assert taken() == second


def test_a_lane_takes_its_own_kinds(asks: Asks) -> None:
    asks(kind=RunKind.PLAN)

    assert claim([RunKind.READ]) is None
    assert taken([RunKind.PLAN]).kind == RunKind.PLAN


def test_a_run_whose_worker_is_dead_is_taken_up_again(asks: Asks) -> None:
    asks()
    run = taken()
    let_time_pass(run)

    again = taken()

    assert again == run
    assert claim(ALL) is None


def test_who_was_thought_dead_can_write_nothing(asks: Asks) -> None:
    asks()
    first = taken()
    let_time_pass(first)
    second = taken()

    assert not beat(first, step_done=9)
    assert not leave(first, RunState.DONE)
    assert beat(second, step_done=3)
    assert (fresh(second).step_done, fresh(second).state) == (3, RunState.RUNNING)


def test_who_has_let_go_can_write_nothing_more(asks: Asks) -> None:
    asks()
    run = taken()
    assert leave(run, RunState.QUEUED)

    assert not beat(run, step_done=9)
    assert fresh(run).finished_at is None
