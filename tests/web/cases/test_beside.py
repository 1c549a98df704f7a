"""Visits, documents and declarations beside a case."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from web.world import World, canary

from simmitt.web.cases import room
from simmitt.web.cases.models import Case, Declaration, Document, Visit
from simmitt.web.cases.shelf import document_at

AsPerson = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _shelf(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


def place(world: World, page: str, name: str = "alfa") -> str:
    return f"/sv/companies/{world.company[name].public_id}/{page}"


def hand_in(
    client: Client, world: World, name: str = "offert.pdf", content: bytes = b"%PDF", **more: Any
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(place(world, "documents/"), {"file": file, "kind": "quote", **more})


def newest() -> Document:
    document: Document | None = Document.objects.unscoped("a test").order_by("-pk").first()
    assert document is not None
    return document


def test_a_visit_is_read_by_the_company_unless_its_writer_says_otherwise(
    world: World, as_person: AsPerson
) -> None:
    told = {"kind": "coaching", "happened_on": "2026-03-02", "company_hours": "2.5", "text": "Vi gick runt."}
    coach = as_person("coach")
    coach.post(place(world, "visits/new/"), {**told, "shared": "on"})
    coach.post(place(world, "visits/new/"), {**told, "text": "Bara för oss."})

    page = as_person("owner of alfa").get(place(world, "visits/")).content.decode()

    assert "Vi gick runt." in page
    assert "Bara för oss." not in page
    assert f"Internt {canary('alfa')}" not in page
    assert "Bara för oss." in coach.get(place(world, "visits/")).content.decode()


def test_a_visit_is_changed_by_its_writer_and_by_the_manager_alone(world: World, as_person: AsPerson) -> None:
    visit = world.rows["shared_visit"]["alfa"]
    edit = f"/sv/cases/visits/{visit.public_id}/edit/"

    assert as_person("coach").get(edit).status_code == 404
    answer = as_person("manager").post(
        edit,
        {"kind": "analysis", "happened_on": "2026-03-02", "company_hours": "8", "text": "Ny text",
         "shared": "on", "version": visit.version},
    )  # fmt: skip

    assert answer.status_code == 302
    assert Visit.objects.unscoped("a test").get(pk=visit.pk).text == "Ny text"


def test_a_document_comes_back_as_it_was_handed_in_and_never_as_a_page(
    world: World, as_person: AsPerson
) -> None:
    hand_in(
        as_person("owner of alfa"),
        world,
        "..\\..\\Offert\x07 å.PDF",
        b"%PDF-1.7 <script>",
        amount_sek="12000",
    )

    answer: Any = as_person("coach").get(f"/sv/cases/documents/{newest().public_id}/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 <script>"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert newest().name == "Offert å.PDF"
    assert document_at(newest()).parent.name == "documents"


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.exe", "x", "pdf"])
def test_what_a_browser_could_run_is_not_taken(name: str, world: World, as_person: AsPerson) -> None:
    before = Document.objects.unscoped("a test").count()

    answer = hand_in(as_person("owner of alfa"), world, name)

    assert answer.status_code == 422
    assert Document.objects.unscoped("a test").count() == before


def test_a_file_that_is_too_large_says_how_large_it_may_be(
    world: World, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simmitt.web.cases.forms.LARGEST_MEGABYTES", 1)

    answer = hand_in(as_person("owner of alfa"), world, content=b"x" * (2**20 + 1))

    assert "gränsen är 1" in answer.content.decode()


def test_a_document_is_thrown_away_by_whoever_handed_it_in(world: World, as_person: AsPerson) -> None:
    hand_in(as_person("owner of alfa"), world)
    document = newest()
    delete = f"/sv/cases/documents/{document.public_id}/delete/"

    assert as_person("coach").post(delete).status_code == 404
    assert as_person("owner of alfa").post(delete).status_code == 302

    assert not document_at(document).exists()
    assert not Document.objects.unscoped("a test").filter(pk=document.pk).exists()


def files_there() -> set[Path]:
    return {one for one in Path(in_force.FILES_DIR).rglob("*") if one.is_file()}


def test_a_row_that_can_t_be_written_leaves_no_file(
    world: World, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Document, "save", fail)
    client = as_person("owner of alfa")
    client.raise_request_exception = False
    before = files_there()

    assert hand_in(client, world).status_code == 500

    assert files_there() == before


def test_somebody_signs_for_what_the_platform_can_t_look_up_and_takes_it_back(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("coordinator")
    client.post(place(world, "declare/eligible/"), {"text": "Sett bokslut och register 2 mars."})
    one = Declaration.objects.unscoped("a test").get(criterion="eligible")

    assert (one.person, one.withdrawn_at) == (world.person["coordinator"], None)
    client.post(f"/sv/cases/declarations/{one.public_id}/withdraw/")

    one.refresh_from_db()
    assert one.withdrawn_at is not None


def test_a_second_declaration_replaces_the_first_and_keeps_it(world: World, as_person: AsPerson) -> None:
    as_person("coordinator").post(place(world, "declare/owner_goes_on/"), {"text": "Igen."})

    rows = Declaration.objects.unscoped("a test").filter(case=world.rows["case"]["alfa"]).order_by("pk")
    assert [one.withdrawn_at is None for one in rows] == [False, True]


@pytest.mark.parametrize(
    ("who", "criterion"),
    [("coach", "eligible"), ("owner of alfa", "needs_ranked"), ("coordinator", "nothing")],
)
def test_nobody_signs_for_what_is_not_the_person_s(
    who: str, criterion: str, world: World, as_person: AsPerson
) -> None:
    assert as_person(who).post(place(world, f"declare/{criterion}/"), {"text": "x"}).status_code == 404


def test_a_journey_s_documents_take_up_no_more_than_they_may(
    world: World, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_DOCUMENTS", 1)
    before = files_there()

    answer = hand_in(as_person("owner of alfa"), world)

    assert "tar upp allt de får" in answer.content.decode()
    assert files_there() == before


def test_a_quote_that_a_plan_rests_on_stays(world: World, as_person: AsPerson) -> None:
    document = world.rows["document"]["alfa"]
    measure = world.rows["measure"]["alfa"]
    measure.quote = document
    measure.save()

    answer = as_person("manager").post(f"/sv/cases/documents/{document.public_id}/delete/", follow=True)

    assert "En plan vilar på dokumentet" in answer.content.decode()
    assert Document.objects.unscoped("a test").filter(pk=document.pk).exists()


def test_documents_of_an_ended_journey_stay(world: World, as_person: AsPerson) -> None:
    document = world.rows["document"]["alfa"]
    Case.objects.unscoped("a test").update(closed_at=timezone.now())

    assert as_person("manager").post(f"/sv/cases/documents/{document.public_id}/delete/").status_code == 404
