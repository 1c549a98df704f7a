import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simmitt.engine.eventlog.limits import (
    LIMITS,
    Limits,
    TooLarge,
    TooManyCells,
    TooManyColumns,
    TooManyRows,
)
from simmitt.engine.eventlog.opening import DamagedFile, open_files
from simmitt.engine.eventlog.parquet_extent import ParquetExtent, extent_of_parquet
from simmitt.ground.errors import InputFault


def by_polars(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.write_parquet(target, row_group_size=100 if frame.height < 10**6 else None)
    return target.getvalue()


def by_arrow(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(frame.to_dict(as_series=False)), target, row_group_size=70)
    return target.getvalue()


FRAME = pl.DataFrame(
    {"order": range(300), "text": ["a"] * 300, "list": [[1, 2, 3]] * 300, "both": [{"x": 1, "y": "b"}] * 300}
)


@pytest.mark.parametrize("write", [by_polars, by_arrow])
def test_the_footer_tells_rows_leaves_and_values(write: Callable[[pl.DataFrame], bytes]) -> None:
    extent = extent_of_parquet(write(FRAME))

    assert replace(extent, unpacked_bytes=0) == ParquetExtent(300, 5, 300 * (1 + 1 + 3 + 2), 0)
    assert extent.unpacked_bytes > 300


def test_what_the_footer_says_is_what_arrow_reads_in_it() -> None:
    content = by_arrow(FRAME)
    groups = pq.ParquetFile(io.BytesIO(content)).metadata

    told = sum(groups.row_group(n).total_byte_size for n in range(groups.num_row_groups))

    assert extent_of_parquet(content).unpacked_bytes == told


BEYOND: dict[str, tuple[pl.DataFrame, Limits, type[InputFault], str]] = {
    "rows": (
        pl.DataFrame({"a": pl.zeros(20_000_000, eager=True)}), LIMITS, TooManyRows, "10\u00a0000\u00a0000",
    ),
    "columns": (pl.DataFrame({f"c{n}": [1] for n in range(1_001)}), LIMITS, TooManyColumns, "1\u00a0000"),
    "cells": (FRAME, replace(LIMITS, parquet_cells=2_000), TooManyCells, "2\u00a0000"),
    "cells of lists": (
        pl.DataFrame({"a": [[0] * 3_000]}), replace(LIMITS, parquet_cells=2_000), TooManyCells, "2\u00a0000",
    ),
    "bytes": (
        pl.DataFrame({"a": [str(n) * 30 for n in range(20_000)]}),
        replace(LIMITS, expanded_bytes=2**20), TooLarge, "1 MB",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_each_limit_is_named_before_anything_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame, limits, kind, value = BEYOND[name]
    path = tmp_path / "log.parquet"
    path.write_bytes(by_polars(frame))
    monkeypatch.delattr(pl, "read_parquet")

    with pytest.raises(kind) as caught:
        list(open_files(path, limits))

    assert value in caught.value.found.in_language("sv")
    assert caught.value.remedy is not None


def test_a_damaged_footer_is_damage_wherever_it_is_damaged(tmp_path: Path) -> None:
    sound = by_polars(FRAME.head(3))
    length = int.from_bytes(sound[-8:-4], "little")
    path = tmp_path / "log.parquet"

    for at in range(len(sound) - 8 - length, len(sound), 3):
        for new in (0x00, 0x7F, 0xFF):
            path.write_bytes(sound[:at] + bytes([new]) + sound[at + 1 :])
            # Any other exception is a fault of ours.
            with suppress(InputFault):
                assert [table.form for table in open_files(path)] == ["parquet"]


@pytest.mark.parametrize("kept", [4, 11, 40, -1, -8, -30])
def test_a_file_cut_short_is_damage(kept: int, tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    path.write_bytes(by_polars(FRAME)[:kept])

    with pytest.raises(DamagedFile):
        list(open_files(path))
