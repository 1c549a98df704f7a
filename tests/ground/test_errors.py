"""Faults as the person who uploaded the file reads them."""

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say


def test_a_fault_says_where_what_and_what_to_do() -> None:
    fault = InputFault(
        say("column {name}", name="X"),
        expected=say("sheet {name}", name="Y"),
        remedy=say("row {row}", row=2),
        place=Place(file="logg.xlsx", sheet="Blad1", row=1204, column="Sluttid"),
    )

    told = fault.in_language("sv")

    assert told == "Fil logg.xlsx, blad Blad1, rad 1\u00a0204, kolumn Sluttid: kolumn X blad Y rad 2"


def test_a_fault_without_a_place_is_its_sentence_alone() -> None:
    assert InputFault(say("row {row}", row=3)).in_language("en") == "row 3"


def test_row_zero_is_a_place_too() -> None:
    assert [part.in_language("en") for part in Place(row=0).parts()] == ["row 0"]
