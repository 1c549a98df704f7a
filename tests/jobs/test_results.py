"""What analyse, fit, simulate and plan leave."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jobs.conftest import BUDGET_SEK, bytes_of, done, fault, job_in, told

from simmitt.engine.factory.opening import read_factory
from simmitt.engine.report.analysis_record import analysis_record
from simmitt.jobs.analysing import KEY_FIGURES


def is_text(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"sv", "en"}


def ids_in(fragment: str) -> list[str]:
    return re.findall(r'\bid="([^"]*)"', fragment)


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("read_folder", {"quality"}),
        ("analysed_folder", {"as_is"}),
        ("fitted_folder", {"model", "validation", "odds"}),
        ("planned_folder", {"plan"}),
    ],
)
def test_a_fragment_fits_into_somebody_elses_page(
    folder: str, names: set[str], request: pytest.FixtureRequest
) -> None:
    place: Path = request.getfixturevalue(folder)
    fragments = told(place)["fragments"]

    assert set(fragments) <= names
    assert set(fragments) >= names - {"odds"}
    for name, files in fragments.items():
        for language, file in files.items():
            text = (place / "out" / file).read_text(encoding="utf-8")
            assert text.startswith(f'<div class="report" lang="{language}" id="{name}">')
            assert text.rstrip().endswith("</div>")
            assert not re.search(r"<(script|style|link|html|h1)\b|\sstyle=|\son\w+=", text)
            ids = ids_in(text)
            assert len(ids) == len(set(ids))
            assert all(each == name or each.startswith(f"{name}-") for each in ids)
            assert set(re.findall(r'href="#([^"]*)"', text)) <= set(ids)
            levels = [int(level) for level in re.findall(r"<h(\d)", text)]
            assert all(later <= before + 1 for before, later in zip([1, *levels], levels, strict=False))


def test_an_analysis_tells_its_figures_with_their_meaning(analysed_folder: Path) -> None:
    record = told(analysed_folder)

    figures = {each["id"]: each for each in record["figures"]}
    assert all(is_text(each["label"]) and is_text(each["definition"]) for each in figures.values())
    assert record["key_figures"] == [name for name in KEY_FIGURES if name in figures]
    lead_time = figures["lead_time_mean_h"]
    assert lead_time["low"] < lead_time["value"] < lead_time["high"]
    assert record["constraint"]["machine"] in {"Saw 1", "Mill 2", "Lathe 3", "Inspection"}
    assert {rank["machine"] for each in record["bottlenecks"] for rank in each["ranking"]} <= {
        "Saw 1", "Mill 2", "Lathe 3", "Inspection",
    }  # fmt: skip
    calendar, *parts = (step["hours"] for step in record["losses"]["steps"])
    assert sum(parts) == pytest.approx(calendar)
    assert is_text(record["lead"])


def test_an_analysis_in_short_says_what_it_says_at_length(analysed_folder: Path) -> None:
    assert analysis_record.__doc__
    whole = json.loads((analysed_folder / "out" / "analysis.sv.json").read_text(encoding="utf-8"))
    at_length = {each["id"]: each["value"] for each in whole["figures"] if each["scope"] == "plant"}

    in_short = {each["id"]: each["value"] for each in told(analysed_folder)["figures"]}

    assert in_short == at_length


def test_documents_are_there_in_both_languages(analysed_folder: Path, planned_folder: Path) -> None:
    analysis, plan = bytes_of(analysed_folder), bytes_of(planned_folder)

    for language in ("sv", "en"):
        assert analysis[f"analysis.{language}.pdf"].startswith(b"%PDF")
        assert plan[f"plan.{language}.pdf"].startswith(b"%PDF")
        assert plan[f"plan.{language}.docx"].startswith(b"PK")
        assert b"<svg" in analysis[f"pictures/{language}/waiting.svg"]
        assert analysis[f"tables/{language}/figures.csv"]


def test_a_fit_tells_what_can_be_edited(fitted_folder: Path) -> None:
    stations = {each["name"]: each for each in told(fitted_folder)["stations"]}

    assert set(stations) == {"Saw 1", "Mill 2", "Lathe 3", "Inspection"}
    mill = {each["parameter"]: each for each in stations["Mill 2"]["parameters"]}
    assert {"run_factor", "setup_factor", "capacity", "extra_hours"} <= set(mill)
    assert mill["setup_factor"]["now"] == pytest.approx(40 / 60, rel=0.1)  # 20 to 60 minutes
    assert mill["run_factor"]["value"] == 1.0
    assert "setup_factor" not in {each["parameter"] for each in stations["Saw 1"]["parameters"]}


def test_a_log_without_events_gives_no_model(tmp_path: Path) -> None:
    path = tmp_path / "daily.csv"
    rows = (f"2025-03-{day:02};Såg 1;480;300;40;60;100;2\n" for day in range(1, 29))
    head = "Datum;Maskin;Planerad tid (min);Körtid (min);Ställtid (min);Stopptid (min);Godkända;Kasserade\n"
    path.write_text(head + "".join(rows), encoding="utf-8")
    read = done(job_in(tmp_path / "read", "read", path))
    assert (told(read)["sort"], told(read)["tells_events"]) == ("daily", False)
    assert told(read)["first_day"] == "2025-03-01"

    log = read / "out" / "log.simmitt"
    done(job_in(tmp_path / "analyse", "analyse", log))
    record = fault(job_in(tmp_path / "fit", "fit", log))

    assert record["kind"] == "NoEvents"


def test_an_edit_that_changes_nothing_changes_no_figure(fitted_folder: Path, tmp_path: Path) -> None:
    factory = fitted_folder / "out" / "factory.toml"
    edits = [{"station": "Mill 2", "parameter": "run_factor", "value": 1.0}]

    folder = done(job_in(tmp_path, "simulate", factory, asked={"edits": edits, "replications": 10}))

    for each in told(folder)["figures"]:
        assert each["change"] == {"value": 0.0, "low": 0.0, "high": 0.0}
        assert each["told"] == "unsure"


def test_quicker_work_shortens_lead_times(fitted_folder: Path, tmp_path: Path) -> None:
    factory = fitted_folder / "out" / "factory.toml"
    edits = [
        {"station": "Mill 2", "parameter": "run_factor", "value": 0.5},
        {"station": "Mill 2", "parameter": "setup_factor", "value": 0.5},
    ]

    folder = done(job_in(tmp_path, "simulate", factory, asked={"edits": edits, "replications": 20}))

    figures = {each["id"]: each for each in told(folder)["figures"]}
    lead_time = figures["lead_time_mean_h"]
    assert lead_time["told"] == "better"
    assert lead_time["change"]["high"] < 0
    assert lead_time["change"]["value"] == pytest.approx(
        lead_time["after"]["value"] - lead_time["before"]["value"]
    )
    edited = read_factory(folder / "out" / "edited_factory.toml").station("Mill 2")
    plain = read_factory(factory).station("Mill 2")
    assert edited.setup is not None
    assert plain.setup is not None
    assert edited.setup.time_s.mean == pytest.approx(0.5 * plain.setup.time_s.mean, rel=1e-3)


@pytest.mark.parametrize(
    "edit",
    [
        {"station": "Mill 9", "parameter": "run_factor", "value": 1.0},
        {"station": "Mill 2", "parameter": "colour", "value": 1.0},
        {"station": "Saw 1", "parameter": "setup_factor", "value": 0.5},
        {"station": "Mill 2", "parameter": "run_factor", "value": -1.0},
        {"station": "Mill 2", "parameter": "capacity", "value": 1.5},
        {"station": "Mill 2", "parameter": "extra_hours", "value": 200.0},
    ],
)
def test_an_edit_that_cant_be_made_is_refused(
    fitted_folder: Path, tmp_path: Path, edit: dict[str, Any]
) -> None:
    factory = fitted_folder / "out" / "factory.toml"

    record = fault(job_in(tmp_path, "simulate", factory, asked={"edits": [edit]}))

    assert record["kind"] == "BadEdit"


@pytest.mark.parametrize(
    ("asked", "limits"),
    [
        ({"weeks": 40}, {"horizon_weeks": 20}),
        ({"replications": 40}, {"replications": 20}),
        ({}, {"machines": 2}),
    ],
)
def test_a_simulation_beyond_a_limit_is_refused(
    fitted_folder: Path, tmp_path: Path, asked: dict[str, Any], limits: dict[str, int]
) -> None:
    factory = fitted_folder / "out" / "factory.toml"

    record = fault(job_in(tmp_path, "simulate", factory, asked={"edits": [], **asked}, limits=limits))

    assert record["kind"] == "OverJobLimit"


def test_a_plan_tells_its_measures_as_its_own_record_does(planned_folder: Path) -> None:
    record = told(planned_folder)
    whole = json.loads((planned_folder / "out" / "plan.sv.json").read_text(encoding="utf-8"))

    assert [each["id"] for each in record["measures"]] == [each["id"] for each in whole["measures"]]
    assert record["measures"], "there is something to compare"
    for mine, its in zip(record["measures"], whole["measures"], strict=True):
        for name in ("starts_on", "ready_on", "follow_ups", "cost_sek", "hours", "weeks", "grade", "targets"):
            assert mine[name] == its[name]
        assert mine["title"]["sv"] == its["title"]
        assert all(is_text(risk["text"]) for risk in mine["risks"])
    assert record["run_id"] == whole["origin"]["run_id"]
    assert record["budget_sek"] == BUDGET_SEK
    assert [each["number"] for each in record["checks"]] == [each["number"] for each in whole["checks"]]
    joint = record["joint"]["lead_time_mean_h"]
    assert joint == {name: whole["portfolio"]["joint"]["lead_time_mean_h"][name] for name in joint}


def test_a_plan_says_which_lines_of_the_economy_were_given(planned_folder: Path) -> None:
    lines = {each["id"]: each for each in told(planned_folder)["economy"]}

    assert lines["hourly_cost_sek"]["value"] == 400.0
    assert {name for name, each in lines.items() if each["given"]} == {"hourly_cost_sek", "use_of_freed_time"}


def test_what_an_earlier_job_computed_is_taken_over_and_changes_nothing(
    kept_log: Path, planned_folder: Path, fitted_folder: Path, tmp_path: Path
) -> None:
    economy = (planned_folder / "economy.toml").read_text(encoding="utf-8")
    asked = json.loads((planned_folder / "job.json").read_text(encoding="utf-8"))["asked"]

    alone = done(job_in(tmp_path, "plan", kept_log, asked=asked, beside={"economy.toml": economy}))

    assert bytes_of(alone) == bytes_of(planned_folder)
    names = [{path.name for path in (folder / "checkpoint").iterdir()} for folder in (alone, fitted_folder)]
    assert names[0] & names[1], "both computed the model"
    assert not {path.name for path in (planned_folder / "checkpoint").iterdir()} & names[1]


@pytest.mark.parametrize("budget", [-1, "much", None, True])
def test_a_budget_that_is_no_amount_is_refused(kept_log: Path, tmp_path: Path, budget: Any) -> None:
    record = fault(job_in(tmp_path, "plan", kept_log, asked={"budget_sek": budget}))

    assert record["kind"] == "BadBudget"
