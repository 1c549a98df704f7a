import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmitt.ground.errors import InputFault
from simmitt.web.companies.register.decoding import MOST_BYTES, MOST_ROWS, NotAnExport, TooMuch
from simmitt.web.companies.register.layout import ColumnsMissing
from simmitt.web.companies.register.reading import read_register
from simmitt.web.companies.register.rows import FIELDS, RegisterRow

Export = Callable[..., bytes]
MakeRecord = Callable[..., dict[str, str]]

HEADINGS = b"OrgNr;CFARNr;Namn"


@pytest.mark.parametrize(
    ("content", "fault", "found"),
    [
        (b"", NotAnExport, "Filen är tom."),
        (b"\xef\xbb\xbf\r\n \r\n", NotAnExport, "Filen är tom."),
        (b"PK\x03\x04....", NotAnExport, "Filen är en Excelbok eller en annan packad fil, inte en textfil."),
        (b"%PDF-1.7", NotAnExport, "Filen är ett PDF-dokument, inte en textfil."),
        (b"\xff\xfea", NotAnExport, "Filen är inte text, eller så har överföringen avbrutits."),
        (
            b"hej\nhopp",
            NotAnExport,
            "Rubrikerna i ett företagsregister finns inte. På första raden står: hej",
        ),
        (
            b"8507099805;12345678;Namn AB",
            NotAnExport,
            "Rubrikerna i ett företagsregister finns inte. På första raden står: ##########;########;Namn AB",
        ),
        (HEADINGS, ColumnsMissing, "Filen har rubriker men inga rader under dem."),
        (
            b"Telefon;Namn\n1;A",
            ColumnsMissing,
            "Ingen kolumn med organisationsnummer har innehåll.",
        ),
        (b"OrgNr;Namn\n4900000006;", ColumnsMissing, "Ingen kolumn med företagsnamn har innehåll."),
    ],
)
def test_a_wrong_file_says_what_is_wrong(content: bytes, fault: type[InputFault], found: str) -> None:
    with pytest.raises(fault) as raised:
        read_register(content, file="register.txt")

    assert raised.value.found.in_language("sv") == found
    assert raised.value.place.file == "register.txt"


def test_limits_are_stated_and_kept() -> None:
    with pytest.raises(TooMuch, match="larger than"):
        read_register(b" " * (MOST_BYTES + 1))
    with pytest.raises(TooMuch, match="rows"):
        read_register(HEADINGS + b"\n1;2;3" * (MOST_ROWS + 1))
    with pytest.raises(TooMuch, match="columns"):
        read_register(HEADINGS + b";x" * 198 + b"\n1;2;3")


def test_a_file_at_the_limits_is_read(record: MakeRecord) -> None:
    row = f"\n{record(1)['OrgNr']};;Namn".encode()

    register = read_register(HEADINGS + b";x" * 197 + row)

    assert len(register.rows) == 1
    assert len(register.unknown_columns) == 197


def test_a_cell_that_is_too_long_is_left_out(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1), record(2, Benämning="x" * 2001, BesöksAdress="y" * 251)))

    assert register.rows[1].unread == {"firm_name", "visiting_address"}
    assert [fault.found.in_language("sv") for fault in register.faults] == [
        "Cellen har fler än 2\u00a0000 tecken.",
        "Texten har 251 tecken; högst 250 sparas.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\n" * 5_000_000,
        HEADINGS + b"\n" + b";" * 10_000_000,
        HEADINGS + b"\n" + b'"' * 10_000_001,
        HEADINGS + b"\n" + b'";\n' * 100_000,
        HEADINGS + b"\n" + (b'"' + b"x" * 400_000 + b"\n") * 20,
        (HEADINGS + b'"').replace(b";", b'";"') * 100_000,
    ],
    ids=["line ends", "separators", "marks", "lone marks", "long lines", "headings"],
)
def test_a_malicious_file_is_refused_or_read_in_seconds(content: bytes) -> None:
    started = time.perf_counter()

    with suppress(InputFault):
        read_register(content)

    # Measured at about one second; the limit leaves room for a busy machine.
    assert time.perf_counter() - started < 15


def is_sound(row: RegisterRow) -> bool:
    return (
        len(row.org_no) == 11
        and len(row.cfar) in {0, 8}
        and bool(row.company_name)
        and row.org_no[2] >= "2"
        and all("\x00" not in str(getattr(row, name)) for name in FIELDS)
    )


def outcome(content: bytes) -> tuple[list[str], tuple[RegisterRow, ...]]:
    """Give everything that the person is told, and the rows; only a fault of the input may be raised."""
    try:
        register = read_register(content)
    except InputFault as fault:
        return [fault.in_language("sv")], ()
    faults = [fault.in_language("sv") for fault in register.faults]
    notes = [note.in_language("sv") for note in register.notes]
    return [f"{len(register.rows)} rader", *faults, *notes], register.rows


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_fault_of_the_input(content: bytes) -> None:
    for given_content in (content, HEADINGS + b"\n" + content):
        said, rows = outcome(given_content)
        assert said
        assert all(is_sound(row) for row in rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.binary(max_size=4)), max_size=8),
    encoding=st.sampled_from(["cp1252", "utf-8", "utf-16"]),
    separator=st.sampled_from(["\t", ";"]),
)
def test_no_damage_to_a_good_file_raises_anything_else(
    export: Export,
    record: MakeRecord,
    edits: list[tuple[int, int, bytes]],
    encoding: str,
    separator: str,
) -> None:
    content = export(*(record(serial) for serial in range(1, 4)), encoding=encoding, separator=separator)
    for at, removed, added in edits:
        content = content[: at % len(content)] + added + content[at % len(content) + removed :]

    said, rows = outcome(content)

    assert said
    assert all(is_sound(row) for row in rows)


def test_ten_thousand_rows_are_read_in_a_moment(export: Export, record: MakeRecord) -> None:
    content = export(*(record(serial) for serial in range(10_000)))
    started = time.perf_counter()

    register = read_register(content)

    # Measured at a quarter of a second.
    assert time.perf_counter() - started < 2.5
    assert len(register.rows) == 10_000
