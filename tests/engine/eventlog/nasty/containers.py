"""Workbooks, Parquet, packed files: the log inside something else."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime

import polars as pl
import xlsxwriter
from engine.eventlog.nasty.base import SWEDISH, Style, cells, reports, text_of, truth
from engine.eventlog.nasty.case import NO_PIECES, Case, Honest, Outcome, Refused, Same
from engine.eventlog.nasty.shapes import xes_text
from xlsxwriter.worksheet import Worksheet

ROWS = reports()
TRUTH = truth(ROWS)
PLAIN = text_of(ROWS).encode()
FAR_CELL = b'<c r="A1"/>' + b" " * 2**20 + b'<c r="XFD1048576"/>'


def case(name: str, files: dict[str, bytes], outcome: Outcome) -> Case:
    return Case(name, files, outcome, TRUTH)


def container_cases() -> Iterator[Case]:
    yield from _packed()
    yield from _bombs()
    yield from _workbooks()
    yield from _parquet()


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _packed() -> Iterator[Case]:
    yield case("gzip", {"log.csv.gz": gzip.compress(PLAIN)}, Same())
    yield case("gzip twice", {"log.csv.gz": gzip.compress(gzip.compress(PLAIN))}, Honest())
    yield case("gzip cut off", {"log.csv.gz": gzip.compress(PLAIN)[:-40]}, Refused(("damaged",)))
    yield case("zip", {"log.zip": packed({"log.csv": PLAIN})}, Same())
    halves = {"a.csv": text_of(ROWS[:70]).encode(), "sub/b.csv": text_of(ROWS[70:]).encode()}
    yield case("zip of two months", {"log.zip": packed(halves)}, Same())
    yield case(
        "zip with a Mac's shadow files",
        {"log.zip": packed({"log.csv": PLAIN, "__MACOSX/._log.csv": b"\x00\x05\x16\x07"})},
        Same(),
    )
    yield case("zip with a way out", {"log.zip": packed({"../../log.csv": PLAIN})}, Same())
    yield case("zip in a zip", {"log.zip": packed({"inner.zip": packed({"log.csv": PLAIN})})}, Refused())
    yield case(
        "zip of pictures", {"log.zip": packed({"a.png": b"\x89PNG\r\n\x1a\n" + bytes(500)})}, Refused()
    )
    yield case("zip of nothing", {"log.zip": packed({})}, Refused())
    yield case("zip cut off", {"log.zip": packed({"log.csv": PLAIN})[:-60]}, Refused())
    yield case("XES packed", {"log.xes.gz": gzip.compress(xes_text().encode())}, Same(NO_PIECES))
    yield case("CSV that calls itself a workbook", {"log.xlsx": PLAIN}, Same())
    yield case("a workbook that calls itself CSV", {"log.csv": workbook(_plain)}, Same())


def _bombs() -> Iterator[Case]:
    zeros = bytes(64 * 2**20)
    yield case("gzip bomb", {"log.csv.gz": gzip.compress(gzip.compress(zeros))}, Refused())
    yield case("zip bomb", {"log.zip": packed({f"{n}.csv": zeros for n in range(3)})}, Refused())
    far = packed({"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>",
                  "xl/worksheets/sheet1.xml": FAR_CELL})  # fmt: skip
    yield case("a cell at the world's end", {"log.xlsx": far}, Refused())
    many = io.BytesIO()
    pl.DataFrame({"order": pl.zeros(20_000_000, dtype=pl.Int8, eager=True)}).write_parquet(many)
    yield case("a Parquet file of twenty million rows", {"log.parquet": many.getvalue()}, Refused())
    yield case("an old workbook", {"log.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)}, Refused())
    yield case(
        "a document",
        {"log.docx": packed({"[Content_Types].xml": b"", "word/document.xml": b"<w/>"})},
        Refused(),
    )
    yield case(
        "a hollow workbook",
        {"log.xlsx": packed({"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>"})},
        Refused(),
    )


Fill = Callable[[Worksheet, xlsxwriter.Workbook], None]


def workbook(fill: Fill, *, options: dict[str, object] | None = None, before: int = 0) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm", **(options or {})}
    ) as book:
        for number in range(before):
            book.add_worksheet(f"Om {number}").write(0, 0, "Se nästa blad")
        fill(book.add_worksheet("Logg"), book)
    return target.getvalue()


def _table(
    page: Worksheet,
    top: int = 0,
    write: Callable[[datetime], object] = lambda at: at,
    heads: tuple[str, ...] = SWEDISH,
) -> int:
    page.write_row(top, 0, heads)
    for number, r in enumerate(ROWS, start=top + 1):
        for column, value in enumerate(
            (r.order, r.activity, r.machine, write(r.start), write(r.end), r.good, r.rejected)
        ):
            page.write(number, column, value)
    return top + len(ROWS) + 1


def _plain(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    _table(page)


def _titled(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    page.merge_range(0, 0, 0, 6, "Körjournal")
    page.write(1, 0, "Utskriven")
    page.write(1, 1, datetime(2026, 3, 20, 8, 12))
    _table(page, top=4)


def _summed(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    last = _table(page)
    page.write(last, 0, "Summa")
    page.write_formula(last, 5, f"=SUM(F2:F{last})", value=sum(r.good for r in ROWS))


def _two_headings(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    page.write_row(0, 0, ("Ordernr", "Operation", "Maskin"))
    page.merge_range(0, 3, 0, 4, "Start")
    page.merge_range(0, 5, 0, 6, "Slut")
    page.write_row(1, 3, ("Datum", "Tid", "Datum", "Tid"))
    day, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
    for number, r in enumerate(ROWS, start=2):
        page.write_row(number, 0, (r.order, r.activity, r.machine))
        for column, at in ((3, r.start), (5, r.end)):
            page.write_datetime(number, column, datetime(at.year, at.month, at.day), day)
            page.write_datetime(number, column + 1, at.time(), clock)


def _texts(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    page.write_row(0, 0, SWEDISH)
    for number, row in enumerate(ROWS, start=1):
        for column, text in enumerate(cells(row, Style())):
            page.write_string(number, column, text)


def _gaps(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    _table(page, top=2)
    page.write_blank(900, 3, None, book.add_format({"bold": True}))


def _errors(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    last = _table(page, heads=(*SWEDISH, "Kvot"))
    for row in range(1, last):
        page.write_formula(row, 7, f"=F{row + 1}/0", value="#DIV/0!")


def _numbers_for_orders(page: Worksheet, book: xlsxwriter.Workbook) -> None:
    page.write_row(0, 0, SWEDISH)
    for number, r in enumerate(ROWS, start=1):
        page.write_row(number, 0, (int(r.order[1:]), r.activity, r.machine))
        page.write_datetime(number, 3, r.start)
        page.write_datetime(number, 4, r.end)
        page.write_row(number, 5, (r.good, r.rejected))


def _workbooks() -> Iterator[Case]:
    yield case("workbook", {"log.xlsx": workbook(_plain)}, Same())
    yield case("workbook with a title block", {"log.xlsx": workbook(_titled)}, Same())
    yield case("workbook with sheets before it", {"log.xlsx": workbook(_plain, before=2)}, Same())
    yield case(
        "workbook counting from 1904", {"log.xlsx": workbook(_plain, options={"date_1904": True})}, Same()
    )
    yield case("workbook with a sum", {"log.xlsx": workbook(_summed)}, Same(noting="sum"))
    yield case("workbook with merged headings", {"log.xlsx": workbook(_two_headings)}, Same(NO_PIECES))
    yield case("workbook of texts", {"log.xlsx": workbook(_texts)}, Same())
    yield case("workbook with empty formatted cells", {"log.xlsx": workbook(_gaps)}, Same())
    yield case("workbook with error cells", {"log.xlsx": workbook(_errors)}, Same())
    yield case("workbook with orders as numbers", {"log.xlsx": workbook(_numbers_for_orders)}, Same())
    ones = workbook(lambda page, book: None)
    yield case("workbook of nothing", {"log.xlsx": ones}, Refused())
    shown = workbook(
        lambda page, book: (
            _table(page, write=lambda at: (at - datetime(1899, 12, 30)).total_seconds() / 86400),
            None,
        )[1]
    )
    yield case("workbook with dates as bare numbers", {"log.xlsx": shown}, Same())
    months = io.BytesIO()
    with xlsxwriter.Workbook(months, {"in_memory": True}) as book:
        for name, rows in (("Jan", ROWS[:80]), ("Feb", ROWS[80:])):
            page = book.add_worksheet(name)
            page.write_row(0, 0, SWEDISH)
            for number, row in enumerate(rows, start=1):
                page.write_row(number, 0, cells(row, Style()))
    yield case("workbook with a sheet a month", {"log.xlsx": months.getvalue()}, Same())


def _frame() -> pl.DataFrame:
    return pl.DataFrame(
        [(r.order, r.activity, r.machine, r.start, r.end, r.good, r.rejected) for r in ROWS],
        schema=["order", "operation", "machine", "start", "end", "good", "scrap"], orient="row",
    )  # fmt: skip


def _parquet_of(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


def _parquet() -> Iterator[Case]:
    frame = _frame()
    yield case("Parquet", {"log.parquet": _parquet_of(frame)}, Same())
    for unit in ("ms", "ns"):
        typed = frame.with_columns(pl.col("start", "end").cast(pl.Datetime(unit)))
        yield case(f"Parquet in {unit}", {"log.parquet": _parquet_of(typed)}, Same())
    texts = frame.with_columns(pl.col("start", "end").dt.strftime("%Y-%m-%d %H:%M"))
    yield case("Parquet with dates as texts", {"log.parquet": _parquet_of(texts)}, Same())
    words = frame.with_columns(pl.col("machine", "operation").cast(pl.Categorical))
    yield case("Parquet with categories", {"log.parquet": _parquet_of(words)}, Same())
    lists = frame.with_columns(tags=pl.lit([1, 2]))
    yield case("Parquet with lists", {"log.parquet": _parquet_of(lists)}, Same())
    length = frame.with_columns(duration=pl.col("end") - pl.col("start"))
    yield case("Parquet with durations", {"log.parquet": _parquet_of(length)}, Same())
    yield case("Parquet cut off", {"log.parquet": _parquet_of(frame)[:-20]}, Refused())
    yield case("Parquet of no rows", {"log.parquet": _parquet_of(frame.head(0))}, Refused())
    floats = frame.with_columns(pl.col("good").cast(pl.Float32))
    yield case("Parquet with small floats", {"log.parquet": _parquet_of(floats)}, Same())
