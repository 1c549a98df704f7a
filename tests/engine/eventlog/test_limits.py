from dataclasses import replace

import polars as pl
import pytest

from simmitt.engine.eventlog.limits import (
    LIMITS,
    Limits,
    LongCell,
    TooManyColumns,
    TooManyRows,
    check_cells,
)
from simmitt.ground.errors import InputFault, Place

PLACE = Place("log.csv", "Sheet")
CELLS = pl.DataFrame({"order": ["1", "2"], "note": ["short", "å" * 40]})
ROWS = pl.Series("row", [5, 9])


def test_a_table_within_its_limits_passes() -> None:
    check_cells(CELLS, ROWS, PLACE, replace(LIMITS, rows=2, columns=2, cell_characters=40))
    check_cells(pl.DataFrame(), pl.Series("row", [], pl.Int64), PLACE)


def test_characters_are_counted_and_not_bytes() -> None:
    with pytest.raises(LongCell) as caught:
        check_cells(CELLS, ROWS, PLACE, replace(LIMITS, cell_characters=39))

    assert caught.value.place == Place("log.csv", "Sheet", 9, "note")
    assert caught.value.found.in_language("sv") == "En cell har 40 tecken; högst 39 läses."


@pytest.mark.parametrize(
    ("limits", "kind"),
    [(replace(LIMITS, rows=1), TooManyRows), (replace(LIMITS, columns=1), TooManyColumns)],
)
def test_more_rows_or_columns_are_refused(limits: Limits, kind: type[InputFault]) -> None:
    with pytest.raises(kind) as caught:
        check_cells(CELLS, ROWS, PLACE, limits)

    assert caught.value.place == PLACE


def test_the_limits_are_those_of_the_manual() -> None:
    mb = 2**20

    assert Limits() == Limits(
        file_bytes=512 * mb, expanded_bytes=2_048 * mb, ratio=100, ratio_floor_bytes=16 * mb,
        archive_files=1_000, workbook_parts=2_000, workbook_bytes=500 * mb, rows=10_000_000, columns=1_000,
        sheet_cells=40_000_000, parquet_cells=100_000_000, cell_characters=32_767, depth=256, cpu_s=60,
        wall_s=300, memory_bytes=1_536 * mb,
    )  # fmt: skip
