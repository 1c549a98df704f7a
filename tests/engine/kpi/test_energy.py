"""Energy figures by hand: meters beside a small log."""

from typing import Any

import numpy as np
import pytest
from engine.kpi.shops import at, facts_of, open_from, row, table, time_of

from simmitt.engine.kpi.energy import energy_figures, finished_by_block
from simmitt.engine.kpi.grid import co2e_g_per_kwh
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.resampling import block_weights

NO_DRAWS = np.zeros((0, 8))
# Two orders through saw and mill in two days; the mill works 4-8 and 28-32, the saw 0-4 and 24-28.
ROWS = [
    row("A", "Saw", 0, 4, activity="saw", good_pieces=50),
    row("A", "Mill", 4, 8, activity="mill", good_pieces=40),
    row("B", "Saw", 24, 28, activity="saw", good_pieces=50),
    row("B", "Mill", 28, 48, activity="mill", good_pieces=40),
]  # fmt: skip


def readings(meter: str | None, kwh: list[float], hours: float = 1.0) -> list[dict[str, Any]]:
    return [
        {"meter": meter, "end_at": at(hours * (n + 1)), "length_s": hours * 3600, "energy_kwh": each}
        for n, each in enumerate(kwh)
    ]


def values(time: MachineTime, *meters: list[dict[str, Any]]) -> dict[tuple[str, str], float]:
    found = energy_figures(time, table("energy", [line for meter in meters for line in meter]), NO_DRAWS)
    return {(each.id, each.scope): each.value for each in found}


def test_a_day_of_readings_by_hand() -> None:
    """5 kWh an hour while anything works (0-8, 24-48), 1 kWh an hour between."""
    time = time_of(ROWS, hours=open_from((0, 6), (24, 48)))

    found = values(time, readings("Main", [5.0] * 8 + [1.0] * 16 + [5.0] * 24))

    used = 8 * 5 + 16 + 24 * 5
    assert found == pytest.approx(
        {
            ("energy_kwh", "plant"): used,
            ("energy_kwh_per_good_piece", "plant"): used / 80,
            ("co2e_kg_per_good_piece", "plant"): used / 80 * 35.82 / 1000,
            ("energy_outside_production_share", "plant"): 16 / used,
            ("energy_outside_production_kwh", "plant"): 16,
            ("energy_outside_hours_share", "plant"): (2 * 5 + 16) / used,
            ("energy_base_load_kw", "plant"): 1.0,
        }
    )


def test_a_reading_is_shared_out_evenly_over_its_time() -> None:
    """Readings of six hours: 6-12 holds two hours of work."""
    time = time_of(ROWS)

    found = values(time, readings(None, [6.0] * 8, hours=6.0))

    assert found["energy_outside_production_kwh", "plant"] == pytest.approx(16.0)


def test_a_meter_named_as_a_machine_tells_of_it_and_not_of_the_plant() -> None:
    time = time_of(ROWS)

    found = values(time, readings("Main", [5.0] * 48), readings("Saw", [2.0] * 48))

    assert found["energy_kwh", "plant"] == pytest.approx(240)
    assert found["energy_kwh", "Saw"] == pytest.approx(96)
    assert found["energy_kwh_per_good_piece", "Saw"] == pytest.approx(96 / 100)
    assert found["energy_outside_production_share", "Saw"] == pytest.approx(40 / 48)
    assert ("energy_base_load_kw", "Saw") not in found


def test_blocks_that_were_not_read_throughout_are_left_out_of_energy_and_pieces() -> None:
    """Blocks are six hours each; the meter is silent 24-30, so B's 40 pieces at 48 count, and A's."""
    time = time_of(ROWS)
    meter = [each for n, each in enumerate(readings("Main", [5.0] * 48)) if not 24 <= n < 30]

    found = values(time, meter)

    assert found["energy_kwh", "plant"] == pytest.approx(42 * 5)
    assert found["energy_kwh_per_good_piece", "plant"] == pytest.approx(42 * 5 / 80)


def test_readings_of_another_time_give_nothing() -> None:
    later = [{**each, "end_at": at(5000 + n)} for n, each in enumerate(readings("Main", [1.0] * 40))]

    assert values(time_of(ROWS), later) == {}
    assert energy_figures(time_of(ROWS), None, NO_DRAWS) == []


def test_finished_pieces_are_those_of_the_last_activity_that_tells_any() -> None:
    facts = facts_of([*ROWS, row("B", "Bench", 48, 49, activity="pack")])

    assert finished_by_block(facts).sum() == 80


def test_the_swedish_grid_is_told_by_year_and_by_the_nearest_beyond_the_table() -> None:
    assert co2e_g_per_kwh(2012) == (44.7, 2012)
    assert co2e_g_per_kwh(2031) == (35.82, 2024)
    assert co2e_g_per_kwh(1990) == (44.89, 2000)


def test_energy_figures_have_intervals_from_the_weeks() -> None:
    random = np.random.default_rng(2)
    rows = [row(f"A{n}", "Mill", 12 * n, 12 * n + 5, good_pieces=10) for n in range(200)]
    time = time_of(rows)
    hours = int(time.facts.horizon_s // 3600)
    table_of = table("energy", readings("Main", random.gamma(4.0, 1.0, hours).tolist()))

    found = energy_figures(time, table_of, block_weights(len(time.facts.length_s), 1))

    per_piece = next(each for each in found if each.id == "energy_kwh_per_good_piece")
    assert per_piece.low < per_piece.value < per_piece.high
    told = next(each for each in found if each.id == "co2e_kg_per_good_piece")
    assert "2024" in told.definition.in_language("sv")
