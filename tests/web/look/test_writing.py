"""Dates, times and figures as people read them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from simmitt.web.look.templatetags import writing

A_DAY = date(2026, 11, 18)
A_TUESDAY = date(2026, 11, 24)
AN_INSTANT = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

WRITTEN: list[tuple[Callable[..., str], Any, str, str]] = [
    (writing.day, A_DAY, "18 november 2026", "18 November 2026"),
    (writing.day, SUMMER_NIGHT, "1 juli 2026", "1 July 2026"),
    (writing.day_short, A_TUESDAY, "tis 24 nov", "Tue 24 Nov"),
    (writing.moment, AN_INSTANT, "18 nov 2026 14.32", "18 Nov 2026 14:32"),
    (writing.clock, AN_INSTANT, "14.32", "14:32"),
    (writing.week, A_TUESDAY, "48", "48"),
    (writing.number, 1204, "1\xa0204", "1,204"),
    (writing.number, Decimal("-3"), "−3", "−3"),
    (writing.share, 0.45, "45\xa0%", "45%"),
    (writing.money, 15_800_000, "15,8\xa0Mkr", "15.8\xa0MSEK"),
    (writing.money, 640_000, "640\xa0tkr", "640\xa0kSEK"),
    (writing.money, Decimal(450), "450\xa0kr", "450\xa0SEK"),
    (writing.written, None, "–", "–"),
    (writing.written, True, "Ja", "Yes"),
    (writing.written, False, "Nej", "No"),
    (writing.written, 1204, "1\xa0204", "1,204"),
    (writing.written, "Ek & Al AB", "Ek & Al AB", "Ek & Al AB"),
    (
        writing.written,
        A_DAY,
        '<span class="nowrap">18 november 2026</span>',
        '<span class="nowrap">18 November 2026</span>',
    ),
    (
        writing.written,
        AN_INSTANT,
        '<span class="nowrap">18 nov 2026 14.32</span>',
        '<span class="nowrap">18 Nov 2026 14:32</span>',
    ),
]


@pytest.mark.parametrize(("tag", "value", "swedish", "english"), WRITTEN)
def test_it_is_written_as_its_readers_write(
    tag: Callable[..., str], value: Any, swedish: str, english: str
) -> None:
    with translation.override("sv"):
        in_swedish = tag(value)
    with translation.override("en"):
        in_english = tag(value)

    assert (in_swedish, in_english) == (swedish, english)


@pytest.mark.parametrize("tag", [writing.day, writing.day_short, writing.moment, writing.clock, writing.week])
def test_no_date_is_written_as_nothing(tag: Callable[[None], str]) -> None:
    assert tag(None) == ""


@pytest.mark.parametrize("tag", [writing.number, writing.share, writing.money])
def test_no_figure_is_written_as_a_dash(tag: Callable[[Any], str]) -> None:
    assert [tag(None), tag("")] == ["–", "–"]


def test_nothing_is_not_no_figure() -> None:
    with translation.override("sv"):
        assert [writing.number(0), writing.share(0)] == ["0", "0\xa0%"]


def test_a_machine_reads_an_instant_in_the_reader_s_own_zone() -> None:
    assert writing.machine(AN_INSTANT) == "2026-11-18T14:32:00+01:00"
