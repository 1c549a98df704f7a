"""A model that does not hold: no what-ifs, unless somebody says why, and then the plan says so."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from engine.validation.made_logs import log_that_turns

from simmitt.cli import DONE, INPUT_AT_FAULT, run

REASON = "Banken vill se en första plan före jul"


@pytest.fixture(scope="module")
def turning_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("red") / "log.csv"
    log_that_turns().rows.select(
        "order", "activity", "machine", "product", "kind", "start_at", "end_at", "ordered_pieces"
    ).write_csv(path, datetime_format="%Y-%m-%d %H:%M:%S")
    return path


def words(log: Path, out: Path, *more: str) -> list[str]:
    return ["plan", str(log), "--budget-sek", "200000", "--out", str(out), "--workers", "2", *more]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The model's light is red"), ("sv", "Modellens ljus är rött")],
)
def test_a_red_model_gets_no_plan_and_is_told_why(
    turning_log: Path, tmp_path: Path, language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(words(turning_log, tmp_path / "out", "--language", language, "--despite-red", " "))

    told = capsys.readouterr().err
    assert code == INPUT_AT_FAULT
    assert said in told
    assert "--despite-red" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_reason_stands_in_every_form_of_the_plan(
    turning_log: Path, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = words(turning_log, tmp_path / "out", "--language", language, "--despite-red", REASON)
    assert run(asked) == DONE

    plan = json.loads((tmp_path / "out/plan.json").read_text("utf-8"))
    page = (tmp_path / "out/plan.html").read_text("utf-8")
    paragraphs = docx.Document(io.BytesIO((tmp_path / "out/plan.docx").read_bytes())).element.body.itertext()
    assert (plan["validation_light"], plan["despite_red"]) == ("red", REASON)
    assert not plan["finished"]
    assert REASON in page
    assert REASON in "".join(paragraphs)
    if shutil.which("pdftotext"):  # poppler-utils, which reads the PDF back
        assert REASON in _first_page(tmp_path / "out/plan.pdf")

    again = json.loads((tmp_path / "out/run/run.json").read_text("utf-8"))["again"]
    assert again[again.index("--despite-red") + 1] == REASON
    monkeypatch.chdir(tmp_path / "out/run")
    assert run([*again[1:]]) == DONE
    assert (tmp_path / "out/run/again/plan.json").read_bytes() == (tmp_path / "out/plan.json").read_bytes()


def _first_page(path: Path) -> str:
    told = subprocess.run(
        ["pdftotext", "-l", "1", str(path), "-"], capture_output=True, check=True, text=True
    )
    return re.sub(r"\s+", " ", told.stdout)


def test_a_red_model_still_gets_its_page(turning_log: Path, tmp_path: Path) -> None:
    assert run(["fit", str(turning_log), "--out", str(tmp_path / "out"), "--language", "en"]) == DONE

    page = (tmp_path / "out/factory.html").read_text("utf-8")
    record = json.loads((tmp_path / "out/validation.json").read_text("utf-8"))
    assert "Red light." in page
    assert record["light"] == "red"
    assert record["reasons"][0]["light"] == "red"
    assert {weeks["measure"] for weeks in record["weeks"]} == {"wip", "throughput"}
