from collections.abc import Callable
from datetime import date

import pytest

from simmitt.web.companies.register.reading import read_register
from simmitt.web.companies.register.rows import Register, RegisterRow

Export = Callable[..., bytes]
MakeRecord = Callable[..., dict[str, str]]


def hyphened(number: str) -> str:
    return f"{number[:6]}-{number[6:]}"


def faults(register: Register) -> list[str]:
    return [fault.in_language("en") for fault in register.faults]


def notes(register: Register) -> list[str]:
    return [note.in_language("en") for note in register.notes]


ASSUMED = "The file doesn't name the edition of its industry codes; they were read as SNI 2007."


def test_a_row_of_the_register_is_read_whole(export: Export, record: MakeRecord) -> None:
    row = record(7)

    register = read_register(export(row))

    assert register.rows == (
        RegisterRow(
            row=2,
            org_no=hyphened(row["OrgNr"]),
            cfar="00000007",
            company_name="Påhittad Verkstad 7 AB",
            firm_name="Verkstan 7",
            visiting_address="Hittegatan 7",
            postcode="861 33",
            town="TIMRÅ",
            municipality_code="2262",
            county_code="22",
            phone="060-12 34 56",
            email="info@verkstad7.example",
            website="www.verkstad7.example",
            sni_codes=("25.620", "28.990"),
            sni_edition="2007",
            size_class_company=8,
            size_class_workplace=4,
            legal_form="49",
            start_date=date(2001, 1, 31),
            status="active",
            turnover_class="20 000 - 49 999 tkr",
            no_advertising=True,
        ),
    )
    assert register.faults == ()
    assert register.unknown_columns == ()
    assert notes(register) == [ASSUMED]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", ["\t", ";", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encoding_separator_and_line_ends_make_no_difference(
    export: Export, record: MakeRecord, encoding: str, separator: str, end: str
) -> None:
    records = [record(1), record(2)]
    expected = read_register(export(*records)).rows

    register = read_register(export(*records, separator=separator, encoding=encoding, end=end))

    assert register.rows == expected
    assert (register.separator, register.encoding) == (separator, encoding)


def test_a_damaged_character_costs_its_own_cell_alone(export: Export, record: MakeRecord) -> None:
    content = export(record(1), record(2, Benämning="Sågen"), record(3), encoding="utf-8")

    register = read_register(content.replace("Sågen".encode(), b"S\xe5gen"))

    assert [(row.company_name, sorted(row.unread)) for row in register.rows] == [
        ("Påhittad Verkstad 1 AB", []),
        ("Påhittad Verkstad 2 AB", ["firm_name"]),
        ("Påhittad Verkstad 3 AB", []),
    ]
    assert faults(register) == [
        "Row 3, column Benämning: Characters of the cell were lost before the file came here. "
        "Export the file again, or correct the cell and save it as “CSV UTF-8”."
    ]


def test_commas_may_separate_when_headings_with_commas_are_quoted(export: Export, record: MakeRecord) -> None:
    row = record(1)
    lines = [",".join(f'"{cell}"' for cell in cells) for cells in (row, row.values())]

    register = read_register("\n".join(lines).encode())

    assert register.rows == read_register(export(row)).rows


def test_columns_may_come_in_any_order_with_other_headings(record: MakeRecord) -> None:
    content = "Hemsida;Namn;Organisationsnummer;Ort;Postnummer;SNI-kod 2025;E-postadress;Adress;Kommun\n"
    number = hyphened(record(1)["OrgNr"])
    content += f"www.a.example;Påhittad AB;{number};Timrå;861 33;25.530;a@a.example;Gatan 1;Timrå kommun\n"

    register = read_register(content.encode())

    assert faults(register) == []
    assert register.rows == (
        RegisterRow(
            row=2,
            org_no=number,
            company_name="Påhittad AB",
            visiting_address="Gatan 1",
            postcode="861 33",
            town="Timrå",
            municipality_code="2262",
            county_code="22",
            email="a@a.example",
            website="www.a.example",
            sni_codes=("25.530",),
            sni_edition="2025",
        ),
    )


def test_rows_above_the_headings_and_empty_rows_are_passed_over(export: Export, record: MakeRecord) -> None:
    head, row = export(record(1)).split(b"\r\n")
    content = b"\r\n".join([b"Uttag 2026-03-02", b"", head, b"", b"\t\t\t", row, b"", b""])

    register = read_register(content)

    assert [found.row for found in register.rows] == [6]


def test_a_blank_column_tells_nothing(export: Export, record: MakeRecord) -> None:
    register = read_register(
        export(record(1, Telefon="", Webbadress="  "), record(2, Telefon="*", Webbadress=""))
    )

    assert not register.fields & {"phone", "website"}
    assert {"email", "town", "company_name"} <= register.fields


def test_an_export_of_companies_has_no_cfar_and_the_size_is_the_company_s(
    export: Export, record: MakeRecord
) -> None:
    row = {
        heading: cell
        for heading, cell in record(1).items()
        if heading not in {"CFARNr", "Benämning", "Storleksklass, företag"}
    }

    (found,) = read_register(export(row)).rows

    assert (found.cfar, found.size_class_company, found.size_class_workplace) == ("", 4, None)


def test_a_postal_address_stands_in_and_is_said(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1, BesöksPostNr="")))

    assert register.rows[0].postcode == "851 02"
    assert register.rows[0].town == "TIMRÅ"
    assert notes(register) == [
        ASSUMED,
        "The file has no visiting address for these, so the postal address was read: PostNr.",
    ]


def test_zeros_that_a_spreadsheet_took_are_put_back_and_counted(export: Export, record: MakeRecord) -> None:
    records = [
        record(123, CFARNr="123", **{"Kommun, kod": "180"}),
        record(12345678, CFARNr="12345678", **{"Kommun, kod": "2262"}),
    ]

    register = read_register(export(*records))

    assert [(row.cfar, row.municipality_code) for row in register.rows] == [
        ("00000123", "0180"),
        ("12345678", "2262"),
    ]
    assert notes(register) == [
        "1 CFAR number had lost its leading zeros; they were put back.",
        "1 municipality code had lost its leading zero; it was put back.",
        ASSUMED,
    ]


def test_a_short_number_beside_whole_ones_is_a_mistake(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1), record(2, CFARNr="123456")))

    assert [row.cfar for row in register.rows] == ["00000001"]
    assert faults(register) == [
        "Row 3, column CFARNr: The number has 6 digits. A CFAR number has eight digits. "
        "Copy the number from the register."
    ]
    assert (register.left_out_rows, register.nameless_rows) == ((3,), 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"Juridisk form, kod": "10"},
        {"OrgNr": "8507099805"},
        {"OrgNr": "198507099805"},
        {"OrgNr": "850769-9805"},
    ],
)
def test_a_sole_trader_is_counted_and_not_read(
    export: Export, record: MakeRecord, changed: dict[str, str]
) -> None:
    register = read_register(export(record(1), record(2, **changed), record(3)))

    assert [row.cfar for row in register.rows] == ["00000001", "00000003"]
    assert (register.protected_rows, register.left_out_rows, register.faults) == ((3,), (), ())
    assert notes(register)[0] == "1 row is a sole trader and wasn't read: the number is a person's."
    assert "8507" not in repr(register)


def test_a_cell_that_cannot_be_read_is_left_out_alone(export: Export, record: MakeRecord) -> None:
    changed = {
        "BesöksPostNr": "8613",
        "Kommun, kod": "9999",
        "E-post": "info at verkstad",
        "Stkl, kod": "99",
        "Startdatum": "2001-02-30",
        "Arbetsställestatus, kod": "7",
        "Bransch_2, kod": "288",
        "Reklam, kod": "kanske",
    }

    register = read_register(export(record(1), record(2, **changed, Telefon="1" * 61)))

    row = register.rows[1]
    assert row.unread == {
        "postcode",
        "municipality_code",
        "email",
        "phone",
        "size_class_workplace",
        "start_date",
        "status",
        "no_advertising",
    }
    assert (row.municipality_code, row.county_code, row.sni_codes) == ("", "22", ("25.620", "28.8"))
    assert {(fault.place.row, fault.place.column) for fault in register.faults} == {
        (3, heading) for heading in {*changed, "Telefon"} - {"Bransch_2, kod"}
    }


def test_a_code_that_is_none_leaves_the_industries_unread(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1), record(2, **{"Bransch_2, kod": "X12"})))

    assert register.rows[1].unread == {"sni_codes"}
    assert faults(register) == [
        "Row 3, column Bransch_2, kod: X12 isn't an industry code. "
        "A code has two to five digits, as in 25.620."
    ]


def test_a_wrong_code_in_the_first_row_is_said_too(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1, **{"Bransch_1, kod": "X12"}), record(2)))

    assert [(row.sni_codes, sorted(row.unread)) for row in register.rows] == [
        (("28.990",), ["sni_codes"]),
        (("25.620", "28.990"), []),
    ]


def test_codes_of_a_later_edition_are_noticed(export: Export, record: MakeRecord) -> None:
    rows = [record(1), record(2, **{"Bransch_1, kod": "25530", "Bransch_2, kod": "62010"})]

    assert notes(read_register(export(*rows)))[1] == (
        "1 code isn't in SNI 2007 (25.530); the file may follow SNI 2025."
    )
    assert {row.sni_edition for row in read_register(export(*rows), edition="2025").rows} == {"2025"}


def test_where_both_editions_are_given_the_wanted_one_is_read(export: Export, record: MakeRecord) -> None:
    plain = {heading: cell for heading, cell in record(1).items() if not heading.startswith("Bransch")}
    row = plain | {"SNI2007 1": "25620", "SNI2025 1": "25530", "SNI2025 2": "28990"}

    (older,) = read_register(export(row)).rows
    (later,) = read_register(export(row), edition="2025").rows

    assert (older.sni_edition, older.sni_codes) == ("2007", ("25.620",))
    assert (later.sni_edition, later.sni_codes) == ("2025", ("25.530", "28.990"))


@pytest.mark.parametrize(
    ("heading", "cell", "barred"),
    [
        ("Reklam, kod", "11", False),
        ("Reklam, kod", "23", True),
        ("Reklam", "Vill inte ha reklam", True),
        ("Reklamspärr", "Ja", True),
        ("Reklamspärr", "X", True),
        ("Reklamspärr", "Nej", False),
        ("Reklamspärr", "0", False),
    ],
)
def test_who_declines_advertising_is_marked(
    export: Export, record: MakeRecord, heading: str, cell: str, barred: bool
) -> None:
    row = record(1)
    row.pop("Reklam, kod")

    register = read_register(export(row | {heading: cell}))

    assert register.rows[0].no_advertising is barred
    assert faults(register) == []


def test_a_file_that_does_not_tell_who_declines_says_so(export: Export, record: MakeRecord) -> None:
    row = record(1)
    row.pop("Reklam, kod")

    assert "The file doesn't tell who has declined advertising." in notes(read_register(export(row)))


def test_the_same_place_of_work_twice_is_read_once(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1), record(2), record(1, Benämning="Annan")))

    assert [row.row for row in register.rows] == [2, 3]
    assert faults(register) == [
        "Row 4: Row 2 has the same organisation number and CFAR number. A place of work has one row. "
        "Remove one of the two; the first was read."
    ]


def test_a_company_without_a_name_goes_by_its_firm_or_not_at_all(export: Export, record: MakeRecord) -> None:
    rows = [record(1, Företagsnamn=""), record(2, Företagsnamn="", Benämning=""), record(3)]

    register = read_register(export(*rows))

    assert [row.company_name for row in register.rows] == ["Verkstan 1", "Påhittad Verkstad 3 AB"]
    assert faults(register) == ["Row 3: The company has no name."]
    assert register.left_out_keys == {(hyphened(rows[1]["OrgNr"]), "00000002")}


def test_unknown_columns_are_named(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1) | {"Ägarkategori, kod": "1", "Anteckning": "ring", "": "x"}))

    assert register.unknown_columns == ("Anteckning", "AG")


def test_only_the_first_hundred_faults_are_listed(export: Export, record: MakeRecord) -> None:
    register = read_register(export(*(record(serial, **{"E-post": "?"}) for serial in range(1, 151))))

    assert (len(register.faults), register.fault_count, len(register.rows)) == (100, 150, 150)


def test_a_fault_is_said_in_swedish_too(export: Export, record: MakeRecord) -> None:
    register = read_register(export(record(1), record(2, OrgNr=record(2)["OrgNr"][:9])))

    assert [fault.in_language("sv") for fault in register.faults] == [
        "Rad 3, kolumn OrgNr: Numret har 9 siffror. "
        "Ett organisationsnummer har tio siffror, som i 556016-0680. Kopiera numret från registret."
    ]


def test_what_has_ceased_is_left_out_and_said(export: Export, record: MakeRecord) -> None:
    ceased = {**record(2), "Arbetsställestatus, kod": "9"}

    register = read_register(export(record(1), ceased))

    assert [row.org_no for row in register.rows] == [hyphened(record(1)["OrgNr"])]
    assert "1 row has ceased according to the register and was left out." in notes(register)
