"""What a light does to a plan: red refuses it unless somebody says why, plain delay is told."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from engine.validation.made_logs import log_of_delays, log_that_turns

from simmitt.cli import DONE, INPUT_AT_FAULT, run
from simmitt.engine.eventlog.log import EventLog

REASON = "Banken vill se en första plan före jul"


def written(log: EventLog, path: Path) -> Path:
    log.rows.select(
        "order", "activity", "machine", "product", "kind", "start_at", "end_at", "ordered_pieces"
    ).write_csv(path, datetime_format="%Y-%m-%d %H:%M:%S")
    return path


@pytest.fixture(scope="module")
def turning_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(log_that_turns(), tmp_path_factory.mktemp("red") / "log.csv")


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


def test_measures_say_that_lead_times_are_in_doubt_where_much_is_plain_delay(tmp_path: Path) -> None:
    log = written(log_of_delays(delay_h=120.0, milling_h=12.0), tmp_path / "log.csv")

    assert run(words(log, tmp_path / "out", "--language", "en", "--despite-red", REASON)) == DONE

    plan = json.loads((tmp_path / "out/plan.json").read_text("utf-8"))
    page = (tmp_path / "out/plan.html").read_text("utf-8")
    assert plan["validation_light"] == "amber"
    assert plan["lead_time_in_doubt"]
    assert plan["despite_red"] == ""  # a reason that nobody needed is not told
    shortening = [each for each in plan["measures"] if each["alone"]["lead_time_mean_h"]["value"]]
    assert shortening
    assert page.count("Effects on lead time are uncertain.") == 1 + len(shortening)
