import sqlite3
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.ground.sorting import KEY_DIGITS, folded, swedish_key


def in_swedish_order(names: list[str]) -> list[str]:
    return sorted(names, key=swedish_key)


def test_the_three_swedish_letters_come_last_in_their_own_order() -> None:
    names = ["Öjebruk", "Zinkverket", "Ärlas Plåt", "Åkroken", "Alnö Svets"]

    assert in_swedish_order(names) == ["Alnö Svets", "Zinkverket", "Åkroken", "Ärlas Plåt", "Öjebruk"]


def test_spaces_come_before_digits_and_digits_before_letters() -> None:
    names = ["Norrstål", "Norr3", "Norr Stål", "Norr-Stål", "Norr"]

    assert in_swedish_order(names) == ["Norr", "Norr Stål", "Norr-Stål", "Norr3", "Norrstål"]


def test_v_comes_before_w() -> None:
    assert in_swedish_order(["Wab", "Vac", "Vz"]) == ["Vac", "Vz", "Wab"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÅSEDA", "åseda"),
        ("Armé", "arme"),
        ("crème fraîche", "creme fraiche"),
        ("Tête", "tete"),
        ("Müller", "Myller"),
        ("Lærdal", "Lärdal"),
        ("Ørsta", "Örsta"),
        ("A\u030asele", "Åsele"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("  Två \t ord\u00a0", "två ord"),
        ("ﬁl", "fil"),
    ],
)
def test_names_that_a_reader_takes_for_the_same_have_the_same_key(one: str, other: str) -> None:
    assert swedish_key(one) == swedish_key(other)


def test_letters_of_other_alphabets_come_after_the_swedish_ones() -> None:
    assert in_swedish_order(["Ωmega", "Öst"]) == ["Öst", "Ωmega"]


def test_a_key_keeps_sixty_characters() -> None:
    assert swedish_key("å" * 61) == swedish_key("å" * 60) != swedish_key("å" * 59)
    assert len(swedish_key("ß" * 100)) == KEY_DIGITS


def test_a_database_without_swedish_collation_sorts_the_keys_as_we_do() -> None:
    names = ["Ö", "z", "Å", "ä", "9", "a b", "ab", "É"]

    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("create table firms (name text, place text)")
        database.executemany("insert into firms values (?, ?)", [(name, swedish_key(name)) for name in names])
        found = [row[0] for row in database.execute("select name from firms order by place")]

    assert found == in_swedish_order(names) == ["9", "a b", "ab", "É", "z", "Å", "ä", "Ö"]


@given(st.text())
def test_any_text_has_a_key_of_digits_alone(text: str) -> None:
    key = swedish_key(text)

    assert key == "" or (key.isascii() and key.isdigit())
    assert len(key) % 2 == 0
    assert len(key) <= KEY_DIGITS


@given(st.lists(st.text(alphabet="abvwzåäö 19-", max_size=12), max_size=6))
def test_a_name_comes_before_what_continues_it(names: list[str]) -> None:
    joined = ["".join(names[:count]).strip() for count in range(len(names) + 1)]

    assert all(
        swedish_key(one) <= swedish_key(other) for one, other in pairwise(joined) if other.startswith(one)
    )


def test_searching_keeps_the_swedish_letters_apart() -> None:
    assert folded("  ÅNGE   Mek\u00a0Verkstad ") == "ånge mek verkstad"
    assert folded("Armé") == "arme"
    assert folded("Åre") != folded("Are")
    assert folded("Müller") == "muller"
    assert folded("Ørsta") == "örsta"
    assert folded("a\u0308pple") == "äpple"


@given(st.text())
def test_searching_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
