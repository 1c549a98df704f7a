from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from simmitt.engine.eventlog import Mapping, read


@dataclass(frozen=True)
class Export:
    """An invented export and how its second row must be read."""

    text: str
    second_row: dict[str, Any]
    unread: tuple[str, ...] = ()
    encoding: str = "cp1252"
    source: dict[str, str] = field(default_factory=dict)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 4, day, hour, minute)


EXPORTS = {
    "a Swedish shop system with title lines": Export(
        text="""Stämplingsrapport verkstad;;;
Utskriven 2025-04-30;;;
Ordernr;Artikelnr;Benämning;Op.nr;Operation;Produktionsgrupp;Anställd;\
Starttid;Sluttid;Godkänt antal;Kasserat antal;Typ
T10234;A-100;Axel;10;Svarvning;Svarv 1;Lisa;2025-04-23 07:02;2025-04-23 09:15;12;0;Ställ
T10234;A-100;Axel;20;Fräsning;Fräs 2;Olle;2025-04-23 09:30;2025-04-23 11:00;12;1;Produktion
T10235;A-200;Hylsa;10;Svarvning;Svarv 1;Lisa;2025-04-24 07:00;2025-04-24 08:00;40;0;Produktion
""",
        second_row={
            "row": 5, "order": "T10234", "activity": "Fräsning", "machine": "Fräs 2", "worker": "Olle",
            "product": "Axel", "kind": "run", "start_at": at(23, 9, 30), "end_at": at(23, 11),
            "good_pieces": 12.0, "rejected_pieces": 1.0,
        },
        unread=("Artikelnr", "Op.nr"),
    ),
    "days and times of day in columns of their own": Export(
        text="""T-order\tResurs\tAktivitet\tStartdatum\tStarttid\tSlutdatum\tSluttid\tRapp antal\tKass\tSign
5001\tCNC1\tFräsa\t23/04/2025\t07:02\t23/04/2025\t09:15\t1 200,5\t0\tLI
5001\tCNC2\tBorra\t23/04/2025\t22:00\t24/04/2025\t01:15\t12,25\t1\tOL
5002\tCNC1\tFräsa\t24/04/2025\t07:02\t24/04/2025\t09:15\t9\t0\tLI
""",
        second_row={
            "row": 3, "order": "5001", "activity": "Borra", "machine": "CNC2", "worker": "OL", "kind": "run",
            "start_at": at(23, 22), "end_at": at(24, 1, 15), "good_pieces": 12.25, "rejected_pieces": 1.0,
        },
        source={"date_order": "dmy", "decimal_sign": ",", "separator": "\t"},
    ),
    "one date, times of day and hours": Export(
        text="""Arbetsorder;Moment;Maskin;Datum;Från;Till;Tid (tim);Antal;Kassation
900;Kapning;Såg;2025-04-23;07.02;09.15;2,22;5;0
900;Svets;Robot 1;2025-04-23;22.00;01.30;3,50;5;0
901;Kapning;Såg;2025-04-24;08.00;08.30;0,5;7;1
""",
        second_row={
            "row": 3, "order": "900", "activity": "Svets", "machine": "Robot 1", "kind": "run",
            "start_at": at(23, 22), "end_at": at(24, 1, 30), "reported_s": 12_600.0, "good_pieces": 5.0,
            "rejected_pieces": 0.0,
        },
    ),
    "confirmations of a large business system": Export(
        text="""Order,Material,Material description,Operation,Operation short text,Work ctr,Personnel number,\
Act. start date,Act. start time,Act. finish date,Act. finish time,\
Confirmed yield,Confirmed scrap,Confirmation type
1000234,100-1,Shaft,0010,Turning,4101,77,20250423,070200,20250423,091500,12,0,P
1000234,100-1,Shaft,0020,Milling,4102,78,20250423,100200,20250423,121500,12-,0,S
1000235,100-2,Shaft,0010,Turning,4101,77,20250424,070200,20250424,091500,12,0,P
""",
        second_row={
            "row": 3, "order": "1000234", "activity": "Milling", "machine": "4102", "worker": "78",
            "product": "100-1", "kind": "setup", "start_at": at(23, 10, 2), "end_at": at(23, 12, 15),
            "good_pieces": -12.0, "rejected_pieces": 0.0,
        },
        unread=("Material description", "Operation"),
    ),
    "American dates and run-together headings": Export(
        text="""WorkOrderID|OperationName|MachineID|StartTime|EndTime|QtyGood|QtyScrap|RecordType
W1|Turn|M1|4/23/2025 7:02:00 AM|4/23/2025 1:15:00 PM|12|0|Run
W1|Mill|M2|4/23/2025 12:02:00 PM|4/24/2025 12:15:00 AM|1,200.5|0|Setup
W2|Turn|M1|4/24/2025 7:02:00 AM|4/24/2025 12:15:00 PM|12|0|Down
""",
        second_row={
            "row": 3, "order": "W1", "activity": "Mill", "machine": "M2", "kind": "setup",
            "start_at": at(23, 12, 2), "end_at": at(24, 0, 15), "good_pieces": 1200.5, "rejected_pieces": 0.0,
        },
        source={"date_order": "mdy", "decimal_sign": ".", "separator": "|"},
    ),
    "an execution system with zones and minutes": Export(
        text="""caseID,activity,machine,started_at,duration_min,good
1,Turn,M1,2025-04-23T07:02:00+02:00,90,1
1,Mill,M2,2025-04-23T10:02:00+02:00,30,1
2,Turn,M1,2025-04-24T07:02:00+02:00,60,1
""",
        second_row={
            "row": 3, "order": "1", "activity": "Mill", "machine": "M2", "kind": "run",
            "start_at": at(23, 10, 2), "end_at": at(23, 10, 32), "reported_s": 1800.0, "good_pieces": 1.0,
        },
    ),
    "ends and durations, in two bytes a letter": Export(
        text="""Tillverkningsorder;Planeringsgrupp;Rapporterad av;Klart;Nedlagd tid;\
Antal godkända;Antal kasserade;Omarbete
881;Slip 1;Kim;25.04.2025 14:30;1:30;4;0;Nej
881;Slip 2;Kim;25.04.2025 16:30;0:45;4;0;Ja
882;Slip 1;Bo;26.04.2025 14:30;2:00;4;1;
""",
        second_row={
            "row": 3, "order": "881", "activity": "Slip 2", "machine": "Slip 2", "worker": "Kim",
            "kind": "run", "start_at": at(25, 15, 45), "end_at": at(25, 16, 30), "reported_s": 2700.0,
            "good_pieces": 4.0, "rejected_pieces": 0.0, "rework": True,
        },
        encoding="utf-16",
        source={"encoding": "utf-16"},
    ),
    "months in words": Export(
        text="""Jobbnr;Arbetsmoment;Arbetsplats;Påbörjad;Avslutad;Orderantal;\
Tillverkat antal;Skrot;Leveransdatum;Tidtyp
J-1;Bockning;Kantpress 1;3 apr 2025 07:00;3 apr 2025 08:30;10;10;0;17 maj 2025;Körning
J-1;Svetsning;Svets 3;3 apr 2025 09:00;3 apr 2025 10:30;10;9;1;17 maj 2025;Haveri
J-2;Bockning;Kantpress 1;4 apr 2025 07:00;4 apr 2025 08:30;10;10;0;17 maj 2025;Ställ
""",
        second_row={
            "row": 3, "order": "J-1", "activity": "Svetsning", "machine": "Svets 3", "kind": "breakdown",
            "start_at": at(3, 9), "end_at": at(3, 10, 30), "ordered_pieces": 10.0, "good_pieces": 9.0,
            "rejected_pieces": 1.0, "due_at": datetime(2025, 5, 17),
        },
    ),
    "planned beside actual times": Export(
        text='''Work order;Machine;Planned start;Planned finish;Actual start;Actual finish;Qty;Comment
"W;1";"Saw 14""";2025-04-01 06:00;2025-04-02 06:00;2025-04-23 07:00;2025-04-23 08:00;4;ok
W2;Lathe;2025-04-01 06:00;2025-04-02 06:00;2025-04-23 09:00;2025-04-23 10:00;6;
W3;Lathe;2025-04-01 06:00;2025-04-02 06:00;2025-04-23 11:00;2025-04-23 12:00;8;-
''',
        second_row={
            "row": 3, "order": "W2", "activity": "Lathe", "machine": "Lathe", "kind": "run",
            "start_at": at(23, 9), "end_at": at(23, 10), "good_pieces": 6.0, "due_at": at(2, 6),
        },
        unread=("Planned start", "Comment"),
    ),
    "headings that say nothing": Export(
        text="""Foo;Bar;Baz;Qux
A1;Svarvning;2025-04-23 07:00;2025-04-23 09:00
A1;Fräsning;2025-04-23 10:00;2025-04-23 11:00
A2;Svarvning;2025-04-23 09:00;2025-04-23 12:00
A2;Fräsning;2025-04-23 12:00;2025-04-23 13:00
A3;Svarvning;2025-04-24 07:00;2025-04-24 09:00
A3;Fräsning;2025-04-24 09:00;2025-04-24 10:00
A4;Svarvning;2025-04-24 09:00;2025-04-24 12:00
A4;Fräsning;2025-04-24 12:00;2025-04-24 13:00
""",
        second_row={
            "row": 3, "order": "A1", "activity": "Fräsning", "kind": "run", "start_at": at(23, 10),
            "end_at": at(23, 11),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_right(name: str, write_text: Callable[..., Path]) -> None:
    export = EXPORTS[name]

    log = read(write_text(export.text, encoding=export.encoding), mapping=Mapping(keep_workers=True))

    told = {column: value for column, value in log.rows.row(1, named=True).items() if value is not None}
    assert told == export.second_row
    assert log.rows.height == export.text.strip().count("\n") - (2 if "title" in name else 0)
    assert log.source.unread == export.unread
    assert {key: getattr(log.source, key) for key in export.source} == export.source


def test_what_the_content_alone_decides_is_less_certain_and_says_why(write_text: Callable[..., Path]) -> None:
    log = read(write_text(EXPORTS["headings that say nothing"].text))

    assert {one.field: one.certainty for one in log.source.columns} == {
        "order": 0.6, "activity": 0.6, "start_at": 0.6, "end_at": 0.6,
    }  # fmt: skip
    assert log.source.columns[0].reason.in_language("sv") == (
        "Varje värde står på några rader nära varandra, som en order gör."
    )
    assert sum("är tolkad som" in note.in_language("sv") for note in log.source.notes) == 4


def test_of_two_columns_for_one_field_the_surer_wins_and_the_other_is_named(
    write_text: Callable[..., Path],
) -> None:
    text = """Order;Maskin;Resurs;Start;Slut
1;M1;R1;2025-04-23 07:00;2025-04-23 08:00
2;M2;R1;2025-04-23 09:00;2025-04-23 10:00
"""

    log = read(write_text(text))

    assert log.rows["machine"].to_list() == ["M1", "M2"]
    assert log.source.unread == ("Resurs",)
    assert "Resurs" in log.source.notes[0].in_language("sv")


def test_setup_named_as_an_activity_is_setup(write_text: Callable[..., Path]) -> None:
    text = """Order;Aktivitet;Start;Slut
1;Ställ;2025-04-23 07:00;2025-04-23 08:00
1;Ställbar svets;2025-04-23 09:00;2025-04-23 10:00
"""

    log = read(write_text(text))

    assert log.rows["kind"].to_list() == ["setup", "run"]
    assert len(log.source.notes) == 1


def test_empty_lines_keep_their_numbers_and_no_rows(write_text: Callable[..., Path]) -> None:
    text = """Order;Maskin;Start;Slut;
1;M1;2025-04-23 07:00;2025-04-23 08:00;

;;;;
2;NULL;2025-04-23 09:00;n/a;
"""

    log = read(write_text(text))

    assert log.rows["row"].to_list() == [2, 5]
    assert log.rows.row(1, named=True)["machine"] is None
    assert log.rows.row(1, named=True)["end_at"] is None
    assert log.source.unread == ()


def test_loose_quotes_and_extra_cells_lose_no_row(write_text: Callable[..., Path]) -> None:
    text = """Order;Maskin;Start;Slut
1;Rör 3" lång;2025-04-23 07:00;2025-04-23 08:00
2;M2;2025-04-23 09:00;2025-04-23 10:00;extra
"""

    log = read(write_text(text))

    assert log.rows["machine"].to_list() == ['Rör 3" lång', "M2"]
    assert [note.in_language("en") for note in log.source.notes if "more cells" in note.text] == [
        "1 row has more cells than the heading; the last ones were left out (row 3)."
    ]


def test_a_hint_for_excel_in_the_first_line_counts_as_a_row(write_text: Callable[..., Path]) -> None:
    text = """sep=;
Order;Maskin;Start;Slut
1;M;2025-04-23 07:00;2025-04-23 08:00
2;M;2025-04-24 07:00;2025-04-24 08:00
"""

    log = read(write_text(text))

    assert (log.source.separator, log.rows["row"].to_list()) == (";", [3, 4])


def test_operation_numbers_stand_for_activities_where_nothing_better_is_told(
    write_text: Callable[..., Path],
) -> None:
    text = """Order;Op.nr;Artikelnr;Start;Slut
1;10;A-1;2025-04-23 07:00;2025-04-23 08:00
1;20;A-1;2025-04-23 09:00;2025-04-23 10:00
"""

    log = read(write_text(text))

    assert log.rows["activity"].to_list() == ["10", "20"]
    assert log.rows["product"].to_list() == ["A-1", "A-1"]
    assert {one.heading: one.field for one in log.source.columns}["Op.nr"] == "activity"


def test_two_bytes_a_letter_without_a_mark_and_old_line_ends_are_read(tmp_path: Path) -> None:
    lines = [
        "Order;Maskin;Start;Slut",
        "1;Fräs;2025-04-23 07:00;2025-04-23 08:00",
        "2;Såg;2025-04-24 07:00;2025-04-24 08:00",
    ]
    path = tmp_path / "log.txt"
    path.write_bytes("\r".join(lines).encode("utf-16-le"))

    log = read(path)

    assert log.rows["machine"].to_list() == ["Fräs", "Såg"]
    assert log.source.encoding == "utf-16-le"
