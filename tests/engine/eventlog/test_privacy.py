import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from simmitt.engine.eventlog.companions import SCHEMAS, CompanionKind, Companions
from simmitt.engine.eventlog.log import ColumnReading, EventLog, Part
from simmitt.engine.eventlog.personal_numbers import are_persons, shaped_in
from simmitt.engine.eventlog.privacy import pseudonymised
from simmitt.ground.texts import Message, say

MakeLog = Callable[..., EventLog]
AT = datetime(2025, 4, 3, 7)


def row(**told: Any) -> dict[str, Any]:
    return {"start_at": AT, "end_at": AT, **told}


def table(kind: CompanionKind, *rows: dict[str, Any]) -> pl.DataFrame:
    schema = SCHEMAS[kind]
    return pl.DataFrame([dict.fromkeys(schema) | told for told in rows], schema=schema)


def everything(log: EventLog) -> str:
    """Write out all that a log holds in words."""
    frames = [log.rows, *(getattr(log.companions, name) for name in log.companions.given())]
    return " ".join([repr(log.source), *(str(frame.rows()) for frame in frames)])


def notes(log: EventLog) -> list[str]:
    return [note.in_language("en") for note in log.source.notes]


def test_workers_become_codes_by_order_of_first_appearance(make_log: MakeLog) -> None:
    names = ["Bo Ek", "Anna Lindqvist", None, "Bo Ek", "AL", "ID4932", "17"]

    log = pseudonymised(make_log([row(worker=name) for name in names]))

    assert log.rows["worker"].to_list() == ["P01", "P02", None, "P01", "P03", "P04", "P05"]
    assert notes(log) == [
        "The names of 5 workers were replaced with codes (P01, P02, …); the mapping line"
        " [workers] keep = true keeps them."
    ]


def test_capitals_and_blanks_make_no_other_person_and_that_is_told(make_log: MakeLog) -> None:
    log = pseudonymised(make_log([row(worker=name) for name in ("Åsa Ek", "ÅSA  EK", "åsa ek ", "Asa Ek")]))

    assert log.rows["worker"].to_list() == ["P01", "P01", "P01", "P02"]
    assert (
        notes(log)[1]
        == "2 names differ from others only in capitals or blanks and count as the same persons."
    )


CANARIES = ("Zelda Kanariesson", "Per-Olof Fågelvik", "Åsa Marie Örnberg")


def test_no_name_survives_anywhere(make_log: MakeLog) -> None:
    zelda, per, asa = CANARIES
    log = make_log(
        [
            row(worker=zelda, reason="Zelda sjuk", activity="Gradning (Zelda Kanariesson)"),
            row(worker=per, reason="se FÅGELVIK, PER-OLOF", machine="Per-Olof Fågelvik"),
            row(worker=asa, reason="örnberg.åsa@invented.example ringde; Åsas fel; ÖRNBERG", product=asa),
            row(worker=zelda, reason="väntar på Kanariessons maskin, Zelda-Kanariesson"),
        ]
    )
    companions = Companions(
        stops=table("stops", {"machine": per, "reason": "Åsa Örnberg på kurs"}),
        maintenance=table("maintenance", {"text": "Lagad av Per-Olof Fågelvik", "type": "zelda kanariesson"}),
    )
    told = (
        ColumnReading("worker", "Anst", 1.0, say("like {example}", example=zelda), zelda),
        ColumnReading("reason", "Orsak", 1.0, say("x"), "Zelda sjuk"),
        ColumnReading("start_at", "Start", 1.0, say("x"), "2025-04-03 07:00"),
    )
    noted = (say("cell {cell} in {inner}", cell="Åsa Marie Örnberg", inner=say("{who}", who="Zelda")),)
    log = replace(log, companions=companions, source=replace(log.source, columns=told, notes=noted))

    without = pseudonymised(log)

    found = everything(without).casefold()
    parts = ["zelda", "kanariesson", "per-olof", "olof", "fågelvik", "åsa", "örnberg"]
    assert [part for part in parts if part in found] == []
    assert without.rows.select("worker", "machine", "product").rows() == [
        ("P01", "Mill 1", None), ("P02", "P02", None), ("P03", "Mill 1", "P03"), ("P01", "Mill 1", None),
    ]  # fmt: skip
    assert without.rows["activity"][0] == "Gradning (P01)"
    assert without.companions.stops is not None
    assert without.companions.stops["machine"].to_list() == ["P02"]
    assert [one.example for one in without.source.columns] == ["P01", "P01 sjuk", "2025-04-03 07:00"]


def test_the_names_of_files_and_sheets_name_nobody(make_log: MakeLog) -> None:
    log = make_log([row(worker="Anna Lindqvist")])
    part = Part("Anna Lindqvist/mars.csv", "Lindqvist", "0", 0, 1, "reports")
    source = replace(log.source, file="körlogg Anna Lindqvist 202503191211.xlsx", sheet="Anna")
    source = replace(source, parts=(part,), unread=("Timmar Anna Lindqvist",))

    source = pseudonymised(replace(log, source=source)).source

    assert (source.file, source.sheet) == ("körlogg P01 202503191211.xlsx", "P01")
    assert (source.parts[0].file, source.parts[0].sheet) == ("P01/mars.csv", "P01")
    assert source.unread == ("Timmar P01",)


def test_addresses_become_codes_whoever_they_belong_to(make_log: MakeLog) -> None:
    texts = ["ring b.ek@verkstad.se!", "B.Ek@verkstad.se", "<lisa@sub.verkstad.example>", "2 @ 5 mm", "a@b"]

    log = pseudonymised(make_log([row(reason=text) for text in texts]))

    assert log.rows["reason"].to_list() == ["ring P01!", "P01", "<P02>", "2 @ 5 mm", "a@b"]
    assert "2 e-mail addresses were replaced with codes." in notes(log)


def test_telephone_numbers_become_codes_in_whatever_way_they_are_written(make_log: MakeLog) -> None:
    texts = ["ring 070-123 45 67!", "+46 70 123 45 67", "+46701234567", "tel 0701234567", "0046 70-123 45 67",
             "växel 08-123 456 78"]  # fmt: skip

    log = pseudonymised(make_log([row(reason=text) for text in texts]))

    assert log.rows["reason"].to_list() == ["ring P01!", "P01", "P01", "tel P01", "P01", "växel P02"]
    assert "2 telephone numbers were replaced with codes." in notes(log)


@pytest.mark.parametrize(
    "text",
    ["kl 0730-1600", "2025-03-25 07:30", "08-12-2025", "order 0701234567", "art 010-123", "12 st 070 mm",
     "0,701234567", "T4000-08-123", "+5 grader", "110-070-123 45", "450001234567", "rad 51, 102",
     "0012-12 34"],
)  # fmt: skip
def test_other_numbers_are_no_telephones(text: str, make_log: MakeLog) -> None:
    assert pseudonymised(make_log([row(reason=text)])).rows["reason"].to_list() == [text]


def test_people_who_are_no_workers_get_codes_too(make_log: MakeLog) -> None:
    reasons = ["väntar på Karin Hökmark", "Hökmark, Karin ringde", "Lars sjuk", "KARIN HÖKMARK", "per styck"]
    log = make_log([row(worker="Bo Ek", reason=text, activity="Montage Åsa Fågelberg") for text in reasons])
    log = replace(log, source=replace(log.source, file="logg_Karin_Hökmark.csv", unread=("Åsa Fågelberg",)))

    without = pseudonymised(log)

    found = everything(without).casefold()
    assert [part for part in ("karin", "hökmark", "lars", "åsa", "fågelberg") if part in found] == []
    assert without.rows["reason"][4] == "per styck"
    assert without.rows["worker"].unique().to_list() == ["P01"]
    assert "3 names that seem people's stand outside the columns of workers" in " ".join(notes(without))


def test_a_column_of_machines_that_holds_people_names_nobody(make_log: MakeLog) -> None:
    people = ["Åsa Ugglas", "Mats Vit", "Karin Hökmark"]

    log = pseudonymised(make_log([row(machine=name) for name in people]))

    assert log.rows["machine"].to_list() == ["P01", "P02", "P03"]


@pytest.mark.parametrize("name", ["Carl Zeiss", "Max Fräs", "Stol Astrid", "Svarv Anna", "Maria 2",
                                  "Karl Mayer", "Okuma Victor", "Sten Granit", "Robert Bosch"])  # fmt: skip
def test_things_that_are_called_like_people_keep_their_names(name: str, make_log: MakeLog) -> None:
    log = pseudonymised(make_log([row(machine=machine) for machine in (name, "Fräs 1", "Svarv 2")]))

    assert log.rows["machine"][0] == name


def test_words_that_are_no_names_stay(make_log: MakeLog) -> None:
    workers = ["Per Stål", "Dagskift Ett", "Dagskift Två", "Dagskift Tre", "Mill 1 early"]
    reasons = ["2 st per order", "Stål slut", "mill stannade", "dagskift", "Dagskift byts", "P 17"]
    log = make_log(
        [row(worker=workers[at % 5], reason=text, product="Stål 20") for at, text in enumerate(reasons)]
    )

    without = pseudonymised(log)

    assert without.rows["reason"].to_list() == reasons
    assert without.rows["product"].unique().to_list() == ["Stål 20"]


def test_a_first_name_that_two_share_stands_for_nobody(make_log: MakeLog) -> None:
    names = ["Anna Ek", "Anna Alm", "Bo Björk", "Eva Lind"]

    log = pseudonymised(make_log([row(worker=name, reason="Anna sjuk") for name in names]))

    assert log.rows["reason"].to_list() == ["P00 sjuk"] * 4


def test_figures_stay_what_they_were(tidy_log: EventLog) -> None:
    without = pseudonymised(tidy_log)

    assert without.rows.drop("worker").equals(tidy_log.rows.drop("worker"))
    pairs = pl.DataFrame({"name": tidy_log.rows["worker"], "code": without.rows["worker"]}).unique()
    assert pairs.height == pairs["name"].n_unique() == pairs["code"].n_unique()


def test_a_log_without_people_is_left_as_it_is(make_log: MakeLog) -> None:
    log = make_log([row(worker=None, reason="Brist 25-04-03"), row(worker=None)])

    without = pseudonymised(log)

    assert without.rows.equals(log.rows)
    assert without.source == log.source


def check_digit(nine: str) -> str:
    """Give the check digit the way it is done by hand."""
    products = "".join(str(int(digit) * weight) for digit, weight in zip(nine, [2, 1] * 5, strict=False))
    return str((10 - sum(map(int, products)) % 10) % 10)


def number(birth: str, serial: str, sign: str = "-") -> str:
    return f"{birth}{sign}{serial}{check_digit(birth[-6:] + serial)}"


@pytest.mark.parametrize("sign", ["-", "+", "", " ", "–"])
@pytest.mark.parametrize("birth", ["811228", "19811228", "681031", "811288", "120229", "20040229"])
def test_personal_numbers_are_found_in_any_text(birth: str, sign: str, make_log: MakeLog) -> None:
    canary = number(birth, "987", sign)
    log = make_log([row(worker=None, reason=f"ring {canary}, bråttom"), row(worker=None, order=canary)])

    without = pseudonymised(log)

    assert without.rows["reason"][0] == "ring P01, bråttom"
    # Who is over a hundred doesn't work; a number that says so is an order's.
    grown = sign != "+" or len(birth) == 8 or birth == "120229"
    assert without.rows["order"][1] == ("P01" if grown else canary)
    assert notes(without) == ["1 personal identity number was replaced with a code."]


def test_the_same_number_with_and_without_century_is_the_same_person(make_log: MakeLog) -> None:
    short, long, other = number("811228", "987"), number("19811228", "987", ""), number("811228", "988")
    log = make_log(
        [row(worker=one, reason=f"{two}!") for one, two in ((short, long), (long, other), ("Bo Ek", short))]
    )

    without = pseudonymised(log)

    assert without.rows["worker"].to_list() == ["P01", "P01", "P02"]
    assert without.rows["reason"].to_list() == ["P01!", "P03!", "P01!"]


@pytest.mark.parametrize(
    "text",
    [
        "811228-9875", "811232-9871", "19811328-9870", "1811228-98741", "0811228-9874", "811228-98745",
        "811228.9874", "20250403", "2025-04-03 07:30", "07:30:15", "1234567890", "12,811228-9874",
    ],
)  # fmt: skip
def test_other_digits_are_no_personal_numbers(text: str) -> None:
    assert number("811228", "987") == "811228-9874"
    assert [one for one in shaped_in(text) if one.is_sound] == []


def test_orders_numbered_by_date_stay_while_persons_in_their_column_go(make_log: MakeLog) -> None:
    random_ = random.Random(1)
    days = pl.date_range(date(2025, 1, 1), date(2025, 4, 2), eager=True)
    dated = [f"{day:%y%m%d}-{random_.randint(0, 9999):04}" for day in days]
    old = [f"8{n % 10}0{1 + n % 9}1{n % 7}{random_.randint(0, 9999):04}" for n in range(90)]
    persons = [number(f"7{n % 10}0{1 + n % 9}1{n % 8}", f"{n:03}") for n in range(20)]

    for orders, expected in ((dated, dated), (old, old)):
        log = pseudonymised(make_log([row(worker=None, order=order) for order in orders]))
        assert log.rows["order"].to_list() == expected
    log = pseudonymised(make_log([row(worker=None, order=person) for person in persons]))

    assert any(one.is_sound for order in dated + old for one in shaped_in(order))
    assert log.rows["order"].to_list() == [f"P{n:02}" for n in range(1, 21)]


def test_who_is_too_young_to_work_is_an_order() -> None:
    young, grown, old = number("20200102", "123"), number("19800102", "123"), number("200102", "123", "+")

    assert [are_persons([one], date(2025, 4, 3)) for one in (young, grown, old)] == [False, True, True]
    assert are_persons([young], None)


def test_a_message_keeps_its_numbers_and_dates(make_log: MakeLog) -> None:
    noted = say("{count} rows on {day:date}: {text}", count=3, day=date(2025, 4, 3), text="Bo Ek")
    log = make_log([row(worker="Bo Ek")])
    log = replace(log, source=replace(log.source, notes=(noted,)))

    (first, *_) = pseudonymised(log).source.notes

    assert isinstance(first, Message)
    assert first.in_language("en") == "3 rows on 3 April 2025: P01"


def test_many_rows_take_little_time(make_log: MakeLog) -> None:
    log = make_log(
        [row(worker=f"Person {'abcdefghij'[n]}{'klmnopqrst'[n]}son", reason=f"text {n}") for n in range(10)]
    )
    many = pl.concat([log.rows] * 20_000).with_columns(order=pl.int_range(200_000).cast(pl.String))

    rows = pseudonymised(replace(log, rows=many)).rows

    assert rows["worker"].n_unique() == 10
    assert rows["order"].equals(many["order"])
