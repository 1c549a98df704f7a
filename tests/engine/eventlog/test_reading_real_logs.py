from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from simmitt.engine.eventlog import EventLog, read
from simmitt.engine.eventlog.log import SCHEMA


@pytest.fixture(scope="module")
def shop(real_csv: Path) -> EventLog:
    return read(real_csv)


def counts(log: EventLog, *columns: str) -> tuple[int, ...]:
    return tuple(log.rows[column].drop_nulls().n_unique() for column in columns)


def test_the_job_shops_log_is_read_whole(shop: EventLog) -> None:
    kinds = dict(shop.rows["kind"].value_counts().iter_rows())

    assert shop.rows.height == 4543
    assert counts(shop, "order", "activity", "machine", "worker", "product") == (225, 55, 31, 49, 43)
    assert (shop.first_at, shop.last_at) == (datetime(2012, 1, 2), datetime(2012, 3, 31, 5, 45))
    assert shop.rows.select(pl.col("good_pieces", "rejected_pieces", "review_pieces").sum()).row(0) == (
        92519, 593, 105,
    )  # fmt: skip
    assert kinds == {"setup": 705, "breakdown": 53, "run": 3785}
    assert shop.rows["rework"].sum() == 32
    assert dict(shop.rows.schema) == SCHEMA


def test_a_duration_that_excel_made_a_date_of_is_read_as_hours(shop: EventLog) -> None:
    odd = shop.rows.filter(pl.col("reported_s") == 109 * 60, order="Case 18")

    assert shop.rows["reported_s"].null_count() == 0
    assert odd["start_at"].to_list() == [datetime(2012, 2, 1, 7, 30)]
    assert any("1899" in note.in_language("sv") for note in shop.source.notes)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(shop: EventLog) -> None:
    assert shop.rows["row"].to_list() == list(range(2, 4545))


def test_blanks_inside_names_are_kept_for_the_diagnosis(shop: EventLog) -> None:
    assert "Round  Q.C." in shop.rows["activity"]


def test_the_source_tells_how_every_column_was_understood(shop: EventLog) -> None:
    readings = {one.heading: (one.field, one.example) for one in shop.source.columns}

    assert readings == {
        "Case ID": ("order", "Case 1"),
        "Activity": ("activity", "Turning & Milling - Machine 4"),
        "Resource": ("machine", "Machine 4 - Turning & Milling"),
        "Start Timestamp": ("start_at", "2012/01/29 23:24:00.000"),
        "Complete Timestamp": ("end_at", "2012/01/30 05:43:00.000"),
        "Span": ("reported_s", "006:19"),
        "Work Order  Qty": ("ordered_pieces", "10"),
        "Part Desc.": ("product", "Cable Head"),
        "Worker ID": ("worker", "P01"),
        "Report Type": ("kind", "S"),
        "Qty Completed": ("good_pieces", "1"),
        "Qty Rejected": ("rejected_pieces", "0"),
        "Qty for MRB": ("review_pieces", "0"),
        "Rework": ("rework", "Y"),
    }
    assert shop.source.unread == ()
    assert (shop.source.form, shop.source.separator, shop.source.date_order) == ("csv", ",", "ymd")


def test_the_workbook_gives_the_same_rows_as_the_csv(shop: EventLog, real_xlsx: Path) -> None:
    workbook = read(real_xlsx)

    assert workbook.rows.equals(shop.rows)
    assert (workbook.source.form, workbook.source.sheet) == ("xlsx", "Production_Data")


def test_xes_pairs_starts_with_completions_and_drops_artificial_events(real_xes: Path) -> None:
    log = read(real_xes)

    assert log.rows.height == 4503
    assert counts(log, "order", "activity", "machine") == (225, 24, 46)
    # Its offsets are +02:00 in winter and +03:00 in summer.
    assert log.source.time_zone == "Europe/Helsinki"
    assert log.rows.null_count()["end_at"].item() == 0
    assert "450" in log.source.notes[0].in_language("en")


def test_xes_and_csv_of_the_same_events_agree(real_xes: Path, real_with_zones: Path) -> None:
    same = ["order", "activity", "machine", "start_at", "end_at"]
    xes, csv = read(real_xes).rows.select(same), read(real_with_zones).rows.select(same)

    assert csv["order"].n_unique() == xes["order"].n_unique() == 225
    assert csv.height == xes.height
    assert set(csv["activity"]) == set(xes["activity"])
    assert csv["machine"].value_counts().sort("machine").equals(xes["machine"].value_counts().sort("machine"))
