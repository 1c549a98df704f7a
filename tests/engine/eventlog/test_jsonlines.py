import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.json_records import RepeatedName
from simmitt.engine.eventlog.jsonlines import read_jsonlines
from simmitt.engine.eventlog.limits import LIMITS, Limits, LongCell, TooDeep, TooManyColumns, TooManyRows
from simmitt.engine.eventlog.opening import DamagedFile, NotATable, Opened, open_file
from simmitt.ground.errors import InputFault

WriteText = Callable[..., Path]


def grid(text: str | bytes, limits: Limits = LIMITS) -> Grid:
    content = text.encode() if isinstance(text, str) else text
    return read_jsonlines(Opened("log.json", "0", "jsonl", content), limits)


def table(text: str | bytes) -> tuple[dict[str, list[Any]], list[int]]:
    read_ = grid(text)
    return read_.cells.to_dict(as_series=False), read_.rows.to_list()


def notes(text: str) -> list[str]:
    return [note.in_language("en") for note in grid(text).notes]


RECORDS = [{"order": "A1", "pieces": 4}, {"order": "A2", "pieces": 5}]
CELLS = {"order": ["A1", "A2"], "pieces": ["4", "5"]}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('{"order": "A1", "pieces": 4}\n\n{"order": "A2", "pieces": 5}\n', [1, 3]),
        ('{"order": "A1", "pieces": 4}\r\n{"order": "A2", "pieces": 5}', [1, 2]),
        (json.dumps(RECORDS), [1, 2]),
        (json.dumps(RECORDS, indent=2), [1, 2]),
        (json.dumps({"rows": RECORDS}), [1, 2]),
        (json.dumps({"count": 2, "data": RECORDS, "more": {"a": [1]}}, indent=1), [1, 2]),
        (json.dumps({"@odata.context": "$metadata#Log", "value": RECORDS}), [1, 2]),
        (json.dumps({"d": {"results": RECORDS}}), [1, 2]),
        (json.dumps({"d": RECORDS}), [1, 2]),
    ],
)
def test_however_the_objects_are_wrapped_the_table_is_the_same(text: str, rows: list[int]) -> None:
    assert table(text) == (CELLS, rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_bytes('[{"maskin": "Fräs 1"}, {"maskin": "Såg"}]'.encode(encoding))

    opened = open_file(path)

    assert opened.form == "jsonl"
    assert read_jsonlines(opened).cells["maskin"].to_list() == ["Fräs 1", "Såg"]


def test_numbers_are_exact_and_told_from_texts() -> None:
    text = (
        '{"a": 1.10, "b": "7", "c": 12345678901234567890.5, "d": -0, "e": 4}\n{"a": 2e3, "b": "8", "e": "x"}'
    )

    read_ = grid(text)

    assert read_.cells.row(0, named=True) == {
        "a": "1.10", "b": "7", "c": "12345678901234567890.5", "d": "-0", "e": "4",
    }  # fmt: skip
    assert read_.exact == {"a", "c", "d"}


def test_numbers_too_large_to_count_with_are_emptied_and_told() -> None:
    many = "9" * 5_000
    lines = [
        '{"a": 1e999, "b": 1}',
        f'{{"a": {many}, "b": 2}}',
        '{"a": 3, "b": NaN}',
        '{"a": 4, "b": -Infinity}',
    ]
    text = "\n".join(lines)

    assert table(text)[0] == {"a": [None, None, "3", "4"], "b": ["1", "2", None, None]}
    assert notes(text) == ["2 numbers are too large to count with and count as empty."]


def test_objects_give_dotted_columns_and_what_lies_deeper_is_told() -> None:
    text = """{"order": "1", "machine": {"name": "Saw", "at": {"hall": 2}}, "parts": [1, 2]}
{"order": "2", "machine": {"name": "Mill", "on": true}, "parts": []}
{"order": "3", "machine": null, "done": false}"""

    assert table(text)[0] == {
        "order": ["1", "2", "3"], "machine.name": ["Saw", "Mill", None], "machine.at": [None] * 3,
        "machine.on": [None, "true", None], "parts": [None] * 3, "done": [None, None, "false"],
    }  # fmt: skip
    assert notes(text) == ["Lists and objects deeper inside were left out: machine.at, parts."]


def test_an_answer_that_goes_on_elsewhere_says_so() -> None:
    page = json.dumps({"value": RECORDS, "@odata.nextLink": "https://invented.example/Log?page=2"})
    several = json.dumps({"value": RECORDS, "rows": [{"order": "B"}], "tags": [1]})

    assert notes(page) == [
        "The file is one page of a longer answer; what stands on the next pages is missing here."
    ]
    assert notes(several) == ["The file holds 1 more list of objects, which was left out."]
    assert table(several) == (CELLS, [1, 2])


def test_instants_in_ticks_become_dates() -> None:
    text = '[{"at": "/Date(1743663600000)/"}, {"at": "/Date(1743663600000+0120)/"}, {"at": "/Date(-1)/"}]'

    assert table(text)[0]["at"] == [
        "2025-04-03 07:00:00.000", "2025-04-03 07:00:00.000+00:00", "1969-12-31 23:59:59.999",
    ]  # fmt: skip


def test_an_order_with_its_operations_on_a_line_stays_an_order() -> None:
    line = json.dumps({"order": "1", "items": [{"activity": "Saw"}, {"activity": "Mill"}]})

    assert table(f"{line}\n{line}")[0] == {"order": ["1", "1"], "items": [None, None]}


def test_odd_names_give_columns_of_their_own() -> None:
    text = r'{"": 1, "a": 2, " a": 3, "\u0000row": 4, "a (2)": 5}' + "\n{}\n" + r'{"a": 6}'

    assert table(text) == (
        {
            "(A)": ["1", None],
            "a": ["2", "6"],
            "a (2)": ["3", None],
            "row": ["4", None],
            "a (2) (2)": ["5", None],
        },
        [1, 3],
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_table_is_what_the_plain_parser_tells(seed: int) -> None:
    random_ = random.Random(seed)
    records = [
        {
            random_.choice("abcdef"): random_.choice([1, 2.5, "x å", "", None, True, -7, 1e-9])
            for _ in range(4)
        }
        for _ in range(25)
    ]
    text = random_.choice(
        ["\n".join(map(json.dumps, records)), json.dumps(records), json.dumps({"rows": records}, indent=3)]
    )

    cells, rows = table(text)

    def told(value: object) -> str | None:
        return (
            str(value).lower()
            if isinstance(value, bool)
            else json.dumps(value)
            if not isinstance(value, str | None)
            else value or None
        )

    names = dict.fromkeys(name for record in records for name in record)
    filled = [at for at, record in enumerate(records) if any(told(value) for value in record.values())]
    assert rows == [at + 1 for at in filled]
    assert cells == {name: [told(records[at].get(name)) for at in filled] for name in names}


DEEP = "[" * 300 + "]" * 300
REFUSED: dict[str, tuple[str | bytes, type[InputFault], int | None]] = {
    "one object": ('{"order": 1}', NotATable, None),
    "numbers": ("[1, 2]", NotATable, 1),
    "lists": ('[["Order"], ["1"]]', NotATable, 1),
    "a number among objects": ('[{"a": 1}, 2]', NotATable, 2),
    "a line that is no object": ('{"a": 1}\n[1]', NotATable, 2),
    "cut off in a list": ('[{"a": 1}, {"a": 2}', DamagedFile, 2),
    "cut off in a line": ('{"a": 1}\n{"a": 2', DamagedFile, 2),
    "cut off in an answer": ('{"rows": [{"a": 1}]', DamagedFile, 1),
    "a comma too many": ('[{"a": 1}, {"a": 2},]', DamagedFile, 2),
    "a comma too few": ('[{"a": 1} {"a": 2}]', DamagedFile, 1),
    "more after the end": ('[{"a": 1}] [{"a": 2}]', DamagedFile, 1),
    "half a letter": (r'{"a": "\ud800"}' + '\n{"a": "b"}', DamagedFile, None),
    "no UTF-8": (b'[{"a": "\xff"}]', DamagedFile, None),
    "a name twice": ('{"a": 1}\n{"a": 1, "a": 2}', RepeatedName, 2),
    "a name in two ways": ('{"a.b": 1, "a": {"b": 2}}\n{"c": 1}', RepeatedName, None),
    "lists in lists": ("[" * 10**6, NotATable, 1),
    "nested deep": (f'[{{"a": {DEEP}}}]', TooDeep, None),
    "nested deeper than a parser goes": (f'[{{"a": {DEEP * 1}{"[" * 10**5}', DamagedFile, 1),
    "nested without end": ('[{"a":' * 10**5, TooDeep, 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_own_fault(name: str) -> None:
    text, kind, row = REFUSED[name]

    with pytest.raises(InputFault) as caught:
        grid(text)

    assert type(caught.value) is kind
    assert (caught.value.place.file, caught.value.place.row) == ("log.json", row)
    assert caught.value.in_language("sv") != caught.value.in_language("en")


@pytest.mark.parametrize(
    ("limits", "kind", "value"),
    [
        (replace(LIMITS, rows=1), TooManyRows, "1"),
        (replace(LIMITS, columns=3), TooManyColumns, "3"),
        (replace(LIMITS, cell_characters=9), LongCell, "9"),
        (replace(LIMITS, depth=1), TooDeep, "1"),
    ],
)
def test_each_limit_is_named_with_its_value(limits: Limits, kind: type[InputFault], value: str) -> None:
    text = '{"a": "ten letters", "b": {"c": [[1]]}}\n{"x": 1, "y": 2, "z": 3}'

    with pytest.raises(kind) as caught:
        grid(text, limits)

    assert value in caught.value.found.in_language("sv")


def test_a_million_names_are_refused_before_columns_are_made() -> None:
    text = "\n".join(json.dumps({f"n{100 * at + k}": 1 for k in range(100)}) for at in range(2_000))

    with pytest.raises(TooManyColumns):
        grid(text)


def test_a_log_in_lines_is_read_from_start_to_end(write_text: WriteText) -> None:
    lines = [
        {
            "order": "A1",
            "machine": {"name": "Saw"},
            "start": "2025-04-03T07:00:00",
            "end": "2025-04-03T08:00:00",
        },
        {
            "order": "A2",
            "machine": {"name": "Mill"},
            "start": "2025-04-03T09:00:00",
            "end": "2025-04-03T09:30:00",
        },
    ]

    log = read(write_text("\n".join(map(json.dumps, lines)), "log.jsonl"))

    assert log.rows.select("row", "order", "machine").rows() == [(1, "A1", "Saw"), (2, "A2", "Mill")]
    assert log.source.form == "jsonl"
