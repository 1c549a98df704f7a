"""``state.json``: what is written is read again, and whatever is wrong is refused with its place."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simmitt.engine.factory import StateFault, parse_state, read_state, write_state
from simmitt.engine.factory.state import MachineState, OpenOrder, Rest, State
from simmitt.engine.factory.state_reading import MOST_BYTES

NOON = datetime(2024, 1, 3, 12)
HOUR = timedelta(hours=1)


@pytest.fixture
def state() -> State:
    plain = OpenOrder(
        "A1", "Bracket", 20.0, (Rest(("Mill", "Pack")),), last_operation="Saw", last_at=NOON - HOUR
    )
    rich = OpenOrder(
        "Åäö",
        "Flange",
        1.0,
        (Rest(("Mill",), 0.25), Rest(("Saw", "Mill"), 3.0)),
        chance=0.4,
        begun_at=NOON - 50 * HOUR,
        last_at=NOON - 2 * HOUR,
        due_at=NOON + 90 * HOUR,
        worked_s=1_800.0,
        priority=2.0,
        delay_mean=1.25,
        delay_cv=0.5,
    )
    machines = (MachineState("Mill", "Mill 1", NOON - HOUR, "Flange", NOON - 3 * HOUR),)
    return State(NOON, (plain, rich), machines)


def written(**changes: Any) -> str:
    """Give a file with one order, of which some keys are changed; None takes a key out."""
    order = {"order": "A1", "product": "Bracket", "pieces": 5, "ahead": [{"operations": ["Mill"]}]} | changes
    told = {key: value for key, value in order.items() if value is not None}
    return json.dumps({"version": 1, "at": "2024-01-03T12:00:00", "orders": [told]})


def test_what_is_written_is_read_again(state: State) -> None:
    assert parse_state(write_state(state)) == state


def test_a_wait_stands_for_the_last_instant() -> None:
    assert parse_state(written(waited_h=1.5)).orders[0].last_at == NOON - 1.5 * HOUR


def test_an_order_that_tells_least_is_surely_open() -> None:
    assert parse_state(written()).orders == (OpenOrder("A1", "Bracket", 5.0, (Rest(("Mill",)),)),)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"pieces": 0}, "pieces"),
        ({"pieces": True}, "pieces"),
        ({"pieces": 1e300}, "pieces"),
        ({"chance_open": 1.2}, "chance_open"),
        ({"last_at": "2024-01-03T12:00:01"}, "last_at"),
        ({"last_at": "2024-01-03T12:00:00+01:00"}, "last_at"),
        ({"due_at": "soon"}, "due_at"),
        ({"due_at": "9999-12-31"}, "due_at"),
        ({"waited_h": 1.0, "last_at": "2024-01-01T00:00:00"}, "waited_h"),
        ({"ahead": [{"operations": []}]}, "operations"),
        ({"ahead": [{"operations": ["Mill"], "weight": 0}]}, "ahead"),
        ({"ahead": []}, "ahead"),
        ({"ahead": [{"operations": ["Mill"] * 1_001}]}, "operations"),
        ({"product": "x" * 501}, "product"),
        ({"delay_factor": {"mean": 0}}, "mean"),
    ],
)
def test_a_wrong_value_is_refused_with_its_order_and_key(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(StateFault) as fault:
        parse_state(written(**changes))

    assert (fault.value.place.file, fault.value.place.order) == ("state.json", "A1")
    assert fault.value.place.key == key


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_fault_is_told_in_both_languages(language: Any) -> None:
    with pytest.raises(StateFault) as fault:
        parse_state(written(colour="red"))

    text = fault.value.in_language(language)
    assert "A1" in text
    assert "colour" in text
    assert "under_way_h" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"version": 2}',
        '{"version": true, "at": "2024-01-03", "orders": []}',
        '{"version": 1, "at": "2024-01-03"}',
        '{"version": 1, "version": 1, "at": "2024-01-03", "orders": []}',
        '{"version": 1, "at": "2024-01-03", "orders": [7]}',
        '{"version": 1, "at": "2024-01-03", "orders": {}}',
        '{"version": 1, "at": NaN, "orders": []}',
        '{"version": 1, "at": 1704240000, "orders": []}',
        "[" * 100_000,
        '{"version": ' + "9" * 10_000 + "}",
        written(pieces=float("inf")),
        written(order=None),
        written(product=None),
        json.dumps(json.loads(written()) | {"orders": 2 * json.loads(written())["orders"]}),
        json.dumps(json.loads(written()) | {"orders": 10_001 * json.loads(written())["orders"]}),
    ],
)
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(StateFault):
        parse_state(text)


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    large, binary = tmp_path / "large.json", tmp_path / "binary.json"
    with large.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    binary.write_bytes(b"\xff\xfe\x00")

    for path in (tmp_path / "none.json", large, binary, tmp_path):
        with pytest.raises(StateFault) as fault:
            read_state(path)
        assert fault.value.place.file == path.name
