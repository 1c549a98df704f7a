"""Columns held compactly hold exactly the texts that they were given."""

from collections.abc import Sequence

import polars as pl
import pytest

from simmitt.engine.eventlog.blanks import tidied
from simmitt.engine.eventlog.held import (
    as_texts,
    count_different,
    different,
    is_coded,
    is_halved,
    longest_bytes,
    matching,
    text_at,
)
from simmitt.engine.eventlog.holding import holding_of
from simmitt.engine.eventlog.instants import take_apart, to_instants
from simmitt.engine.eventlog.once import once_each
from simmitt.engine.eventlog.text_rows import parts_of

MOMENTS = [
    f"2025-04-{day:02} {hour:02}:{minute:02}:07"
    for day in (3, 4, 5)
    for hour in range(24)
    for minute in (1, 31)
]
ODD = [
    *MOMENTS,
    None,
    "2025-04-06",
    "den 7 april 2025 kl 07:30",
    "45000,25",
    "i går",
    "2025-04-06 07:30:00+02:00",
]


def halved(texts: Sequence[str | None]) -> pl.Series:
    return holding_of(pl.Series("at", MOMENTS)).hold(pl.Series("at", texts, dtype=pl.String))


def test_a_column_of_few_texts_is_coded_one_of_moments_halved_and_one_of_many_texts_plain() -> None:
    machines = pl.Series("machine", ["Svarv 1", "Fräs 2", None, "Svarv 1"] * 50)
    orders = pl.Series("order", [f"A{number}" for number in range(200)])

    assert is_coded(holding_of(machines).hold(machines))
    assert is_halved(halved(MOMENTS))
    assert holding_of(orders).hold(orders).dtype == pl.String


def test_moments_in_halves_are_the_same_texts_with_odd_ones_among_them() -> None:
    column = halved(ODD)

    assert as_texts(column).to_list() == ODD
    assert column.null_count() == 1
    assert count_different(column) == len(set(ODD) - {None})
    assert set(different(column)) == set(ODD) - {None}
    assert text_at(column, 3) == ODD[3]
    assert longest_bytes(column) >= max(len(text.encode()) for text in ODD if text)


def test_halves_come_without_blanks_and_with_null_for_nothing() -> None:
    written = [" 2025-04-03 07:01:07", "2025-04-03 07:01:07\u00a0", "-", "", "NULL", "2025-04-03 "]

    assert as_texts(halved(written)).to_list() == tidied(pl.Series("at", written)).to_list()


def test_moments_in_halves_are_read_as_whole_ones_are() -> None:
    plain, held = take_apart(pl.Series("at", ODD)), take_apart(halved(ODD))

    for name in ("micros", "zone_s", "excel"):
        assert getattr(held, name).to_list() == getattr(plain, name).to_list()
    assert as_texts(held.day).to_list() == as_texts(plain.day).to_list()
    assert to_instants(held, {}).to_list() == to_instants(plain, {}).to_list()


@pytest.mark.parametrize("word", ["Svarv 1", "Borr", "2025-04-03 07:01:07", "2025-04-03"])
def test_cells_that_say_a_word_are_found_however_a_column_is_held(word: str) -> None:
    machines = pl.Series("machine", ["Svarv 1", "Fräs 2", None, "Svarv 1"] * 50)

    for column in (holding_of(machines).hold(machines), halved(MOMENTS), machines):
        said = [text == word for text in as_texts(column)]
        assert [bool(each) for each in matching(column, f"^{word}$")] == said


def test_each_different_text_is_read_once_after_rows_were_dropped() -> None:
    machines = pl.Series("machine", ["Svarv 1", "Fräs 2", None, "Svarv 1"] * 50)
    column = holding_of(machines).hold(machines).gather_every(2)
    seen: list[str] = []

    def read(cells: pl.Series) -> pl.DataFrame:
        seen.extend(cells)
        return cells.str.len_chars().to_frame("length")

    assert once_each(column, read)["length"].to_list() == [7, None] * 50
    assert seen == ["Svarv 1"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_is_cut_only_between_lines_that_say_something(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr("simmitt.engine.eventlog.text_rows.PART_BYTES", 3)
    content = end.join(["a;b", "1;2", "", "", "3;4", "5;6", ""]).encode()

    parts = list(parts_of(content))

    assert b"".join(parts) == content
    assert [part.split()[0] for part in parts] == [b"a;b", b"1;2", b"5;6"]
    assert list(parts_of(b'a;"b\nc"\nd;e\nf;g')) == [b'a;"b\nc"\nd;e\nf;g']
