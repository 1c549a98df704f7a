"""A set of data: read, put right, asked about, approved."""

import hashlib
import shutil
import sys
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from web.analyses.data_in_world import add_read, both, told_of
from web.analyses.in_world import add_done
from web.analyses.sending import Sender

from simmitt.web.analyses import taking_in
from simmitt.web.analyses.claiming import claim
from simmitt.web.analyses.columns_told import told_by
from simmitt.web.analyses.models import ColumnsTold, DataSet, DataState, Run, RunKind, RunState, Upload
from simmitt.web.analyses.shelf import data_at, run_at, upload_at
from simmitt.web.analyses.working import work_on
from simmitt.web.cases.models import Case

MINE = "the test's own"
SignedIn = Callable[[str], Client]
COLUMNS = {"column_0": "order", "column_1": "machine", "column_2": "worker", "column_3": "good_pieces",
           "column_4": "", "date_order": "ymd", "decimal_sign": ","}  # fmt: skip


@pytest.fixture
def champion(as_person: SignedIn) -> Client:
    return as_person("champion of alfa")


@pytest.fixture
def data_set(case: Case) -> DataSet:
    return add_read(case, case.opened_by, number=7)


def fresh(data_set: DataSet) -> DataSet:
    found: DataSet = DataSet.objects.unscoped(MINE).select_related("reading").get(pk=data_set.pk)
    return found


def page_of(client: Client, data_set: DataSet) -> str:
    return client.get(reverse("data_set", args=[data_set.public_id])).content.decode()


def post(client: Client, name: str, data_set: DataSet, **values: Any) -> Any:
    version = values.pop("version", fresh(data_set).version)
    return client.post(reverse(name, args=[data_set.public_id]), {"version": version, **values})


def mapping_of(data_set: DataSet) -> dict[str, Any]:
    reading = fresh(data_set).reading
    assert reading is not None
    return tomllib.loads(reading.asked["beside"].get("mapping.toml", ""))


def done(case: Case, data_set: DataSet, log: bytes = b"kept") -> Run:
    """Let the run that reads the set be done."""
    run = add_done(case, RunKind.READ, data_set, ("quality",), word="läst", **told_of())
    (run_at(run) / "out" / "log.simmitt").write_bytes(log)
    run.told["kept_sha256"] = hashlib.sha256(log).hexdigest()
    run.save()
    data_set.reading, data_set.state = run, DataState.READING
    data_set.save()
    return run


def test_the_page_says_how_each_column_was_read_and_how_sure_that_is(
    champion: Client, data_set: DataSet
) -> None:
    page = page_of(champion, data_set)

    assert "Så läste vi filen" in page
    assert "642 rader, 161 ordrar, 4 maskiner, 7 produkter" in page
    assert "Semikolon mellan kolumnerna, decimalkomma, datum som år, månad, dag, teckenkod cp1252." in page
    for word in ("Säker", "Trolig", "Skyddas", "Din tur", "Läses inte"):
        assert word in page
    assert "Se över en kolumn" in page


def test_both_digests_are_shown_and_how_long_the_file_is_kept(champion: Client, data_set: DataSet) -> None:
    page = page_of(champion, data_set)

    assert data_set.files[0]["sha256"] in page
    assert data_set.kept_sha256 in page
    assert "ligger här tills underlaget är godkänt" in page


def test_a_correction_is_remembered_and_the_files_are_read_again_by_it(
    champion: Client, data_set: DataSet
) -> None:
    answer = post(
        champion, "data_columns", data_set, **{**COLUMNS, "column_3": "reason", "date_order": "dmy"}
    )

    assert answer.status_code == 302
    assert mapping_of(data_set) == {
        "columns": {"reason": "Antal", "good_pieces": ""}, "dates": {"order": "dmy"},
    }  # fmt: skip
    now = fresh(data_set)
    assert (now.state, now.reading and now.reading.state) == (DataState.READING, RunState.QUEUED)


def test_what_was_doubtful_and_is_left_as_it_stands_has_been_looked_at(
    champion: Client, data_set: DataSet
) -> None:
    post(champion, "data_columns", data_set, **COLUMNS)

    assert mapping_of(data_set) == {"columns": {"good_pieces": "Antal"}}


def test_the_next_file_is_read_by_what_was_said_of_the_last(
    champion: Client, data_set: DataSet, case: Case
) -> None:
    post(champion, "data_columns", data_set, **{**COLUMNS, "column_4": "reason"})

    sender = Sender(champion, case)
    sender.hand_in(sender.send(b"Ordernr;Anm\n1;x\n", "april.csv"))

    newest = DataSet.objects.unscoped(MINE).filter(case=case).order_by("-number").first()
    assert newest is not None
    assert mapping_of(newest)["columns"]["reason"] == "Anm"


def test_a_heading_that_stands_for_something_else_now_no_longer_stands_for_the_first(
    champion: Client, data_set: DataSet
) -> None:
    post(champion, "data_columns", data_set, **{**COLUMNS, "column_4": "reason"})
    now = fresh(data_set)
    now.state, now.told = DataState.READ, told_of()
    now.save()

    post(champion, "data_columns", data_set, **{**COLUMNS, "column_3": "reason", "column_4": "good_pieces"})

    assert mapping_of(data_set)["columns"] == {"reason": "Antal", "good_pieces": "Anm"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"column_3": "machine"}, "”Resurs” läses redan som det."),
        ({"column_0": ""}, "En kolumn måste läsas som ”ordernummer”."),
        ({"column_1": "nonsense"}, "Välj ett giltigt alternativ"),
    ],
)
def test_what_no_file_can_be_is_refused_and_nothing_is_read(
    changed: dict[str, str], sentence: str, champion: Client, data_set: DataSet
) -> None:
    answer = post(champion, "data_columns", data_set, **{**COLUMNS, **changed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert fresh(data_set).state == DataState.READ


def test_words_in_headings_do_no_harm_to_the_mapping_file(champion: Client, data_set: DataSet) -> None:
    told = told_of()
    told["unread"] = [{"heading": '"]\n[workers]\nkeep = true\n#\x7f\\'}]
    data_set.told = told
    data_set.save()

    post(champion, "data_columns", data_set, **{**COLUMNS, "column_4": "reason"})

    assert mapping_of(data_set) == {
        "columns": {"reason": told["unread"][0]["heading"], "good_pieces": "Antal"}
    }


def test_a_page_that_is_out_of_date_changes_nothing(champion: Client, data_set: DataSet) -> None:
    seen = data_set.version
    post(champion, "data_leave", data_set, code="exact_duplicates", left="yes")
    reading = fresh(data_set).reading_id

    answers = [
        post(champion, "data_columns", data_set, version=seen, **COLUMNS).status_code,
        post(champion, "data_again", data_set, version=seen).status_code,
    ]

    assert answers == [409, 409]
    assert fresh(data_set).reading_id == reading
    assert told_by(data_set.case.company) is None


def test_a_finding_is_left_unrepaired_and_repaired_after_all(champion: Client, data_set: DataSet) -> None:
    post(champion, "data_leave", data_set, code="exact_duplicates", left="yes")
    reading = fresh(data_set).reading
    assert reading is not None
    assert reading.asked["leave"] == ["exact_duplicates"]

    DataSet.objects.unscoped(MINE).filter(pk=data_set.pk).update(state=DataState.READ)
    assert "Rätta det ändå" in page_of(champion, data_set)
    post(champion, "data_leave", data_set, code="exact_duplicates")
    again = fresh(data_set).reading
    assert again is not None
    assert again.asked["leave"] == []


def test_the_rows_of_a_finding_are_a_file(champion: Client, data_set: DataSet) -> None:
    answer = champion.get(reverse("data_rows", args=[data_set.public_id, "exact_duplicates"]))

    assert answer["Content-Disposition"] == 'attachment; filename="exact_duplicates.csv"'
    assert b"".join(answer.streaming_content).startswith(b"order")  # type: ignore[attr-defined]
    assert champion.get(reverse("data_rows", args=[data_set.public_id, "another"])).status_code == 404


def test_a_question_that_waits_is_asked_in_words_and_its_answer_is_remembered(
    champion: Client, data_set: DataSet
) -> None:
    reading = data_set.reading
    assert reading is not None
    reading.state, reading.told = RunState.FAILED, {}
    reading.fault = {
        **both("Alla datum kan läsas på två sätt."),
        "found": both("02/01/2026 är 2 januari eller 1 februari."),
        "expected": both("Ett datum som den 25:e hade avgjort det."), "remedy": both("Skriv en rad."),
        "question": {
            "id": "dates", "section": "dates", "key": "order", "columns": ["Start"],
            "choices": [
                {"value": "dmy", "text": both("dag, månad, år")},
                {"value": "mdy", "text": both("månad, dag, år")},
            ],
        },
    }  # fmt: skip
    reading.save()
    DataSet.objects.unscoped(MINE).filter(pk=data_set.pk).update(state=DataState.READING)

    taking_in.refuse(reading)

    page = page_of(champion, data_set)
    assert fresh(data_set).state == DataState.DOUBTFUL
    assert "02/01/2026 är 2 januari eller 1 februari." in page
    assert "I vilken ordning skrivs datum?" in page
    assert "Skriv en rad." not in page
    assert post(champion, "data_answer", data_set).status_code == 422
    post(champion, "data_answer", data_set, column_0="dmy")
    assert mapping_of(data_set) == {"dates": {"order": "dmy"}}


def test_codes_that_are_asked_about_are_each_given_a_meaning(champion: Client, data_set: DataSet) -> None:
    data_set.state = DataState.DOUBTFUL
    data_set.fault = {
        **both("Koderna är okända."),
        "question": {
            "id": "kinds", "section": "kinds", "key": "", "columns": ["Typ"], "values": ["10", "20", "30"],
            "choices": [{"value": one, "text": both(one)} for one in ("run", "setup", "other")],
        },
    }  # fmt: skip
    data_set.save()

    post(champion, "data_answer", data_set, column_0="run", column_1="setup", column_2="run")

    assert mapping_of(data_set) == {"kinds": {"run": ["10", "30"], "setup": ["20"]}}


def test_files_that_could_not_be_read_say_why_and_can_be_read_without_what_was_said_before(
    champion: Client, data_set: DataSet
) -> None:
    company = data_set.case.company
    ColumnsTold.objects.create(company=company, columns={"order": "Jobb"})
    data_set.state = DataState.REFUSED
    data_set.fault = {
        **both("Fil logg.csv: rubriken Jobb finns inte."),
        "kind": "UnknownHeading",
        "question": None,
    }
    data_set.save()

    page = page_of(champion, data_set)
    post(champion, "data_again", data_set, forget="yes")

    assert "rubriken Jobb finns inte" in page
    assert "Läs utan det ni sagt om tidigare filer" in page
    assert mapping_of(data_set) == {}


def test_what_reading_told_is_taken_into_the_set_and_the_log_onto_its_shelf(
    case: Case, data_set: DataSet
) -> None:
    run = done(case, data_set, b"a log without names")
    before = data_set.version

    taking_in.take_in(run)

    now = fresh(data_set)
    assert now.state == DataState.READ
    assert (data_at(now) / "log.simmitt").read_bytes() == b"a log without names"
    assert now.kept_sha256 == run.told["kept_sha256"]
    assert now.told["grade"] == "B"
    assert now.version == before + 1


def test_a_log_that_is_not_what_the_job_told_of_is_not_taken_in(case: Case, data_set: DataSet) -> None:
    run = done(case, data_set)
    (run_at(run) / "out" / "log.simmitt").write_bytes(b"another")

    with pytest.raises(taking_in.NotAsTold):
        taking_in.take_in(run)

    assert fresh(data_set).state == DataState.READING


def test_a_reading_that_was_overtaken_by_a_correction_is_not_taken_in(
    champion: Client, case: Case, data_set: DataSet
) -> None:
    run = done(case, data_set)
    DataSet.objects.unscoped(MINE).filter(pk=data_set.pk).update(state=DataState.READ)
    post(champion, "data_columns", data_set, **COLUMNS)

    taking_in.take_in(run)

    assert fresh(data_set).state == DataState.READING


def test_a_correction_ends_the_reading_that_it_overtakes(champion: Client, data_set: DataSet) -> None:
    post(champion, "data_again", data_set)
    first = fresh(data_set).reading
    assert first is not None
    post(champion, "data_columns", data_set, **{**COLUMNS, "column_4": "reason"})

    assert Run.objects.unscoped(MINE).get(pk=first.pk).state in (RunState.CANCELLED, RunState.DONE)


def test_approving_asks_for_the_figures_and_throws_the_received_file_away(
    champion: Client, data_set: DataSet, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    path = upload_at(Upload.objects.unscoped(MINE).select_related("case__company").get(data_set=data_set))
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(champion, "data_approve", data_set)

    now = fresh(data_set)
    assert answer.status_code == 302
    assert now.state == DataState.APPROVED
    assert not path.exists()
    assert Run.objects.unscoped(MINE).filter(data_set=now, kind=RunKind.ANALYSE).count() == 1
    page = page_of(champion, data_set)
    assert "Godkänt av Person champion of alfa" in page
    assert "är kastade" in page
    assert data_set.files[0]["sha256"] in page


def test_what_was_read_otherwise_meanwhile_is_not_approved(champion: Client, data_set: DataSet) -> None:
    answer = post(champion, "data_approve", data_set, version=data_set.version + 5)

    assert answer.status_code == 409
    assert fresh(data_set).state == DataState.READ
    assert Upload.objects.unscoped(MINE).filter(data_set=data_set).exists()


def test_what_has_been_approved_stays_as_it_is(champion: Client, data_set: DataSet) -> None:
    post(champion, "data_approve", data_set)

    answers = [
        post(champion, name, data_set, **values).status_code
        for name, values in (
            ("data_columns", {**COLUMNS, "column_4": "reason"}), ("data_again", {}), ("data_approve", {}),
            ("data_leave", {"code": "exact_duplicates", "left": "yes"}),
        )
    ]  # fmt: skip

    assert answers == [409, 409, 409, 409]


def test_an_auditor_reads_and_changes_nothing(as_person: SignedIn, data_set: DataSet) -> None:
    auditor = as_person("auditor")

    page = page_of(auditor, data_set)

    assert "Så läste vi filen" in page
    assert "<select" not in page
    assert "Godkänn underlaget" not in page
    assert post(auditor, "data_approve", data_set).status_code == 404


def test_employees_do_not_see_the_data(as_person: SignedIn, case: Case) -> None:
    answer = as_person("employee of alfa").get(reverse("data", args=[case.company.public_id]))

    assert answer.status_code == 404


LOG = """Ordernr;Resurs;Starttid;Sluttid;Sign;Antal;Övrigt
{rows}
"""


def a_log() -> bytes:
    rows = [
        f"{100 + n};{machine};2026-03-{2 + n // 4:02} {7 + 2 * (n % 4):02}:{minute:02};"
        f"2026-03-{2 + n // 4:02} {8 + 2 * (n % 4):02}:{minute:02};Eva Lund;{5 + n};orsak {n % 3}"
        for n in range(40)
        for machine, minute in (("SÅG1", 0), ("SVARV2", 30))
    ]
    return LOG.format(rows="\n".join(rows)).encode("cp1252")


@pytest.mark.django_db(transaction=True)
def test_a_log_goes_the_whole_way_with_the_real_job(
    champion: Client, case: Case, settings: Settings, tmp_path: Path
) -> None:
    settings.JOB_COMMAND = [sys.executable, "-m", "simmitt.jobs"]
    sender = Sender(champion, case)
    sender.hand_in(sender.send(a_log(), "mars.csv", pieces=3))
    work_on_all()
    made = DataSet.objects.unscoped(MINE).filter(case=case).order_by("-number").first()
    assert made is not None
    assert made.state == DataState.READ
    headings = [one["heading"] for one in made.told["columns"]]
    assert {"Ordernr", "Resurs", "Starttid", "Sluttid", "Sign"} <= set(headings)
    assert b"Eva Lund" not in (data_at(made) / "log.simmitt").read_bytes()

    posted = {f"column_{place}": one["field"] for place, one in enumerate(made.told["columns"])}
    spare = len(headings) + [one["heading"] for one in made.told["unread"]].index("Övrigt")
    post(champion, "data_columns", made, **posted, **{f"column_{spare}": "reason"}, date_order="ymd")
    work_on_all()

    now = fresh(made)
    assert now.state == DataState.READ
    assert {"heading": "Övrigt", "field": "reason", "from_user": True}.items() <= next(
        one for one in now.told["columns"] if one["field"] == "reason"
    ).items()
    assert now.kept_sha256 == hashlib.sha256((data_at(now) / "log.simmitt").read_bytes()).hexdigest()
    assert "Ni har sagt det" in page_of(champion, now)
    shutil.rmtree(tmp_path / "files")


def work_on_all() -> None:
    while run := claim([RunKind.READ]):
        work_on(run, threading.Event())
