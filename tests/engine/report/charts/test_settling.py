"""Panels over the weeks, from a beginning to ordinary days."""

import math

import pytest
from engine.report.charts.soundness import assert_no_overlap, assert_sound, words_of
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.report.charts.settling import Panel, Settling, draw_settling

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=70)


def settling(values: tuple[float, ...], cut_week: float = 2.0, name: str = "Ordrar") -> Settling:
    weeks = tuple((number + 1) / 7 for number in range(len(values)))
    panels = tuple(Panel(f"{name} {number}", values, 3.0) for number in range(3))
    return Settling(
        "När", "Linjer", weeks, panels, max(len(values) / 7, 1.0), "veckor", cut_week, "räknas från vecka 2",
        "Glidande medel", "Inget att visa",
    )  # fmt: skip


def test_what_comes_before_the_cut_is_shaded_in_every_panel() -> None:
    svg = draw_settling(settling(tuple(float(k) for k in range(70))), "sv").svg

    assert svg.count('class="fm"') == 3
    assert "räknas från vecka 2" in svg
    assert "style=" not in svg
    assert "<title>När</title><desc>Linjer</desc>" in svg


def test_without_a_cut_nothing_is_shaded() -> None:
    svg = draw_settling(settling((1.0, 2.0, 3.0), cut_week=0.0), "sv").svg

    assert 'class="fm"' not in svg
    assert "räknas" not in svg


def test_days_without_a_value_leave_a_gap() -> None:
    whole = draw_settling(settling((1.0, 2.0, 3.0, 4.0, 5.0)), "sv").svg
    gap = draw_settling(settling((1.0, 2.0, math.nan, 4.0, 5.0)), "sv").svg

    assert gap.count('class="l1"') == 2 * whole.count('class="l1"')


def test_no_days_give_a_sentence() -> None:
    assert "Inget att visa" in words_of(draw_settling(settling(()), "sv").svg)


def test_a_panel_without_a_value_for_each_week_is_refused() -> None:
    with pytest.raises(AssertionError, match="each week"):
        draw_settling(Settling("a", "b", (1.0,), (Panel("c", ()),), 1.0, "weeks"), "en")


@given(st.lists(st.floats(0, 1e6, allow_subnormal=False) | st.just(math.nan), min_size=1, max_size=60),
       st.floats(0, 20, allow_subnormal=False), names)  # fmt: skip
def test_any_course_is_drawn_soundly(values: list[float], cut_week: float, name: str) -> None:
    drawing = draw_settling(settling(tuple(values), cut_week, name), "en")

    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)
