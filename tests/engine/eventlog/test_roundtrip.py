"""Any log in any dialect reads back the same; names, languages and years change nothing else."""

import csv
import io
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog import EventLog, read

COLUMNS = ("order", "activity", "machine", "kind", "start_at", "end_at", "good_pieces", "rejected_pieces")
HEADINGS = {
    "sv": ("Ordernr", "Operation", "Maskin", "Rapporttyp", "Starttid", "Sluttid", "Godkänt antal", "Kass"),
    "en": ("Work order", "Activity", "Work center", "Report type", "Start", "End", "Good qty", "Scrap"),
}  # fmt: skip
DATE_FORMS = {"ymd": "%Y-%m-%d %H:%M:%S", "dmy": "%d/%m/%Y %H.%M", "mdy": "%m/%d/%Y %I:%M %p"}
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2060, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
NAMES = st.sampled_from(["Såg", "Fräs 2", "Svarv; liten", 'Rör 3"', "Slip, fin", "Måla | torka"])


@dataclass(frozen=True)
class Dialect:
    language: str
    separator: str
    encoding: str
    decimal: str
    date_order: str


DIALECTS = st.builds(
    Dialect,
    language=st.sampled_from(["sv", "en"]),
    separator=st.sampled_from([";", ",", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    decimal=st.sampled_from([",", "."]),
    date_order=st.sampled_from(["ymd", "dmy", "mdy"]),
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[object, ...]:
    start = draw(MOMENTS)
    return (
        f"T{draw(st.integers(1, 30))}",
        draw(NAMES),
        draw(NAMES),
        draw(st.sampled_from(["run", "setup", "breakdown"])),
        start,
        start + timedelta(minutes=draw(st.integers(0, 3000))),
        draw(st.integers(-50, 50_000)) / 10,
        float(draw(st.integers(0, 500))),
    )


def write(rows: list[tuple[object, ...]], dialect: Dialect) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=dialect.separator)
    writer.writerow(HEADINGS[dialect.language])
    writer.writerows([_cell(value, dialect) for value in row] for row in rows)
    return target.getvalue().encode(dialect.encoding)


def _cell(value: object, dialect: Dialect) -> str:
    if isinstance(value, datetime):
        return value.strftime(DATE_FORMS[dialect.date_order])
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", dialect.decimal)
    return str(value)


def read_bytes(content: bytes) -> EventLog:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(content)
        return read(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(reports(), min_size=2, max_size=40), DIALECTS)
def test_a_log_in_any_dialect_reads_back_the_same(rows: list[tuple[object, ...]], dialect: Dialect) -> None:
    # One date that only one order allows, as any log of a month has.
    sure = datetime(2024, 5, 27, 6)
    rows = [*rows, ("T1", "Såg", "Såg", "run", sure, sure + timedelta(days=1), 1.5, 0.0)]

    log = read_bytes(write(rows, dialect))

    assert log.rows.select(COLUMNS).rows() == rows
    assert log.rows["row"].to_list() == list(range(2, len(rows) + 2))


@pytest.fixture(scope="module")
def real(real_csv: Path) -> tuple[str, pl.DataFrame]:
    return real_csv.read_text("utf-8"), read(real_csv).rows


def test_swapping_the_headings_language_changes_nothing(real: tuple[str, pl.DataFrame]) -> None:
    text, rows = real
    swedish = (
        "Arbetsorder,Aktivitet,Resurs,Starttid,Sluttid,Tidsåtgång,Orderantal,Benämning,Anställningsnr,"
        "Rapporttyp,Godkänt antal,Kasserat antal,Spärrat antal,Omarbete"
    )

    log = read_bytes("\n".join([swedish, text.split("\n", 1)[1]]).encode())

    assert log.rows.equals(rows)


def test_renaming_machines_changes_nothing_but_their_names(real: tuple[str, pl.DataFrame]) -> None:
    text, rows = real

    log = read_bytes(text.replace("Machine", "Enhet").encode())

    renamed = rows.with_columns(pl.col("activity", "machine").str.replace_all("Machine", "Enhet"))
    assert log.rows.equals(renamed)


def test_shifting_all_dates_by_nine_years_changes_nothing_else(real: tuple[str, pl.DataFrame]) -> None:
    text, rows = real

    # 2012 has a 29 February and 2021 hasn't: the days after it move along.
    lines = text.replace("2012/02/29", "2021/03/01").replace("2012/", "2021/")

    log = read_bytes(lines.encode())

    times = ["start_at", "end_at"]
    assert log.rows.drop(times).equals(rows.drop(times))
    assert log.rows["start_at"].dt.year().unique().to_list() == [2021]
