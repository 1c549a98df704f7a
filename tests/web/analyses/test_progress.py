"""What a job tells on its way, and what can be said of the rest."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from simmitt.web.analyses.progress import LONGEST_STEP, Progress, seconds_left

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def event(step: str, done: Any = 0, of: Any = 0) -> dict[str, Any]:
    return {"step": {"sv": step, "en": step}, "done": done, "of": of}


def at(seconds: float) -> Any:
    return patch("django.utils.timezone.now", lambda: BEGAN + timedelta(seconds=seconds))


def left(progress: Progress, seconds: float) -> float | None:
    told = progress.values()
    with at(seconds):
        return seconds_left(told["step"], told["step_done"], told["step_of"])


def test_steps_that_are_done_are_kept_in_their_order() -> None:
    progress = Progress()
    for step in ("Reads", "Reads", "Measures", "Fits"):
        progress.take(event(step))

    assert [one["en"] for one in progress.values()["step"]["before"]] == ["Reads", "Measures"]


def test_the_rest_takes_as_long_as_the_pace_so_far_says() -> None:
    progress = Progress()
    with at(0):
        progress.take(event("Fits", 0, 10))
    with at(20):
        progress.take(event("Fits", 4, 10))

    assert left(progress, 20) == pytest.approx(30.0)


@pytest.mark.parametrize(("done", "of", "seconds"), [(1, 10, 20), (4, 10, 2), (10, 10, 20), (0, 0, 20)])
def test_what_would_be_a_guess_is_not_said(done: int, of: int, seconds: float) -> None:
    progress = Progress()
    with at(0):
        progress.take(event("Fits", done, of))

    assert left(progress, seconds) is None


def test_a_second_round_of_a_step_has_a_pace_of_its_own() -> None:
    progress = Progress()
    for seconds, done in ((0, 0), (60, 6), (61, 1), (71, 3)):
        with at(seconds):
            progress.take(event("Fits", done, 6))

    assert left(progress, 71) == pytest.approx(10.0)


def test_what_differs_is_written_once() -> None:
    progress = Progress()
    progress.take(event("Reads", 1, 2))
    assert progress.is_new

    progress.values()
    progress.take(event("Reads", 1, 2))

    assert not progress.is_new


@pytest.mark.parametrize("count", [-1, 10**30, "many", None, 1.5, [1]])
def test_nonsense_fits_into_the_row(count: Any) -> None:
    progress = Progress()
    progress.take(event("x" * 10_000, count, count))

    told = progress.values()
    assert 0 <= told["step_done"] <= 2**31 - 1
    assert len(told["step"]["sv"]) == LONGEST_STEP
