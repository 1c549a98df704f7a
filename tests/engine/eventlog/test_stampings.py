"""Stampings in and out, each a row of its own, made into reports."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.pairing import known_phases

WriteText = Callable[..., Path]
STAMPED = """Order;Maskin;Anställd;Stämpling;Tid;Antal
7;Fräs;A;In;2025-03-03 06:00;
8;Svarv;B;In;2025-03-03 06:30;
7;Fräs;A;Ut;2025-03-03 08:00;40
7;Fräs;A;In;2025-03-03 08:30;
8;Svarv;B;Ut;2025-03-03 09:00;12
7;Fräs;A;Ut;2025-03-03 10:00;35
"""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, 3, hour, minute)


def test_a_stamping_in_takes_the_next_one_out(write_text: WriteText) -> None:
    log = read(write_text(STAMPED))

    assert log.source.sort == "reports"
    assert log.rows.select("row", "order", "start_at", "end_at", "good_pieces").rows() == [
        (2, "7", at(6), at(8), 40.0),
        (3, "8", at(6, 30), at(9), 12.0),
        (5, "7", at(8, 30), at(10), 35.0),
    ]


def test_half_a_pair_stays_open_and_is_told(write_text: WriteText) -> None:
    lines = STAMPED.splitlines()
    text = "\n".join([lines[0], *lines[2:], "9;Fräs;A;In;2025-03-03 11:00;"])

    log = read(write_text(text))

    told = log.rows.select("order", "start_at", "end_at").rows()
    assert told == [
        ("8", at(6, 30), at(9)),
        ("7", None, at(8)),
        ("7", at(8, 30), at(10)),
        ("9", at(11), None),
    ]
    notes = " ".join(note.in_language("en") for note in log.source.notes)
    assert "1 start has no completion" in notes
    assert "1 completion has no start" in notes


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (["start", "complete"], True),
        (["In", "Ut"], True),
        (["Påbörjad", "Paus", "Återuppta", "Klar"], True),
        (["Klar"], False),
        (["D", "S"], False),
        (["Start", "Slut", "Zonk"], False),
    ],
)
def test_words_are_phases_only_where_nearly_all_of_them_are(words: list[str], known: bool) -> None:
    assert bool(known_phases(pl.Series("words", words))) is known
