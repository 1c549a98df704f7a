import gzip
from datetime import datetime
from pathlib import Path

from simmitt.engine.eventlog import read

DAY = "2025-04-03T"


def event(activity: str, phase: str, clock: str, resource: str = "M1", **more: str) -> str:
    others = "".join(f'<string key="{key}" value="{value}"/>' for key, value in more.items())
    return (
        f'<event><string key="concept:name" value="{activity}"/>'
        f'<string key="lifecycle:transition" value="{phase}"/>'
        f'<string key="org:resource" value="{resource}"/>'
        f'<date key="time:timestamp" value="{DAY}{clock}:00.000+02:00"/>{others}</event>'
    )


def write(path: Path, *cases: list[str]) -> Path:
    traces = "".join(
        f'<trace><string key="concept:name" value="{number}"/>{"".join(events)}</trace>'
        for number, events in enumerate(cases, start=1)
    )
    path.write_bytes(gzip.compress(f'<?xml version="1.0"?><log xes.version="1.0">{traces}</log>'.encode()))
    return path


def times(clock: int, minute: int = 0) -> datetime:
    return datetime(2025, 4, 3, clock - 2, minute)


def test_the_first_open_start_takes_the_next_completion(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.xes.gz",
        [
            event("Mill", "start", "08:00"),
            event("Mill", "start", "08:30"),
            event("Mill", "start", "08:40", "M2"),
            event("Mill", "complete", "09:00"),
            event("Mill", "complete", "09:30"),
            event("Mill", "complete", "09:50", "M2"),
        ],
    )

    log = read(path)

    assert log.rows.select("order", "machine", "start_at", "end_at", "row").rows() == [
        ("1", "M1", times(8), times(9), 1),
        ("1", "M1", times(8, 30), times(9, 30), 2),
        ("1", "M2", times(8, 40), times(9, 50), 3),
    ]


def test_a_completion_without_start_has_no_length_and_an_open_start_no_end(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.xes.gz",
        [
            event("Mill", "complete", "07:00"),
            event("Mill", "schedule", "07:30"),
            event("Mill", "start", "08:00"),
            event("Mill", "complete", "09:00", quantity="4"),
            event("Mill", "start", "10:00"),
        ],
        [event("Mill", "complete", "11:00")],
    )

    log = read(path)

    assert log.rows.select("order", "start_at", "end_at", "good_pieces").rows() == [
        ("1", times(7), times(7), None),
        ("1", times(8), times(9), 4.0),
        ("1", times(10), None, None),
        ("2", times(11), times(11), None),
    ]
    assert [note.in_language("sv") for note in log.source.notes] == [
        "1 händelse som varken startar eller avslutar ett arbete är inte med."
    ]


def test_back_to_back_work_is_paired_within_itself(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.xes.gz",
        [
            event("Mill", "start", "08:00"),
            event("Mill", "complete", "09:00"),
            event("Mill", "start", "09:00"),
            event("Mill", "complete", "10:00"),
        ],
    )

    log = read(path)

    assert log.rows.select("start_at", "end_at").rows() == [(times(8), times(9)), (times(9), times(10))]


def test_artificial_starts_and_ends_are_dropped_but_real_ones_stay(tmp_path: Path) -> None:
    path = write(
        tmp_path / "log.xes.gz",
        [
            event("Start", "complete", "07:00"),
            event("Mill", "start", "07:00"),
            event("Mill", "complete", "08:00"),
            event("End", "complete", "08:00"),
        ],
        [event("Start", "start", "09:00"), event("Start", "complete", "10:00")],
    )

    log = read(path)

    assert log.rows.select("order", "activity").rows() == [("1", "Mill"), ("2", "Start")]
