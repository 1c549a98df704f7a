"""The study as the workbook that the engine reads; tests hold its headings against the engine's own table."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import timezone

from simmitt.web.analyses.models import Look, Observation, StudyStation

# Title and headings of each sheet, in the words of ``simmitt template`` (docs/guides/no-log.md).
STATIONS = ("Machines", ("Machine", "Places", "Hours a week"))
SAMPLING = ("Work sampling", ("When", "Machine", "State", "How many"))
TALLY = ("Stop tally", ("Date", "Machine", "Kind of stop", "Reason of the stop", "Stops", "Minutes"))
SETUPS = ("Timed setups", ("Date", "Machine", "From product", "To product", "Minutes"))
# A day on which somebody looked for stops and saw none.
NO_STOP = "none"
LONGEST_DAY_MIN = 1_440

Line = tuple[Any, ...]


def write_study(stations: Sequence[StudyStation], notes: Sequence[Observation]) -> bytes:
    """Write the workbook; the same study gives the same bytes."""
    whole = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(whole, options) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        _sheet(book, STATIONS, ((one.name, one.places, float(one.hours_per_week)) for one in stations))
        _sheet(book, SAMPLING, _looks(notes))
        _sheet(book, TALLY, _stops(notes))
        _sheet(book, SETUPS, _setups(notes))
    return whole.getvalue()


def _sheet(book: Any, told: tuple[str, tuple[str, ...]], lines: Iterable[Line]) -> None:
    title, headings = told
    page = book.add_worksheet(title)
    for row, line in enumerate((headings, *lines)):
        for column, value in enumerate(line):
            if isinstance(value, str):
                page.write_string(row, column, value)
            else:
                page.write_number(row, column, value)


def _looks(notes: Sequence[Observation]) -> Iterator[Line]:
    for one in notes:
        if one.kind == Look.SAMPLE:
            yield f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}", one.station.name, one.state, 1


def _stops(notes: Sequence[Observation]) -> Iterator[Line]:
    """Give the sums of each day, machine and kind of stop."""
    stops, minutes = Counter[tuple[str, str, str, str]](), Counter[tuple[str, str, str, str]]()
    for one in notes:
        if one.kind == Look.STOP:
            is_none = one.state == NO_STOP
            key = (_day(one), one.station.name, "breakdown" if is_none else one.state, one.reason)
            stops[key] += 0 if is_none else 1
            minutes[key] += 0 if is_none else one.minutes or 0
    for key, count in stops.items():
        yield *key, count, min(minutes[key], LONGEST_DAY_MIN)


def _setups(notes: Sequence[Observation]) -> Iterator[Line]:
    for one in notes:
        if one.kind == Look.SETUP:
            yield _day(one), one.station.name, one.from_product, one.to_product, one.minutes or 0


def _day(one: Observation) -> str:
    return f"{timezone.localtime(one.at):%Y-%m-%d}"
