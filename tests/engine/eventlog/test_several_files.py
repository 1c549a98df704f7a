"""Several files, or several sheets, read as one log."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from simmitt.engine import eventlog
from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.dating import AmbiguousDates
from simmitt.engine.eventlog.quantities import AmbiguousNumbers
from simmitt.engine.eventlog.tables import UnknownTable
from simmitt.engine.eventlog.times import MixedTimeZones
from simmitt.ground.errors import InputFault, Place

WriteText = Callable[..., Path]
HEAD = "Ordernr;Maskin;Start;Slut;Antal"
JANUARY = [
    "1;Såg;2025-01-27 07:00;2025-01-27 08:00;4",
    "1;Fräs;2025-01-27 09:00;2025-01-27 11:00;4",
    "2;Såg;2025-01-31 13:00;2025-01-31 15:00;9",
]
FEBRUARY = ["2;Fräs;2025-02-03 07:00;2025-02-03 09:00;8", "3;Såg;2025-02-03 08:00;2025-02-03 09:00;5"]


def text(*lines: str, head: str = HEAD) -> str:
    return "\n".join([head, *lines]) + "\n"


def notes_of(log: eventlog.EventLog) -> str:
    return " | ".join(note.in_language("en") for note in log.source.notes)


def test_files_of_two_months_are_one_log(write_text: WriteText) -> None:
    paths = [write_text(text(*JANUARY), name="jan.csv"), write_text(text(*FEBRUARY), name="feb.csv")]

    log = read(paths)

    assert log.rows["order"].to_list() == ["1", "1", "2", "2", "3"]
    assert (log.first_at, log.last_at) == (datetime(2025, 1, 27, 7), datetime(2025, 2, 3, 9))
    assert log.source.file == "jan.csv, feb.csv"
    assert notes_of(log) == "The file names no activities; each machine counts as one."


def test_every_row_has_a_number_of_its_own_that_leads_back_to_its_file(write_text: WriteText) -> None:
    paths = [write_text(text(*JANUARY), name="jan.csv"), write_text(text(*FEBRUARY), name="feb.csv")]

    log = read(paths)

    places = [log.source.place_of(row) for row in log.rows["row"]]
    assert log.rows["row"].n_unique() == 5
    assert places == [
        *[Place("jan.csv", "", row) for row in (2, 3, 4)],
        *[Place("feb.csv", "", row) for row in (2, 3)],
    ]
    assert [(part.file, part.first_row, part.rows) for part in log.source.parts] == [
        ("jan.csv", 0, 3),
        ("feb.csv", 4, 2),
    ]


def test_the_hash_of_several_files_is_that_of_their_hashes(write_text: WriteText) -> None:
    paths = [write_text(text(*JANUARY), name="jan.csv"), write_text(text(*FEBRUARY), name="feb.csv")]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]

    assert read(paths).source.sha256 == hashlib.sha256("".join(hashes).encode()).hexdigest()
    assert read(paths[0]).source.sha256 == hashes[0]


def test_rows_of_overlapping_exports_count_once(write_text: WriteText) -> None:
    later = text(*JANUARY[1:], *FEBRUARY)

    log = read([write_text(text(*JANUARY), name="jan.csv"), write_text(later, name="feb.csv")])

    assert log.rows["order"].to_list() == ["1", "1", "2", "2", "3"]
    assert "2 rows stand both in feb.csv and in earlier tables; they were kept once." in notes_of(log)


def test_rows_that_repeat_within_a_file_stay_for_the_diagnosis(write_text: WriteText) -> None:
    twice = text(JANUARY[0], JANUARY[0], JANUARY[1])

    once_more = read([write_text(twice, name="a.csv"), write_text(twice, name="b.csv")])
    thrice = read(
        [write_text(twice, name="a.csv"), write_text(text(*[JANUARY[0]] * 3, JANUARY[1]), name="b.csv")]
    )

    assert once_more.rows["order"].to_list() == ["1", "1", "1"]
    assert thrice.rows["order"].to_list() == ["1", "1", "1", "1"]


def test_exports_that_overlap_may_lack_a_column(write_text: WriteText) -> None:
    bare = "\n".join(line.rsplit(";", 1)[0] for line in text(*JANUARY[2:], *FEBRUARY).splitlines())

    log = read([write_text(text(*JANUARY), name="jan.csv"), write_text(bare, name="feb.csv")])

    assert log.rows["good_pieces"].to_list() == [4.0, 4.0, 9.0, None, None]


def test_reports_that_begin_alike_and_then_differ_are_all_kept_and_told(write_text: WriteText) -> None:
    first = text(*JANUARY[:2], "2;Såg;2025-01-31 13:00;;")  # still open when January was exported

    log = read([write_text(first, name="jan.csv"), write_text(text(*JANUARY[2:], *FEBRUARY), name="feb.csv")])

    assert log.rows["order"].to_list() == ["1", "1", "2", "2", "2", "3"]
    assert "1 row of feb.csv has the order and the start of a row of an earlier table" in notes_of(log)


def test_rows_are_not_called_the_same_by_columns_that_tell_no_time(write_text: WriteText) -> None:
    ends = "Ordernr;Maskin;Slut;Timmar\n1;Såg;2025-01-27 08:00;1\n2;Såg;2025-01-28 08:00;2\n"
    starts = "Ordernr;Maskin;Start;Timmar\n1;Såg;2025-02-27 08:00;1\n3;Såg;2025-02-28 08:00;2\n"

    log = read([write_text(ends, name="a.csv"), write_text(starts, name="b.csv")])

    assert log.rows["order"].to_list() == ["1", "2", "1", "3"]


def test_days_with_times_of_their_own_are_compared_by_both(write_text: WriteText) -> None:
    head = "Ordernr;Maskin;Datum;Starttid;Sluttid"
    first = text("1;Såg;2025-01-27;07:00;08:00", "1;Såg;2025-01-28;07:00;08:00", head=head)
    second = text("1;Såg;2025-01-28;07:00;08:00", "1;Såg;2025-01-29;07:00;08:00", head=head)

    log = read([write_text(first, name="a.csv"), write_text(second, name="b.csv")])

    assert [start.day for start in log.rows["start_at"]] == [27, 28, 29]


def test_files_in_other_words_and_signs_are_one_log(write_text: WriteText) -> None:
    english = "Work order,Work center,Start,End,Good qty\n3,Såg,02/14/2025 07:00,02/14/2025 08:00,1.5\n"

    log = read([write_text(text(*JANUARY), name="jan.csv"), write_text(english, name="feb.csv")])

    assert log.rows.row(-1, named=True)["start_at"] == datetime(2025, 2, 14, 7)
    assert log.rows["good_pieces"].to_list() == [4.0, 4.0, 9.0, 1.5]
    assert {(one.field, one.heading) for one in log.source.columns} >= {
        ("order", "Ordernr"),
        ("order", "Work order"),
    }


DAY_FIRST = text("1;Såg;23/01/2025 07:00;23/01/2025 08:00;4", "2;Såg;24/01/2025 07:00;24/01/2025 08:00;4")
MONTH_FIRST = text("8;Såg;01/23/2025 07:00;01/23/2025 08:00;4", "9;Såg;01/24/2025 07:00;01/24/2025 08:00;4")
EITHER = text("3;Såg;03/02/2025 07:00;03/02/2025 08:00;4", "4;Såg;04/02/2025 07:00;04/02/2025 08:00;4")


def test_dates_that_a_file_leaves_open_are_settled_by_another_of_the_same_headings(
    write_text: WriteText,
) -> None:
    doubtful = write_text(EITHER, name="feb.csv")

    with pytest.raises(AmbiguousDates):
        read(doubtful)
    log = read([doubtful, write_text(DAY_FIRST, name="jan.csv")])

    assert log.rows["start_at"].to_list()[:2] == [datetime(2025, 2, 3, 7), datetime(2025, 2, 4, 7)]
    assert "The dates of feb.csv can be read in two ways; they were read as in jan.csv" in notes_of(log)


def test_files_that_decide_differently_keep_their_own_order_and_settle_nothing(write_text: WriteText) -> None:
    both = [write_text(DAY_FIRST, name="jan.csv"), write_text(MONTH_FIRST, name="us.csv")]

    log = read(both)
    with pytest.raises(AmbiguousDates) as caught:
        read([*both, write_text(EITHER, name="feb.csv")])

    assert [start.day for start in log.rows["start_at"]] == [23, 24, 23, 24]
    assert caught.value.place.file == "feb.csv"


def test_a_file_of_other_headings_settles_nothing(write_text: WriteText) -> None:
    other = DAY_FIRST.replace("Antal", "Godkänt antal")

    with pytest.raises(AmbiguousDates):
        read([write_text(EITHER, name="feb.csv"), write_text(other, name="jan.csv")])


def test_dates_that_contradict_each_other_are_not_settled_by_another_file(write_text: WriteText) -> None:
    torn = text("3;Såg;13/02/2025 07:00;13/02/2025 08:00;4", "4;Såg;02/14/2025 07:00;02/14/2025 08:00;4")

    with pytest.raises(AmbiguousDates, match="contradict"):
        read([write_text(torn, name="feb.csv"), write_text(DAY_FIRST, name="jan.csv")])


def test_numbers_that_a_file_leaves_open_are_settled_by_another(write_text: WriteText) -> None:
    open_numbers = text(*[line.rsplit(";", 1)[0] + ";1.234" for line in FEBRUARY])
    sure = text(*[line.rsplit(";", 1)[0] + ";1,5" for line in JANUARY])

    with pytest.raises(AmbiguousNumbers):
        read(write_text(open_numbers, name="feb.csv"))
    log = read([write_text(open_numbers, name="feb.csv"), write_text(sure, name="jan.csv")])

    assert log.rows["good_pieces"].to_list() == [1234.0, 1234.0, 1.5, 1.5, 1.5]
    assert "The numbers of feb.csv" in notes_of(log)


def test_files_on_different_clocks_are_refused(write_text: WriteText) -> None:
    zoned = text("3;Såg;2025-02-03 07:00+00:00;2025-02-03 08:00+00:00;4")

    with pytest.raises(MixedTimeZones) as caught:
        read([write_text(text(*JANUARY), name="jan.csv"), write_text(zoned, name="feb.csv")])

    assert caught.value.remedy is not None


def test_products_go_by_one_name_over_all_files(write_text: WriteText) -> None:
    head = "Ordernr;Maskin;Start;Slut;Artikel;Benämning"
    one = text(
        "1;Såg;2025-01-27 07:00;2025-01-27 08:00;A1;Arm",
        "2;Såg;2025-01-28 07:00;2025-01-28 08:00;A2;Ben",
        head=head,
    )
    # Here the same description stands for two numbers, so numbers it is, for both files.
    other = text("3;Såg;2025-02-03 07:00;2025-02-03 08:00;A3;Arm", head=head)

    log = read([write_text(one, name="a.csv"), write_text(other, name="b.csv")])

    assert log.rows["product"].to_list() == ["A1", "A2", "A3"]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return path


def cells(*lines: str) -> list[list[str]]:
    return [line.split(";") for line in text(*lines).splitlines()]


def test_every_month_of_a_workbook_is_read_and_what_is_no_log_is_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "log.xlsx",
        {"Om": [["Rapport"], ["Utskriven", "av Eva"]], "Jan": cells(*JANUARY), "Feb": cells(*FEBRUARY)},
    )

    log = read(path)

    assert log.rows["order"].to_list() == ["1", "1", "2", "2", "3"]
    assert log.source.place_of(int(log.rows["row"][-1])) == Place("log.xlsx", "Feb", 3)
    assert "log.xlsx (Om) was left out" in notes_of(log)


def test_a_month_of_one_row_belongs_to_the_log(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", {"Jan": cells(*JANUARY), "Feb": cells(FEBRUARY[0])})

    assert read(path).rows.height == 4


def test_files_in_an_archive_are_one_log(tmp_path: Path) -> None:
    path = tmp_path / "2025.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("jan.csv", text(*JANUARY))
        archive.writestr("feb.csv", text(*FEBRUARY))

    log = read(path)

    assert log.rows.height == 5
    assert {part.file for part in log.source.parts} == {"2025.zip/jan.csv", "2025.zip/feb.csv"}


def test_the_mapping_says_what_a_table_is(tmp_path: Path, write_text: WriteText) -> None:
    path = workbook(tmp_path / "log.xlsx", {"Jan": cells(*JANUARY), "Utkast": cells(*FEBRUARY)})

    log = read(path, mapping=eventlog.Mapping(tables={"utkast": "nothing"}))
    with pytest.raises(UnknownTable) as caught:
        read(path, mapping=eventlog.Mapping(tables={"Mars": "log"}))

    assert log.rows.height == 3
    assert "Jan" in caught.value.in_language("sv")


def test_a_table_that_the_mapping_calls_a_log_must_be_one(write_text: WriteText) -> None:
    paths = [
        write_text(text(*JANUARY), name="jan.csv"),
        write_text("Kund;Ort\n1;Umeå\n2;Ånge\n", name="kund.csv"),
    ]

    with pytest.raises(InputFault) as caught:
        read(paths, mapping=eventlog.Mapping(tables={"kund.csv": "log"}))

    assert caught.value.place.file == "kund.csv"


def test_starts_and_ends_without_any_time_of_day_are_told(write_text: WriteText) -> None:
    days = text("1;Såg;2025-01-27;2025-01-28;4", "2;Såg;2025-01-28;2025-01-31;4")

    assert "days but no times of day" in notes_of(read(write_text(days)))
    assert "days but no times of day" not in notes_of(read(write_text(text(*JANUARY))))


def test_a_column_that_the_mapping_names_may_stand_in_one_file_only(write_text: WriteText) -> None:
    odd = text(*[line + ";x" for line in FEBRUARY], head=HEAD.replace("Maskin", "Resursgruppering") + ";Z")

    log = read(
        [write_text(text(*JANUARY), name="jan.csv"), write_text(odd, name="feb.csv")],
        mapping=eventlog.Mapping(columns={"machine": "Resursgruppering"}),
    )

    assert log.rows["machine"].to_list() == ["Såg", "Fräs", "Såg", "Fräs", "Såg"]


def test_a_month_that_cannot_be_read_is_not_left_out_silently(write_text: WriteText) -> None:
    broken = text(*[line.replace("2025-02-03", "i morse") for line in FEBRUARY])

    with pytest.raises(InputFault) as caught:
        read([write_text(text(*JANUARY), name="jan.csv"), write_text(broken, name="feb.csv")])

    assert caught.value.place.file == "feb.csv"
