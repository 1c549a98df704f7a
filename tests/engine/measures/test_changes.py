"""Each change alters what it says and nothing else."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.factory.model import Calendar, Distribution, Factory, Shift
from simmitt.engine.measures import Change, apply_changes
from simmitt.engine.measures.alterations import narrowed
from simmitt.engine.measures.calendars import open_s, widened
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

DAY = Calendar("day", tuple(Shift(d * DAY_S + 7 * HOUR_S, d * DAY_S + 16 * HOUR_S) for d in range(5)))


def setup_s(factory: Factory, station: str) -> float:
    setup = factory.station(station).setup
    assert setup is not None
    return setup.time_s.mean


def test_a_setup_change_acts_on_its_station_only(saw_and_mill: Factory) -> None:
    after = apply_changes(saw_and_mill, [Change("setup_time", "Mill", -0.35)])

    assert setup_s(after, "Mill") == pytest.approx(0.65 * 3600)
    assert after.station("Saw") == saw_and_mill.station("Saw")
    assert after.operations == saw_and_mill.operations


def test_two_measures_on_one_parameter_multiply(saw_and_mill: Factory) -> None:
    changes = [Change("setup_time", "Mill", -0.35), Change("setup_time", "Mill", -0.20)]

    after = apply_changes(saw_and_mill, changes)

    assert setup_s(after, "Mill") == pytest.approx(0.65 * 0.80 * 3600)


def test_setup_never_falls_below_a_quarter_of_today(saw_and_mill: Factory) -> None:
    changes = [Change("setup_time", "Mill", -0.5)] * 4

    after = apply_changes(saw_and_mill, changes)

    assert setup_s(after, "Mill") == pytest.approx(0.25 * 3600)


def test_a_factory_without_setups_is_left_as_it_is(saw_and_mill: Factory) -> None:
    stations = tuple(replace(station, setup=None) for station in saw_and_mill.stations)
    without = replace(saw_and_mill, stations=stations)

    assert apply_changes(without, [Change("setup_time", "Mill", -0.35)]) == without


def test_no_change_gives_the_same_factory(saw_and_mill: Factory) -> None:
    assert apply_changes(saw_and_mill, []) == saw_and_mill


@pytest.mark.parametrize(
    ("change", "read", "expected"),
    [
        (Change("mtbf", "Mill", 0.35), lambda f: f.station("Mill").breakdown.mtbf_s, 1.35 * 20 * HOUR_S),
        (Change("unplanned_stop_rate", "Mill", -0.2), lambda f: f.station("Mill").breakdown.mtbf_s, 90_000),
        (Change("mttr", "Mill", -0.25), lambda f: f.station("Mill").breakdown.repair_s.mean, 13_500),
        (Change("cycle_time", "Mill", -0.1), lambda f: f.operations[1].run_s.mean, 16_200),
        (Change("cycle_time_manual", "Mill", -0.1), lambda f: f.operations[1].run_s.mean, 16_200),
        (Change("cycle_time_cv", "Mill", -0.2), lambda f: f.operations[1].run_s.cv, 0.4),
        (Change("inspection_time", "", -0.5), lambda f: f.operations[2].run_s.mean, 900),
        (Change("transport_time", "", -0.5), lambda f: f.operations[1].delay_s.mean, 3600),
        (Change("scrap_rate", "Mill", -0.4), lambda f: f.operations[1].scrap_share, 0.03),
        (Change("rework_rate", "Mill", -0.5), lambda f: f.operations[1].rework_share, 0.02),
        (Change("batch_size", "", -0.5), lambda f: f.products[0].lots_per_order, 2.0),
        (Change("transfer_batch", "", -0.75), lambda f: f.operations[0].transfer_share, 0.25),
        (Change("wip_cap", "", -0.35, reference=20.0), lambda f: f.wip_cap, 13),
        (Change("pool_capacity", "Mill", 1), lambda f: f.station("Mill").capacity, 3),
        (
            Change("dispatch_rule", "", rule="setup_saving"),
            lambda f: f.station("Saw").dispatch,
            "setup_saving",
        ),
    ],
)
def test_a_change_alters_its_parameter(
    saw_and_mill: Factory, change: Change, read: Callable[[Factory], object], expected: object
) -> None:
    assert read(apply_changes(saw_and_mill, [change])) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "hours"),
    [
        (Change("available_time", "Mill", 0.10), 44.0),
        (Change("shift_calendar_h_week", "Mill", 24), 64.0),
        (Change("unattended_hours_day", "Mill", 2), 50.0),
        (Change("planned_stop_h_month", "Mill", 52 / 12), 39.0),
    ],
)
def test_hours_change_at_one_station_only(saw_and_mill: Factory, change: Change, hours: float) -> None:
    after = apply_changes(saw_and_mill, [change])

    calendars = {calendar.name: calendar for calendar in after.calendars}
    assert open_s(calendars[after.station("Mill").calendar]) / HOUR_S == pytest.approx(hours, abs=0.01)
    assert after.station("Saw").calendar == "day"
    assert open_s(calendars["day"]) == 40 * HOUR_S


def test_people_with_hours_of_their_own_stay_as_long_as_their_station(saw_and_mill: Factory) -> None:
    theirs = tuple(replace(crew, calendar="day") for crew in saw_and_mill.crews)
    with_hours = replace(saw_and_mill, crews=theirs)

    after = apply_changes(with_hours, [Change("shift_calendar_h_week", "Mill", 24)])
    shorter = apply_changes(with_hours, [Change("planned_stop_h_month", "Mill", 52 / 12)])

    hours = {calendar.name: open_s(calendar) / HOUR_S for calendar in after.calendars}
    assert {crew.name: round(hours[crew.calendar]) for crew in after.crews} == {"sawyers": 40, "millers": 64}
    assert shorter.crews == theirs


def test_more_hours_fill_the_break_first_and_never_overlap(saw_and_mill: Factory) -> None:
    after = apply_changes(saw_and_mill, [Change("shift_calendar_h_week", "Mill", 10)])

    shifts = next(c for c in after.calendars if c.name == after.station("Mill").calendar).shifts
    assert all(a.end_s <= b.start_s for a, b in itertools.pairwise(shifts))


def test_crews_help_their_neighbour_in_a_closed_chain(saw_and_mill: Factory) -> None:
    after = apply_changes(saw_and_mill, [Change("skill_matrix", "", 1.0)])

    assert [station.crews for station in after.stations] == [("sawyers", "millers"), ("millers", "sawyers")]


def test_lots_never_outnumber_pieces(saw_and_mill: Factory) -> None:
    small = replace(saw_and_mill.products[0], order_pieces=Distribution("fixed", 3.0))

    after = apply_changes(replace(saw_and_mill, products=(small,)), [Change("batch_size", "", -0.75)])

    assert after.products[0].lots_per_order == 3.0


def test_an_empirical_distribution_is_scaled_and_narrowed_with_its_mean_kept() -> None:
    seen = Distribution("empirical", 2.0, 0.5, (1.0, 2.0, 3.0))

    assert seen.times(0.5) == Distribution("empirical", 1.0, 0.5, (0.5, 1.0, 1.5))
    assert narrowed(seen, 0.5) == Distribution("empirical", 2.0, 0.25, (1.5, 2.0, 2.5))


@given(extra_h=st.floats(-40, 400))
def test_a_week_never_grows_beyond_its_room_nor_shrinks_below_nothing(extra_h: float) -> None:
    after = widened(DAY, extra_h * HOUR_S, "new")

    room_s = WEEK_S - DAY.shifts[0].start_s  # a calendar grows after its shifts, not before the first
    expected_s = min(max(open_s(DAY) + extra_h * HOUR_S, 0.0), room_s)
    assert sum(shift.end_s - shift.start_s for shift in after.shifts) == pytest.approx(expected_s, abs=5)
    assert all(a.end_s <= b.start_s + 1e-6 for a, b in zip(after.shifts, after.shifts[1:], strict=False))
