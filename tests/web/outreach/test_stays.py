from datetime import UTC, datetime, timedelta

from simmitt.web.outreach.models import Move
from simmitt.web.outreach.stages import Stage
from simmitt.web.outreach.stays import Step, median_stays, stays_of

START = datetime(2026, 3, 2, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def test_the_last_stay_is_still_going_on() -> None:
    moves = [
        Move(to_stage=Stage.CONTACTED, moved_at=day(0)),
        Move(from_stage=Stage.CONTACTED, to_stage=Stage.DIALOGUE, moved_at=day(5)),
    ]

    stays = stays_of(moves, day(12))

    assert [(stay.stage, stay.lasted.days, stay.until) for stay in stays] == [
        (Stage.CONTACTED, 5, day(5)),
        (Stage.DIALOGUE, 7, None),
    ]


def test_a_move_that_was_taken_back_is_no_stay() -> None:
    moves = [
        Move(to_stage=Stage.CONTACTED, moved_at=day(0)),
        Move(from_stage=Stage.CONTACTED, to_stage=Stage.CLOSED, moved_at=day(5), undone=True),
    ]

    assert [(stay.stage, stay.lasted.days) for stay in stays_of(moves, day(12))] == [(Stage.CONTACTED, 12)]


def test_the_median_is_over_those_that_have_left() -> None:
    steps = [
        step
        for company, days in enumerate((2, 4, 30))
        for step in (Step(company, Stage.CONTACTED, day(0)), Step(company, Stage.DIALOGUE, day(days)))
    ]
    steps.append(Step(9, Stage.CONTACTED, day(0)))  # still there

    assert median_stays(steps, least=3) == {Stage.CONTACTED: timedelta(days=4)}


def test_too_few_have_no_median() -> None:
    steps = [Step(1, Stage.CONTACTED, day(0)), Step(1, Stage.DIALOGUE, day(3))]

    assert median_stays(steps, least=2) == {}
