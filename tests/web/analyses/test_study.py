"""A shop without a log: notes from the floor, once each, without names, and a workbook for the engine."""

import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from simmitt.engine.eventlog.study_sheets import SHEETS, STATES, STOPS
from simmitt.web.analyses import study_forms, study_workbook
from simmitt.web.analyses.claiming import claim
from simmitt.web.analyses.models import DataSet, DataState, Observation, RunKind, StudyStation, Upload
from simmitt.web.analyses.study import rounds_of
from simmitt.web.analyses.working import work_on
from simmitt.web.cases.models import Case

MINE = "the test's own"
SignedIn = Callable[[str], Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def station(case: Case) -> StudyStation:
    made: StudyStation = StudyStation.objects.create(case=case, name="Svarv 1", hours_per_week=38)
    return made


@pytest.fixture
def employee(as_person: SignedIn) -> Client:
    return as_person("employee of alfa")


def note(client: Client, station: StudyStation, kind: str = "sample", **values: Any) -> Any:
    url = reverse("study_note", args=[station.case.company.public_id])
    told = {"kind": kind, "key": uuid4().hex, "station": station.public_id, "state": "run", **values}
    return client.post(url, told, headers=JSON)


def notes() -> list[Observation]:
    return list(Observation.objects.unscoped(MINE).order_by("pk"))


def test_an_employee_notes_a_look_with_one_press(employee: Client, station: StudyStation) -> None:
    answer = note(employee, station, state="material")

    assert answer.json() == {"noted": True}
    assert [(one.kind, one.state, one.station) for one in notes()] == [("sample", "material", station)]


def test_a_note_that_is_sent_again_is_one(employee: Client, station: StudyStation) -> None:
    key = uuid4().hex

    answers = [note(employee, station, key=key).status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert len(notes()) == 1


def test_a_note_that_waited_in_the_phone_keeps_its_own_time(employee: Client, station: StudyStation) -> None:
    seen = timezone.now().replace(microsecond=0) - timedelta(days=2)

    note(employee, station, at=seen.isoformat())

    assert notes()[0].at == seen


@pytest.mark.parametrize("off", [timedelta(days=-30), timedelta(hours=2)])
def test_a_clock_that_is_wrong_is_told_of(off: timedelta, employee: Client, station: StudyStation) -> None:
    answer = note(employee, station, at=(timezone.now() + off).isoformat())

    assert answer.status_code == 422
    assert "telefonens klocka" in answer.json()["detail"]
    assert notes() == []


def test_nobody_is_named(employee: Client, station: StudyStation, django_db_blocker: Any) -> None:
    from auditlog.models import LogEntry  # noqa: PLC0415 (reads the settings)

    note(employee, station)

    assert not {field.name for field in Observation._meta.fields} & {"person", "author", "noted_by"}
    assert not LogEntry.objects.filter(content_type__model="observation").exists()


def test_a_stop_past_midnight_has_its_minutes_and_its_day(employee: Client, station: StudyStation) -> None:
    at = timezone.localtime().replace(hour=6, minute=0, second=0, microsecond=0) - timedelta(days=1)

    answer = note(
        employee,
        station,
        "stop",
        state="breakdown",
        begins="23:40",
        ends="00:25",
        reason="Lager",
        at=at.isoformat(),
    )

    assert answer.status_code == 200
    (stop,) = notes()
    assert (stop.minutes, stop.reason) == (45, "Lager")
    assert timezone.localtime(stop.at).date() == at.date() - timedelta(days=1)


def test_a_stop_without_its_times_is_asked_for_them(employee: Client, station: StudyStation) -> None:
    answer = note(employee, station, "stop", state="breakdown", begins="08:00")

    assert answer.status_code == 422
    assert notes() == []


def test_a_day_without_stops_is_a_line_too(employee: Client, station: StudyStation) -> None:
    note(employee, station, "stop", state="none")

    (line,) = study_workbook._stops(notes())
    assert line[1:] == ("Svarv 1", "breakdown", "", 0, 0)


def test_without_script_the_press_is_a_post(employee: Client, station: StudyStation) -> None:
    url = reverse("study_note", args=[station.case.company.public_id])
    key = uuid4().hex

    answer = employee.post(url, {"kind": "sample", "key": key, "station": station.public_id, "state": "idle"})

    assert answer.status_code == 302
    assert len(notes()) == 1


def test_a_machine_of_another_company_is_no_choice(as_person: SignedIn, station: StudyStation) -> None:
    answer = note(as_person("owner of beta"), station)

    assert answer.status_code == 404
    assert notes() == []


def test_an_employee_adds_no_machine_and_hands_nothing_in(employee: Client, station: StudyStation) -> None:
    company_id = station.case.company.public_id

    answers = [
        employee.post(reverse("study", args=[company_id]), {"name": "X", "places": 1, "hours_per_week": 40}),
        employee.post(reverse("study_hand_in", args=[company_id])),
    ]

    assert {one.status_code for one in answers} == {404}


def test_a_machine_is_added_once(as_person: SignedIn, case: Case) -> None:
    client, url = as_person("champion of alfa"), reverse("study", args=[case.company.public_id])
    told = {"name": "Fräs 2", "places": 2, "hours_per_week": "40"}

    assert client.post(url, told).status_code == 302
    again = client.post(url, told)

    assert again.status_code == 422
    assert "redan en maskin" in again.content.decode()
    assert StudyStation.objects.unscoped(MINE).filter(case=case).count() == 1


def test_rounds_are_drawn_beforehand_and_are_the_same_for_everybody(case: Case) -> None:
    now = timezone.now()

    drawn = rounds_of(case, now)

    assert drawn == rounds_of(case, now + timedelta(minutes=1)) == sorted(set(drawn))
    assert drawn != rounds_of(case, now + timedelta(days=1))


def test_the_workbook_has_the_sheets_and_headings_that_the_engine_reads() -> None:
    ours = (study_workbook.STATIONS, study_workbook.SAMPLING, study_workbook.TALLY, study_workbook.SETUPS)
    theirs = {sheet.title.text: sheet for sheet in SHEETS}

    for title, headings in ours:
        assert [theirs[title].cell_named(one) is not None for one in headings] == [True] * len(headings)
        needed = {cell.heading.text for cell in theirs[title].cells if cell.needed}
        assert needed <= set(headings)


def test_the_states_are_those_that_the_engine_knows() -> None:
    assert [name for name, _label in study_forms.STATES] == list(STATES)
    assert [name for name, _label in study_forms.STOPS] == [*STOPS, study_workbook.NO_STOP]


@pytest.mark.django_db(transaction=True)
def test_a_study_goes_the_whole_way_with_the_real_job(
    as_person: SignedIn, employee: Client, station: StudyStation, settings: Settings
) -> None:
    settings.JOB_COMMAND = [sys.executable, "-m", "simmitt.jobs"]
    for number in range(40):
        note(employee, station, state=("run", "run", "setup", "idle")[number % 4],
             at=(timezone.now() - timedelta(hours=6 * number)).isoformat())  # fmt: skip
    yesterday = (timezone.localtime() - timedelta(days=1)).replace(hour=15, minute=0).isoformat()
    note(
        employee,
        station,
        "stop",
        state="breakdown",
        begins="08:00",
        ends="08:30",
        reason="=1+1",
        at=yesterday,
    )
    note(
        employee,
        station,
        "setup",
        begins="10:00",
        ends="10:40",
        from_product="A",
        to_product="B",
        at=yesterday,
    )

    answer = as_person("champion of alfa").post(
        reverse("study_hand_in", args=[station.case.company.public_id])
    )
    again = as_person("champion of alfa").post(
        reverse("study_hand_in", args=[station.case.company.public_id])
    )
    while run := claim([RunKind.READ]):
        work_on(run, threading.Event())

    assert (answer.status_code, again.status_code) == (302, 302)
    assert not Upload.objects.unscoped(MINE).filter(
        case=station.case, name__startswith="studie", data_set=None
    )
    made = DataSet.objects.unscoped(MINE).filter(case=station.case).order_by("-number").first()
    assert made is not None
    assert (made.state, made.fault) == (DataState.READ, {})
    assert made.told["sort"] == "study"
    assert {one["table"]: one["rows"] for one in made.told["companions"]} == {
        "stations": 1, "sampling": 40, "stop_tally": 1, "timed_setups": 1,
    }  # fmt: skip
