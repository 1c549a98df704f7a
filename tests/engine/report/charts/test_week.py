"""A week on the machines: bars where something went on, told apart without colour."""

import re
from datetime import date

import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.week import KINDS, Job, Kind, MachineRow, Week, draw_week

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)
hours = st.floats(-50, 250)
MONDAY = date(2026, 3, 2)
WORDS: dict[Kind, str] = {"run": "körning", "setup": "ställ", "breakdown": "haveri"}


def drawn(*machines: MachineRow, below: str = "") -> Drawing:
    return draw_week(Week("Veckan", "En vecka", MONDAY, machines, WORDS, "stängt", below, "Inget"), "sv")


def bars(svg: str, fill: str) -> list[tuple[float, float]]:
    """Left edge and width of the filled rectangles that are higher than a legend's sign."""
    found = re.findall(rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="19" class="{fill}"', svg)
    return [(float(x), float(width)) for x, width in found]


def test_a_bar_lies_where_its_hours_are() -> None:
    svg = drawn(MachineRow("Fräs", (Job(0, 24, "run"), Job(96, 108, "run")))).svg

    (first, day), (later, half) = bars(svg, "fband")
    assert half == pytest.approx(day / 2, abs=0.2)
    assert later == pytest.approx(first + 4 * day, abs=0.3)


def test_kinds_differ_without_colour() -> None:
    svg = drawn(MachineRow("Fräs", tuple(Job(24 * n, 24 * n + 20, kind) for n, kind in enumerate(KINDS)))).svg

    assert len(bars(svg, "fband")) == len(bars(svg, "fs")) == len(bars(svg, "fi")) == 1
    # Setup is hatched, in the legend and on its bar; run and breakdown are not.
    assert len(re.findall(r'd="M[^"]*M[^"]*L[^"]*" fill="none" class="li"', svg)) == 2
    assert set(WORDS.values()) <= words_of(svg)


def test_jobs_side_by_side_lie_below_each_other() -> None:
    svg = drawn(MachineRow("Fräs", (Job(0, 20, "run"), Job(10, 30, "run"), Job(30, 40, "run")))).svg

    tops = re.findall(r'y="([\d.]+)" width="[\d.]+" height="10" class="fband"', svg)
    assert len(tops) == 3
    assert len(set(tops)) == 2


def test_a_job_from_the_week_before_begins_at_the_edge() -> None:
    svg = drawn(MachineRow("Fräs", (Job(-30, 24, "run"), Job(-30, -2, "run"), Job(170, 180, "run")))).svg

    assert len(bars(svg, "fband")) == 1
    assert bars(svg, "fband") == bars(drawn(MachineRow("Fräs", (Job(0, 24, "run"),))).svg, "fband")


def test_an_order_is_named_where_its_bar_has_room() -> None:
    svg = drawn(MachineRow("Fräs", (Job(0, 20, "run", "A-17"), Job(30, 30.5, "run", "A-18")))).svg

    assert "A-17" in words_of(svg)
    assert "A-18" not in words_of(svg)


def test_closed_hours_are_shaded_and_named() -> None:
    open_all, closed = MachineRow("A", (Job(0, 9, "run"),)), MachineRow("B", (), "", ((120.0, 168.0),))

    assert "stängt" in words_of(drawn(closed).svg)
    assert "stängt" not in words_of(drawn(open_all).svg)
    assert drawn(closed).svg.count('class="fm"') == 2


def test_thousands_of_short_jobs_become_bars_that_can_be_seen() -> None:
    jobs = tuple(Job(minute / 60, (minute + 1) / 60, "run") for minute in range(168 * 60))

    assert drawn(MachineRow("Fräs", jobs)).svg.count("<rect") < 200


def test_days_are_named_and_the_week_begins_on_monday() -> None:
    assert "mån 2 mars" in {box.text for box in boxes(drawn(MachineRow("A", ())).svg)}
    with pytest.raises(AssertionError, match="Monday"):
        draw_week(Week("t", "a", date(2026, 3, 3), (), WORDS, "c"), "sv")


def test_no_machines_give_a_sentence() -> None:
    assert_fit(drawn())
    assert "Inget" in words_of(drawn().svg)


def test_the_same_week_gives_the_same_bytes() -> None:
    row = MachineRow("Fräs", (Job(0, 20, "run"), Job(0, 20, "setup"), Job(3, 9, "breakdown")), "29 h")

    assert drawn(row) == drawn(row)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_week_holds_any_machines_and_jobs(data: st.DataObject) -> None:
    job = st.tuples(hours, hours, st.sampled_from(KINDS), names)
    found = data.draw(st.lists(st.tuples(names, names, st.lists(job, max_size=12)), max_size=30))
    rows = [
        MachineRow(name, tuple(Job(min(a, b), max(a, b), kind, text) for a, b, kind, text in jobs), note[:9],
                   ((0.0, 6.0), (150.0, 168.0)))
        for name, note, jobs in found
    ]  # fmt: skip

    assert_fit(drawn(*rows, below=found[0][0] if found else ""))
