import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.lean import filled_out, leaned
from simmitt.engine.eventlog.limits import LIMITS, TooDeep
from simmitt.engine.eventlog.log import SCHEMA, ColumnReading, EventLog, Part, Source
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.times import MixedTimeZones
from simmitt.engine.eventlog.wire import Garbled, check_log, fault_of, pack, told_fault, unpack
from simmitt.ground.errors import InputFault, Place, Question
from simmitt.ground.texts import Message, say, say_many

ROW: dict[str, Any] = {
    "row": 2,
    "order": "Å1",
    "kind": "setup",
    "start_at": datetime(2025, 4, 3, 7),
    "good_pieces": 4.5,
}
ROWS = pl.DataFrame([dict.fromkeys(SCHEMA) | ROW, dict.fromkeys(SCHEMA)], schema=SCHEMA)
STOPS = pl.DataFrame(
    [dict.fromkeys(SCHEMAS["stops"]) | {"row": 3, "kind": "planned"}], schema=SCHEMAS["stops"]
)
SOURCE = Source(
    "a.csv", "0", "csv", (ColumnReading("order", "Ordernr", 0.9, say("You named it in the mapping."), "Å1"),),
    unread=("Färg",), notes=(say_many("{count} row", "{count} rows", 3, when=date(2025, 4, 3), of=say("x")),),
    parts=(Part("a.csv", "", "0", 0, 2, "reports"),),
)  # fmt: skip
LOG = EventLog(ROWS, SOURCE, Companions(stops=STOPS))


def crossed(value: object, *, lean: bool = False) -> Any:
    return unpack(b"".join(pack(value, lean=lean)), lean=lean)


def altered(value: object, old: str, new: str) -> bytes:
    """Pack a value that has no tables, and change its words on the way."""
    told = b"".join(pack(value))[8:].decode()
    assert old in told
    changed = told.replace(old, new).encode()
    return len(changed).to_bytes(8, "little") + changed


@pytest.mark.parametrize("lean", [False, True])
def test_a_log_crosses_as_it_was(*, lean: bool) -> None:
    log = check_log(crossed(LOG, lean=lean))

    assert log.rows.equals(ROWS)
    assert dict(log.rows.schema) == SCHEMA
    assert log.source == SOURCE
    assert log.companions.stops is not None
    assert log.companions.stops.equals(STOPS)
    assert log.companions.given() == ("stops",)


@pytest.mark.parametrize("lean", [False, True])
def test_a_log_without_rows_and_one_of_several_slices_cross(
    monkeypatch: pytest.MonkeyPatch, *, lean: bool
) -> None:
    monkeypatch.setattr("simmitt.engine.eventlog.wire._SLICE_ROWS", 7)
    many = pl.concat([ROWS] * 12).with_columns(pl.int_range(24).alias("row"))

    for rows in (ROWS.clear(), many):
        assert check_log(crossed(replace(LOG, rows=rows), lean=lean)).rows.equals(rows)


def test_a_lean_log_has_each_recurring_text_once_and_is_the_same_log() -> None:
    rows = pl.concat([ROWS] * 1_000).with_columns(pl.Series("reason", [f"{n} gånger" for n in range(2_000)]))
    plain = b"".join(pack(replace(LOG, rows=rows)))
    lean = b"".join(pack(replace(LOG, rows=rows), lean=True))

    log = check_log(unpack(lean, lean=True))

    assert len(lean) < len(plain) / 2
    assert log.rows.equals(rows)
    assert dict(log.rows.schema) == SCHEMA


def test_a_lean_table_whose_rows_number_texts_that_are_not_there_is_garbled() -> None:
    shape, lines, texts = leaned(pl.DataFrame({"order": ["A", "B"] * 1_000}))

    with pytest.raises(pl.exceptions.PolarsError):
        filled_out([shape, lines, texts.head(1)])


def test_jobs_cross_with_the_users_words() -> None:
    mapping = Mapping(
        columns={"order": "Ordernr"}, kinds={"run": ("D", "R")}, quiet_days=7.0, keep_workers=True
    )

    assert crossed((["å.csv"], mapping, LIMITS)) == (["å.csv"], mapping, LIMITS)


def test_plain_values_cross_exactly() -> None:
    values = {
        "n": np.int64(3), "f": np.float64(0.1), "none": None, "yes": True, "set": frozenset({"a"}),
        "at": datetime(2025, 4, 3, 7, 1, 2, 3, UTC), "nested": ((1,), [2, {"a": (3,)}]), 5: 1e300,
    }  # fmt: skip

    assert crossed(values) == values | {"n": 3, "f": 0.1}
    assert type(crossed(values)["n"]) is int


@pytest.mark.parametrize(
    "fault",
    [
        Question(
            say("Which?"), expected=say("One."), remedy=say("Say."), place=Place("a.csv", "S", 4, "Slut")
        ),
        MixedTimeZones(say("{n:.1} zones", n=2.0), place=Place("a.csv")),
        TooDeep(say("Deep.")),
    ],
)
def test_a_fault_crosses_with_its_class_and_words(fault: InputFault) -> None:
    back = fault_of(crossed(told_fault(fault)))

    assert type(back) is type(fault)
    assert [back.found, back.expected, back.remedy, back.place] == [
        fault.found, fault.expected, fault.remedy, fault.place,
    ]  # fmt: skip


def test_what_is_no_noun_of_ours_is_not_sent() -> None:
    with pytest.raises(TypeError):
        list(pack(object()))


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "noise": bytes(range(256)),
    "a length beyond the end": (2**40).to_bytes(8, "little") + b"{}",
    "an unknown noun": altered(Place("a"), '"Place"', '"Popen"'),
    "a noun with other fields": altered(Place("a"), '"file"', '"args"'),
    "a noun without its fields": altered(Place("a"), '"holds": {', '"holds": 7, "x": {'),
    "a table that isn't there": altered((0,), "[0]", '[{"sort": "frame", "holds": 4}]'),
    "a list without its sort": altered((0,), "[0]", "[[0]]"),
    "a sentence that reaches inside": altered(say("{x}", x=1), "{x}", "{x.__class__}"),
    "a sentence that indexes": altered(say("{x}", x=1), "{x}", "{x[0]}"),
    "a sentence that converts": altered(say("{x}", x=1), "{x}", "{x!r}"),
    "a sentence with an endless format": altered(say("{x}", x=1), "{x}", "{x:.999999999}"),
    "a sentence with a format inside": altered(say("{x}", x=1), "{x}", "{x:{x}}"),
    "a sentence with an open brace": altered(say("{x}", x=1), "{x}", "{x"),
    "nested without end": (10**5).to_bytes(8, "little") + b"[" * 10**5,
    "a table that is none": b"".join([
        *pack(0), (8).to_bytes(8, "little"), (1).to_bytes(8, "little"), (4).to_bytes(8, "little"), b"ARRO",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_not_packed_here_is_garbled(name: str) -> None:
    with pytest.raises(Garbled):
        unpack(HOSTILE[name])


@pytest.mark.parametrize(
    "told",
    [
        {
            "kind": "builtins.SystemExit",
            "found": say("x"),
            "expected": None,
            "remedy": None,
            "place": Place(),
        },
        {
            "kind": "simmitt.ground.errors.InputFault",
            "found": "x",
            "expected": None,
            "remedy": None,
            "place": Place(),
        },
        {"kind": "simmitt.ground.errors.InputFault"},
        7,
    ],
)
def test_only_faults_that_are_known_here_are_made(told: object) -> None:
    with pytest.raises(Garbled):
        fault_of(told)


@pytest.mark.parametrize(
    "log",
    [
        7,
        replace(LOG, rows=ROWS.drop("kind")),
        replace(LOG, rows=ROWS.with_columns(pl.col("row").cast(pl.String))),
        replace(LOG, companions=Companions(stops=ROWS)),
    ],
)
def test_a_log_with_other_columns_is_garbled(log: object) -> None:
    with pytest.raises(Garbled):
        check_log(log)


def test_a_message_reads_the_same_on_the_other_side() -> None:
    message = say_many(
        "{count} row at {at:datetime}", "{count} rows at {at:datetime}", 2, at=datetime(2025, 4, 3)
    )

    back = crossed(message)

    assert isinstance(back, Message)
    assert back.in_language("en") == message.in_language("en") == "2 rows at 2025-04-03 00:00"
    assert json.loads(b"".join(pack(message))[8:])["sort"] == "Message"
