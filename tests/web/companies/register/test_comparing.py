from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from simmitt.web.companies.register.comparing import Change, Difference, KnownRow, compare
from simmitt.web.companies.register.reading import read_register
from simmitt.web.companies.register.rows import FIELDS, Key, Register, RegisterRow

Export = Callable[..., bytes]
MakeRecord = Callable[..., dict[str, str]]


def kept_as(row: RegisterRow, *by_hand: str, **values: object) -> KnownRow:
    stored = {name: value for name, value in asdict(row).items() if name in FIELDS}
    return KnownRow(stored | values, frozenset(by_hand))


@pytest.fixture
def register(export: Export, record: MakeRecord) -> Register:
    return read_register(export(record(1), record(2), record(3)))


@pytest.fixture
def known(register: Register) -> dict[Key, KnownRow]:
    return {row.key: kept_as(row) for row in register.rows}


def test_the_same_file_again_changes_nothing(register: Register, known: dict[Key, KnownRow]) -> None:
    difference = compare(known, register)

    assert difference == Difference(new=(), changed=(), kept=(), gone=(), unchanged=tuple(known))


def test_new_changed_and_gone_are_told_apart(register: Register, known: dict[Key, KnownRow]) -> None:
    first, second, third = register.rows
    gone = ("490000-0006", "99999999")
    known = {first.key: known[first.key], second.key: kept_as(second, town="ÅNGE"), gone: kept_as(first)}

    difference = compare(known, register)

    assert difference == Difference(
        new=(third,),
        changed=(Change(second.key, second, fields={"town": ("ÅNGE", "TIMRÅ")}),),
        kept=(),
        gone=(gone,),
        unchanged=(first.key,),
    )


def test_what_was_entered_by_hand_is_kept_and_shown(register: Register, known: dict[Key, KnownRow]) -> None:
    first, second, _ = register.rows
    known[first.key] = kept_as(first, "phone", "email", phone="070-000 00 00", town="ÅNGE")
    known[second.key] = kept_as(second, "phone", phone="070-000 00 00")
    phone = {"phone": ("070-000 00 00", "060-12 34 56")}

    difference = compare(known, register)

    assert difference.changed == (
        Change(first.key, first, fields={"town": ("ÅNGE", "TIMRÅ")}, kept_by_hand=phone),
    )
    assert difference.kept == (Change(second.key, second, kept_by_hand=phone),)


def test_a_column_that_is_blank_or_missing_changes_nothing(
    export: Export, record: MakeRecord, known: dict[Key, KnownRow]
) -> None:
    rows = [record(serial, Telefon="", **{"E-post": ""}) for serial in (1, 2, 3)]
    for row in rows:
        row.pop("Bransch_1, kod")
        row.pop("Bransch_2, kod")

    assert compare(known, read_register(export(*rows))).changed == ()


def test_a_cell_that_could_not_be_read_changes_nothing_and_an_empty_one_does(
    export: Export, record: MakeRecord, known: dict[Key, KnownRow]
) -> None:
    rows = [record(1), record(2, **{"E-post": "?"}), record(3, **{"E-post": ""})]

    difference = compare(known, read_register(export(*rows)))

    assert [change.fields for change in difference.changed] == [{"email": ("info@verkstad3.example", "")}]


def test_a_field_that_is_not_kept_is_not_compared(register: Register) -> None:
    known = {row.key: KnownRow({"town": "TIMRÅ"}) for row in register.rows}

    assert compare(known, register).unchanged == tuple(known)


def test_a_row_that_was_left_out_is_not_taken_for_gone(
    export: Export, record: MakeRecord, known: dict[Key, KnownRow]
) -> None:
    rows = [record(1), record(2, Företagsnamn="", Benämning=""), record(3)]

    difference = compare(known, read_register(export(*rows)))

    assert (difference.gone, difference.gone_is_sure) == ((), True)


def test_gone_is_unsure_where_a_number_could_not_be_read(
    export: Export, record: MakeRecord, known: dict[Key, KnownRow]
) -> None:
    rows = [record(1), record(2), record(3, OrgNr="4990000000")]

    difference = compare(known, read_register(export(*rows)))

    assert (len(difference.gone), difference.gone_is_sure) == (1, False)


def test_comparing_leaves_what_it_was_given_as_it_was(register: Register, known: dict[Key, KnownRow]) -> None:
    before = dict(known)

    compare(known, replace(register, rows=()))

    assert known == before
