"""Somebody with roles in two programmes does nothing in the one that the other's role is for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from web.world import World

from simmitt.web.companies.models import RegisterFile
from simmitt.web.people.models import Membership
from simmitt.web.public.models import News, Voice
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]
POSTED: dict[str, dict[str, Any]] = {
    "voice_new": {"name": "Ring hit", "where_sv": "Här", "phone": "070-000 00 00", "place": "0"},
    "news_new": {"title_sv": "Rubrik", "lead_sv": "Först.", "text_sv": "Text."},
    "register_import": {"edition": "2007"},
}
WRITES: dict[str, Any] = {"voice_new": Voice, "news_new": News, "register_import": RegisterFile}


@pytest.fixture
def runs_one_works_in_other(world: World, as_person: AsPerson) -> Client:
    """Sign in a coordinator of one programme, employee in another, who looks at the other."""
    person = world.person["coordinator of syd"]
    Membership.objects.create(
        person=person,
        role=Role.EMPLOYEE,
        programme=world.programme["mitt"],
        company=world.company["alfa"],
    )
    client = as_person("coordinator of syd")
    client.post(reverse("programme_choose"), {"programme": world.programme["mitt"].public_id})
    return client


@pytest.mark.parametrize("name", POSTED)
def test_what_is_written_lands_where_the_role_holds(
    name: str, world: World, runs_one_works_in_other: Client
) -> None:
    rows = WRITES[name].objects.unscoped("test")
    before = {row.pk for row in rows.all()}
    file = SimpleUploadedFile("register.csv", "OrgNr;Företag;Kommun\n559900-0006;Ett;2281\n".encode())

    answer = runs_one_works_in_other.post(
        reverse(name), {**POSTED[name], **({"file": file} if name == "register_import" else {})}
    )

    written = rows.exclude(pk__in=before)
    assert (answer.status_code, [row.programme for row in written]) == (302, [world.programme["syd"]])


def test_each_page_shows_the_programme_in_which_its_role_holds(
    world: World, runs_one_works_in_other: Client
) -> None:
    shown = {
        name: runs_one_works_in_other.get(reverse(name)).context["programme"]
        for name in ("own_company", "companies")
    }

    assert shown == {"own_company": world.programme["mitt"], "companies": world.programme["syd"]}
