"""The value-stream map holds any stream, and says what it shows."""

from dataclasses import replace

from engine.report.charts.soundness import assert_fit, boxes, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.report.charts.stream import Information, Outside, Signal, Step, Stream
from simmitt.engine.report.charts.value_stream import draw_value_stream

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)
short = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


UNTOLD = Information()


def stream(*steps: Step, information: Information = UNTOLD) -> Stream:
    return Stream(
        "Flödet", "En karta", Outside("Leverantör", "två gånger i veckan"), Outside("Planering", "tavla"),
        Outside("Kund", "6,1 ordrar i veckan"), information, steps, "1,3 d",
        (("Ledtid", "23,4 d"), ("varav arbete", "6,1 h")), "Inga steg",
    )  # fmt: skip


def step(name: str, wait: str = "1,6 d", paces: str = "") -> Step:
    data = (("C/T", "0,4 h"), ("C/O", "12 min"), ("Uppe", "81 %"), ("Kass.", "1,2 %"), ("Pers.", "3"))
    return Step(name, data, "10", "10 ordrar i kö", wait, "0,4 h", paces, "vidare till nästa steg")


SEVEN = [step(name) for name in ("Kap", "Svarv 1", "Fräs 2", "Grad", "Svets", "Tvätt", "Kontroll")]


def test_a_map_has_every_steps_name_data_queue_and_ladder() -> None:
    drawing = draw_value_stream(stream(step("Kap"), step("Fräs 2", "9,4 d", "styr takten")))

    wanted = {"Kap", "Fräs 2", "C/T", "12 min", "10", "1,6 d", "9,4 d", "0,4 h", "styr takten", "1,3 d"}
    assert wanted <= {word.replace("\u00a0", " ") for word in words_of(drawing.svg)}
    assert {"10 ordrar i kö", "styr takten", "Kund", "Leverantör"} <= words_of(drawing.narrow_svg)


def test_only_the_step_that_sets_the_pace_has_the_red_lead_edge() -> None:
    svg = draw_value_stream(stream(step("Kap"), step("Fräs 2", paces="styr takten"), step("Svets"))).svg

    assert svg.count('class="fr lr"') == 1
    assert "styr takten" in words_of(svg)
    assert 'class="fr lr"' not in draw_value_stream(stream(step("Kap"))).svg


def test_more_steps_than_fit_stand_in_rows_that_are_read_from_left_to_right() -> None:
    at = {box.text: box for box in boxes(draw_value_stream(stream(*SEVEN * 2)).svg)}

    firsts = [box for box in boxes(draw_value_stream(stream(*SEVEN)).svg) if box.text in at]
    rows = sorted({round(box.top) for box in firsts if box.text in {"Kap", "Kontroll"}})
    assert len(rows) == 2


def test_the_way_to_the_next_row_says_which_step_comes_and_points_there() -> None:
    many = [
        replace(each, turn=f"vidare till steg {number}") for number, each in enumerate(SEVEN * 2, start=1)
    ]
    drawn = boxes(draw_value_stream(stream(*many)).svg)

    told = [box.text.replace("\u00a0", " ") for box in drawn if box.text.startswith("vidare")]
    heads = sorted({round(box.top) for box in drawn if box.text in {"Kap", "Svarv\u00a01", "Kontroll"}})
    # As many ways on as there are rows but the first, each to the step that its row begins with.
    assert len(told) == len(heads) - 1 > 0
    per_row = -(-len(many) // len(heads))
    assert told == [f"vidare till steg {per_row * row + 1}" for row in range(1, len(heads))]


def test_on_a_phone_the_stream_runs_downwards() -> None:
    tops = {box.text: box.top for box in boxes(draw_value_stream(stream(*SEVEN)).narrow_svg)}

    names = ["Leverantör", "Kap", "Svarv\xa01", "Fräs\xa02", "Grad", "Svets", "Tvätt", "Kontroll", "Kund"]
    order = [tops[name] for name in names]
    assert order == sorted(order)


def test_word_through_a_system_has_a_kink_and_word_nobody_told_of_is_dashed() -> None:
    def lines(signal: Signal) -> str:
        return draw_value_stream(stream(*SEVEN, information=Information(signal, signal, signal))).svg

    assert "stroke-dasharray" in lines("unknown")
    assert "stroke-dasharray" not in lines("manual")
    assert "stroke-dasharray" not in lines("electronic")
    assert lines("electronic") != lines("manual")


def test_no_steps_give_a_sentence() -> None:
    drawing = draw_value_stream(stream())

    assert_fit(drawing)
    assert "Inga steg" in words_of(drawing.svg)


def test_one_step_and_thirty_steps_fit() -> None:
    assert_fit(draw_value_stream(stream(step("Kap"))))
    assert_fit(draw_value_stream(stream(*(step(f"Steg {number}", "0") for number in range(30)))))


def test_the_same_stream_gives_the_same_bytes() -> None:
    assert draw_value_stream(stream(*SEVEN)) == draw_value_stream(stream(*SEVEN))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(names, short, short, st.booleans()), min_size=1, max_size=30), names, names)
def test_a_map_holds_any_names_and_figures(
    rows: list[tuple[str, str, str, bool]], outside: str, note: str
) -> None:
    steps = tuple(
        Step(
            name, ((label, name), ("C/O", value)), value, f"{value} i kö", value, label, name if paces else ""
        )
        for name, label, value, paces in rows
    )
    place = Outside(outside, note)
    odd = replace(
        stream(*steps), supplier=place, planning=place, customer=place, totals=((outside, note),) * 2
    )

    assert_fit(draw_value_stream(odd))
