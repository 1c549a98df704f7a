import gzip
import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from simmitt.engine.eventlog.limits import (
    LIMITS,
    Limits,
    TooDense,
    TooLarge,
    TooManyColumns,
    TooManyFiles,
    TooManyRows,
)
from simmitt.engine.eventlog.opening import (
    DamagedFile,
    EmptyFile,
    LockedFile,
    MissingFile,
    NestedArchive,
    NotATable,
    Opened,
    OtherPacking,
    open_files,
)
from simmitt.ground.errors import InputFault

CSV = b"Order;Start\n1;2025-04-03 07:00\n2;2025-04-03 08:00\n"
XES = b"<?xml version='1.0'?><log><trace/></log>"
JSON = b'{"order": 1}\n{"order": 2}\n'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

Open = Callable[..., list[Opened]]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Write a file and open it."""

    def write_and_open(content: bytes, name: str = "file.zip", limits: Limits = LIMITS) -> list[Opened]:
        path = tmp_path / name
        path.write_bytes(content)
        return list(open_files(path, limits))

    return write_and_open


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Order", "Start"])
    return target.getvalue()


def parquet() -> bytes:
    target = io.BytesIO()
    pl.DataFrame({"order": [1, 2]}).write_parquet(target)
    return target.getvalue()


def test_every_table_of_an_archive_is_opened_and_told_by_its_content(opened: Open) -> None:
    members = {
        "2025/march.csv": CSV, "report.dat": workbook(), "log.bin": parquet(), "events": XES,
        "lines.txt": JSON, "april.csv.gz": gzip.compress(CSV), "packed.gz": gzip.compress(workbook()),
    }  # fmt: skip

    tables = opened(packed(members))

    assert [(one.file, one.form) for one in tables] == [
        ("file.zip/2025/march.csv", "csv"),
        ("file.zip/report.dat", "xlsx"),
        ("file.zip/log.bin", "parquet"),
        ("file.zip/events", "xes"),
        ("file.zip/lines.txt", "jsonl"),
        ("file.zip/april.csv.gz", "csv"),
        ("file.zip/packed.gz", "xlsx"),
    ]
    assert [tables[0].content, tables[5].content] == [CSV, CSV]
    assert all(one.notes == () for one in tables)


def test_a_file_has_the_same_hash_packed_and_plain(opened: Open) -> None:
    (inside,) = opened(packed({"march.csv": CSV}))
    (plain,) = opened(CSV, "march.csv")

    assert inside.sha256 == plain.sha256 == hashlib.sha256(CSV).hexdigest()


def test_a_workbook_is_told_from_a_plain_archive(opened: Open) -> None:
    (book,) = opened(workbook(), "book.zip")
    (packed_book,) = opened(packed({"book.xlsx": workbook()}), "book.xlsx")

    assert (book.file, book.form) == ("book.zip", "xlsx")
    assert (packed_book.file, packed_book.form) == ("book.xlsx/book.xlsx", "xlsx")


def test_what_systems_hide_in_archives_is_passed_over_and_the_rest_is_told(opened: Open) -> None:
    members = {
        "__MACOSX/._log.csv": CSV, ".DS_Store": b"\x00\x01", "a/.hidden/b.csv": CSV, "~$log.xlsx": CSV,
        "Thumbs.db": b"\xd0\xcf", "folder/": b"", "log.csv": CSV, "plan.pdf": b"%PDF-1.7", "photo.png": PNG,
        "readme.txt": b"Export of March", "empty.csv": b"",
    }  # fmt: skip

    (table,) = opened(packed(members))

    assert table.file == "file.zip/log.csv"
    assert [note.in_language("sv") for note in table.notes] == [
        "4 filer i arkivet är inga tabeller och är inte med: plan.pdf, photo.png, readme.txt, empty.csv."
    ]


def test_names_that_lead_out_of_the_archive_lead_nowhere(opened: Open, tmp_path: Path) -> None:
    names = ["../../out.csv", "/etc/out.csv", "C:\\out.csv", "a\nb.csv", "..\\..\\out.csv", "same.csv"]
    before = sorted(tmp_path.rglob("*"))

    tables = opened(packed(dict.fromkeys(names, CSV)))

    assert [one.file for one in tables] == [
        "file.zip/out.csv", "file.zip/etc/out.csv", "file.zip/C:/out.csv", "file.zip/a?b.csv",
        "file.zip/out.csv (2)", "file.zip/same.csv",
    ]  # fmt: skip
    assert sorted(tmp_path.rglob("*")) == [*before, tmp_path / "file.zip"]


def test_a_directory_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    for name in (".", "pipe.csv", "none.csv"):
        with pytest.raises(MissingFile):
            list(open_files(tmp_path / name))


def locked() -> bytes:
    """Set the mark of a password in the archive's list and before the file."""
    content = bytearray(packed({"log.csv": CSV}, zipfile.ZIP_STORED))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + at] |= 1
    return bytes(content)


def said_smaller() -> bytes:
    """Let an archive promise that a file unpacks to ten bytes."""
    content = bytearray(packed({"log.csv": bytes(10**6)}))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        begin = content.index(sign) + at
        content[begin : begin + 4] = (10).to_bytes(4, "little")
    return bytes(content)


ZEROS = bytes(64 * 2**20)
LINES = b"Order;Start\n" + b"1;2\n" * 2**24
REFUSED: dict[str, tuple[bytes, type[InputFault]]] = {
    "bomb.zip": (packed({"a.csv": LINES}), TooDense),
    "bombs.zip": (packed({f"{n}.csv": LINES[: 2**21] for n in range(20)}), TooDense),
    "bomb.csv.gz": (gzip.compress(LINES), TooDense),
    "bomb in a zip.zip": (packed({"a.csv.gz": gzip.compress(LINES)}), TooDense),
    "bomb.xlsx": (packed({"xl/workbook.xml": ZEROS}), TooDense),
    "zip in zip.zip": (packed({"march.zip": packed({"a.csv": CSV})}), NestedArchive),
    "zip in gzip.zip.gz": (gzip.compress(packed({"a.csv": CSV})), NestedArchive),
    "gzip in gzip.gz": (gzip.compress(gzip.compress(CSV)), NestedArchive),
    "gzip in gzip in zip.zip": (packed({"a.gz": gzip.compress(gzip.compress(CSV))}), NestedArchive),
    "password.zip": (locked(), LockedFile),
    "liar.zip": (said_smaller(), DamagedFile),
    "bzip2.zip": (packed({"a.csv": CSV}, zipfile.ZIP_BZIP2), OtherPacking),
    "lzma.zip": (packed({"a.csv": CSV}, zipfile.ZIP_LZMA), OtherPacking),
    "pictures.zip": (packed({"a.png": PNG, "b.png": PNG}), NotATable),
    "nothing.zip": (packed({}), EmptyFile),
    "folders.zip": (packed({"a/": b"", "__MACOSX/._a": b"x"}), EmptyFile),
    "cut.zip": (packed({"a.csv": CSV})[:-30], DamagedFile),
    "cut inside.zip": (packed({"a.csv.gz": gzip.compress(CSV * 999)[:-20]}), DamagedFile),
    "flipped.zip": (packed({"a.csv": CSV}, zipfile.ZIP_STORED).replace(b"Order", b"Ordre"), DamagedFile),
    "document.docx": (packed({"word/document.xml": b"<w/>"}), NotATable),
    "slides.pptx": (packed({"ppt/presentation.xml": b"<p/>"}), NotATable),
    "sheet.ods": (packed({"mimetype": b"x", "content.xml": b"<o/>"}), NotATable),
    "binary.xlsb": (packed({"xl/workbook.bin": b"\x00"}), NotATable),
    "log.tar": (b"log.csv".ljust(257, b"\x00") + b"ustar".ljust(400, b"\x00"), NotATable),
    "log.xz": (b"\xfd7zXZ\x00\x00\x04", NotATable),
    "blank.json": (b" \n\n ", EmptyFile),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_opened_is_refused_with_its_own_fault(name: str, opened: Open) -> None:
    content, kind = REFUSED[name]

    with pytest.raises(InputFault) as caught:
        opened(content, name)

    assert type(caught.value) is kind
    assert caught.value.place.file.startswith(name)
    assert caught.value.remedy is not None
    assert caught.value.in_language("sv") != caught.value.in_language("en")


TABLE = b"Order;Start;End\n" + b"1;2;3\n" * 20
BEYOND: dict[str, tuple[bytes, Limits, type[InputFault], str]] = {
    "large.csv": (CSV * 40_000, replace(LIMITS, file_bytes=2**20), TooLarge, "1 MB"),
    "large.csv.gz": (gzip.compress(CSV * 40_000), replace(LIMITS, expanded_bytes=2**20), TooLarge, "1 MB"),
    "large.zip": (
        packed({"a.csv": CSV * 15_000, "b.csv": CSV * 15_000}),
        replace(LIMITS, expanded_bytes=2**20), TooLarge, "1 MB",
    ),
    "large.xlsx": (
        packed({"xl/workbook.xml": b"", "xl/s.xml": os.urandom(2**20 + 1)}),
        replace(LIMITS, workbook_bytes=2**20), TooLarge, "1 MB",
    ),
    "dense.csv.gz": (
        gzip.compress(CSV * 9_000), replace(LIMITS, ratio=7, ratio_floor_bytes=0), TooDense, "7",
    ),
    "many.zip": (
        packed({f"{n}.csv": CSV for n in range(9)}), replace(LIMITS, archive_files=8), TooManyFiles, "8",
    ),
    "parts.xlsx": (
        packed({"xl/workbook.xml": b"", **{f"xl/{n}": b"" for n in range(9)}}),
        replace(LIMITS, workbook_parts=9), TooManyFiles, "9",
    ),
    "rows.csv": (TABLE, replace(LIMITS, rows=19), TooManyRows, "19"),
    "columns.csv": (TABLE, replace(LIMITS, columns=2), TooManyColumns, "2"),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_each_limit_is_named_with_its_value_and_the_way_round(name: str, opened: Open) -> None:
    content, limits, kind, value = BEYOND[name]

    with pytest.raises(kind) as caught:
        opened(content, name, limits)

    for language in ("sv", "en"):
        assert value in caught.value.found.in_language(language).replace("\u00a0", " ")
    assert caught.value.remedy is not None


def test_a_file_at_its_limits_is_read(opened: Open) -> None:
    limits = replace(LIMITS, file_bytes=len(TABLE), rows=20, columns=3)

    (table,) = opened(TABLE, "log.csv", limits)
    (without_last_end,) = opened(TABLE.rstrip(), "log.csv", limits)
    (wide,) = opened(TABLE.decode().encode("utf-16"), "log.csv", replace(limits, file_bytes=10**6))

    assert [table.form, without_last_end.form, wide.form] == ["csv"] * 3


def test_separators_inside_quotes_make_no_columns(opened: Open) -> None:
    text = 'Order;Note\n1;"' + "a;" * 3_000 + '"\n2;b\n'

    (table,) = opened(text.encode(), "log.csv")

    assert table.form == "csv"


def test_a_list_of_a_million_files_is_refused_before_it_is_listed(opened: Open) -> None:
    content = packed({"a.csv": CSV}) + b"PK\x01\x02" * 100_000

    with pytest.raises(TooManyFiles):
        opened(content)
