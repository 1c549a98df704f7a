"""The map of the flow: places in their usual order, ways as broad as they are taken."""

import re

import pytest
from engine.report.charts.soundness import assert_fit, boxes, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.report.charts.flow import Flow, Place, Way
from simmitt.engine.report.charts.flow_layout import crossings, in_turn, lay_columns, usual_turns
from simmitt.engine.report.charts.flow_map import draw_flow

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)


def flow(places: list[Place], ways: list[Way], below: str = "") -> Flow:
    return Flow("Flödet", "En karta", tuple(places), tuple(ways), below, "Inga vägar")


def chain(count: int) -> Flow:
    """A flow from place to place, begun at the first; the places stand the wrong way round."""
    places = [Place(f"Plats {number}", starts=100 if number == 0 else 0) for number in range(count)]
    ways = [Way(count - 1 - n, count - 2 - n, 100, "2 d") for n in range(count - 1)]
    return flow(places[::-1], ways)


def test_the_usual_turn_counts_the_steps_taken() -> None:
    turns = usual_turns(chain(4))

    assert turns[::-1] == pytest.approx([1, 2, 3, 4], rel=0.05)
    assert in_turn(chain(4)) == [3, 2, 1, 0]


def test_a_way_back_does_not_turn_the_order_round() -> None:
    ways = [Way(0, 1, 100, ""), Way(1, 2, 90, ""), Way(2, 1, 30, "")]

    laid = lay_columns(flow([Place("a", starts=100), Place("b"), Place("c")], ways), 5)

    assert laid.columns == [[0], [1], [2]]
    assert laid.backward == {2}


def test_ways_past_a_column_bend_through_it() -> None:
    ways = [Way(0, 1, 50, ""), Way(1, 2, 50, ""), Way(0, 2, 20, "")]

    laid = lay_columns(flow([Place("a", starts=70), Place("b"), Place("c")], ways), 5)

    assert laid.bends == {2: (3,)}
    assert sorted(laid.columns[1]) == [1, 3]


def test_columns_are_ordered_so_that_ways_cross_less() -> None:
    # Two lines that would cross if places stood in the order of their names.
    places = [Place("a", starts=10), Place("b", starts=10), Place("c"), Place("d")]
    laid = lay_columns(flow(places, [Way(0, 3, 10, ""), Way(1, 2, 10, "")]), 2)

    assert crossings(laid.columns, laid.links) == 0


def test_the_way_taken_most_is_the_broadest() -> None:
    ways = [Way(0, 1, 100, ""), Way(1, 2, 20, "")]
    svg = draw_flow(flow([Place("a", starts=100), Place("b"), Place("c")], ways)).svg

    broad = [float(each) for each in re.findall(r'class="lw"[^>]*stroke-width="([\d.]+)"', svg)]
    assert broad == [11, 2.2]


def test_places_run_from_left_to_right_and_on_a_phone_downwards() -> None:
    wide = {box.text: box.left for box in boxes(draw_flow(chain(5)).svg)}
    narrow = {box.text: box.top for box in boxes(draw_flow(chain(5)).narrow_svg)}

    order = [f"Plats\u00a0{number}" for number in range(5)]
    assert sorted(order, key=wide.__getitem__) == order
    assert sorted(order, key=narrow.__getitem__) == order


def test_waits_stand_on_their_ways() -> None:
    assert [box.text for box in boxes(draw_flow(chain(3)).svg)].count("2 d") == 2


def test_a_way_to_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(AssertionError, match="places"):
        draw_flow(flow([Place("a")], [Way(0, 1, 1, "")]))


def test_no_places_give_a_sentence() -> None:
    drawing = draw_flow(flow([], []))

    assert_fit(drawing)
    assert "Inga vägar" in words_of(drawing.svg)


def test_one_place_and_places_without_ways_are_drawn() -> None:
    assert_fit(draw_flow(flow([Place("Kap", "3 ordrar")], [])))
    assert_fit(draw_flow(flow([Place("Kap"), Place("Fräs")], [Way(0, 0, 5, "1 h")])))


def test_the_same_flow_gives_the_same_bytes() -> None:
    assert draw_flow(chain(9)) == draw_flow(chain(9))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_map_holds_any_places_and_ways(data: st.DataObject) -> None:
    texts = data.draw(st.lists(names, min_size=1, max_size=14))
    ends = st.integers(0, len(texts) - 1)
    drawn = data.draw(st.lists(st.tuples(ends, ends, st.integers(0, 10**6)), max_size=30))
    places = [Place(name, name, number * 7 % 5, name[:40] if number == 1 else "") for number, name in
              enumerate(texts)]  # fmt: skip
    ways = [Way(source, target, count, data.draw(names)[:20]) for source, target, count in drawn]

    assert_fit(draw_flow(flow(places, ways, texts[0])))
