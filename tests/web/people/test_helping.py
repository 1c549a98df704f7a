"""Helping somebody to sign in: who may, what it does, and who hears of it."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from web.world import World, canary

AsPerson = Callable[[str], Client]


def there(world: World, whose: str) -> str:
    return reverse("member", args=[world.rows["membership"][whose].public_id])


def steps_of(world: World, whose: str) -> int:
    return len(Authenticator.objects.filter(user=world.person[whose]))


def test_support_removes_a_lost_second_step_and_the_person_is_told(world: World, as_person: AsPerson) -> None:
    lost = as_person("coach")

    answer = as_person("support").post(there(world, "coach"), {"do": "second_factor"}, follow=True)

    assert "Person coach har fått veta det med e-post." in answer.content.decode()
    assert steps_of(world, "coach") == 0
    assert lost.get(reverse("me")).status_code == 302  # signed out
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["coach@example.com"], "Ditt andra steg är borttaget")
    ]
    assert "Person support har tagit bort" in str(mail.outbox[0].body)
    entry = LogEntry.objects.get_for_object(world.person["coach"]).get(
        additional_data__deed="second_factor_removed"
    )
    assert (entry.actor, entry.additional_data["programme"]) == (
        world.person["support"],
        world.programme["mitt"].pk,
    )


def test_where_there_is_none_nothing_is_done(world: World, as_person: AsPerson) -> None:
    client = as_person("owner of alfa")

    answer = as_person("support").post(there(world, "owner of alfa"), {"do": "second_factor"}, follow=True)

    assert "Det fanns inget att ta bort." in answer.content.decode()
    assert (client.get(reverse("me")).status_code, mail.outbox) == (200, [])


def test_support_signs_somebody_out_everywhere(world: World, as_person: AsPerson) -> None:
    client = as_person("coach")

    as_person("support").post(there(world, "coach"), {"do": "sessions"})

    assert (client.get(reverse("me")).status_code, steps_of(world, "coach")) == (302, 1)


@pytest.mark.parametrize(
    "name",
    ["coordinator", "owner of alfa", "auditor", "coach", "champion of alfa", "manager of syd", "stranger"],
)
def test_others_help_nobody(name: str, world: World, as_person: AsPerson) -> None:
    answer = as_person(name).post(there(world, "coach"), {"do": "second_factor"})

    assert (answer.status_code, steps_of(world, "coach"), mail.outbox) == (404, 1, [])


def test_support_of_one_programme_helps_nobody_in_another(world: World, as_person: AsPerson) -> None:
    answer = as_person("support").post(there(world, "manager of syd"), {"do": "second_factor"})

    assert (answer.status_code, steps_of(world, "manager of syd")) == (404, 1)


def test_support_sees_of_a_company_its_name_alone(world: World, as_person: AsPerson) -> None:
    page = as_person("support").get(there(world, "owner of alfa")).content.decode()

    assert f"{canary('alfa')} Mekaniska AB" in page
    assert f"Behov {canary('alfa')}" not in page
    assert reverse("company", args=[world.company["alfa"].public_id]) not in page


@pytest.mark.parametrize("name", ["coordinator", "owner of alfa", "auditor"])
def test_only_those_who_help_see_how_somebody_signs_in(name: str, world: World, as_person: AsPerson) -> None:
    assert "Senast inloggad" not in as_person(name).get(there(world, "owner of alfa")).content.decode()
    assert "Senast inloggad" in as_person("support").get(there(world, "owner of alfa")).content.decode()


def test_nobody_takes_away_a_second_step_of_their_own_without_the_password(
    world: World, as_person: AsPerson
) -> None:
    answer = as_person("manager").post(there(world, "manager"), {"do": "second_factor"})

    assert (answer.status_code, steps_of(world, "manager")) == (404, 1)
