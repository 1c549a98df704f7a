import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.delimited import NoColumns
from simmitt.engine.eventlog.grid import TooFewRows
from simmitt.engine.eventlog.limits import LIMITS, OverLimit
from simmitt.engine.eventlog.needed import AllTimesEqual, DailyTotals, NoOrderNumber, NoTimes, NoWork
from simmitt.engine.eventlog.opening import (
    DamagedFile,
    EmptyFile,
    FarCells,
    MissingFile,
    NotATable,
    open_files,
)
from simmitt.engine.eventlog.recognition import NoRecognisableColumns
from simmitt.engine.eventlog.times import MixedTimeZones
from simmitt.engine.eventlog.understood import UnreadableColumn
from simmitt.ground.errors import InputFault, Place

WriteText = Callable[..., Path]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def archive(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


def parquet(rows: int) -> bytes:
    target = io.BytesIO()
    pl.DataFrame({"order": list(range(rows))}).write_parquet(target)
    return target.getvalue()


def parquet_of_no_time() -> bytes:
    target = io.BytesIO()
    at = pl.Series([2**62, 0], dtype=pl.Int64).cast(pl.Datetime("ms"))
    pl.DataFrame({"order": ["1", "2"], "start": at}).write_parquet(target)
    return target.getvalue()


NO_TABLES: dict[str, tuple[bytes, type[InputFault]]] = {
    "picture.xlsx": (PNG, NotATable),
    "photo.csv": (b"\xff\xd8\xff\xe0" + PNG, NotATable),
    "plan.csv": (b"%PDF-1.7\n...", NotATable),
    "report.xls": (b"<html><body><table><tr><td>Order</td></tr></table></body></html>", NotATable),
    "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), NotATable),
    "data.csv": (b'{"order": 1}', NotATable),
    "noise.csv": (bytes(range(256)) * 20, NotATable),
    "files.xlsx": (archive({"a.txt": b"hello"}), NotATable),
    "feed.xes": (b"<?xml version='1.0'?><rss><item/></rss>", NotATable),
    "far.xlsx": (
        archive(
            {"xl/workbook.xml": b"", "xl/s.xml": b'<c r="A1"/>' + b" " * 2**20 + b'<c s="1" r="XFD1048576"/>'}
        ),
        FarCells,
    ),
    "empty.csv": (b"", EmptyFile),
    "blank.csv": (b"\xef\xbb\xbf \r\n\r\n", EmptyFile),
    "cut.xlsx": (archive({"xl/workbook.xml": b"<workbook/>" * 99})[:-60], DamagedFile),
    "hollow.xlsx": (archive({"xl/workbook.xml": b"<workbook/>"}), DamagedFile),
    "cut.csv.gz": (gzip.compress(b"Order;Start\n" * 5000)[:-20], DamagedFile),
    "cut.parquet": (parquet(500)[:-30], DamagedFile),
    "no_time.parquet": (parquet_of_no_time(), DamagedFile),
    "cut.xes": (b"<?xml version='1.0'?><log><trace><event>", DamagedFile),
    "bomb.xes": (b'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log/>', DamagedFile),
    "nothing.xes": (b"<?xml version='1.0'?><log></log>", TooFewRows),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_file_that_is_no_log_gets_one_clear_message_in_both_languages(name: str, tmp_path: Path) -> None:
    content, kind = NO_TABLES[name]
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputFault) as caught:
        read(path)

    assert type(caught.value) is kind
    assert caught.value.place.file == name
    assert caught.value.remedy is not None
    assert caught.value.in_language("sv").startswith(f"Fil {name}")
    assert caught.value.in_language("sv") != caught.value.in_language("en")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="can't be opened"):
        read(tmp_path / "none.csv")


TIMES = "2025-04-23 07:00;2025-04-23 08:00\n"
LATER = "2025-04-24 07:00;2025-04-24 08:00\n"
LINE = "7;M1;2025-04-23 07:00;2025-04-23 08:00\n"
TABLES: dict[str, tuple[str, type[InputFault]]] = {
    "only a heading": ("Order;Maskin;Start;Slut\n", TooFewRows),
    "one row": ("Order;Maskin;Start;Slut\n" + LINE, TooFewRows),
    "one column": ("Order\n1\n2\n3\n", NoColumns),
    "nothing known": ("Färg;Form;Smak\nröd;rund;söt\nblå;rund;sur\n", NoRecognisableColumns),
    "no order": (f"Maskin;Start;Slut\nM1;{TIMES}M1;{LATER}", NoOrderNumber),
    "no times": ("Order;Maskin;Antal\n1;M1;4\n2;M1;5\n", NoTimes),
    "one time": ("Order;Maskin;Start\n1;M1;2025-04-23 07:00\n2;M1;2025-04-24 07:00\n", NoTimes),
    "no work": (f"Order;Start;Slut\n1;{TIMES}2;{LATER}", NoWork),
    "all times equal": ("Order;Maskin;Start;Slut\n" + LINE * 3, AllTimesEqual),
    "days without sums": ("Datum;Maskin;Skiftlag\n2025-04-23;M1;A\n2025-04-23;M2;B\n2025-04-24;M1;A\n",
                          DailyTotals),
    "mixed zones": ("Order;Maskin;Start;Slut\n1;M1;2025-04-23 07:00+02:00;2025-04-23 08:00\n"
                    + "2;M1;2025-04-24 07:00+02:00;2025-04-24 08:00\n", MixedTimeZones),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_no_log_gets_its_own_message(name: str, write_text: WriteText) -> None:
    text, kind = TABLES[name]

    with pytest.raises(InputFault) as caught:
        read(write_text(text))

    assert type(caught.value) is kind
    assert caught.value.expected is not None
    assert caught.value.remedy is not None
    assert caught.value.in_language("sv").startswith("Fil log.csv")


def test_a_needed_column_that_is_mostly_unreadable_names_row_column_and_cell(write_text: WriteText) -> None:
    text = (
        "Order;Maskin;Start;Slut\n" + LINE * 2 + "8;M2;2025-04-24 07:00;i morgon\n9;M2;2025-04-24 09:00;sen\n"
    )

    with pytest.raises(UnreadableColumn) as caught:
        read(write_text(text))

    assert caught.value.place == Place("log.csv", "", 4, "Slut")
    assert caught.value.in_language("en") == (
        "File log.csv, row 4, column Slut: 2 of 4 cells can't be read as end, for example i morgon."
        " A date and a time look like 2025-03-25 07:30."
        ' If another column is meant, name it in the mapping file: [columns] end_at = "…".'
    )


def test_few_unreadable_cells_are_empty_and_told(write_text: WriteText) -> None:
    lines = [f"7;Fräsa;2025-04-23 {hour:02}:00;2025-04-23 {hour:02}:30;4" for hour in range(1, 20)]
    text = "\n".join(["Order;Aktivitet;Start;Slut;Antal", *lines, "8;Fräsa;2025-04-23 21:00;senare;fyra"])

    log = read(write_text(text))

    assert log.rows.row(-1, named=True)["end_at"] is None
    assert [note.in_language("en") for note in log.source.notes] == [
        "1 cell in the column Slut couldn't be read and counts as empty (row 21).",
        "1 cell in the column Antal couldn't be read and counts as empty (row 21).",
    ]


def test_odd_values_in_a_sound_log_are_kept_for_the_diagnosis(write_text: WriteText) -> None:
    text = """Order;Maskin;Start;Slut;Antal
1;M1;2025-04-23 07:00;2025-04-23 06:00;-4
;M1;2035-04-23 07:00;;1000000
2;M1;2025-04-23 07:00;2025-04-23 08:00;3
"""

    log = read(write_text(text))

    assert log.rows["good_pieces"].to_list() == [-4.0, 1e6, 3.0]
    assert log.rows["order"].to_list() == ["1", None, "2"]
    assert log.rows["start_at"].null_count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.csv.gz", gzip.compress(b"Order;Start\n" * 9_000)),
        ("bomb.xlsx", archive({"xl/workbook.xml": bytes(100_000)})),
        ("large.csv", b"Order;Start\n" * 9_000),
    ],
)
def test_what_unpacks_to_more_than_the_limit_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    small = replace(LIMITS, file_bytes=99_000, expanded_bytes=99_000, workbook_bytes=99_000)

    with pytest.raises(OverLimit):
        list(open_files(path, small))


def test_the_name_of_a_file_does_not_decide_what_it_is(tmp_path: Path) -> None:
    text = "Order;Maskin;Start;Slut\n" + LINE + "8;M1;2025-04-24 07:00;2025-04-24 08:00\n"
    path = tmp_path / "export.xlsx"
    path.write_bytes(text.encode("cp1252"))

    log = read(path)

    assert (log.source.form, log.rows.height) == ("csv", 2)
