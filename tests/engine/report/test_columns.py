"""How wide a table's columns are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.report.columns import column_shares
from simmitt.engine.report.document import Table


def test_given_widths_are_kept() -> None:
    table = Table("T", ("a", "b"), (("1", "2"),), widths=(3.0, 1.0))

    assert column_shares(table, 50) == [0.75, 0.25]


def test_a_column_to_fill_in_has_room_for_a_name() -> None:
    table = Table("T", ("Åtgärd", "Av"), (("Kortare ställ", ""), ("Korsträning", "")))

    assert column_shares(table, 50)[1] * 50 > 7


def test_figures_stay_on_one_line_beside_long_text() -> None:
    text = "ett långt stycke text som måste brytas på många rader " * 4
    table = Table("T", ("Metod", "Spann"), ((text, "1\u00a0033 till 1\u00a0127"),), align=("left", "right"))

    assert column_shares(table, 50)[1] * 50 > 9


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=9)), max_size=6))
def test_shares_make_a_whole(rows: list[tuple[str, str]]) -> None:
    shares = column_shares(Table("T", ("Namn", "Tal"), tuple(rows), align=("left", "right")), 50)

    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0
