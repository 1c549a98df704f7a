"""Files as received become a kept log, and what was understood and found is told in both languages."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jobs.conftest import NAMES, bytes_of, done, fault, job_in, told

from simmitt.engine.eventlog import read
from simmitt.engine.eventlog.fields import FIELDS

HEAD = "Ordernr;Operation;Maskin;Start;Slut\n"
CLEAR = "A1;Kapning;Såg 1;2025-03-{day:02} 07:00;2025-03-{day:02} 08:30\n"


def small_log(path: Path, line: str, days: int = 25) -> Path:
    path.write_text(HEAD + "".join(line.format(day=day) for day in range(1, days + 1)), encoding="utf-8")
    return path


def test_no_name_of_a_worker_is_in_anything_that_is_left(read_folder: Path) -> None:
    left = bytes_of(read_folder)
    left["log.simmitt"] = gzip.decompress(left["log.simmitt"].partition(b"\n")[2])

    for name in (whole.split()[1] for whole in NAMES):
        assert not [path for path, content in left.items() if name.encode() in content]
    assert read(read_folder / "out" / "log.simmitt").rows["worker"].unique().sort().to_list() == [
        f"P0{number}" for number in range(1, len(NAMES) + 1)
    ]


def test_the_kept_log_holds_what_the_file_told(read_folder: Path, shop_csv: Path) -> None:
    record = told(read_folder)

    assert record["rows"] == len(shop_csv.read_text(encoding="utf-8").splitlines()) - 1
    assert (record["orders"], record["machines"], record["products"], record["workers"]) == (120, 4, 3, 4)
    assert record["received"] == [
        {
            "name": "körlogg.csv",
            "size": shop_csv.stat().st_size,
            "sha256": hashlib.sha256(shop_csv.read_bytes()).hexdigest(),
        }
    ]
    kept = (read_folder / "out" / "log.simmitt").read_bytes()
    assert record["kept_sha256"] == hashlib.sha256(kept).hexdigest()


def test_each_column_is_told_with_its_doubt(read_folder: Path) -> None:
    columns = {each["field"]: each for each in told(read_folder)["columns"]}

    assert columns["order"]["heading"] == "Ordernr"
    assert columns["worker"]["example"] == "P01"
    assert [name for name, each in columns.items() if each["became_codes"]] == ["worker"]
    assert all(0 < each["certainty"] <= 1 and each["reason"]["sv"] for each in columns.values())
    assert columns["machine"]["field_text"] == {"sv": "maskin", "en": "machine"}


def test_every_field_that_a_mapping_can_name_is_listed(read_folder: Path) -> None:
    fields = told(read_folder)["fields"]

    assert [each["field"] for each in fields] == [each.name for each in FIELDS]
    assert {each["field"] for each in fields if each["needed"]} == {"order"}
    assert {each["field"] for each in fields if each["read"]} >= {"order", "machine", "start_at", "end_at"}


def test_a_finding_comes_with_its_rows_in_both_languages(tmp_path: Path) -> None:
    path = small_log(tmp_path / "log.csv", CLEAR)
    path.write_text(
        path.read_text(encoding="utf-8") + "A1;Kapning;Såg 1;2025-03-26 09:00;2025-03-26 08:00\n",
        encoding="utf-8",
    )
    folder = done(job_in(tmp_path / "job", "read", path))

    found = {each["code"]: each for each in told(folder)["findings"]}["end_before_start"]

    assert (found["count"], found["rows"], found["can_leave"]) == (1, 1, found["repaired"])
    for language, heading in (("sv", "file;sheet;row"), ("en", "file;sheet;row")):
        text = (folder / "out" / found["table"][language]).read_text(encoding="utf-8-sig")
        assert text.startswith(heading)
        assert '\nlog.csv;"";27;A1;Kapning;' in text


def test_a_finding_that_was_left_can_be_taken_up_again(tmp_path: Path, shop_csv: Path) -> None:
    path = small_log(tmp_path / "log.csv", CLEAR)
    path.write_text(path.read_text(encoding="utf-8") * 1 + CLEAR.format(day=3), encoding="utf-8")
    left = job_in(tmp_path / "left", "read", path, asked={"leave": ["exact_duplicates"]})
    repaired = job_in(tmp_path / "repaired", "read", path)

    one, other = (
        {each["code"]: each for each in told(done(folder))["findings"]}["exact_duplicates"]
        for folder in (left, repaired)
    )

    assert (one["left"], one["repaired"], one["can_leave"]) == (True, False, True)
    assert (other["left"], other["repaired"], other["can_leave"]) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            HEAD
            + "".join(f"A{d};Kapning;Såg 1;0{d}/04/2025 07:00;0{d}/04/2025 08:00\n" for d in range(1, 9)),
            {"id": "dates", "section": "dates", "key": "order", "columns": ["Start"]},
            '[dates]\norder = "dmy"\n',
        ),
        (
            HEAD.strip() + ";Rapporttyp\n"
            + "".join(f"A{d};Kapning;Såg 1;2025-04-0{d} 07:00;2025-04-0{d} 08:00;{k}\n"
                      for d, k in zip(range(1, 9), ["P", "Q7"] * 4, strict=True)),
            {"id": "kinds", "section": "kinds", "key": "", "columns": ["Rapporttyp"], "values": ["Q7"]},
            '[kinds]\nother = ["Q7"]\n',
        ),
        (
            "Ordernr;Operation;Maskin;Start;Tid\n"
            + "".join(f"A{d};Kapning;Såg 1;2025-04-0{d} 07:00;{d}\n" for d in range(1, 9)),
            {"id": "duration", "section": "durations", "key": "unit", "columns": ["Tid"]},
            '[durations]\nunit = "h"\n',
        ),
    ],
)  # fmt: skip
def test_a_question_is_put_so_that_it_can_be_answered(
    tmp_path: Path, text: str, question: dict[str, Any], answer: str
) -> None:
    path = tmp_path / "x7"
    path.write_text(text, encoding="utf-8")
    given = {"path": str(path), "name": "logg.csv"}

    record = fault(job_in(tmp_path / "asks", "read", given))

    assert record["place"]["file"] == "logg.csv"
    assert record["sv"].startswith("Fil logg.csv, ")
    asked = record["question"]
    assert {name: asked[name] for name in question} == question
    assert all(set(choice["text"]) == {"sv", "en"} for choice in asked["choices"])
    assert any(choice["value"] in answer for choice in asked["choices"])
    done(job_in(tmp_path / "answered", "read", given, beside={"mapping.toml": answer}))


def test_a_file_that_is_no_log_is_refused_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "x7"
    path.write_text("Inköp;Belopp\nSkruv;12\nMutter;13\n", encoding="utf-8")

    record = fault(job_in(tmp_path / "job", "read", {"path": str(path), "name": "inköp.csv"}))

    assert record["question"] is None
    assert record["place"]["file"] == "inköp.csv"
    assert record["sv"] != record["en"]
    assert record["remedy"]


def test_a_mapping_that_is_wrong_is_named_without_the_platforms_folders(tmp_path: Path) -> None:
    path = small_log(tmp_path / "log.csv", CLEAR)

    record = fault(
        job_in(tmp_path / "job", "read", path, beside={"mapping.toml": '[columns]\nnothing = "A"\n'})
    )

    assert record["place"]["file"] == "mapping.toml"
    assert str(tmp_path) not in json.dumps(record)


@pytest.mark.parametrize("limits", [{"rows": 20}, {"machines": 0}, {"horizon_weeks": 1}])
def test_a_log_beyond_a_limit_is_refused(tmp_path: Path, limits: dict[str, int]) -> None:
    path = small_log(tmp_path / "log.csv", CLEAR)

    record = fault(job_in(tmp_path / "job", "read", path, limits=limits))

    assert str(next(iter(limits.values()))) in record["sv"]


def test_files_of_one_name_are_read_together(tmp_path: Path) -> None:
    first = small_log(tmp_path / "one", CLEAR)
    later = tmp_path / "two"
    later.write_text(first.read_text(encoding="utf-8").replace("2025-03", "2025-05"), encoding="utf-8")

    folder = done(
        job_in(tmp_path / "job", "read", *({"path": str(p), "name": "logg.csv"} for p in (first, later)))
    )

    assert told(folder)["rows"] == 50
    assert [each["name"] for each in told(folder)["received"]] == ["logg.csv", "logg.csv"]


def test_a_name_that_points_elsewhere_leads_nowhere(tmp_path: Path) -> None:
    path = small_log(tmp_path / "log.csv", CLEAR)

    folder = done(job_in(tmp_path / "job", "read", {"path": str(path), "name": "../../../etc/passwd"}))

    assert told(folder)["received"][0]["name"] == "passwd"
    assert not (tmp_path / "etc").exists()
