"""A document told as JSON: read strictly, written for paper and for Word, the same bytes each time."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jobs.conftest import bytes_of, done, job_in, told

from simmitt.engine.report.document import Callout, Chart, Heading, KeyFigures, Table
from simmitt.ground.progress import silent
from simmitt.jobs.job import BadJob, read_job
from simmitt.jobs.running import run
from simmitt.jobs.told_document import document_told

TABLE = {"caption": "Tal", "headings": ["Vad", "Värde"], "rows": [["Nu", "63,3"]], "align": ["left", "right"]}
DOCUMENT: dict[str, Any] = {
    "title": "Handlingsplan", "subtitle": "Version 1", "language": "sv", "dated": "2026-11-26",
    "header": "Påhittade Plåt AB", "status": "Utkast", "footer": "Datagrad B",
    "parts": [
        {"part": "heading", "text": "Åtgärder & <annat>", "level": 1},
        {"part": "callout", "title": "Först", "text": "Mät #let x = 1 $y$.", "tone": "your_turn"},
        {"part": "table", **TABLE, "row_heading": 0},
        {"part": "key_figures", "figures": [
            {"caption": "Kostnad", "value": "85 tkr"},
            {"caption": "Vinst", "value": "74 tkr", "note": "−11 till 159",
             "estimate": {"value": 74, "low": -11, "high": 159, "level": "outcomes_80"}},
        ]},
        {"part": "measure_line", "title": "Timmar", "answer": "Färre.", "alt": "Från 63 till 54.",
         "table": TABLE, "plan": "planen",
         "estimate": {"value": 54.2, "low": 52.8, "high": 56.1, "level": "outcomes_80"},
         "today": {"word": "nu", "value": 63.3}},
        {"part": "timetable", "title": "När?", "answer": "Snart.", "alt": "Två staplar.", "table": TABLE,
         "tasks": [
             {"name": "Ställvagn", "first": "2026-12-01", "last": "2027-01-15", "hours": 60, "decided": True},
             {"name": "Korsträning", "first": "2027-01-18", "last": "2027-02-12", "after": [0]},
         ]},
    ],
}  # fmt: skip


def test_each_kind_of_part_is_read() -> None:
    document = document_told(DOCUMENT)

    assert [type(part) for part in document.parts] == [Heading, Callout, Table, KeyFigures, Chart, Chart]
    figures = document.parts[3]
    assert isinstance(figures, KeyFigures)
    assert [bool(one.svg) for one in figures.figures] == [False, True]


def changed(*path: Any, to: Any) -> dict[str, Any]:
    document = deepcopy(DOCUMENT)
    *way, last = path
    place: Any = document
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return document


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (("title",), None, "lacks ['title']"),
        (("title",), 7, "document.title: expected str"),
        (("language",), "de", "document.language"),
        (("dated",), "i morgon", "expected a day"),
        (("parts",), "inga", "no document with parts"),
        (("parts", 0), "rubrik", "parts[0]: expected a part"),
        (("parts", 0, "part"), "picture", "parts[0].part"),
        (("parts", 0, "colour"), "red", "parts[0]: expected"),
        (("parts", 1, "tone"), "loud", "parts[1].tone"),
        (("parts", 2, "rows", 0, 1), 63.3, "parts[2].rows[0][1]: expected str"),
        (("parts", 3, "figures", 1, "estimate", "low"), "−11", "estimate.low: expected float"),
        (("parts", 4, "estimate"), None, "lacks ['estimate']"),
        (("parts", 5, "tasks", 0, "decided"), 1, "decided: expected bool"),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(path: tuple[Any, ...], to: Any, said: str) -> None:
    with pytest.raises(BadJob) as refused:
        document_told(changed(*path, to=to))

    assert said in str(refused.value)


def paper_in(folder: Path, text: str, **asked: Any) -> Path:
    return job_in(folder, "paper", asked=asked, beside={"document.json": text})


def test_it_is_written_twice_with_the_same_bytes(tmp_path: Path) -> None:
    text = json.dumps(DOCUMENT)
    first, second = (done(paper_in(tmp_path / one, text, name="plan-7")) for one in ("a", "b"))

    assert bytes_of(first) == bytes_of(second)
    assert bytes_of(first)["plan-7.pdf"].startswith(b"%PDF-")
    assert {one["name"] for one in told(first)["files"]} == {"plan-7.pdf", "plan-7.docx", "plan-7.html"}
    assert told(first)["title"] == "Handlingsplan"


@pytest.mark.parametrize("name", ["../plan", "plan.exe", "", "a/b"])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadJob):
        run(read_job(paper_in(tmp_path / "job", json.dumps(DOCUMENT), name=name)), silent)


@pytest.mark.parametrize("text", ["", "{", "[]", '"plan"'])
def test_what_is_no_json_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadJob):
        run(read_job(paper_in(tmp_path / "job", text)), silent)
