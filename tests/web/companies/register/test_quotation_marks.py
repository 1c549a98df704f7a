from collections.abc import Callable

import pytest

from simmitt.web.companies.register.reading import read_register

Export = Callable[..., bytes]
MakeRecord = Callable[..., dict[str, str]]

HEADINGS = "OrgNr;CFARNr;Företagsnamn;Ort"


def names(*lines: str) -> list[tuple[int, str, str]]:
    register = read_register("\n".join([HEADINGS, *lines]).encode())
    return [(row.row, row.company_name, row.town) for row in register.rows]


@pytest.fixture
def numbers(record: MakeRecord) -> list[str]:
    return [record(serial)["OrgNr"] for serial in range(4)]


def test_a_quoted_cell_may_hold_the_separator_and_doubled_marks(numbers: list[str]) -> None:
    assert names(f'{numbers[1]};00000001;"Järn; ""Stål"" och Trä AB";Ånge') == [
        (2, 'Järn; "Stål" och Trä AB', "Ånge")
    ]


def test_a_quoted_cell_may_go_on_below(numbers: list[str]) -> None:
    assert names(
        f'{numbers[1]};00000001;"Påhittad\nVerkstad AB";Ånge', f"{numbers[2]};00000002;Nästa AB;Berg"
    ) == [(2, "Påhittad Verkstad AB", "Ånge"), (3, "Nästa AB", "Berg")]


@pytest.mark.parametrize("name", ['"Verkstan" AB', 'Fälg 12" AB', '"Ensam AB', 'Ensam" AB', '"'])
def test_a_mark_in_a_name_swallows_no_rows(numbers: list[str], name: str) -> None:
    assert names(
        f"{numbers[1]};00000001;{name};Ånge",
        f"{numbers[2]};00000002;Nästa AB;Berg",
        f"{numbers[3]};00000003;{name};Åre",
    ) == [(2, name, "Ånge"), (3, "Nästa AB", "Berg"), (4, name, "Åre")]


def test_a_short_row_with_a_quoted_separator_is_read_by_the_rules_of_csv(numbers: list[str]) -> None:
    assert names(f'{numbers[1]};00000001;"Järn; Trä AB"') == [(2, "Järn; Trä AB", "")]


def test_a_row_with_too_many_cells_is_left_out_and_said(export: Export, record: MakeRecord) -> None:
    number = record(1)["OrgNr"]
    content = (
        f"{HEADINGS}\n{number};00000001;Järn; Trä AB;Ånge\n{record(2)['OrgNr']};00000002;Nästa AB;Berg;;"
    )

    register = read_register(content.encode())

    assert [row.cfar for row in register.rows] == ["00000002"]
    assert [fault.in_language("en") for fault in register.faults] == [
        "Row 2: The row has 5 cells, but there are 4 headings. "
        "Look for a separator inside a cell, and put such a cell between quotation marks."
    ]
    assert register.left_out_keys == {(f"{number[:6]}-{number[6:]}", "00000001")}
