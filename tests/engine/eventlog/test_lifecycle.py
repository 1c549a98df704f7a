import random

import polars as pl
import pytest

from simmitt.engine.eventlog.lifecycle import (
    ACTIVITY,
    CASE,
    COMPLETED,
    EVENT,
    INSTANCE,
    PHASE,
    RESOURCE,
    STARTED,
    TIME,
    TRACE,
    Reports,
    UnknownLifecycle,
    pair,
)
from simmitt.ground.errors import Place

HERE = Place("log.xes")
Told = tuple[str, str, str, str]


def paired(*events: Told | tuple[str, ...], quantity: dict[int, str] | None = None) -> Reports:
    """Pair events told as case, activity, transition, clock and perhaps resource."""
    rows = [
        {
            EVENT: number, TRACE: int(case), CASE: case, ACTIVITY: activity, PHASE: phase or None,
            TIME: f"2025-04-03T{clock}:00+02:00" if len(clock) == 5 else clock, RESOURCE: (*more, "M1")[0],
            INSTANCE: None, "quantity": (quantity or {}).get(number),
        }
        for number, (case, activity, phase, clock, *more) in enumerate(events, start=1)
    ]  # fmt: skip
    texts = dict.fromkeys((CASE, ACTIVITY, PHASE, TIME, RESOURCE, INSTANCE, "quantity"), pl.String())
    schema = {EVENT: pl.UInt32(), TRACE: pl.UInt32(), **texts}
    return pair(pl.DataFrame(rows, schema=schema), HERE)


def times(reports: Reports) -> list[tuple[int, str | None, str | None]]:
    clock = [pl.col(name).str.slice(11, 5) for name in (STARTED, COMPLETED)]
    return reports.rows.select(EVENT, *clock).rows()


def notes(reports: Reports) -> list[str]:
    return [note.in_language("en") for note in reports.notes]


def test_the_first_open_start_takes_the_next_completion() -> None:
    reports = paired(
        ("1", "Mill", "start", "08:00"),
        ("1", "Mill", "start", "08:30"),
        ("1", "Mill", "start", "08:40", "M2"),
        ("1", "Mill", "complete", "09:00"),
        ("1", "Mill", "complete", "09:30"),
        ("1", "Mill", "complete", "09:50", "M2"),
    )

    assert times(reports) == [(1, "08:00", "09:00"), (2, "08:30", "09:30"), (3, "08:40", "09:50")]


def test_a_completion_without_start_has_no_length_and_an_open_start_no_end() -> None:
    reports = paired(
        ("1", "Mill", "complete", "07:00"),
        ("1", "Mill", "schedule", "07:30"),
        ("1", "Mill", "start", "08:00"),
        ("1", "Mill", "complete", "09:00"),
        ("1", "Mill", "start", "10:00"),
        ("2", "Mill", "complete", "11:00"),
        quantity={4: "4"},
    )

    assert times(reports) == [
        (1, "07:00", "07:00"), (3, "08:00", "09:00"), (5, "10:00", None), (6, "11:00", "11:00"),
    ]  # fmt: skip
    assert reports.rows["quantity"].to_list() == [None, "4", None, None]
    assert notes(reports) == ["1 event that neither starts nor completes work was left out."]


def test_back_to_back_work_is_paired_within_itself() -> None:
    reports = paired(
        ("1", "Mill", "start", "08:00"),
        ("1", "Mill", "complete", "09:00"),
        ("1", "Mill", "start", "09:00"),
        ("1", "Mill", "complete", "10:00"),
    )

    assert times(reports) == [(1, "08:00", "09:00"), (3, "09:00", "10:00")]


def test_events_are_paired_in_the_order_of_their_instants_not_of_their_texts() -> None:
    reports = paired(
        ("1", "Mill", "start", "2025-04-03T08:00:00.000+02:00"),
        ("1", "Mill", "complete", "2025-04-03T07:30:00Z"),  # half past nine
        ("1", "Mill", "start", "2025-04-03T08:30:00+0200"),
        ("1", "Mill", "complete", "2025-04-03T09:15:00+02:00"),
    )

    assert reports.rows.select(EVENT, COMPLETED).rows() == [
        (1, "2025-04-03T09:15:00+02:00"),
        (3, "2025-04-03T07:30:00Z"),
    ]


def test_artificial_starts_and_ends_are_dropped_but_real_ones_stay() -> None:
    reports = paired(
        ("1", "Start", "complete", "07:00"),
        ("1", "Mill", "start", "07:00"),
        ("1", "Mill", "complete", "08:00"),
        ("1", "End", "complete", "08:00"),
        ("2", "Start", "start", "09:00"),
        ("2", "Start", "complete", "10:00"),
    )

    assert reports.rows.select(CASE, ACTIVITY).rows() == [("1", "Mill"), ("2", "Start")]
    assert notes(reports) == ["2 artificial starts and ends of cases were left out."]


def test_a_pause_within_a_report_is_told_and_stays_work() -> None:
    reports = paired(
        ("1", "Mill", "start", "08:00"),
        ("1", "Mill", "suspend", "08:30"),
        ("1", "Mill", "resume", "10:00"),
        ("1", "Mill", "complete", "11:00"),
        ("2", "Mill", "start", "08:00"),
        ("2", "Mill", "suspend", "08:30"),
        ("2", "Mill", "complete", "11:00"),
    )

    assert times(reports) == [(1, "08:00", "11:00"), (5, "08:00", "11:00")]
    assert notes(reports) == [
        "2 pauses lie within reports (1.5 h from suspended to resumed) and count as work."
    ]


def test_work_that_is_broken_off_ends_there_and_what_never_began_is_no_work() -> None:
    reports = paired(
        ("1", "Mill", "start", "08:00"),
        ("1", "Mill", "ate_abort", "08:20"),
        ("1", "Saw", "assign", "09:00"),
        ("1", "Saw", "pi_abort", "09:10"),
        ("1", "Drill", "autoskip", "09:20"),
        ("1", "Weld", "", "09:30"),
    )

    assert times(reports) == [(1, "08:00", "08:20"), (6, "09:30", "09:30")]
    assert notes(reports) == [
        "3 events that neither start nor complete work were left out.",
        "1 report was broken off; it ends where the work was broken off.",
    ]


def test_the_words_of_other_tools_are_known_in_any_case() -> None:
    reports = paired(("1", "Mill", " STARTED", "08:00"), ("1", "Mill", "Finished", "09:00"))

    assert times(reports) == [(1, "08:00", "09:00")]


def test_a_log_without_starts_and_completions_is_refused_with_what_it_has() -> None:
    with pytest.raises(UnknownLifecycle) as caught:
        paired(("1", "Mill", "queued", "08:00"), ("1", "Mill", "assigned", "09:00"))

    assert "queued, assigned" in caught.value.in_language("sv")


@pytest.mark.parametrize("seed", range(40))
def test_pairing_agrees_with_a_queue_per_group(seed: int) -> None:
    random_ = random.Random(seed)
    events = [
        (str(random_.randint(1, 2)), random_.choice(["Mill", "Saw"]), random_.choice(["start", "complete"]),
         f"{random_.randint(8, 12):02}:{random_.choice(['00', '30'])}", random_.choice(["M1", "M2"]))
        for _ in range(40)
    ]  # fmt: skip
    open_: dict[tuple[str, ...], list[int]] = {}
    truth: dict[int, int | None] = {}
    order = sorted(range(40), key=lambda at: (events[at][3], events[at][2] != "start", at))
    for at in order:
        case, activity, phase, _, machine = events[at]
        waiting = open_.setdefault((case, activity, machine), [])
        if phase == "start":
            waiting.append(at)
            truth[at] = None
        else:
            truth[waiting.pop(0) if waiting else at] = at

    reports = paired(*events)

    def clock(at: int | None) -> str | None:
        return None if at is None else events[at][3]

    assert times(reports) == [(at + 1, clock(at), clock(truth[at])) for at in sorted(truth)]
