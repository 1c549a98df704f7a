"""The same question of the same company is computed once, and never answered from another's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from web.analyses.conftest import MINE, Asks, case_of
from web.world import World

from simmitt.web.analyses import asking
from simmitt.web.analyses.asking import BESIDE, FILES, Given, TooManyWaiting, ask, follow_approval
from simmitt.web.analyses.ending import cancel
from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.cases.models import Case

pytestmark = pytest.mark.django_db


def test_what_is_asked_twice_is_one_run(asks: Asks) -> None:
    assert asks(pieces=1) == asks(pieces=1)
    assert Run.objects.unscoped(MINE).filter(state=RunState.QUEUED).count() == 1


def test_what_is_done_is_answered_from_what_is_kept(asks: Asks, works: Callable[[], Run]) -> None:
    done = asks()
    works()

    again = asks()

    assert (again, again.state) == (done, RunState.DONE)


def test_another_question_is_another_run(asks: Asks) -> None:
    assert asks(pieces=1) != asks(pieces=2)


def test_another_version_computes_anew(asks: Asks, monkeypatch: pytest.MonkeyPatch) -> None:
    before = asks()
    monkeypatch.setattr(asking, "__version__", "99.0")

    after = asks()

    assert (before != after, after.engine) == (True, "99.0")


def test_a_competitor_with_the_same_file_gets_a_run_of_its_own(world: World, settings: Settings) -> None:
    file = Given(settings.FILES_DIR / "x" / "log", "logg.csv", "a" * 64)
    alfa, beta = (
        ask(case=case_of(world, name), kind=RunKind.READ, person=world.person["manager"], files=[file])
        for name in ("alfa", "beta")
    )

    assert alfa.key == beta.key
    assert alfa.pk != beta.pk


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED])
def test_what_came_to_nothing_can_be_asked_again(state: RunState, asks: Asks) -> None:
    before = asks()
    Run.objects.unscoped(MINE).update(state=state)

    assert asks() != before


def test_another_seed_and_another_file_are_other_questions(case: Case, settings: Settings) -> None:
    def key(seed: int = 0, sha256: str = "a" * 64, name: str = "logg.csv") -> str:
        file = Given(settings.FILES_DIR / "log", name, sha256)
        return ask(case=case, kind=RunKind.READ, person=None, files=[file], seed=seed).key

    assert len({key(), key(seed=1), key(sha256="b" * 64), key(name="annan.csv")}) == 4


def test_where_a_file_lies_does_not_matter_and_is_kept_below_the_files(
    case: Case, settings: Settings
) -> None:
    here, there = (Given(settings.FILES_DIR / one / "log", "logg.csv", "a" * 64) for one in ("x", "y"))
    first, second = (ask(case=case, kind=RunKind.READ, person=None, files=[one]) for one in (here, there))

    assert first == second
    assert first.asked[FILES][0]["path"] == "x/log"


def test_a_file_elsewhere_is_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="subpath"):
        ask(case=case, kind=RunKind.READ, person=None, files=[Given(tmp_path / "passwd", "p", "a" * 64)])


def test_nobody_fills_the_queue(asks: Asks) -> None:
    for number in range(asking.MOST_AT_A_TIME):
        asks(number=number)

    with pytest.raises(TooManyWaiting):
        asks(number=99)
    # What has been asked before is answered all the same, and so are others.
    assert asks(number=3).state == RunState.QUEUED
    assert asks("beta", number=99).state == RunState.QUEUED


def test_a_run_on_a_log_is_asked_as_the_log_was_read(world: World, case: Case, settings: Settings) -> None:
    person = world.person["manager"]
    data_set = DataSet.objects.create(
        case=case, number=7, state=DataState.READ, kept_sha256="c" * 64, handed_in_by=person
    )
    reading = ask(
        case=case, kind=RunKind.READ, person=person, data_set=data_set,
        asked={"today": "2026-03-02", "leave": ["padded_times"]},
        files=[Given(settings.FILES_DIR / "x", "logg.csv", "d" * 64)],
        beside={"mapping.toml": '[columns]\norder = "Ordernr"\n'},
    )  # fmt: skip
    # Read otherwise afterwards, and then again as before: what counts is how it stands.
    ask(case=case, kind=RunKind.READ, person=person, data_set=data_set, asked={"leave": ["doubles"]})
    data_set.reading = reading
    data_set.save()

    run = follow_approval(data_set=data_set, person=person)

    assert run.kind == RunKind.ANALYSE
    assert (run.asked["today"], run.asked["leave"]) == ("2026-03-02", ["padded_times"])
    assert run.asked["company"] == case.company.name
    assert run.asked[BESIDE] == {"mapping.toml": '[columns]\norder = "Ordernr"\n'}
    assert run.asked[FILES][0]["sha256"] == "c" * 64
    assert run.asked[FILES][0]["path"].endswith(f"data/{data_set.public_id}/log.simmitt")


def test_a_waiting_run_is_cancelled_at_once(asks: Asks) -> None:
    run = asks()

    assert cancel(run=run)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert run.finished_at is not None
    assert not cancel(run=run)


def test_a_run_under_way_is_asked_to_end(asks: Asks) -> None:
    run = asks()
    Run.objects.unscoped(MINE).update(state=RunState.RUNNING, beat_at=timezone.now())

    assert cancel(run=run)

    run.refresh_from_db()
    assert (run.state, run.cancel_asked_at is not None) == (RunState.RUNNING, True)
