"""The demo in the database: complete, and never in a real one."""

from dataclasses import replace
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.companies.register.reading import read_register
from simmitt.web.demo import standing
from simmitt.web.demo.build import build
from simmitt.web.demo.invent import invent, words
from simmitt.web.demo.logins import PASSWORD, logins
from simmitt.web.demo.register_file import write_register_file
from simmitt.web.outreach.models import Lead
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Programme
from simmitt.web.public.models import News
from simmitt.web.scope.roles import Role

WHY = "a test looks at everything"


@pytest.fixture
def demo(db: None) -> None:
    build()


@pytest.mark.usefixtures("demo")
def test_every_role_can_be_tried() -> None:
    assert set(Membership.objects.unscoped(WHY).values_list("role", flat=True)) == set(Role)


@pytest.mark.usefixtures("demo")
def test_two_programmes_share_the_installation_and_both_are_alive() -> None:
    today = timezone.localdate()
    alive = Programme.objects.unscoped(WHY).filter(starts_on__lt=today, ends_on__gt=today)

    assert alive.count() == 2
    assert alive.filter(fronts_site=True).count() == 1


@pytest.mark.usefixtures("demo")
def test_there_is_a_late_answer_a_draft_and_a_company_twice() -> None:
    leads = Lead.objects.unscoped(WHY)
    today = timezone.localdate()

    assert leads.filter(answer_due_on__lt=today, answered_at__isnull=True).count() == 1
    assert leads.filter(answer_due_on__gte=today, answered_at__isnull=True).count() == 1
    assert News.objects.unscoped(WHY).filter(published_at__isnull=True).count() == 1
    assert Company.objects.unscoped(WHY).filter(name__istartswith="sotbergets smide").count() == 2


@pytest.mark.usefixtures("demo")
def test_the_log_of_events_tells_of_moves_and_not_of_the_building() -> None:
    entries = LogEntry.objects.all()

    assert entries
    assert {entry.content_type.model for entry in entries} == {"lead"}
    assert all(entry.actor and entry.additional_data["programme"] for entry in entries)


@pytest.mark.usefixtures("demo")
def test_everybody_signs_in_with_the_password_that_is_shown() -> None:
    shown = list(logins("sv"))

    assert PASSWORD in shown[0]
    assert {line.split()[0] for line in shown[1:]} == set(Person.objects.values_list("email", flat=True))
    assert all(person.check_password(PASSWORD) for person in Person.objects.all()[:2])


@pytest.mark.usefixtures("demo")
def test_a_programme_that_is_there_is_left_alone() -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("build_demo")


@pytest.mark.django_db
def test_nothing_is_invented_on_a_real_platform(settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, mode="real")

    with pytest.raises(CommandError, match="real platform"):
        call_command("build_demo")
    assert standing.is_empty()


@pytest.mark.django_db
def test_the_command_builds_in_an_empty_database() -> None:
    call_command("build_demo")

    assert not standing.is_empty()


def test_the_register_file_has_new_and_changed_rows_and_lacks_some(tmp_path: Path) -> None:
    path = tmp_path / "registerfil.csv"
    write_register_file(path)

    register = read_register(path.read_bytes(), file=path.name)
    invented = {one.org_no for one in invent("mitt", timezone.localdate())}
    listed = {row.org_no for row in register.rows}

    assert register.fault_count == 0
    assert register.unknown_columns == ()
    assert len(listed - invented) == len(words()["companies"]["new_in_register"])
    assert 1 <= len(invented - listed) <= 6
    assert any(row.visiting_address.startswith("Nya ") for row in register.rows)
