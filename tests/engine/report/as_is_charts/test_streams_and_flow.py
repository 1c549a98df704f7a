"""Value streams and flow maps: what stands in the noun stands in the picture and in its table."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of

from simmitt.engine.kpi.nouns import FlowArc, FlowMap, FlowNode, StreamStep, ValueStream
from simmitt.engine.report.as_is_charts import Told, flow_chart, value_stream_chart
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.stream import Information
from simmitt.engine.report.document import Chart
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Language

HOUR, DAY = 3600.0, 86400.0
SV, EN = Words("sv"), Words("en")


def drawing_of(chart: Chart) -> Drawing:
    return Drawing(chart.svg, chart.narrow_svg)


def step(activity: str, waiting_s: float = 2 * DAY, **told: Any) -> StreamStep:
    usual = StreamStep(activity, (f"{activity} 1",), 3, 40, 90.0, 2 * HOUR, 1800.0, 0.9, 0.02, 4.0, waiting_s,
                       1.0, is_bottleneck=False)  # fmt: skip
    return replace(usual, **told)


def stream(*steps: StreamStep) -> ValueStream:
    return ValueStream("Konsoler", ("K1", "K2"), 40, 6.1, 25.0, steps, 23.4 * DAY, 6.1 * HOUR, DAY / 2)


def test_a_stream_tells_its_lead_time_its_work_and_what_sets_the_pace() -> None:
    chart = value_stream_chart(stream(step("Kap"), step("Fräs", 9.4 * DAY, is_bottleneck=True)), EN)

    assert "23 days" in chart.answer
    assert "6.1 hours is work" in chart.answer
    assert "The pace is set by Fräs; before it an order waits 9.4 days." in chart.answer
    assert {"sets the pace", "9.4 d", "Lead time 23 d · of which work 6.1 h (1.1%)"} <= words_of(chart.svg)


@pytest.mark.parametrize(
    ("family", "products", "title"),
    [
        ("", (), "How does an order go through the shop?"),
        ("Konsoler", ("K1",), "How does an order of Konsoler go through the shop?"),
        (
            "Konsoler",
            ("K1", "K2"),
            "How does an order of Konsoler, or of 1 other product, go through the shop?",
        ),
    ],
)
def test_a_stream_is_named_after_what_goes_through_it(
    family: str, products: tuple[str, ...], title: str
) -> None:
    chart = value_stream_chart(replace(stream(step("Kap")), family=family, products=products), EN)

    assert chart.title == title


def test_a_streams_table_has_the_figures_of_its_boxes() -> None:
    chart = value_stream_chart(stream(step("Kap")), EN)

    assert chart.table.rows == (
        ("Kap", "Kap 1", "4.0", "2.0 days", "2.0 hours", "1.5 minutes", "30 minutes",
         "90%", "2.0%", "3", "100%"),
    )  # fmt: skip


def test_what_no_step_knows_has_no_line_in_the_boxes() -> None:
    known = words_of(value_stream_chart(stream(step("Kap"), step("Fräs", cycle_s=None)), EN).svg)
    unknown = words_of(value_stream_chart(stream(step("Kap", cycle_s=None)), EN).svg)

    assert "C/T" in known
    assert "C/T" not in unknown


def test_the_share_of_orders_that_pass_is_told_where_some_do_not() -> None:
    everyone = value_stream_chart(stream(step("Kap")), EN)
    some = value_stream_chart(stream(step("Kap", share_of_orders=0.62), step("Fräs")), EN)

    assert "Share" not in words_of(everyone.svg)
    assert {"Share", "62%"} <= words_of(some.svg)
    assert "share of orders that pass" in some.answer
    assert "share of orders that pass" not in everyone.answer


def test_what_the_log_cannot_show_is_said_to_be_unknown_until_somebody_tells() -> None:
    silent = value_stream_chart(stream(step("Kap")), EN)
    told = Told("twice a week", "board, each morning", Information("electronic", "manual", "manual"))
    spoken = value_stream_chart(stream(step("Kap")), EN, told)

    assert "not in the log" in words_of(silent.svg)
    assert "stroke-dasharray" in silent.svg
    assert {"twice a week", "board, each morning"} <= words_of(spoken.svg)
    assert "stroke-dasharray" not in spoken.svg


def test_of_very_many_steps_the_short_ones_stand_in_the_table_alone() -> None:
    steps = [step(f"Steg {number}", number * HOUR) for number in range(30)]

    chart = value_stream_chart(stream(*steps), EN)

    assert len(chart.table.rows) == 30
    assert "6 short steps stand in the table alone." in chart.answer
    assert "Steg\u00a05" not in words_of(chart.svg)
    assert "Steg\u00a06" in words_of(chart.svg)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_stream_of_any_length_fits(count: int, language: Language) -> None:
    steps = [
        step("Lång benämning " * 12, 0.0, operators=None, is_bottleneck=number == 3)
        for number in range(count)
    ]

    chart = value_stream_chart(stream(*steps), Words(language))

    assert_fit(drawing_of(chart))
    assert chart == value_stream_chart(stream(*steps), Words(language))


def node(name: str, orders: int, waiting_s: float = 0.0) -> FlowNode:
    return FlowNode(name, orders, orders, orders * HOUR, waiting_s)


def arc(source: str, target: str, count: int, wait_s: float = 2 * DAY) -> FlowArc:
    return FlowArc(source, target, count, 1.5 * wait_s, wait_s, 2 * wait_s)


SHOP = FlowMap(
    (node("Kap", 100), node("Fräs", 90, 900 * DAY), node("Kontroll", 100, 10 * DAY)),
    (arc("Kap", "Fräs", 80), arc("Fräs", "Kontroll", 78), arc("Kap", "Kontroll", 20, 60.0),
     arc("Kontroll", "Fräs", 10)),
    {"Kap": 100}, {"Kontroll": 100}, ((("Kap", "Fräs", "Kontroll"), 70),), 4,
)  # fmt: skip


def test_a_map_tells_ways_variants_and_the_most_waiting() -> None:
    chart = flow_chart(SHOP, EN)

    assert "4 different ways; 70% of them take the most usual one" in chart.answer
    assert "Most waiting lies before Fräs, on average 10 days per order" in chart.answer
    assert {"Fräs", "90 orders", "most waiting", "2.0 d"} <= words_of(chart.svg)
    assert chart.table.rows[0] == ("Kap", "Fräs", "80", "2.0 days", "3.0 days")


def test_waits_too_short_to_matter_stand_in_the_table_alone() -> None:
    chart = flow_chart(SHOP, EN)

    assert ("Kap", "Kontroll", "20", "60 seconds", "1.5 minutes") in chart.table.rows
    assert "60 s" not in words_of(chart.svg)


def test_ways_and_places_left_out_are_summed_and_said() -> None:
    names = [f"Plats {number:02}" for number in range(20)]
    nodes = tuple(node(name, 200 - number) for number, name in enumerate(names))
    common = [arc(one, other, 50) for one, other in pairwise(names)]
    rare = [arc(one, other, 1) for one in names[:10] for other in names[:10] if one != other]
    flow = FlowMap(nodes, tuple(common + rare), {names[0]: 200}, {}, ((tuple(names), 9),), 99)

    chart = flow_chart(flow, EN)

    moves, drawn = 19 * 50 + 90, [row for row in chart.table.rows if row[1]]
    shown = sum(int(row[2]) for row in drawn)
    rest = next(row for row in chart.table.rows if row[0] == "other moves, not drawn")
    assert int(rest[2]) == moves - shown
    told = " ".join(box.text for box in boxes(chart.svg)).replace("\u00a0", " ")
    assert f"{shown / moves:.0%} of {moves:,} moves. Other moves, not drawn: {moves - shown} on" in told
    assert {"Other places", "7 places"} <= words_of(chart.svg)
    assert len({place for row in drawn for place in row[:2]}) <= 14


def test_places_without_a_box_of_their_own_stand_together_with_all_their_moves() -> None:
    names = [f"Plats {number:02}" for number in range(16)]
    nodes = tuple(node(name, 200 - number) for number, name in enumerate(names))
    ways = [arc(one, other, 50) for one, other in pairwise(names[:13])]
    ways += [arc(names[0], names[14], 3, 4 * HOUR), arc(names[0], names[15], 1, 8 * HOUR)]
    ways += [arc(names[13], names[14], 100)]

    chart = flow_chart(FlowMap(nodes, tuple(ways), {names[0]: 200}, {}, ((tuple(names), 9),), 9), EN)

    rows = {row[:2]: row[2:] for row in chart.table.rows}
    # Of the waits of two ways the mean of all moves is known, the median is not.
    assert rows[(names[0], "Other places")] == ("4", "–", "7.5 hours")
    assert rows[("Other places", "Other places")] == ("100", "2.0 days", "3.0 days")
    assert sum(int(count) for count, *_ in rows.values()) == 12 * 50 + 104


def test_as_many_places_as_fit_need_no_box_for_others() -> None:
    names = [f"Plats {number:02}" for number in range(14)]
    nodes = tuple(node(name, 20) for name in names)
    ways = tuple(arc(one, other, 5) for one, other in pairwise(names))

    chart = flow_chart(FlowMap(nodes, ways, {}, {}, ((tuple(names), 9),), 9), EN)

    assert "Other places" not in words_of(chart.svg)
    assert set(names) <= {place for row in chart.table.rows for place in row[:2]}


def test_nine_moves_in_ten_are_drawn_where_they_fit() -> None:
    chart = flow_chart(SHOP, EN)

    shown = sum(int(row[2]) for row in chart.table.rows if row[1])
    assert shown >= 0.9 * (80 + 78 + 20 + 10)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_flow_of_any_size_fits(language: Language) -> None:
    long = [f"Ett mycket långt namn på en station nummer {number} " * 4 for number in range(40)]
    crowd = FlowMap(
        tuple(node(name, 10) for name in long),
        tuple(arc(one, other, 3) for one in long[:16] for other in long[:16]),
        {}, {}, ((("x",), 1),), 1,
    )  # fmt: skip
    for flow in (FlowMap((), (), {}, {}, (), 0), FlowMap((node("Kap", 1),), (), {}, {}, (), 1), SHOP, crowd):
        chart = flow_chart(flow, Words(language))

        assert_fit(drawing_of(chart))
        assert chart == flow_chart(flow, Words(language))
