"""The worker's side: processes that stay warm, questions that are answered, and what ends."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings
from web.world import World

from simmitt.web.analyses.models import Run
from simmitt.web.trying import answering, operations
from simmitt.web.trying.answering import Answerer
from simmitt.web.trying.models import Question
from simmitt.web.trying.operations import ask_question, forget_old, wait_for

Planned = Callable[[str], Run]
ASKED: dict[str, Any] = {"measures": ["M07"], "size": {}, "budget_sek": 100_000, "economy": {}}


@pytest.fixture
def answerer() -> Iterator[Answerer]:
    one = Answerer()
    yield one
    for warm in one.warm.values():
        warm.end()


def ask(run: Run, world: World, who: str = "owner of alfa", **more: Any) -> Question:
    return ask_question(run=run, asked={**ASKED, **more}, person=world.person[who])


def answered(answerer: Answerer, question: Question, within_s: float = 10.0) -> dict[str, Any]:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        answerer.step()
        told = wait_for(question, 0.01)
        if told is not None:
            return told
    raise AssertionError("no answer")


def test_a_question_is_answered_by_the_plan_s_own_factory(
    world: World, planned: Planned, answerer: Answerer
) -> None:
    first, second = (ask(planned(name), world, f"owner of {name}") for name in ("alfa", "beta"))

    told = [answered(answerer, one)["effect"]["lead_time_mean_h"]["value"] for one in (first, second)]

    assert told == [-10.0, -10.0]
    assert set(answerer.warm) == {first.run_id, second.run_id}


def test_the_factory_stays_warm_between_questions(world: World, planned: Planned, answerer: Answerer) -> None:
    run = planned("alfa")
    answered(answerer, ask(run, world))
    warm = answerer.warm[run.pk]

    answered(answerer, ask(run, world, size={"M07": 0.5}))

    assert answerer.warm[run.pk] is warm


def test_whoever_opens_the_page_makes_it_warm_without_asking_anything(
    world: World, planned: Planned, answerer: Answerer
) -> None:
    question = ask_question(run=planned("alfa"), asked={}, person=world.person["owner of alfa"])

    assert answered(answerer, question) == {}
    assert list(answerer.warm) == [question.run_id]


def test_only_the_newest_of_a_person_s_questions_is_answered(
    world: World, planned: Planned, answerer: Answerer
) -> None:
    run = planned("alfa")
    ask(run, world)
    of_another = ask(run, world, "champion of alfa")
    newest = ask(run, world, measures=["M07", "M01@M4"])

    assert answered(answerer, newest)["effect"]["lead_time_mean_h"]["value"] == -20.0
    answered(answerer, of_another)
    assert Question.objects.unscoped("a test").count() == 2


def test_a_factory_that_breaks_off_says_so_and_is_begun_anew(
    world: World, planned: Planned, answerer: Answerer
) -> None:
    run = planned("alfa")

    told = answered(answerer, ask(run, world, measures=["BREAK"]))

    assert told["kind"] == "broke_off"
    assert answered(answerer, ask(run, world))["draws"] == 24


def test_an_answer_that_never_comes_is_given_up(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "LONGEST_S", 0.3)

    assert answered(answerer, ask(planned("alfa"), world, measures=["SLEEP"]))["kind"] == "broke_off"


def test_the_one_longest_unused_makes_room(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_WARM", 1)
    monkeypatch.setattr(answering, "RESTS_S", 0.0)
    first, second = planned("alfa"), planned("beta")
    answered(answerer, ask(first, world))

    answered(answerer, ask(second, world, "owner of beta"))

    assert list(answerer.warm) == [second.pk]


def test_a_factory_that_nobody_uses_gets_cold(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(answerer, ask(planned("alfa"), world))
    monkeypatch.setattr(answering, "COLD_AFTER_S", 0.0)

    answerer.step()

    assert answerer.warm == {}


def test_a_factory_that_can_t_begin_is_told_of_and_not_begun_for_ever(
    world: World, planned: Planned, answerer: Answerer, settings: Settings
) -> None:
    settings.WARM_COMMAND = [sys.executable, "-c", "raise SystemExit(1)"]
    question = ask(planned("alfa"), world)

    assert answered(answerer, question)["kind"] == "broke_off"
    answerer.step()
    assert answerer.warm == {}


def test_a_fault_ends_no_answering(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "AFTER_A_FAULT_S", 0.0)
    stop, steps = threading.Event(), []

    def step() -> None:
        steps.append(1)
        if len(steps) == 1:
            raise RuntimeError
        stop.set()

    monkeypatch.setattr(answerer, "step", step)
    answerer.run(stop)

    assert len(steps) == 2


def test_old_questions_are_forgotten(world: World, planned: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(planned("alfa"), world)
    assert forget_old.call() == 0
    monkeypatch.setattr("simmitt.web.trying.operations.KEPT_FOR", -timedelta(days=1))

    assert forget_old.call() == 1


def test_one_that_is_at_work_is_not_taken_away_for_another(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_WARM", 1)
    first = planned("alfa")
    ask(first, world)
    answerer.step()
    loading = answerer.warm[first.pk]

    ask(planned("beta"), world, "owner of beta")
    answerer.step()

    assert answerer.warm == {first.pk: loading}


def test_what_was_asked_long_ago_makes_nothing_warm(
    world: World, planned: Planned, answerer: Answerer
) -> None:
    question = ask(planned("alfa"), world)
    Question.objects.unscoped("a test").filter(pk=question.pk).update(
        asked_at=timezone.now() - timedelta(minutes=2)
    )

    answerer.step()

    assert answerer.warm == {}


def test_one_that_hangs_is_ended_though_others_wait_for_it(
    world: World, planned: Planned, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = planned("alfa")
    answered(answerer, ask(run, world))
    hangs = answerer.warm[run.pk]
    monkeypatch.setattr(answering, "LONGEST_S", 0.3)
    ask(run, world, measures=["SLEEP"])
    until = time.monotonic() + 10

    while answerer.warm.get(run.pk) is hangs and time.monotonic() < until:
        answerer.step()
        ask(run, world)

    assert answerer.warm.get(run.pk) is not hangs


def test_nobody_waits_for_a_question_that_a_later_one_has_replaced(world: World, planned: Planned) -> None:
    run = planned("alfa")
    question = ask(run, world)
    ask(run, world)
    began = time.monotonic()

    assert wait_for(question, 30.0) is None
    assert time.monotonic() - began < 10


def test_few_wait_at_a_time_so_that_pages_have_their_threads(
    world: World, planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "_WAITING", threading.BoundedSemaphore(1))
    question = ask(planned("alfa"), world)

    with operations._WAITING:
        assert wait_for(question, 30.0) is None
