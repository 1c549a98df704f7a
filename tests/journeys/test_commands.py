"""The commands as a user meets them: what they write, what they refuse, what they answer."""

import csv
import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simmitt.cli import DONE, INPUT_AT_FAULT, run
from simmitt.engine.eventlog import Mapping, read
from simmitt.engine.factory import write_factory
from simmitt.engine.factory.opening import read_factory

ROOT = Path(__file__).resolve().parents[2]
REAL_CSV = ROOT / "../shared/data/production_4tu/Production_Data.csv"
PLAN_FILES = {"plan.json", "plan.pdf", "plan.docx", "plan.html", "run"}
FIGURES = {
    "lead_time_median_h",
    "lead_time_mean_h",
    "touch_time_median_h",
    "flow_efficiency_share",
    "wip_mean_orders",
    "throughput_orders_per_week",
    "scrap_share",
    "setup_share",
    "utilisation_sum_share",
    "utilisation_union_share",
}


@pytest.fixture(scope="session")
def example_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented workshop's log, as make run makes it."""
    path = tmp_path_factory.mktemp("example") / "korlogg.csv"
    subprocess.run(
        [sys.executable, str(ROOT / "example/make_log.py"), str(path)], check=True
    )  # our own script
    return path


@pytest.fixture(scope="session")
def example_model(example_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    assert run(["fit", str(example_log), "--out", str(out), "--workers", "2"]) == DONE
    return out


@pytest.fixture(scope="session")
def example_plan(example_log: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plan")
    words = ["plan", str(example_log), "--budget-sek", "400000", "--out", str(out), "--company", "Nordanå"]
    assert run([*words, "--workers", "2"]) == DONE
    return out


def read_json(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("language", ["sv", "en"])
def test_analyse_writes_figures_and_a_page(
    example_log: Path, tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["analyse", str(example_log), "--out", str(tmp_path / "out"), "--language", language])

    assert code == DONE
    written = read_json(tmp_path / "out/analysis.json")
    assert {each["id"] for each in written["figures"]} >= FIGURES
    assert all(each["definition"] and each["low"] <= each["high"] for each in written["figures"])
    assert set(written["log"]) >= {
        "orders", "operations", "resources", "workers", "products", "first", "last", "sha256",
    }  # fmt: skip
    assert written["quality"]["grade"] in "ABCD"
    page = (tmp_path / "out/analysis.html").read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    median = next(each["value"] for each in written["figures"] if each["id"] == "lead_time_median_h")
    in_table = (tmp_path / "out/tables/figures.csv").read_text(encoding="utf-8-sig")
    told = next(row.split(";")[4] for row in in_table.splitlines() if row.startswith("lead_time_median_h;"))
    assert ("," in told) == (language == "sv")
    assert float(told.replace(",", ".")) == pytest.approx(median, rel=1e-5)
    answer, lies, where = capsys.readouterr().out.splitlines()
    assert answer in page
    assert "analysis.json" in lies
    assert str(tmp_path / "out/analysis.html") in where


def test_a_fitted_factory_reads_back_as_itself(example_model: Path) -> None:
    factory = read_factory(example_model / "factory.toml")

    assert write_factory(factory) == (example_model / "factory.toml").read_text(encoding="utf-8")
    assert read_json(example_model / "validation.json")["light"] in ("green", "amber", "red")


def test_simulate_needs_nothing_but_the_factory_file(example_model: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    alone.write_bytes((example_model / "factory.toml").read_bytes())

    code = run(["simulate", str(alone), "--replications", "3", "--out", str(tmp_path / "out")])

    assert code == DONE
    logs = sorted(path.name for path in (tmp_path / "out").glob("sim_*.csv"))
    assert logs == ["sim_000.csv", "sim_001.csv", "sim_002.csv"]
    with (tmp_path / "out/sim_000.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["case_id", "activity", "resource", "start_time", "end_time"]
    assert all(row["start_time"] <= row["end_time"] for row in rows)
    orders = read_factory(alone).run.orders
    assert orders is not None
    assert abs(len({row["case_id"] for row in rows}) - orders) <= 0.05 * orders
    results = read_json(tmp_path / "out/results.json")
    assert results["throughput_orders_per_week"]["value"] > 0


def test_a_simulation_goes_on_until_it_is_as_precise_as_asked_for(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["simulate", str(example_model / "factory.toml"), "--out", str(tmp_path / "out")]

    assert run([*words, "--precision", "5%", "--logs", "1", "--language", "en"]) == DONE

    results = read_json(tmp_path / "out/results.json")
    assert all(each["is_reached"] for each in results["precision"])
    assert [path.name for path in (tmp_path / "out").glob("sim_*.csv")] == ["sim_000.csv"]
    low, high = results["wip_mean_orders"]["mean_confidence_95"]
    assert high - low <= 2 * 0.05 * results["wip_mean_orders"]["mean"]
    said = capsys.readouterr().out
    assert "On the floor" in said
    assert said.count("95 % confidence") == 3


def test_a_simulation_begins_with_the_open_orders_that_fit_has_found(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = read_json(example_model / "state.json")
    words = ["simulate", str(example_model / "factory.toml"), "--state", str(example_model / "state.json")]
    results = []

    for language, workers in (("en", "1"), ("sv", "2")):
        out = tmp_path / language
        asked = [*words, "--out", str(out), "--language", language, "--workers", workers]
        assert run([*asked, "--replications", "60"]) == DONE
        assert not list(out.glob("sim_*.csv")), "no log unless asked for"
        page = (out / "results.html").read_text(encoding="utf-8")
        assert all(each["order"] in page for each in state["orders"] if each["chance_open"] > 0.5)
        results.append(read_json(out / "results.json")["open_orders"])

    assert results[0] == results[1]
    assert {each["order"] for each in results[0]} == {each["order"] for each in state["orders"]}
    sure = [each for each in results[0] if each["chance_open"] > 0.5]
    assert sure
    for each in sure:
        done = [each["done_within_weeks"][week]["value"] for week in "1234"]
        assert done == sorted(done)
        assert state["at"] < each["done_at_low"] <= each["done_at"]
    told = capsys.readouterr().out
    assert all(each["order"] in told for each in sure)
    assert "Open orders" in told
    assert "Öppna ordrar" in told


@pytest.mark.parametrize("option", [["--from", "2026-01-05"], ["--warm-up-weeks", "2"], ["--steady"]])
def test_a_window_of_another_kind_than_that_of_the_open_orders_is_refused(
    example_model: Path, tmp_path: Path, option: list[str]
) -> None:
    words = ["simulate", str(example_model / "factory.toml"), "--state", str(example_model / "state.json")]

    assert run([*words, *option, "--out", str(tmp_path / "out")]) == INPUT_AT_FAULT
    assert not (tmp_path / "out").exists()


def test_open_orders_of_another_factory_are_refused_with_order_and_key(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = read_json(example_model / "state.json")
    state["orders"][0]["product"] = "Klockspel"
    (tmp_path / "other.json").write_text(json.dumps(state), encoding="utf-8")
    words = ["simulate", str(example_model / "factory.toml"), "--state", str(tmp_path / "other.json")]

    assert run([*words, "--out", str(tmp_path / "out"), "--language", "en"]) == INPUT_AT_FAULT

    told = " ".join(capsys.readouterr().err.split())
    assert all(word in told for word in ("other.json", state["orders"][0]["order"], "product", "Klockspel"))


def test_a_window_elsewhere_begins_without_the_orders_of_the_logs_start(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factory = read_factory(example_model / "factory.toml")
    assert factory.arrivals.opening_orders > 0
    assert factory.run.starts_at is not None
    words = ["simulate", str(example_model / "factory.toml"), "--language", "en", "--replications", "2"]
    words += ["--orders", "38", "--weeks", "6.25"]

    assert run([*words, "--from", "2026-03-02T06:00", "--out", str(tmp_path / "moved")]) == DONE
    moved = " ".join(capsys.readouterr().out.split())
    assert run([*words, "--from", factory.run.starts_at.isoformat(), "--out", str(tmp_path / "same")]) == DONE
    same = " ".join(capsys.readouterr().out.split())

    assert "left out" in moved
    assert "left out" not in same
    results = read_json(tmp_path / "moved/results.json")
    assert results["observed_weeks"] == 6.25
    assert len(results["notes"]) == 1
    for path in (tmp_path / "moved").glob("sim_*.csv"):
        with path.open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        assert len({row["case_id"] for row in rows}) <= 38
        assert min(row["start_time"] for row in rows) >= "2026-03-02T06:00"
        assert max(row["end_time"] for row in rows) < "2026-04-15"


def test_a_factory_without_a_window_asks_for_weeks(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (example_model / "factory.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[run]")
    (tmp_path / "bare.toml").write_text(
        head + "[arrivals]" + rest.partition("[arrivals]")[2], encoding="utf-8"
    )

    asked = ["simulate", str(tmp_path / "bare.toml"), "--replications", "1", "--out", str(tmp_path / "out")]

    assert run(asked) == INPUT_AT_FAULT
    assert "--weeks" in capsys.readouterr().err
    assert run([*asked, "--weeks", "4", "--from", "2026-01-05"]) == DONE


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_factory_without_a_log_goes_from_the_template_to_a_simulation(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out, said = tmp_path / "fabrik.xlsx", tmp_path / "out", ["--language", language]

    assert run(["template", str(book), "--factory", *said]) == DONE
    assert run(["simulate", str(book), "--replications", "3", "--out", str(out), *said]) == DONE

    told = capsys.readouterr().out
    assert ("invented example" in told) == (language == "en")
    assert len(read_json(out / "results.json")["left_of_example"]) == 13
    page = (out / "results.html").read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    assert page.count("<svg") >= 3  # the mark, and the picture for a wide and a narrow window
    assert (out / "welch.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (out / "welch_narrow.svg").exists()
    assert run(["template", str(book), "--factory"]) == INPUT_AT_FAULT


def test_a_fitted_factory_becomes_a_workbook_and_is_the_same_again(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml, book, again = example_model / "factory.toml", tmp_path / "factory.xlsx", tmp_path / "again.toml"

    assert run(["factory", str(toml), "--to", str(book)]) == DONE
    assert run(["factory", str(book), "--to", str(again)]) == DONE
    assert again.read_bytes() == toml.read_bytes()
    assert run(["factory", str(book), "--to", str(again)]) == INPUT_AT_FAULT
    assert run(["factory", str(book), "--to", str(tmp_path / "factory.csv")]) == INPUT_AT_FAULT
    assert ".toml" in capsys.readouterr().err


def test_a_factory_that_no_cell_can_hold_stays_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "odd.toml"
    toml.write_text(
        '[arrivals]\nkind = "saturated"\n[[station]]\nname = " Saw"\n[[operation]]\nname = "S"\n'
        'station = " Saw"\nrun = 1\n[[product]]\nname = "P"\nshare = 1\norder_pieces = 1\n'
        'routings = [["S"]]\n',
        encoding="utf-8",
    )

    code = run(["factory", str(toml), "--to", str(tmp_path / "odd.xlsx"), "--language", "en"])

    assert code == INPUT_AT_FAULT
    assert "can't hold this factory" in capsys.readouterr().err
    assert not (tmp_path / "odd.xlsx").exists()


def test_the_window_or_the_long_run_is_chosen_by_a_word(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "simulate",
        str(example_model / "factory.toml"),
        "--out",
        str(tmp_path / "out"),
        "--replications",
        "2",
    ]

    assert run([*words, "--steady"]) == INPUT_AT_FAULT
    assert "--weeks" in capsys.readouterr().err
    assert run([*words, "--terminating", "--warm-up-weeks", "1"]) == INPUT_AT_FAULT
    assert run([*words, "--terminating", "--steady"]) == INPUT_AT_FAULT
    assert run([*words, "--terminating"]) == DONE
    assert read_json(tmp_path / "out/results.json")["kind"] == "terminating"


def test_a_plan_is_written_whole(example_plan: Path) -> None:
    plan = read_json(example_plan / "plan.json")

    assert {path.name for path in example_plan.iterdir()} == PLAN_FILES
    assert len(plan["checks"]) == 16
    assert not plan["finished"], "nobody has decided yet"
    spent = sum(each["cost_sek"]["likely"] for each in plan["measures"])
    assert spent <= 400_000
    assert (
        plan["portfolio"]["joint"]["lead_time_mean_h"]["low"]
        <= plan["portfolio"]["joint"]["lead_time_mean_h"]["high"]
    )
    assert (example_plan / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert "></th>" not in (example_plan / "plan.html").read_text(encoding="utf-8"), "a heading without words"


def test_a_plan_carries_all_that_is_needed_to_make_it_again(
    example_plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = read_json(example_plan / "run/run.json")
    monkeypatch.chdir(example_plan / "run")

    again = asked["again"][1:]
    again[again.index("--out") + 1] = str(tmp_path / "again")

    assert run([*again, "--workers", "1"]) == DONE
    assert (tmp_path / "again/plan.json").read_bytes() == (example_plan / "plan.json").read_bytes()
    assert (tmp_path / "again/plan.pdf").read_bytes() == (example_plan / "plan.pdf").read_bytes()


def test_the_run_folder_names_none_of_the_company_s_workers(example_plan: Path, example_log: Path) -> None:
    asked, folder = read_json(example_plan / "run/run.json"), example_plan / "run"
    workers = set(read(example_log, mapping=Mapping(keep_workers=True)).rows["worker"].drop_nulls())

    assert asked["logs"] == ["log/log.simmitt"]
    digest = hashlib.sha256(example_log.read_bytes()).hexdigest()
    assert asked["files"] == [{"name": example_log.name, "sha256": digest}]
    assert len(workers) > 1
    kept = read(folder / "log/log.simmitt").rows["worker"].drop_nulls()
    assert not workers & set(kept)
    assert not [path for path in folder.rglob("*") if path.name == example_log.name]


def test_a_run_folder_that_keeps_workers_holds_the_company_s_own_files(
    example_log: Path, tmp_path: Path
) -> None:
    words = ["plan", str(example_log), "--budget-sek", "50000", "--keep-workers", "--workers", "2"]
    assert run([*words, "--out", str(tmp_path / "kept")]) == DONE

    asked = read_json(tmp_path / "kept/run/run.json")
    assert "--keep-workers" in asked["again"]
    assert asked["logs"] == [f"log/{example_log.name}"]
    assert (tmp_path / "kept/run" / asked["logs"][0]).read_bytes() == example_log.read_bytes()


def test_rows_after_the_day_told_have_not_happened_yet(tmp_path: Path) -> None:
    lines = [f"{day};Saw;2026-01-{day:02} 06:00;2026-01-{day:02} 07:00" for day in range(1, 29)]
    log = tmp_path / "log.csv"
    log.write_text("\n".join(["Ordernr;Maskin;Start;Slut", *lines]), "utf-8")

    assert run(["analyse", str(log), "--today", "2026-01-20", "--out", str(tmp_path / "out")]) == DONE

    found = {each["code"]: each for each in read_json(tmp_path / "out/analysis.json")["quality"]["findings"]}
    assert found["future_dates"]["count"] == 8


BAD_FILES = {
    "empty.csv": b"",
    "heading.csv": b"Ordernr;Maskin;Start;Slut\n",
    "one_row.csv": b"Ordernr;Maskin;Start;Slut\n1;Saw;2026-01-05 06:00;2026-01-05 07:00\n",
    "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "words.csv": b"alpha,beta\nfoo,bar\nbaz,qux\n",
    "no_order.csv": b"Maskin;Start;Slut\n" + b"Saw;2026-01-05 06:00;2026-01-05 07:00\n" * 30,
    "same_times.csv": b"Ordernr;Maskin;Start;Slut\n"
    + b"".join(b"%d;Saw;2026-01-05 06:00;2026-01-05 06:00\n" % n for n in range(30)),
    "daily.csv": b"Datum;Maskin;Antal;Timmar\n"
    + b"".join(b"2026-01-%02d;Saw;%d;7,5\n" % (n, n * 10) for n in range(5, 29)),
    "dates.csv": b"Ordernr;Maskin;Start;Slut\n"
    + b"".join(b"%d;Saw;%02d/04/2025 06:00;%02d/04/2025 07:00\n" % (n, n, n) for n in range(1, 12)),
    "broken.gz": gzip.compress(b"Ordernr;Maskin;Start;Slut\n" * 100)[:-20],
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_log_is_refused_in_the_user_s_language(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])

    code = run(
        [
            "plan",
            str(tmp_path / name),
            "--budget-sek",
            "1",
            "--out",
            str(tmp_path / "out"),
            "--language",
            language,
        ]
    )

    told = capsys.readouterr().err
    assert code == INPUT_AT_FAULT
    assert name in told
    assert not (tmp_path / "out").exists()
    assert "Traceback" not in told


def test_what_a_file_holds_can_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{n};Saw;{n:02}/04/2025 06:00;{n:02}/04/2025 07:00" for n in range(1, 12)]
    (tmp_path / "log.csv").write_text("\n".join(["Ordernr;Maskin;Start \x1b[2J;Slut", *rows]))

    code = run(["analyse", str(tmp_path / "log.csv"), "--out", str(tmp_path / "out")])

    told = capsys.readouterr().err.splitlines()[-1]
    assert code == INPUT_AT_FAULT
    assert "?[2J" in told
    assert "\x1b[2J" not in told


def test_usage_at_fault_is_told_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "log.csv", "--budget-sek", "mycket", "--out", "x"]) == INPUT_AT_FAULT
    assert "här ska stå ett belopp" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["analyse", "fit", "simulate", "plan"])
def test_help_ends_well_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == DONE
    swedish = capsys.readouterr().out
    assert run([command, "--help", "--language", "en"]) == DONE
    english = capsys.readouterr().out

    assert "--seed" in swedish
    assert swedish != english


def test_a_log_too_short_for_a_factory_still_gets_its_analysis(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        f"{n};Såg {n % 2};2026-01-0{5 + n % 3} {6 + n:02d}:00;2026-01-0{5 + n % 3} {7 + n:02d}:10"
        for n in range(8)
    ]
    log = tmp_path / "short.csv"
    log.write_text("Ordernr;Maskin;Start;Slut\n" + "\n".join(rows) + "\n", encoding="utf-8")

    assert run(["analyse", str(log), "--out", str(tmp_path / "analysis")]) == DONE
    assert run(["plan", str(log), "--budget-sek", "1000", "--out", str(tmp_path / "plan")]) == INPUT_AT_FAULT
    assert "Exportera en längre period" in capsys.readouterr().err
    assert not (tmp_path / "plan").exists()


def test_the_real_log_gets_a_plan_within_its_budget(tmp_path: Path) -> None:
    if not REAL_CSV.exists():
        pytest.skip("the real production log lies outside the repository and is not here")

    code = run(
        ["plan", str(REAL_CSV), "--budget-sek", "400000", "--out", str(tmp_path / "out"), "--language", "en"]
    )

    assert code == DONE
    plan = read_json(tmp_path / "out/plan.json")
    assert plan["measures"]
    assert sum(each["cost_sek"]["likely"] for each in plan["measures"]) <= 400_000


REFUSED = {
    "a budget that can be read in two ways": ["--budget-sek", "400.000"],
    "a budget of words": ["--budget-sek", "400 tusen"],
    "a plan that begins in another age": ["--budget-sek", "1", "--start", "9999-12-31"],
    "a plan that begins before the log ends": ["--budget-sek", "1", "--start", "2020-01-06"],
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_what_can_t_be_meant_is_refused(
    words: list[str], example_log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(example_log), "--out", str(tmp_path / "out"), *words]) == INPUT_AT_FAULT
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", ["hourly_cost_sek = inf", "hourly_cost_sek = 1e300", "years = 2.5"])
def test_an_economy_beyond_reason_is_refused_with_its_line(
    line: str, example_log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "economy.toml").write_text(f"carrying_rate = 0.2\n{line}\n", encoding="utf-8")

    words = ["plan", str(example_log), "--budget-sek", "1", "--out", str(tmp_path / "out")]
    code = run([*words, "--economy", str(tmp_path / "economy.toml")])

    assert code == INPUT_AT_FAULT
    assert "rad 2" in capsys.readouterr().err


def test_an_order_value_never_buys_less_output(example_log: Path, tmp_path: Path) -> None:
    economy = tmp_path / "economy.toml"
    economy.write_text(
        "use_of_freed_time = { sold = 0.5, overtime = 0.3, unused = 0.2 }\nextra_demand_share = 0.1\n"
        "order_value_sek = 18000\nscrap_cost_per_piece_sek = 120\n",
        encoding="utf-8",
    )

    words = ["plan", str(example_log), "--budget-sek", "400000", "--out", str(tmp_path / "out")]
    assert run([*words, "--economy", str(economy)]) == DONE

    plan = read_json(tmp_path / "out/plan.json")
    joint = plan["portfolio"]["joint"]
    assert joint["throughput_per_week"]["value"] > -0.2
    assert joint["lead_time_mean_h"]["value"] < 5.0


def test_a_shop_of_one_station_gets_its_model(tmp_path: Path) -> None:
    rows = []
    for n in range(120):
        day = f"2026-{1 + n // 60:02d}-{5 + n % 20:02d}"
        rows.append(f"{n};Svarv;{day} 07:{n % 60:02d};{day} 09:00")
    log = tmp_path / "one.csv"
    log.write_text("Ordernr;Maskin;Start;Slut\n" + "\n".join(rows) + "\n", encoding="utf-8")

    assert run(["fit", str(log), "--out", str(tmp_path / "out")]) == DONE
    assert read_json(tmp_path / "out/validation.json")["light"] in ("green", "amber", "red")


def test_more_than_a_machine_holds_is_refused(
    example_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["simulate", str(example_model / "factory.toml"), "--out", str(tmp_path / "out")]

    assert run([*words, "--replications", "100000", "--weeks", "900"]) == INPUT_AT_FAULT
    assert "färre" in capsys.readouterr().err


def test_fewer_replications_leave_no_log_of_an_earlier_run(example_model: Path, tmp_path: Path) -> None:
    words = ["simulate", str(example_model / "factory.toml"), "--out", str(tmp_path / "out")]

    assert run([*words, "--replications", "3"]) == DONE
    assert run([*words, "--replications", "1"]) == DONE

    assert [path.name for path in (tmp_path / "out").glob("sim_*.csv")] == ["sim_000.csv"]


def test_a_folder_that_can_t_be_written_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    code = run(["plan", "no such log.csv", "--budget-sek", "1", "--out", str(tmp_path / "file/deeper")])

    assert code == INPUT_AT_FAULT
    assert "--out" in capsys.readouterr().err
