"""Tables that stand beside a log, each recognised by what it holds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from simmitt.engine.eventlog import EventLog, read
from simmitt.engine.eventlog import Mapping as UserMapping
from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.main_log import NoLog
from simmitt.engine.eventlog.shift_reading import days_named
from simmitt.ground.errors import InputFault, Question

WriteText = Callable[..., Path]
ReadBeside = Callable[..., EventLog]
LOG = """Ordernr;Maskin;Start;Slut;Antal
101;Fräs 1;2025-03-03 07:00;2025-03-03 09:00;40
102;Svarv 2;2025-03-03 08:00;2025-03-03 12:00;10
103;Fräs 1;2025-03-12 09:30;2025-03-12 10:00;5
"""


@pytest.fixture
def read_beside(write_text: WriteText) -> ReadBeside:
    """Read a small log with tables beside it, given as texts by the name of their file."""

    def beside(log: str = LOG, mapping: UserMapping | None = None, **tables: str) -> EventLog:
        paths = [write_text(text, name=f"{name}.csv") for name, text in tables.items()]
        return read([write_text(log), *paths], mapping=mapping)

    return beside


def notes_of(log: EventLog) -> str:
    return " | ".join(note.in_language("en") for note in log.source.notes)


def table(log: EventLog, kind: str) -> pl.DataFrame:
    frame = getattr(log.companions, kind)
    assert isinstance(frame, pl.DataFrame), notes_of(log)
    schema: Mapping[str, pl.DataType] = next(schema for name, schema in SCHEMAS.items() if name == kind)
    assert dict(frame.schema) == schema
    return frame


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, day, hour, minute)


# Stops


def test_stops_have_their_times_and_kinds(read_beside: ReadBeside) -> None:
    stops = """Maskin;Starttid;Sluttid;Stopporsak
Fräs 1;2025-03-03 09:00;2025-03-03 09:40;Haveri spindel
Fräs 1;2025-03-03 10:00;2025-03-03 10:20;Väntar på material
Svarv 2;2025-03-04 07:00;2025-03-04 08:00;Planerat underhåll
Svarv 2;2025-03-04 09:00;2025-03-04 09:30;Omställning
Svarv 2;2025-03-05 09:00;2025-03-05 09:30;Operatör saknas
Svarv 2;2025-03-06 09:00;2025-03-06 09:30;Grejer
"""

    log = read_beside(stopp=stops)

    assert table(log, "stops").rows()[0] == (
        2, "Fräs 1", at(3, 9), at(3, 9, 40), "breakdown", "Haveri spindel",
    )  # fmt: skip
    assert table(log, "stops")["kind"].to_list() == [
        "breakdown", "material", "planned", "setup", "operator", "other",
    ]  # fmt: skip
    assert log.source.sort == "reports"
    assert log.rows.height == 3
    assert "Grejer" in notes_of(log)


@pytest.mark.parametrize(
    "heads", ["Stopp från;Stopp till", "Stoppstart;Stoppslut", "Stop start;Stop end", "Stannade;Igång igen"]
)
def test_stops_may_name_their_times_after_themselves(heads: str, read_beside: ReadBeside) -> None:
    rows = ("2025-03-03 09:00;2025-03-03 09:40", "2025-03-04 09:00;2025-03-04 09:10")
    stops = "\n".join([f"Maskin;{heads};Orsak", *(f"Fräs 1;{times};Haveri" for times in rows)])

    log = read_beside(stopp=stops)

    assert table(log, "stops").select("start_at", "end_at").rows() == [
        (at(3, 9), at(3, 9, 40)), (at(4, 9), at(4, 9, 10)),
    ]  # fmt: skip


def test_stops_may_tell_their_minutes_instead_of_their_end(read_beside: ReadBeside) -> None:
    stops = (
        "Machine;Start;Minutes;Reason\nFräs 1;2025-03-03 09:00;40;Breakdown\nFräs 1;2025-03-03 23:50;20;Jam\n"
    )

    log = read_beside(downtime=stops)

    assert table(log, "stops").select("start_at", "end_at").rows() == [
        (at(3, 9), at(3, 9, 40)), (at(3, 23, 50), at(4, 0, 10)),
    ]  # fmt: skip


def test_the_mapping_says_what_a_reason_is(read_beside: ReadBeside) -> None:
    stops = "Maskin;Start;Slut;Orsak\nFräs 1;2025-03-03 09:00;2025-03-03 09:40;Kod 17\n" * 1 + (
        "Fräs 1;2025-03-04 09:00;2025-03-04 09:40;Kod 18\n"
    )

    log = read_beside(stopp=stops, mapping=UserMapping(states={"breakdown": ("Kod 17",)}))

    assert table(log, "stops")["kind"].to_list() == ["breakdown", "other"]


def test_a_list_of_stops_with_order_numbers_is_no_production(read_beside: ReadBeside) -> None:
    stops = "Ordernr;Maskin;Start;Slut;Stopporsak\n" + "".join(
        f"10{1 + at % 3};Fräs 1;2025-03-0{3 + at} 09:00;2025-03-0{3 + at} 09:40;Haveri\n" for at in range(5)
    )

    log = read_beside(stopp=stops)

    assert log.rows.height == 3
    assert table(log, "stops").height == 5


def test_stops_without_a_time_of_day_are_a_tally(read_beside: ReadBeside) -> None:
    stops = "Datum;Maskin;Stopptid (min);Orsak\n2025-03-03;Fräs 1;45;Haveri\n2025-03-04;Fräs 1;10;Rast\n"

    log = read_beside(stopp=stops)

    assert table(log, "stop_tally").rows() == [
        (2, date(2025, 3, 3), "Fräs 1", "Haveri", "breakdown", 1.0, 45.0),
        (3, date(2025, 3, 4), "Fräs 1", "Rast", "planned", 1.0, 10.0),
    ]
    assert log.companions.stops is None


# Shifts


def test_dated_shifts_are_taken_as_they_stand(read_beside: ReadBeside) -> None:
    shifts = """Datum;Skift;Från;Till
2025-03-03;Dag;06:00;14:00
2025-03-03;Kväll;14:00;22:00
2025-03-03;Natt;22:00;06:00
"""

    log = read_beside(skift=shifts)

    assert table(log, "shifts").select("machine", "start_at", "end_at").rows() == [
        (None, at(3, 6), at(3, 14)), (None, at(3, 14), at(3, 22)), (None, at(3, 22), at(4, 6)),
    ]  # fmt: skip


def test_a_pattern_of_the_week_is_laid_over_the_logs_period(read_beside: ReadBeside) -> None:
    shifts = "Veckodag;Maskin;Start;Slut\nmån–tor;Fräs 1;06:00;15:00\nfredag;Fräs 1;06:00;12:00\n"

    log = read_beside(skift=shifts)

    laid = table(log, "shifts").filter(pl.col("start_at").dt.date() >= date(2025, 3, 3))
    # From Monday 3 March to the day after Wednesday 12 March.
    assert [(start.day, end.hour) for start, end in laid.select("start_at", "end_at").rows()] == [
        (3, 15), (4, 15), (5, 15), (6, 15), (7, 12), (10, 15), (11, 15), (12, 15), (13, 15),
    ]  # fmt: skip
    assert laid["machine"].unique().to_list() == ["Fräs 1"]
    assert "laid over the period" in notes_of(log)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Måndag", [1]), ("tis", [2]), ("mån-fre", [1, 2, 3, 4, 5]), ("Monday – Thursday", [1, 2, 3, 4]),
        ("lör, sön", [6, 7]), ("vardagar", [1, 2, 3, 4, 5]), ("helg", [6, 7]), ("fre-mån", [5, 6, 7, 1]),
        ("3", [3]), ("Alla dagar", [1, 2, 3, 4, 5, 6, 7]), ("nån dag", []), ("", []),
    ],
)  # fmt: skip
def test_days_of_the_week_are_read_as_people_write_them(text: str, days: list[int]) -> None:
    assert days_named(text) == days


def test_a_wrong_day_of_the_week_is_named_with_its_place(read_beside: ReadBeside) -> None:
    shifts = "Veckodag;Start;Slut\nmåndag;06:00;15:00\nnån dag;06:00;12:00\n"

    log = read_beside(skift=shifts)
    with pytest.raises(InputFault) as caught:
        read_beside(skift=shifts, mapping=UserMapping(tables={"skift.csv": "shifts"}))

    assert "It looks like working time but was left out" in notes_of(log)
    assert (caught.value.place.row, caught.value.place.column) == (3, "Veckodag")


# Orders


ORDERS = """Ordernr;Artikel;Orderantal;Frisläppt;Leveransdatum
101;Arm;40;2025-02-28;2025-03-05
102;Ben;10;2025-02-28;2025-03-04
999;Ben;10;2025-02-28;2025-03-30
"""


def test_orders_lend_their_rows_what_the_log_lacks(read_beside: ReadBeside) -> None:
    log = read_beside(order=ORDERS)

    assert log.rows.select("order", "due_at", "released_at", "ordered_pieces", "product").rows() == [
        ("101", datetime(2025, 3, 5), datetime(2025, 2, 28), 40.0, "Arm"),
        ("102", datetime(2025, 3, 4), datetime(2025, 2, 28), 10.0, "Ben"),
        ("103", None, None, None, None),
    ]
    assert table(log, "orders").height == 3
    assert "tells of 2 of the log's 3 orders; 1 of its orders aren't in the log" in notes_of(log)


def test_what_the_log_says_itself_is_not_overruled(read_beside: ReadBeside) -> None:
    dated = "\n".join(
        [line + (";Leveransdatum" if at == 0 else ";2025-03-08") for at, line in enumerate(LOG.splitlines())]
    )

    log = read_beside(log=dated, order=ORDERS)

    assert log.rows["due_at"].to_list() == [datetime(2025, 3, 8)] * 3
    assert "2 orders have other due dates in the log" in notes_of(log)


def test_an_order_with_two_due_dates_lends_none(read_beside: ReadBeside) -> None:
    log = read_beside(order=ORDERS + "101;Arm;40;2025-02-28;2025-04-05\n")

    assert log.rows["due_at"].to_list() == [None, datetime(2025, 3, 4), None]
    assert log.rows["ordered_pieces"].to_list() == [40.0, 10.0, None]
    assert "1 order stands on several rows" in notes_of(log)


# Products


def test_products_have_price_material_and_ideal_cycle(read_beside: ReadBeside) -> None:
    products = (
        "Artikelnr;Benämning;Pris;Materialkostnad;Stycktid (s)\nA1;Arm;120,50;30;90\nA2;Ben;80;20,25;45\n"
    )

    log = read_beside(order=ORDERS, produkter=products)

    # The log's products go by the description that its orders tell.
    assert table(log, "products").rows() == [
        (2, "Arm", "A1", 120.5, 30.0, None, 90.0), (3, "Ben", "A2", 80.0, 20.25, None, 45.0),
    ]  # fmt: skip
    assert "tells of 2 of the log's 2 products" in notes_of(log)


def test_ideal_cycles_may_differ_by_machine(read_beside: ReadBeside) -> None:
    products = "Product;Machine;Cycle time (min)\nArm;Fräs 1;1,5\nArm;Svarv 2;2\n"

    log = read_beside(order=ORDERS, products=products)

    assert table(log, "products").select("product", "activity", "ideal_cycle_s").rows() == [
        ("Arm", "Fräs 1", 90.0), ("Arm", "Svarv 2", 120.0),
    ]  # fmt: skip


# Energy


def series(readings: Sequence[tuple[str, str]], heads: str) -> str:
    return "\n".join([heads, *(f"{when};{value}" for when, value in readings)]) + "\n"


def hours(values: Sequence[float], first: datetime = datetime(2025, 3, 3)) -> list[tuple[str, str]]:
    return [(f"{first + timedelta(hours=h):%Y-%m-%d %H:%M}", str(value)) for h, value in enumerate(values)]


def test_a_meter_that_shows_what_it_has_reached_becomes_differences(read_beside: ReadBeside) -> None:
    shown = [10_000 + 7 * h + (h % 3) for h in range(48)]

    log = read_beside(el=series(hours(shown), "Tidpunkt;Mätarställning (kWh)"))

    energy = table(log, "energy")
    assert energy.height == 47
    assert energy["energy_kwh"].sum() == shown[-1] - shown[0]
    assert energy.select("end_at", "length_s").row(0) == (at(3, 1), 3600.0)


def test_what_a_meter_shows_is_told_from_what_was_used_by_its_growth_alone(read_beside: ReadBeside) -> None:
    shown = read_beside(el=series(hours([500 + 7 * h for h in range(48)]), "Tid;Energi kWh"))
    used = read_beside(el=series(hours([7 + h % 5 for h in range(48)]), "Tid;Energi kWh"))

    assert table(shown, "energy")["energy_kwh"].sum() == 7 * 47
    assert table(used, "energy")["energy_kwh"].sum() == sum(7 + h % 5 for h in range(48))


def test_a_meter_that_was_exchanged_loses_one_interval_and_says_so(read_beside: ReadBeside) -> None:
    shown = [900 + 2 * h for h in range(20)] + [3 + 2 * h for h in range(20)]

    log = read_beside(el=series(hours(shown), "Tid;Mätarställning kWh"))

    assert table(log, "energy")["energy_kwh"].sum() == 38 + 38
    assert "1 time a meter shows less than before" in notes_of(log)


@pytest.mark.parametrize(
    ("heading", "factor"),
    [("Förbrukning kWh", 1.0), ("Energy (MWh)", 1000.0), ("Usage_kWh", 1.0), ("Energi Wh", 0.001),
     ("ActiveEnergykWh", 1.0)],
)  # fmt: skip
def test_the_unit_in_the_heading_counts(heading: str, factor: float, read_beside: ReadBeside) -> None:
    log = read_beside(el=series(hours([5 + h % 3 for h in range(24)]), f"Tid;{heading}"))

    assert table(log, "energy")["energy_kwh"].sum() == pytest.approx(24 * 6 * factor)


def test_an_energy_without_unit_is_said_to_be_assumed(read_beside: ReadBeside) -> None:
    log = read_beside(el=series(hours([5 + h % 3 for h in range(24)]), "Tid;Energiförbrukning"))

    assert "names no unit" in notes_of(log)


def test_power_becomes_energy_by_the_length_of_its_interval(read_beside: ReadBeside) -> None:
    quarters = [(f"2025-03-03 {q // 4:02}:{15 * (q % 4):02}", "40") for q in range(96)]

    log = read_beside(el=series(quarters, "Tid;Effekt kW"))

    # It opens at 00:00 and closes at 23:45: the times begin their intervals.
    energy = table(log, "energy")
    assert energy["energy_kwh"].sum() == 960
    assert (energy["end_at"].min(), energy["end_at"].max()) == (at(3, 0, 15), at(4, 0))


def test_the_midnight_that_closes_a_day_belongs_to_it(read_beside: ReadBeside) -> None:
    day = [(f"{d:02}/03/2025 {h % 24:02}:00", "5") for d in (17, 18) for h in range(1, 25)]

    log = read_beside(el=series(day, "date;kWh"))

    ends = table(log, "energy")["end_at"]
    assert (ends.is_sorted(), ends.n_unique(), ends.max()) == (True, 48, at(19, 0))
    assert "2 rows at 00:00 close the day whose date they carry" in notes_of(log)


def test_meters_are_read_each_by_itself(read_beside: ReadBeside) -> None:
    lines = [f"2025-03-03 {h:02}:00;M{m};{1000 * m + 3 * m * h}" for h in range(24) for m in (1, 2)]

    log = read_beside(el="Tid;Mätare;Mätarställning kWh\n" + "\n".join(lines))

    used = table(log, "energy").group_by("meter").agg(pl.col("energy_kwh").sum()).sort("meter")
    assert used.rows() == [("M1", 69.0), ("M2", 138.0)]


def test_two_months_of_a_meter_are_one_series(write_text: WriteText) -> None:
    shown = hours([1000 + 3 * h for h in range(96)])
    months = [
        write_text(series(part, "Tid;Mätarställning kWh"), name=name)
        for name, part in (("a.csv", shown[:48]), ("b.csv", shown[48:]))
    ]

    log = read([write_text(LOG), *months])

    assert table(log, "energy")["energy_kwh"].sum() == 3 * 95


def test_the_steel_works_year_is_read_with_its_quirks(write_text: WriteText, real_energy: Path) -> None:
    log = read([write_text(LOG), real_energy])

    energy = table(log, "energy")
    assert energy.height == 35_040
    assert energy["energy_kwh"].sum() == pytest.approx(959_637, abs=1)
    assert energy["energy_kwh"].max() == 157.18
    assert (energy["end_at"].min(), energy["end_at"].max()) == (
        datetime(2018, 1, 1, 0, 15),
        datetime(2019, 1, 1),
    )
    assert energy["end_at"].is_sorted()
    assert energy["length_s"].unique().to_list() == [900.0]
    assert "365 rows at 00:00" in notes_of(log)


# Maintenance


def test_the_excavators_orders_are_read_with_their_quirks(
    write_text: WriteText, real_excavators: Path
) -> None:
    log = read([write_text(LOG), real_excavators])

    orders = table(log, "maintenance")
    slipped = orders.filter(row=3454).row(0, named=True)
    assert orders.height == 5485
    assert orders["machine"].unique().sort().to_list() == ["A", "B", "C", "D", "E"]
    assert orders["cost"].sum() == pytest.approx(17.5e6, rel=0.01)
    assert (slipped["text"], slipped["type"], slipped["cost"]) == ("won,t swing", "PM01", None)
    assert orders["type"].null_count() == 0
    notes = notes_of(log)
    assert "1 row had slipped by one column" in notes
    assert "6 maintenance orders have negative costs" in notes
    assert "1,288 maintenance orders cost 0" in notes


def test_maintenance_orders_with_start_and_end_are_not_the_log(read_beside: ReadBeside) -> None:
    orders = """Arbetsorder;Maskin;Startdatum;Beskrivning;Ordertyp;Kostnad
U1;Fräs 1;2025-03-03;Byt lager;FU;1 200,50
U2;Svarv 2;2025-03-04;Läcka;AU;300
"""

    log = read_beside(maintenance=orders)

    assert log.rows.height == 3
    assert table(log, "maintenance").rows() == [
        (2, "Fräs 1", datetime(2025, 3, 3), "Byt lager", "FU", 1200.5, None),
        (3, "Svarv 2", datetime(2025, 3, 4), "Läcka", "AU", 300.0, None),
    ]


# Together


def test_machines_that_the_log_does_not_know_are_named(read_beside: ReadBeside) -> None:
    stops = "Maskin;Start;Slut;Orsak\n" + "".join(
        f"{machine};2025-03-0{day} 09:00;2025-03-0{day} 09:40;Haveri\n"
        for day, machine in enumerate(("Fräs 1", "FRÄS-1", "Press 9"), start=3)
    )

    log = read_beside(stopp=stops)

    assert (
        "2 machines in the table of stops have names that the log doesn't know: FRÄS-1, Press 9."
        in notes_of(log)
    )


def test_a_table_in_utc_beside_a_log_on_the_wall_clock_is_told(read_beside: ReadBeside) -> None:
    stops = "Maskin;Start;Slut;Orsak\n" + "".join(
        f"Fräs 1;2025-03-0{day} 09:00Z;2025-03-0{day} 09:40Z;Haveri\n" for day in (3, 4)
    )

    log = read_beside(stopp=stops)
    on_the_wall = read_beside(stopp=stops, mapping=UserMapping(time_zone="Europe/Stockholm"))

    assert "stopp.csv and of the log follow different clocks" in notes_of(log)
    assert table(on_the_wall, "stops")["start_at"].to_list() == [at(3, 10), at(4, 10)]


def test_one_workbook_may_hold_them_all(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Rapporter": [line.split(";") for line in LOG.splitlines()],
        "Stopp": [["Maskin", "Start", "Slut", "Orsak"], ["Fräs 1", at(3, 9), at(3, 10), "Haveri"],
                  ["Fräs 1", at(4, 9), at(4, 10), "Haveri"]],
        "Order": [line.split(";") for line in ORDERS.splitlines()],
        "Produkter": [["Artikel", "Pris"], ["Arm", 120.5], ["Ben", 80]],
        "Om": [["Skriven av Eva"]],
    }  # fmt: skip
    path = tmp_path / "allt.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)

    log = read(path)

    assert log.companions.given() == ("stops", "orders", "products")
    assert log.rows.height == 3
    assert {(part.sheet, part.read_as) for part in log.source.parts} == {
        ("Rapporter", "reports"), ("Stopp", "stops"), ("Order", "orders"), ("Produkter", "products"),
    }  # fmt: skip


def test_tables_beside_a_log_without_the_log_say_what_is_missing(write_text: WriteText) -> None:
    with pytest.raises(NoLog) as caught:
        read(write_text(ORDERS, name="order.csv"))

    assert "The files tell of orders" in caught.value.in_language("en")
    assert '[tables] "order.csv" = "log"' in caught.value.in_language("sv")


def test_a_question_in_a_table_beside_the_log_is_asked(read_beside: ReadBeside) -> None:
    stops = (
        "Maskin;Start;Minuter;Orsak\nFräs 1;03/04/2025 09:00;40;Haveri\nFräs 1;05/04/2025 09:00;40;Haveri\n"
    )

    with pytest.raises(Question) as caught:
        read_beside(stopp=stops)

    assert caught.value.place.file == "stopp.csv"


def test_a_table_that_only_looks_like_another_is_left_out_with_its_reason(read_beside: ReadBeside) -> None:
    log = read_beside(kund="Kundnr;Kundnamn;Ort\n1;Alfa;Umeå\n2;Beta;Kramfors\n")

    assert log.companions.given() == ()
    assert "kund.csv was left out" in notes_of(log)
