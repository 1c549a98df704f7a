"""Where calendar time went, by hand, and that not a second is lost."""

from typing import Any

import numpy as np
import pytest
from engine.kpi.shops import ALWAYS, log, open_from, row, stop, table, time_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WeeklyHours, WorkingHours
from simmitt.engine.kpi import losses
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.ideal_cycles import IdealCycles, demonstrated_cycles, told_cycles
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import TimeAccount
from simmitt.engine.kpi.time_accounts import spend, time_accounts


def accounts(time: MachineTime, ideals: IdealCycles | None = None) -> dict[str, TimeAccount]:
    return {each.scope: each for each in time_accounts(time, spend(time, ideals))}


def in_hours(account: TimeAccount) -> dict[str, float]:
    return {name: seconds / 3600 for name, seconds in account.elements.items() if abs(seconds) > 1e-6}


def cycles(time: MachineTime, **by_name: float) -> IdealCycles | None:
    return told_cycles(time.facts, by_name, None)


# A day of a mill that is open from 6 to 22: 80 pieces at five minutes each are ideal.
DAY = [
    row("A", "Mill", 0, 1, kind="setup"),
    row("A", "Mill", 6, 8, kind="setup"),
    row("A", "Mill", 8, 16, good_pieces=72, rejected_pieces=8),
    row("A", "Mill", 16, 17, kind="breakdown"),
    row("B", "Mill", 23, 24, good_pieces=0, rejected_pieces=0),
]
STOPS = [
    stop("Mill", 5, 6.5, "planned"), stop("Mill", 10, 11, "material"), stop("Mill", 10.5, 12, "operator"),
    stop("Mill", 18, 19, "other"),
]  # fmt: skip


def test_a_day_is_split_by_hand() -> None:
    """Setup 0-1 and run 23-24 lie outside the open hours and count; the planned stop before 6 doesn't."""
    time = time_of(DAY, hours=open_from((6, 22)), stops=STOPS)

    mill = accounts(time, cycles(time, Mill=240.0))["Mill"]

    run_h = 8 - 2 + 1
    assert in_hours(mill) == pytest.approx(
        {
            "closed": 6 - 1 + 1, "planned_stop": 0.5, "setup": 1 + 1.5, "no_material": 1, "no_operator": 1,
            "breakdown": 1, "idle": 5, "good": 72 / 15, "scrap": 8 / 15, "speed": run_h - 80 / 15,
        }
    )  # fmt: skip
    planned_busy_h = 24 - 6 - 0.5
    assert mill.availability == pytest.approx(run_h / planned_busy_h)
    assert mill.effectiveness == pytest.approx(80 / 15 / run_h)
    assert mill.quality == pytest.approx(0.9)
    assert mill.oee == pytest.approx(72 / 15 / planned_busy_h)


def test_without_an_ideal_cycle_nothing_is_said_of_speed() -> None:
    mill = accounts(time_of(DAY, hours=open_from((6, 22)), stops=STOPS))["Mill"]

    assert not mill.ideal_known
    assert mill.effectiveness is None
    assert mill.oee is None
    assert mill.elements["speed"] == 0
    assert in_hours(mill)["good"] == pytest.approx(7 * 0.9)
    assert mill.quality == pytest.approx(0.9)


def test_without_rejected_pieces_nothing_is_said_of_quality() -> None:
    time = time_of([row("A", "Mill", 0, 4, good_pieces=40)])

    mill = accounts(time, cycles(time, Mill=180.0))["Mill"]

    assert mill.quality is None
    assert mill.oee is None
    assert mill.effectiveness == pytest.approx(0.5)
    assert in_hours(mill) == pytest.approx({"good": 2, "speed": 2})


def test_pieces_quicker_than_the_ideal_make_speed_negative_and_effectiveness_too_large() -> None:
    time = time_of([row("A", "Mill", 0, 4, good_pieces=40, rejected_pieces=0)])

    mill = accounts(time, cycles(time, Mill=720.0))["Mill"]

    assert mill.effectiveness == pytest.approx(2.0)
    assert in_hours(mill) == pytest.approx({"good": 8, "speed": -4})
    assert sum(mill.elements.values()) == pytest.approx(mill.calendar_s)


def test_plants_are_rolled_up_by_time_and_not_by_the_mean_of_oees() -> None:
    """The saw is good for 10 of 10 hours, the mill for 1 of 2 that it is open: 11/12 and not 3/4."""
    rows = [
        row("A", "Saw", 0, 10, good_pieces=10, rejected_pieces=0),
        row("B", "Mill", 0, 1, good_pieces=1, rejected_pieces=0),
    ]
    week = [((0.0, 7_200.0),), ALWAYS]
    hours = WorkingHours(
        WeeklyHours(ALWAYS, (1.0,), 3600.0, 1.0, 0, "plant"),
        {
            name: WeeklyHours(shifts, (1.0,), 3600.0, 1.0, 0, "machine")
            for name, shifts in zip(("Mill", "Saw"), week, strict=True)
        },
    )
    time = time_of(rows, hours=hours)

    found = accounts(time, cycles(time, Mill=3600.0, Saw=3600.0))

    assert found["Saw"].oee == pytest.approx(1.0)
    assert found["Mill"].oee == pytest.approx(0.5)
    assert found["plant"].oee == pytest.approx(11 / 12)
    for element, seconds in found["plant"].elements.items():
        assert seconds == pytest.approx(found["Saw"].elements[element] + found["Mill"].elements[element])


def test_a_machine_with_two_places_has_two_seconds_a_second() -> None:
    rows = [row("A", "Bench", 0, 4), row("B", "Bench", 0, 4), row("C", "Bench", 4, 6)]
    time = time_of([*rows, row("D", "Saw", 0, 8)], stops=[stop("Bench", 6, 7, "material")])

    bench = accounts(time)["Bench"]

    assert bench.calendar_s == 2 * 8 * 3600
    assert in_hours(bench) == pytest.approx({"good": 8 + 2, "idle": 2 + 2, "no_material": 2})


def test_stops_shorter_than_the_threshold_are_slow_production_and_one_as_long_is_a_stop() -> None:
    rows = [row("A", "Mill", 0, 4), row("A", "Mill", 5, 5.05, kind="breakdown")]
    stops = [stop("Mill", 1, 1.0999, "other"), stop("Mill", 2, 2.1, "material")]

    strict = accounts(time_of(rows, stops=stops))["Mill"]
    lenient = accounts(time_of(rows, stops=stops, micro_stop_s=360.0))["Mill"]

    assert in_hours(strict) == pytest.approx(
        {"good": 4 - 0.0999 - 0.1, "idle": 1.0999, "no_material": 0.1, "breakdown": 0.05}
    )
    assert in_hours(lenient) == pytest.approx({"good": 4 - 0.1 + 0.05, "idle": 1, "no_material": 0.1})


def test_a_stop_without_a_machine_is_everybodys_and_one_of_an_unknown_machine_nobodys() -> None:
    rows = [row("A", "Mill", 0, 4), row("B", "Saw", 0, 4)]
    time = time_of(rows, stops=[stop(None, 1, 2, "planned"), stop("Crane", 2, 3, "planned")])

    found = accounts(time)

    assert in_hours(found["Mill"]) == in_hours(found["Saw"]) == pytest.approx({"good": 3, "planned_stop": 1})


def test_a_log_of_states_counts_breakdowns_in_open_hours_only() -> None:
    rows = [
        row(None, "Press", 0, 4), row(None, "Press", 4, 30, kind="breakdown"), row(None, "Press", 30, 40),
    ]  # fmt: skip
    time = time_of(rows, hours=open_from((0, 10), (24, 40)))

    press = accounts(time)["Press"]

    assert in_hours(press) == pytest.approx({"good": 14, "breakdown": 6 + 6, "closed": 14})


def test_ideal_cycles_take_the_closest_word() -> None:
    rows = [
        row("A", "Mill", 0, 1, product="Bracket", activity="mill"),
        row("A", "Saw", 1, 2, product="Bracket", activity="saw"),
        row("B", "Saw", 2, 3, product="Shaft", activity="saw"),
        row("C", "Lathe", 3, 4, product="Flange", activity="turn"),
    ]
    facts = gather(log(rows))
    products = table(
        "products",
        [
            {"product": "Bracket", "activity": "mill", "ideal_cycle_s": 11.0},
            {"product": "Bracket", "ideal_cycle_s": 99.0},
            {"product": "Shaft", "ideal_cycle_s": 22.0},
            {"product": "Flange"},
        ],
    )

    from_table = told_cycles(facts, {}, products)
    with_words = told_cycles(facts, {"saw": 7.0, "Lathe": 8.0, "Flange": 9.0}, products)

    assert from_table is not None
    assert from_table.cycle_s == pytest.approx([11.0, np.nan, 22.0, np.nan], nan_ok=True)
    assert with_words is not None
    assert with_words.cycle_s == pytest.approx([11.0, 7.0, 7.0, 8.0])
    assert told_cycles(facts, {}, None) is None


def test_the_pace_shown_is_that_of_one_report_in_ten() -> None:
    rows = [row(f"A{n}", "Mill", 2 * n, 2 * n + 1, product="Bracket", good_pieces=60 - n) for n in range(11)]

    pace_s = demonstrated_cycles(
        gather(log([*rows, row("B", "Mill", 30, 31, product="Rare", good_pieces=9)]))
    )

    assert pace_s[:11] == pytest.approx([3600 / 59] * 11)
    assert np.isnan(pace_s[11])


def test_the_waterfall_of_a_machine_tells_its_stops() -> None:
    told = log(DAY, stops=STOPS)

    found = losses(told, open_from((6, 22)), "Mill", {"Mill": 240.0})

    names = [step.id for step in found.steps()]
    assert names == [
        "calendar", "closed", "planned_stop", "idle", "no_material", "no_operator", "breakdown", "setup",
        "speed", "scrap", "good",
    ]  # fmt: skip
    assert sum(step.seconds for step in found.steps()[1:]) == pytest.approx(found.calendar_s)


REPORT = st.tuples(
    st.sampled_from(["A", "B", "C", None]), st.sampled_from(["X", "Y"]), st.integers(0, 200),
    st.integers(0, 40), st.sampled_from(["run", "setup", "breakdown"]), st.integers(0, 9), st.integers(0, 3),
)  # fmt: skip
STOP = st.tuples(
    st.sampled_from(["X", "Y", None]), st.integers(0, 200), st.integers(0, 60),
    st.sampled_from(["breakdown", "planned", "material", "operator", "setup", "other"]),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.lists(REPORT, min_size=1, max_size=20), st.lists(STOP, max_size=5), st.booleans(), st.floats(0, 7200)
)
def test_not_a_second_is_lost(
    reports: list[tuple[Any, ...]], stops: list[tuple[Any, ...]], told: bool, micro_stop_s: float
) -> None:
    rows = [
        row(order, machine, first, first + length, kind=kind, good_pieces=good, rejected_pieces=bad)
        for order, machine, first, length, kind, good, bad in reports
    ]
    stood = [stop(machine, first, first + length, kind) for machine, first, length, kind in stops]
    time = time_of(rows, hours=open_from((6, 22), (30, 46), (60, 61)), stops=stood, micro_stop_s=micro_stop_s)

    found = time_accounts(time, spend(time, cycles(time, X=60.0, Y=90.0) if told else None))

    plant, *machines = found
    for each in found:
        assert sum(each.elements.values()) == pytest.approx(each.calendar_s, abs=1e-3)
        assert min(seconds for name, seconds in each.elements.items() if name != "speed") >= -1e-6
    assert plant.calendar_s == sum(each.calendar_s for each in machines)
    for name, seconds in plant.elements.items():
        assert seconds == pytest.approx(sum(each.elements[name] for each in machines), abs=1e-3)


def test_hours_of_the_real_log_add_up_to_the_second(real_log: EventLog) -> None:
    time = MachineTime(gather(real_log), open_from((0, 12), (24, 120)))

    found = time_accounts(time, spend(time))

    assert len(found) == 32
    for each in found:
        assert sum(each.elements.values()) == pytest.approx(each.calendar_s, abs=1.0)
