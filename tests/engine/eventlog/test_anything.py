"""Whatever stands in a table, the reader answers with a log or with a fault that the user can put right."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog import Mapping, read
from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.log import EVENT_SORTS, SCHEMA, EventLog
from simmitt.engine.eventlog.mapping import TABLE_SORTS
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import LANGUAGES

HEADINGS = st.sampled_from(
    [
        "Ordernr",
        "Order",
        "Maskin",
        "Machine",
        "Start",
        "Slut",
        "Starttid",
        "Sluttid",
        "Datum",
        "Tid",
        "Tidpunkt",
        "Status",
        "Orsak",
        "Antal",
        "Kasserat",
        "Räkneverk",
        "Kostnad",
        "Typ",
        "Beskrivning",
        "Artikel",
        "Benämning",
        "Pris",
        "Stycktid",
        "Mätarställning",
        "kWh",
        "Effekt",
        "Från",
        "Till",
        "Veckodag",
        "Skift",
        "Leveransdatum",
        "Orderantal",
        "Minuter",
        "Timmar",
        "Körtid",
        "Ställtid",
        "Stopptid",
        "Operation",
        "Anställd",
        "X",
    ]
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "2025-03-03 07:00",
            "2025-03-04 06:30",
            "2025-03-03",
            "03/04/2025",
            "07:15",
            "23:59",
            "1:30",
            "måndag",
            "Kör",
            "Stopp",
            "Haveri",
            "Running",
            "In",
            "Ut",
            "1 234,5",
            "12",
            "12,5",
            "-3",
            "0",
            "M1",
            "M2",
            "T100",
            "",
            "-",
            "x",
            "2025-03-03T07:00:00+01:00",
            "1899-12-31 01:49:00",
        ]
    ),
    st.integers(-5, 20_000).map(str),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M}"),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 7))
    headings = draw(st.lists(HEADINGS, min_size=width, max_size=width, unique=draw(st.booleans())))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerows([headings, *rows])
    return target.getvalue()


# What a column of each heading usually holds, so that tables come far enough to be read as something.
LIKELY = {
    "Ordernr;Maskin;Operation;Artikel;Benämning;Anställd": "M1;M2;T100;Fräs",
    "Start;Slut;Tidpunkt": "2025-03-03 07:00;2025-03-03 07:45;2025-03-04 06:30",
    "Datum;Leveransdatum;Frisläppt": "2025-03-03;2025-03-04;2025-03-14",
    "Starttid;Sluttid;Tid;Från;Till": "06:00;07:15;22:30;23:59",
    "Antal;Kasserat;Räkneverk;Kassräknare;Pris;Kostnad;Mätarställning kWh;Effekt kW": "0;12;12,5;9990;-4",
    "Minuter;Körtid (h);Ställtid (h);Stopptid (min);Planerad tid (h);Stycktid (s)": "0;1:30;12;7,5",
    "Status;Stopporsak;Stämpling;Rapporttyp;Typ;Beskrivning;Skift": "Kör;Stopp;Haveri;Ställ;In;Ut;PM01",
    "Veckodag": "måndag;tis;mån-fre",
}


@st.composite
def likely_tables(draw: st.DrawFn) -> str:
    kinds = draw(st.lists(st.sampled_from(sorted(LIKELY)), min_size=2, max_size=7))
    headings = [draw(st.sampled_from(kind.split(";"))) for kind in kinds]
    cells = [st.one_of(*[st.sampled_from(LIKELY[kind].split(";"))] * 9, CELLS) for kind in kinds]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=30))
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerows([headings, *rows])
    return target.getvalue()


def answer(texts: list[str], mapping: Mapping) -> EventLog | InputFault:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for at, text in enumerate(texts):
            paths.append(Path(folder) / f"t{at}.csv")
            paths[-1].write_bytes(text.encode())
        try:
            return read(paths, mapping=mapping)
        except InputFault as fault:
            return fault


def check(answered: EventLog | InputFault) -> None:
    if isinstance(answered, InputFault):
        for language in LANGUAGES:
            assert answered.in_language(language).strip()
        return
    assert dict(answered.rows.schema) == SCHEMA
    assert answered.rows["row"].n_unique() == answered.rows.height
    assert answered.source.sort in EVENT_SORTS or answered.rows.is_empty()
    for kind in answered.companions.given():
        schema = next(schema for name, schema in SCHEMAS.items() if name == kind)
        assert dict(getattr(answered.companions, kind).schema) == schema
    for note in answered.source.notes:
        assert note.in_language("sv")
    for row in answered.rows["row"]:
        assert answered.source.place_of(row).file


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(likely_tables(), tables()), min_size=1, max_size=3))
def test_random_tables_give_a_log_or_a_fault(texts: list[str]) -> None:
    check(answer(texts, Mapping()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(likely_tables(), st.sampled_from(TABLE_SORTS), st.sampled_from(["", "h"]))
def test_a_random_table_read_as_anything_gives_a_log_or_a_fault(text: str, told: str, unit: str) -> None:
    check(
        answer(
            [text], Mapping(tables={"t0.csv": told}, date_order="dmy", decimal_sign=",", duration_unit=unit)
        )
    )
