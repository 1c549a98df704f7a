"""A small shop that has no log, and the study it made instead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from simmitt.engine.eventlog.study_sheets import SHEETS
from simmitt.ground.texts import Language

Records = Sequence[Mapping[str, Any]]
Study = Mapping[str, Records]
WriteStudy = Callable[..., Path]
FIRST = datetime(2026, 3, 2, 8, 0)


def small_shop() -> dict[str, list[dict[str, Any]]]:
    """Two machines, two products; the mill is looked at 200 times: 120 run, 40 setup, 20 broken, 20 idle."""
    states = ["run"] * 6 + ["setup"] * 2 + ["breakdown", "idle"]
    looks = [
        {
            "at": FIRST + timedelta(days=number // 20, minutes=20 * (number % 20)),
            "machine": "Mill",
            "state": state,
        }
        for number, state in enumerate(states * 20)
    ]
    tally = [
        {"date": date(2026, 3, 2) + timedelta(days=day), "machine": "Mill", "kind": "breakdown",
         "stops": day % 2, "minutes": 45 * (day % 2)}
        for day in range(10)
    ]  # fmt: skip
    setups = [
        {"date": date(2026, 3, 2 + number), "machine": "Mill", "from_product": "Arm", "to_product": "Leg",
         "minutes": 20 + 2 * number}
        for number in range(11)
    ]  # fmt: skip
    steps = [
        {"product": product, "step": step, "machine": machine, "minutes_per_piece": minutes,
         "quick_minutes": quick, "slow_minutes": slow, "order_pieces": 20, "orders_per_week": weekly}
        for product, step, machine, minutes, quick, slow, weekly in (
            ("Arm", 10, "Saw", 0.5, None, None, 12), ("Arm", 20, "Mill", 3.0, 2.0, 7.0, 12),
            ("Leg", 10, "Saw", 0.5, None, None, 8), ("Leg", 20, "Mill", 4.0, None, None, 8),
        )
    ]  # fmt: skip
    machines = [
        {"machine": "Saw", "places": 1, "hours_per_week": 40, "days_per_week": 5, "starts_at": "07:00"},
        {"machine": "Mill", "places": 1, "hours_per_week": 60, "days_per_week": 5, "starts_at": "06:00"},
    ]
    return {
        "stations": machines, "routings": steps, "sampling": looks, "stop_tally": tally,
        "timed_setups": setups,
    }  # fmt: skip


@pytest.fixture
def write_study(tmp_path: Path) -> WriteStudy:
    """Write a study as somebody would have filled in the template."""

    def write(study: Study, language: Language = "en", name: str = "study.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
            for sheet in SHEETS:
                page = book.add_worksheet(sheet.title.in_language(language))
                for column, cell in enumerate(sheet.cells):
                    page.write(0, column, cell.heading.in_language(language))
                    for row, record in enumerate(study.get(sheet.table, ()), start=1):
                        value = record.get(cell.field)
                        if cell.choices and value in cell.choices and isinstance(value, str):
                            value = cell.choices[value].in_language(language)
                        if value is not None:
                            page.write(row, column, value)
        return path

    return write
