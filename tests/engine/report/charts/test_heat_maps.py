"""Strip, matrix and calendar: darker the more, and readable without the colour."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.report.charts.calendar import Calendar, Day, draw_calendar
from simmitt.engine.report.charts.matrix import Cell, Matrix, draw_matrix
from simmitt.engine.report.charts.pen import RAMP, heat
from simmitt.engine.report.charts.strip import Strip, StripRow, draw_strip, joined
from simmitt.engine.report.html import style_sheet
from simmitt.engine.report.look import DARK, LIGHT

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)
shares = st.floats(0, 1)
MONDAY = datetime(2026, 3, 2)


def mixed(colours: dict[str, str], share: float) -> str:
    pairs = ((colours["c1"][at : at + 2], colours["surface"][at : at + 2]) for at in (1, 3, 5))
    return "#" + "".join(f"{round(int(of, 16) * share + int(on, 16) * (1 - share)):02x}" for of, on in pairs)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("step", RAMP)
def test_words_can_be_read_on_every_step_of_the_scale(step: str, colours: dict[str, str]) -> None:
    words = colours["surface"] if step in ("h4", "h5") else colours["ink"]

    assert contrast(mixed(colours, RAMP[step] / 100), words) >= 4.5


@pytest.mark.parametrize("step", ["h1", "h2", "h3", "h4"])
def test_page_and_drawing_mix_the_same_colours(step: str) -> None:
    rule = rf"\.{step}\{{fill:color-mix\(in srgb,var\(--c1\) (\d+)%,var\(--surface\)\)\}}"
    found = re.search(rule, style_sheet())

    assert found
    assert int(found[1]) == RAMP[step]


def test_heat_rises_with_the_share_and_nothing_is_the_ground() -> None:
    assert [heat(share) for share in (0.0, 0.01, 0.2, 0.21, 0.5, 0.99, 1.0)] == [
        "h0", "h1", "h1", "h2", "h3", "h5", "h5",
    ]  # fmt: skip


def strip(*rows: StripRow, cell_s: float = 3600.0, first_at: datetime = MONDAY) -> Strip:
    return Strip("När", "En remsa", first_at, cell_s, rows, "Andel av tiden", "En prick", "Inga maskiner")


def test_cells_are_joined_by_their_mean_to_stretches_that_people_count_in() -> None:
    hours = tuple(1.0 if hour % 24 < 12 else 0.0 for hour in range(24 * 7 * 12))

    found = joined(strip(StripRow("Fräs", hours)), 100)

    assert found.cell_s == 86400
    assert found.rows[0].shares == pytest.approx([0.5] * 84)


def test_joined_cells_begin_where_days_begin() -> None:
    started = strip(StripRow("Fräs", (1.0,) * 400), first_at=MONDAY + timedelta(hours=18))

    found = joined(started, 20)

    assert (found.first_at, found.cell_s) == (MONDAY, 86400)


def test_a_dot_marks_the_strongest_of_each_stretch() -> None:
    svg = draw_strip(strip(StripRow("A", (0.9, 0.1, 0.0)), StripRow("B", (0.1, 0.6, 0.0))), "sv").svg

    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    tops = {box.text: (box.top + box.bottom) / 2 for box in boxes(svg)}
    assert len(dots) == 2
    assert [float(y) for _, y in dots] == pytest.approx([tops["A"], tops["B"]], abs=4)


def test_the_scale_says_what_the_darkest_means() -> None:
    assert {"0", "60\u00a0%", "Andel av tiden"} <= words_of(
        draw_strip(strip(StripRow("A", (0.6, 0.3))), "sv").svg
    )


def matrix(count: int, cell: Callable[[int, int], Cell]) -> Matrix:
    cells = tuple(tuple(cell(row, column) for column in range(count)) for row in range(count))
    return Matrix(
        "Byten", "En matris", tuple(f"Produkt {number}" for number in range(count)), cells,
        "från rad till kolumn", "Minuter", "0", "140", "aldrig sett", "Talen", "Inga byten",
    )  # fmt: skip


def test_changes_never_seen_are_hatched_and_bear_no_number() -> None:
    found = matrix(2, lambda row, column: Cell() if row == column else Cell("55", "3 ×", 0.5))

    svg = draw_matrix(found, found).svg

    assert len(re.findall(r'fill="none" class="le?" stroke="[^"]*" stroke-width="1.2"', svg)) == 3
    assert [box.text for box in boxes(svg)].count("55") == 2
    assert "aldrig sett" in words_of(svg)


def test_numbers_on_dark_cells_are_pale() -> None:
    found = matrix(1, lambda row, column: Cell("99", "1 ×", 1.0))

    assert 'class="b p"' in draw_matrix(found, found).svg


def test_columns_bear_the_numbers_of_their_rows() -> None:
    found = matrix(3, lambda row, column: Cell("5", "1 ×", 0.1))
    written = [box.text for box in boxes(draw_matrix(found, found).narrow_svg)]

    assert all(written.count(str(number)) == 2 for number in (1, 2, 3))
    assert {"1 Produkt\u00a00", "3 Produkt\u00a02"} <= set(written)


def week(*days: Day) -> Calendar:
    return Calendar("När", "En vecka", days, "Arbete", "0", "fullt", ("Stängt: 1 maj",), "För kort")


def test_open_hours_have_a_frame_where_the_clock_says() -> None:
    svg = draw_calendar(week(Day("måndag", (0.0,) * 24, ((6.0, 18.0),), "06.00–18.00"))).svg

    bar, frame = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="2[04]" class="li?"', svg)
    assert float(frame[1]) == pytest.approx(float(bar[1]) / 2, abs=0.2)
    assert float(frame[0]) == pytest.approx(float(bar[0]) + float(bar[1]) / 4, abs=0.2)


def test_nothing_to_show_gives_a_sentence() -> None:
    empty = matrix(0, lambda row, column: Cell())
    drawings = {
        "Inga maskiner": draw_strip(strip(), "sv"),
        "Inga byten": draw_matrix(empty, empty),
        "För kort": draw_calendar(week(Day("måndag", (), ()))),
    }

    for sentence, drawing in drawings.items():
        assert_fit(drawing)
        assert sentence in words_of(drawing.svg)


def test_the_same_values_give_the_same_bytes() -> None:
    rows = [StripRow("A", tuple(n % 7 / 7 for n in range(999)), "41 %")]

    assert draw_strip(strip(*rows), "sv") == draw_strip(strip(*rows), "sv")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_strip_holds_any_machines_and_spans(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 3000))
    some = data.draw(st.lists(shares, min_size=1, max_size=9))
    rows = [
        StripRow(name, tuple((some * count)[:count]), "100 %")
        for name in data.draw(st.lists(names, max_size=12))
    ]
    cell_s = data.draw(st.sampled_from([900.0, 3600.0, 86400.0]))

    assert_fit(
        draw_strip(replace(strip(*rows, cell_s=cell_s), scale_name=rows[0].name if rows else ""), "en")
    )


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_matrix_holds_any_products(data: st.DataObject) -> None:
    def drawn(most: int) -> Matrix:
        texts = tuple(data.draw(st.lists(names, min_size=1, max_size=most)))
        share = data.draw(st.one_of(st.none(), shares))
        cells = tuple((Cell(text[:12], text, share),) * len(texts) for text in texts)
        return replace(matrix(0, lambda row, column: Cell()), names=texts, cells=cells, corner=texts[0],
                       scale_name=texts[-1], below=texts[0])  # fmt: skip

    assert_fit(draw_matrix(drawn(13), drawn(7)))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(names, st.lists(st.floats(0, 3), min_size=96, max_size=96), names), max_size=7), names
)
def test_a_calendar_holds_any_levels(days: list[tuple[str, list[float], str]], text: str) -> None:
    drawn = [Day(name, tuple(levels), ((0.0, 0.25), (6.5, 24.0)), note[:20]) for name, levels, note in days]

    assert_fit(draw_calendar(replace(week(*drawn), scale_name=text, below=(text, text))))
