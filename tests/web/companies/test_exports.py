import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.world import World, canary

from simmitt.web.companies.models import Company
from simmitt.web.nouns.export import harmless

AsPerson = Callable[[str], Client]
DANGEROUS = ["=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx"]


def packed(client: Client, world: World, whose: str) -> dict[str, str]:
    answer = client.get(reverse("company_export", args=[world.company[whose].public_id]))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_spreadsheet_takes_nothing_for_a_formula(text: str, world: World, as_person: AsPerson) -> None:
    assert harmless(text) == f"'{text}"

    Company.objects.create(programme=world.programme["mitt"], name=text, org_no="559900-0048")
    answer = as_person("manager").get(reverse("companies"), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert f"'{text}" in [line[0] for line in lines]


def test_a_workbook_holds_text_and_no_formula(world: World, as_person: AsPerson) -> None:
    Company.objects.create(programme=world.programme["mitt"], name="=1+1")

    answer = as_person("manager").get(reverse("companies"), {"format": "xlsx"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in sheet


def test_a_list_s_file_holds_what_the_reader_sees_and_is_logged(world: World, as_person: AsPerson) -> None:
    answer = as_person("coordinator").get(reverse("companies"), {"format": "csv", "q": "alfa"})

    text = b"".join(answer).decode("utf-8-sig")
    assert canary("alfa") in text
    assert canary("beta") not in text
    entry = LogEntry.objects.filter(additional_data__export="csv").get()
    assert entry.actor == world.person["coordinator"]


def test_the_company_s_own_people_get_all_but_what_is_internal(world: World, as_person: AsPerson) -> None:
    files = packed(as_person("owner of alfa"), world, "alfa")

    everything = "".join(files.values())
    assert f"Delat {canary('alfa')}" in everything
    assert f"Kontakt {canary('alfa')}" in everything
    assert f"Internt {canary('alfa')}" not in everything
    assert f"Ring {canary('alfa')}" not in everything
    assert "token" not in everything
    assert {"company.json", "company.csv", "contact.json", "workplace.csv"} <= files.keys()
    assert "lead.json" not in files


def test_what_lies_in_the_journey_goes_along(world: World, as_person: AsPerson) -> None:
    files = packed(as_person("owner of alfa"), world, "alfa")

    told = {"charter", "plan", "planmeasure", "task", "kpireading", "followup", "dataset", "run", "document"}
    assert {f"{name}.json" for name in told} <= files.keys()
    assert f"Bygg {canary('alfa')}" in files["task.csv"]
    assert canary("beta") not in "".join(files.values())


def test_staff_get_the_notes_too(world: World, as_person: AsPerson) -> None:
    files = packed(as_person("coordinator"), world, "alfa")

    notes = json.loads(files["note.json"])
    assert {one["text"] for one in notes} == {f"Internt {canary('alfa')}", f"Delat {canary('alfa')}"}
    assert canary("beta") not in "".join(files.values())


def test_a_formula_in_a_company_s_own_words_is_harmless(world: World, as_person: AsPerson) -> None:
    world.company["alfa"].need = "=HYPERLINK(1)"
    world.company["alfa"].save()

    files = packed(as_person("owner of alfa"), world, "alfa")

    assert "'=HYPERLINK(1)" in files["company.csv"]
    assert json.loads(files["company.json"])[0]["need"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    "who", ["owner of beta", "employee of alfa", "coordinator elsewhere", "coach", "stranger"]
)
def test_others_get_no_file(who: str, world: World, as_person: AsPerson) -> None:
    address = reverse("company_export", args=[world.company["alfa"].public_id])

    assert as_person(who).get(address).status_code == 404


def test_handing_out_is_logged_for_everybody(world: World, as_person: AsPerson) -> None:
    packed(as_person("owner of alfa"), world, "alfa")
    packed(as_person("auditor"), world, "alfa")

    entries = LogEntry.objects.filter(additional_data__export="zip")
    assert {entry.actor for entry in entries} == {world.person["owner of alfa"], world.person["auditor"]}


def test_a_program_that_parts_at_commas_finds_no_formula_either(world: World, as_person: AsPerson) -> None:
    Company.objects.create(programme=world.programme["mitt"], name="Ek,=1+1", org_no="559900-0048")

    answer = as_person("manager").get(reverse("companies"), {"format": "csv"})

    assert '"Ek,=1+1";' in b"".join(answer).decode()
