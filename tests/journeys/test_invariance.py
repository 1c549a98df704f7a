"""What must not matter: machine names, the year, the language of the headings."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from simmitt.engine.analysis import Reading, analyse
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.fitting import fit
from simmitt.engine.kpi import AsIs

ROOT = Path(__file__).resolve().parents[2]
REAL_CSV = ROOT / "../shared/data/production_4tu/Production_Data.csv"
NINE_YEARS = datetime(2021, 1, 1) - datetime(2012, 1, 1)
SWEDISH = {
    "Case ID": "Ordernr",
    "Activity": "Operation",
    "Resource": "Maskin",
    "Start Timestamp": "Starttid",
    "Complete Timestamp": "Sluttid",
    "Span": "Rapporterad tid",
    "Work Order  Qty": "Orderantal",
    "Part Desc.": "Benämning",
    "Worker ID": "Anställningsnr",
    "Report Type": "Rapporttyp",
    "Qty Completed": "Godkänt antal",
    "Qty Rejected": "Kasserat antal",
    "Qty for MRB": "Antal för granskning",
    "Rework": "Omarbete",
}


def in_other_clothes(text: str) -> str:
    """Give the same log with other machine names, nine years later, under Swedish headings."""
    heading, _, rows = text.partition("\n")
    for english, swedish in SWEDISH.items():
        heading = heading.replace(english, swedish)
    return heading + "\n" + re.sub(r"2012/\d\d/\d\d", _later, rows.replace("Machine ", "Zeta "))


def _later(found: re.Match[str]) -> str:
    return f"{date.fromisoformat(found[0].replace('/', '-')) + NINE_YEARS:%Y/%m/%d}"


def figures(as_is: AsIs) -> dict[tuple[str, str], tuple[float, float, float]]:
    return {
        (each.id, each.scope.replace("Zeta ", "Machine ")): (each.value, each.low, each.high)
        for each in as_is.figures
    }


def test_names_years_and_the_headings_language_change_no_figure(tmp_path: Path) -> None:
    if not REAL_CSV.exists():
        pytest.skip("the real production log lies outside the repository and is not here")
    other = tmp_path / "other.csv"
    other.write_text(in_other_clothes(REAL_CSV.read_text(encoding="utf-8")), encoding="utf-8")

    own, changed = analyse(Reading((REAL_CSV,))), analyse(Reading((other,)))

    assert changed.as_is.first_at - own.as_is.first_at == NINE_YEARS
    assert changed.log.rows.height == own.log.rows.height
    expected, found = figures(own.as_is), figures(changed.as_is)
    assert set(found) == set(expected)
    for key, values in expected.items():
        assert found[key] == pytest.approx(values, rel=1e-9), key
    assert [each.code for each in changed.diagnosis.findings] == [
        each.code for each in own.diagnosis.findings
    ]


def test_the_factory_of_a_real_log_takes_little_room() -> None:
    if not REAL_CSV.exists():
        pytest.skip("the real production log lies outside the repository and is not here")
    analysis = analyse(Reading((REAL_CSV,)))

    factory = fit(analysis.log, analysis.hours).factory
    text = write_factory(factory)

    assert len(text.encode()) <= 200_000
    assert parse_factory(text) == factory
