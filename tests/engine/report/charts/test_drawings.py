"""What every drawing keeps to, whatever it shows."""

import math
import re
from datetime import date, timedelta

import pytest
from engine.report.charts.soundness import assert_no_overlap, assert_sound, boxes
from hypothesis import example, given
from hypothesis import strategies as st

from simmitt.engine.report.charts.bars import Bar, Bars, Reading, draw_bars
from simmitt.engine.report.charts.effects import Effect, Effects, draw_effects
from simmitt.engine.report.charts.fan import Fan, draw_fan
from simmitt.engine.report.charts.gantt import Gantt, Milestone, Task, draw_gantt
from simmitt.engine.report.charts.measure_line import (
    Mark,
    MeasureLine,
    draw_measure_line,
    draw_small_measure_line,
)
from simmitt.engine.report.charts.over_time import OverTime, Series, Stretch, draw_over_time
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.tornado import Swing, Tornado, draw_tornado
from simmitt.engine.report.charts.waterfall import Loss, Waterfall, draw_waterfall
from simmitt.ground.intervals import Estimate

DAY = date(2026, 12, 28)
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=70)
values = st.floats(-1e6, 1e6, allow_nan=False)
amounts = st.floats(0, 1e5, allow_nan=False)


def test_every_drawing_is_sound_and_its_words_stand_apart(drawings: dict[str, Drawing]) -> None:
    for drawing in drawings.values():
        assert_sound(drawing)
        assert_no_overlap(drawing.svg)
        assert_no_overlap(drawing.narrow_svg)


def test_numbers_are_written_as_the_language_does(drawings: dict[str, Drawing], language: str) -> None:
    written = {box.text for box in boxes(drawings["measure_effects"].svg)}

    assert {"sv": "−9,1 (−11,3 till −6,2)", "en": "−9.1 (−11.3 to −6.2)"}[language] in written


def test_marks_stand_in_the_order_of_their_values(drawings: dict[str, Drawing]) -> None:
    svg = drawings["target_line"].svg
    bar = re.search(r'd="M([\d.]+) [\d.]+H([\d.]+)', svg)
    diamond = re.search(r'd="M([\d.]+) [\d.]+L[^"]*Z" class="f1"', svg)
    ring = re.search(r'<circle cx="([\d.]+)"', svg)
    assert bar
    assert diamond
    assert ring

    low, high = float(bar[1]), float(bar[2])
    assert low < float(diamond[1]) < high < float(ring[1])


def test_only_the_largest_loss_is_coloured(drawings: dict[str, Drawing]) -> None:
    svg = drawings["loss_waterfall"].svg

    assert svg.count('class="f2 li"') == 1
    assert {box.text for box in boxes(svg)} >= {"Ställ"} or "Setups" in svg


def test_losses_that_do_not_add_up_are_refused() -> None:
    waterfall = Waterfall("t", "a", "p", 100, (Loss("l", Estimate(10, 9, 11)),), "g", Estimate(80, 80, 80))

    with pytest.raises(AssertionError, match="add up"):
        draw_waterfall(waterfall, "sv")


def test_an_interval_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(AssertionError):
        draw_effects(Effects("t", "a", (Effect("x", Estimate(1, 2, 0)),)), "sv")


@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_what_is_no_number_is_never_drawn(odd: float) -> None:
    sound = Estimate(1, 0, 2)
    with pytest.raises(AssertionError):
        draw_measure_line(MeasureLine("t", "a", "p", Estimate(odd, 0, 2)), "sv")
    with pytest.raises(AssertionError):
        draw_effects(Effects("t", "a", (Effect("x", Estimate(1, 0, odd)),)), "sv")
    with pytest.raises(AssertionError):
        draw_bars(Bars("t", "a", (Reading("", (Bar("x", odd),)),)), "sv")
    with pytest.raises(AssertionError):
        draw_over_time(OverTime("t", "a", (DAY,), Series("s", (odd,)), sound), "sv")
    with pytest.raises(AssertionError):
        draw_tornado(Tornado("t", "a", "b", 1, (Swing("s", 0, odd),)), "sv")
    with pytest.raises(AssertionError):
        draw_waterfall(Waterfall("t", "a", "p", odd, (), "g", sound), "sv")
    with pytest.raises(AssertionError):
        draw_small_measure_line(Estimate(odd, 0, 2), 0, 3)


def test_drawings_without_rows_are_drawn_empty() -> None:
    assert_sound(draw_effects(Effects("t", "a", ()), "sv"))
    assert_sound(draw_bars(Bars("t", "a", ()), "sv"))
    assert_sound(draw_bars(Bars("t", "a", (Reading("r", ()),)), "sv"))
    assert_sound(draw_tornado(Tornado("t", "a", "b", 1, ()), "sv"))
    assert_sound(draw_waterfall(Waterfall("t", "a", "p", 8, (), "g", Estimate(8, 8, 8)), "sv"))


@given(st.lists(st.tuples(names, values), max_size=30), names)
def test_bars_hold_any_names_and_values(rows: list[tuple[str, float]], heading: str) -> None:
    bars = tuple(Bar(name, value, value - 1, value + 1, point=value > 0) for name, value in rows)

    drawing = draw_bars(Bars("t", "a", (Reading(heading, bars), Reading("", bars[:1])), " %", 1), "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.narrow_svg)


@given(
    st.lists(st.tuples(names, st.lists(values, min_size=3, max_size=3)), min_size=1, max_size=12),
    names,
    names,
)
def test_effects_hold_any_names_and_values(
    rows: list[tuple[str, list[float]]], below: str, above: str
) -> None:
    effects = []
    for name, ends in rows:
        low, value, high = sorted(ends)
        effects.append(Effect(name, Estimate(value, low, high)))

    drawing = draw_effects(Effects("t", "a", tuple(effects), effects[0], below, above), "en")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)


@given(st.lists(values, min_size=3, max_size=3), values, values, names, names)
def test_a_measure_line_holds_any_words_and_values(
    ends: list[float], today: float, target: float, plan: str, now: str
) -> None:
    low, value, high = sorted(ends)
    line = MeasureLine("t", "a", plan, Estimate(value, low, high), Mark(now, today), Mark("mål", target))

    drawing = draw_measure_line(line, "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


@given(st.lists(st.tuples(names, amounts), max_size=9), amounts, names)
def test_a_waterfall_holds_any_losses(rows: list[tuple[str, float]], good: float, name: str) -> None:
    losses = tuple(Loss(text, Estimate(value, value * 0.9, value * 1.1)) for text, value in rows)
    planned = math.fsum([good, *(value for _, value in rows)])

    drawing = draw_waterfall(
        Waterfall("t", "a", name, planned, losses, name, Estimate(good, good, good)), "sv"
    )

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=60), names, names, st.integers(1, 40))
def test_a_line_over_time_holds_any_values(
    points: list[tuple[float, float]], whole: str, part: str, step: int
) -> None:
    days = tuple(DAY + timedelta(days=step * place) for place in range(len(points)))
    chart = OverTime(
        "t", "a", days, Series(whole, tuple(high for high, _ in points)), Estimate(5, 4, 6),
        Series(part, tuple(low for _, low in points)), (Stretch(part, DAY, DAY + timedelta(days=9)),),
    )  # fmt: skip

    drawing = draw_over_time(chart, "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


@given(st.lists(st.tuples(values, amounts), min_size=1, max_size=30), names, st.integers(0, 30))
def test_a_fan_holds_any_forecast(points: list[tuple[float, float]], name: str, known: int) -> None:
    days = tuple(DAY + timedelta(weeks=place) for place in range(len(points)))
    middle = tuple(value for value, _ in points)
    low, high = tuple(v - spread for v, spread in points), tuple(v + spread for v, spread in points)
    fan = Fan("t", "a", days, low, middle, high, name, middle[:known], name, days[-1], name)

    drawing = draw_fan(fan, "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


@example([], "0" * 35)
@given(st.lists(st.tuples(names, st.integers(0, 400), st.integers(0, 90)), max_size=9), names)
def test_a_timetable_holds_any_tasks(rows: list[tuple[str, int, int]], name: str) -> None:
    tasks = tuple(
        Task(text, DAY + timedelta(days=start), DAY + timedelta(days=start + length), float(length),
             decided=length > 30, after=(0,) if place else ())
        for place, (text, start, length) in enumerate(rows)
    )  # fmt: skip
    milestones = tuple(Milestone(f"{days} dygn", DAY + timedelta(days=days)) for days in (0, 30, 90, 180))

    drawing = draw_gantt(Gantt("t", "a", tasks, name, milestones), "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


@given(st.lists(st.tuples(names, values, values), max_size=9), values, names)
def test_a_tornado_holds_any_swings(rows: list[tuple[str, float, float]], base: float, name: str) -> None:
    swings = tuple(Swing(text, low, high) for text, low, high in rows)

    drawing = draw_tornado(Tornado("t", "a", name, base, swings), "sv")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


def test_the_widest_swing_stands_first() -> None:
    tornado = Tornado("t", "a", "b", 5, (Swing("smal", 4, 6), Swing("bred", 0, 9)))

    written = [box.text for box in boxes(draw_tornado(tornado, "sv").svg)]
    assert written.index("bred") < written.index("smal")
