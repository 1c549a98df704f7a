"""Waiting by cause, lead-time curves, and the waterfall from all hours."""

import math
import re

import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.report.charts.curves import Curve, Curves, draw_curves
from simmitt.engine.report.charts.waiting import CauseBar, MachineBar, Waiting, draw_waiting
from simmitt.engine.report.charts.waterfall import Loss, Waterfall, draw_waterfall
from simmitt.ground.intervals import Estimate

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)
amounts = st.floats(0, 1e6, allow_subnormal=False)


def waiting(causes: list[float], machines: list[list[float]]) -> Waiting:
    return Waiting(
        "Varför", "Staplar",
        tuple(CauseBar(f"Orsak {n}", value, f"{value:.0f} h") for n, value in enumerate(causes)),
        "Före vilken maskin",
        tuple(MachineBar(f"Maskin {n}", tuple(values), f"{sum(values):.0f} h")
              for n, values in enumerate(machines)),
        "Samma mönster", "Ingen väntan",
    )  # fmt: skip


def test_a_machines_parts_look_like_their_causes_and_are_as_long() -> None:
    svg = draw_waiting(waiting([60, 40, 30], [[30, 20, 15]])).svg

    def widths(fill: str) -> list[float]:
        return [float(each) for each in re.findall(rf'width="([\d.]+)" height="18" class="{fill}"', svg)]

    (largest, part), (second, other) = widths("f2"), widths("f6")
    assert largest / second == pytest.approx(60 / 30, abs=0.01)
    assert part / other == pytest.approx(30 / 15, abs=0.01)


def test_only_the_largest_cause_is_coloured_and_bold() -> None:
    svg = draw_waiting(waiting([60, 40, 10], [])).svg

    assert svg.count('class="f2"') == 1
    assert [box.text for box in boxes(svg) if f'font-weight="700">{box.text}<' in svg] == [
        "Orsak\u00a00", "60 h",
    ]  # fmt: skip


def test_a_machine_without_a_value_for_each_cause_is_refused() -> None:
    with pytest.raises(AssertionError, match="each cause"):
        draw_waiting(waiting([1, 2], [[1]]))


def test_no_waiting_gives_a_sentence() -> None:
    assert_fit(draw_waiting(waiting([], [])))
    assert "Ingen väntan" in words_of(draw_waiting(waiting([], [])).svg)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(names, amounts), min_size=1, max_size=7), st.lists(names, max_size=12), names)
def test_waiting_holds_any_causes_and_machines(
    causes: list[tuple[str, float]], machines: list[str], text: str
) -> None:
    drawn = Waiting(
        "t", "a",
        tuple(CauseBar(name, value, f"{value:.0f} h, 12 %") for name, value in causes), text,
        tuple(MachineBar(name, tuple(value for _, value in causes), "5 h") for name in machines), text,
    )  # fmt: skip

    assert_fit(draw_waiting(drawn))
    assert draw_waiting(drawn) == draw_waiting(drawn)


def curves(*some: Curve, until: float = 30.0) -> Curves:
    return Curves("Hur lång", "Kurvor", some, until, "dygn sedan start", "Bandet", "Inga ordrar")


def test_a_curve_rises_in_steps_to_where_its_shares_say() -> None:
    curve = Curve("alla", "line", (10.0, 20.0), (0.5, 1.0), 10.0, "10 d")

    svg = draw_curves(curves(curve), "sv").svg

    path = re.search(r'd="M([^"]*)" fill="none" class="l1"', svg)
    assert path
    points = [tuple(map(float, each.split())) for each in path[1].split("L")]
    (x0, y0), _, (x1, y1), _, (x2, y2), *_ = points
    assert (x2 - x0) == pytest.approx(2 * (x1 - x0), abs=0.2)
    assert (y0 - y2) == pytest.approx(2 * (y0 - y1), abs=0.2)


def test_the_half_is_marked_on_each_curve_and_its_time_written() -> None:
    honest = Curve("öppna med", "line", (5.0, 17.0), (0.4, 0.8), 17.0, "17 d")
    plain = Curve("som loggen står", "dashes", (5.0, 14.0), (0.4, 0.9), 14.0, "14 d")

    drawing = draw_curves(curves(honest, plain), "sv")

    assert {"17 d", "14 d", "öppna med", "som loggen står"} <= words_of(drawing.svg)
    assert len(re.findall(r'd="M[^"]*Z" class="f[1i]"', drawing.svg)) == 2
    assert_fit(drawing)


def test_a_half_that_was_not_reached_is_not_marked() -> None:
    assert "17 d" not in words_of(
        draw_curves(curves(Curve("x", "line", (5.0,), (0.2,), None, "17 d")), "sv").svg
    )


def test_no_curves_give_a_sentence() -> None:
    drawing = draw_curves(curves(Curve("x", "line", (), ())), "sv")

    assert_fit(drawing)
    assert "Inga ordrar" in words_of(drawing.svg)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(names, st.lists(st.tuples(amounts, st.floats(0, 1)), max_size=40)), max_size=2),
    st.floats(1, 1e6), names,
)  # fmt: skip
def test_curves_hold_any_times(
    found: list[tuple[str, list[tuple[float, float]]]], until: float, text: str
) -> None:
    drawn = []
    for name, points in found:
        times, shares = sorted(t for t, _ in points), sorted(s for _, s in points)
        half = times[len(times) // 2] if times else None
        band = tuple(min(1.0, share + 0.1) for share in shares)
        drawn.append(Curve(name, "line", tuple(times), tuple(shares), half, text[:12], tuple(shares), band))

    assert_fit(draw_curves(Curves("t", "a", tuple(drawn), until, text, text, text), "sv"))


def exact(value: float) -> Estimate:
    return Estimate(value, value, value)


def waterfall(speed_h: float) -> Waterfall:
    return Waterfall(
        "Timmar", "En trappa", "Planerad tid", 100, (Loss("Ställ", exact(30)), Loss("Fart", exact(speed_h))),
        "Goda", exact(70 - speed_h), "Alla timmar", (Loss("Stängt", exact(68)),),
    )  # fmt: skip


def test_the_waterfall_may_begin_with_all_hours() -> None:
    written = words_of(draw_waterfall(waterfall(10), "sv").svg)

    assert {"Alla timmar", "168 h", "Stängt", "−68 h", "Planerad tid", "100 h"} <= written
    # Shares are of planned time, so what lies outside it has none.
    assert [word for word in written if word == "168,0\u00a0%"] == []


def test_hours_won_lead_back_to_the_right_and_are_hatched() -> None:
    lost, won = draw_waterfall(waterfall(10), "sv").svg, draw_waterfall(waterfall(-10), "sv").svg

    assert "+10 h" in words_of(won)
    assert "−10 h" in words_of(lost)
    assert won.count('class="le" stroke="#6c7d7c" stroke-width="1.2"') == 1
    setup = re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="22" class="f2 li"', won)
    gain = re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="22" class="fs li"', won)
    assert setup
    assert gain
    assert float(gain[1]) == pytest.approx(float(setup[1]), abs=0.2)
    assert_fit(draw_waterfall(waterfall(-10), "sv"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, st.floats(-1e4, 1e5)), max_size=9), amounts, st.lists(amounts, max_size=2))
def test_a_waterfall_holds_gains_and_hours_outside(
    rows: list[tuple[str, float]], good: float, outside: list[float]
) -> None:
    losses = tuple(Loss(name, exact(value)) for name, value in rows)
    planned = math.fsum([good, *(value for _, value in rows)])

    assert_fit(
        draw_waterfall(
            Waterfall("t", "a", "p", planned, losses, "g", exact(good), "alla",
                      tuple(Loss("u", exact(value)) for value in outside)), "en",
        )
    )  # fmt: skip
