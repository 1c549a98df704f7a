"""The letter's link: it opens once, for the right person, and then no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.people.conftest import Invite
from web.world import PASSWORD, World

from simmitt.web.accounts.models import Person
from simmitt.web.people.models import Invitation, Membership
from simmitt.web.people.operations import AlreadySomebody, accept_as_new
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]
CHOSEN = {"name": "Nya Namnet", "password1": "kvarnsten-rönnbär-7", "password2": "kvarnsten-rönnbär-7"}


def roles_of(email: str) -> list[tuple[str, Any]]:
    rows = Membership.objects.unscoped("the test's own").filter(person__email=email, ended_at__isnull=True)
    return [(one.role, one.company) for one in rows.order_by("pk")]


def test_somebody_new_chooses_a_password_and_is_in(world: World, invited: Invite) -> None:
    row, there = invited()
    client = Client()
    page = client.get(there).content.decode()
    assert ("Välkommen, Ny Person" in page, "ny@example.com" in page) == (True, True)

    answer = client.post(there, CHOSEN)

    row.refresh_from_db()
    person = Person.objects.get(email="ny@example.com")
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert (person.name, person.check_password(CHOSEN["password1"])) == ("Nya Namnet", True)
    assert roles_of("ny@example.com") == [("owner", world.company["alfa"])]
    assert row.accepted_at is not None
    assert client.get(reverse("me")).status_code == 200


def test_the_link_opens_once(invited: Invite) -> None:
    _row, there = invited()
    Client().post(there, CHOSEN)

    again = [Client().get(there), Client().post(there, {**CHOSEN, "name": "Tjuv"})]

    assert [answer.status_code for answer in again] == [410, 410]
    assert Person.objects.filter(name="Tjuv").count() == 0


@pytest.mark.parametrize(
    "changed", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"withdrawn_at": timezone.now()}],
    ids=["too old", "taken back"],
)  # fmt: skip
def test_a_link_that_no_longer_holds_says_whom_to_ask(changed: dict[str, Any], invited: Invite) -> None:
    _row, there = invited()
    Invitation.objects.unscoped("the test's own").update(**changed)

    answers = [Client().get(there), Client().post(there, CHOSEN)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "Länken gäller inte längre. Be Person manager om en ny." in answers[0].content.decode()
    assert not Person.objects.filter(email="ny@example.com").exists()


def test_it_holds_for_seven_days_and_no_longer(invited: Invite) -> None:
    row, _there = invited()

    assert abs(row.expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)


def test_a_link_that_never_was_is_told_like_one_that_is_over(world: World) -> None:
    answer = Client().get(reverse("invitation_accept", args=["x" * 43]))

    assert answer.status_code == 410
    assert "Länken gäller inte längre." in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password2": "något annat"}, "Lösenorden är olika."),
        ({"password1": "kort", "password2": "kort"}, "12 tecken"),
        ({"password1": "password12345", "password2": "password12345"}, "vanligt"),
        ({"password1": "ny@example.com", "password2": "ny@example.com"}, "lik"),
        ({"name": ""}, "id_name"),
    ],
)
def test_what_is_wrong_is_told_and_the_link_still_holds(
    fields: dict[str, str], said: str, invited: Invite
) -> None:
    _row, there = invited()

    answer = Client().post(there, {**CHOSEN, **fields})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Client().get(there).status_code == 200


def test_somebody_with_an_account_signs_in_first_and_then_accepts(world: World, invited: Invite) -> None:
    _row, there = invited(email="stranger@example.com")
    client = Client()
    page = client.get(there).content.decode()
    assert f"{reverse('account_login')}?next={there}" in page
    assert "password1" not in page

    client.post(
        reverse("account_login"), {"login": "stranger@example.com", "password": PASSWORD, "next": there}
    )
    answer = client.post(there, follow=True)

    assert roles_of("stranger@example.com") == [("owner", world.company["alfa"])]
    assert "Du är nu" in answer.content.decode()


def test_whoever_has_the_link_but_not_the_account_gets_nowhere(world: World, invited: Invite) -> None:
    _row, there = invited(email="stranger@example.com")

    answer = Client().post(there, CHOSEN)

    assert answer["Location"].startswith(reverse("account_login"))
    assert roles_of("stranger@example.com") == []
    assert world.person["stranger"].check_password(PASSWORD)


@pytest.mark.parametrize("email", ["ny@example.com", "stranger@example.com"])
def test_somebody_else_who_is_signed_in_can_not_take_it(
    email: str, invited: Invite, as_person: AsPerson
) -> None:
    _row, there = invited(email=email)
    client = as_person("owner of beta")

    answer = client.post(there, CHOSEN)

    assert "Logga ut och öppna länken igen." in answer.content.decode()
    assert (roles_of(email), [role for role, _where in roles_of("owner.of.beta@example.com")]) == (
        [],
        ["owner"],
    )


def test_staff_who_come_in_are_led_to_the_second_step(world: World, invited: Invite) -> None:
    _row, there = invited(role=Role.COACH)
    client = Client()
    client.post(there, CHOSEN)

    assert client.get(reverse("my_week"))["Location"] == reverse("mfa_index")


def test_being_invited_to_what_one_is_already_changes_nothing(world: World, invited: Invite) -> None:
    person = world.person["owner of alfa"]
    row, there = invited(email=person.email)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(there)

    row.refresh_from_db()
    assert (roles_of(person.email), row.accepted_at is not None) == ([("owner", world.company["alfa"])], True)


def test_a_coordinator_invited_by_another_organisation_moves_there(world: World, invited: Invite) -> None:
    person = world.person["coordinator"]
    _row, there = invited(
        email=person.email, role=Role.COORDINATOR, company=None, partner=world.partner["väst"]
    )
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(there)

    rows = Membership.objects.unscoped("the test's own").filter(person=person, ended_at__isnull=True)
    assert [(one.role, one.partner) for one in rows] == [("coordinator", world.partner["väst"])]


def test_an_address_that_gets_an_account_meanwhile_is_not_overwritten(world: World, invited: Invite) -> None:
    _row, there = invited()
    token = there.rstrip("/").rpartition("/")[2]
    Person.objects.invent("ny@example.com", "Först", PASSWORD)

    with pytest.raises(AlreadySomebody):
        accept_as_new(token=token, name="Sedan", password="x" * 20)

    assert Person.objects.get(email="ny@example.com").name == "Först"
    assert Client().get(there).status_code == 200


def test_an_invitation_without_an_inviter_opens_too(world: World, invited: Invite) -> None:
    _row, there = invited(by="")

    assert "Du är inbjuden." in Client().get(there).content.decode()


def test_an_auditors_log_never_holds_a_link(invited: Invite, as_person: AsPerson) -> None:
    _row, there = invited()
    as_person("auditor").get(there)

    assert not LogEntry.objects.filter(additional_data__path=there).exists()
