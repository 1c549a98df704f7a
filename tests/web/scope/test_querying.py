"""A query that does not say for whom it asks is refused."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from web.world import World

from simmitt.web.companies.models import Company, Contact
from simmitt.web.people.standing import scope_of
from simmitt.web.scope.querying import ScopedManager, UnscopedQuery
from simmitt.web.scope.rows import Row, Stale
from simmitt.web.scope.scope import NOBODY

# Kept outside the scoping layer, each for a reason.
WITHOUT_SCOPE = {
    "accounts.Person": "signing in finds a person before there is a scope; pages go through memberships",
    "drafts.Draft": "belongs to one writer and is asked for by writer",
}
EVERY_CONTACT = Contact.objects.unscoped("test")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("simmitt.")]


def test_every_model_of_ours_is_scoped_or_has_a_reason() -> None:
    unscoped = {
        model._meta.label for model in our_models() if not isinstance(model._default_manager, ScopedManager)
    }

    assert unscoped == set(WITHOUT_SCOPE)


@pytest.mark.parametrize(
    "model", [model for model in our_models() if issubclass(model, Row)], ids=lambda m: m.__name__
)
def test_nobody_sees_no_row_of_any_noun(model: type[Row], world: World) -> None:
    assert list(model.objects.seen_by(NOBODY)) == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Company.objects.all()),
        lambda: Company.objects.get(pk=1),
        Company.objects.count,
        lambda: Company.objects.filter(name="x").exists(),
        Company.objects.first,
        lambda: Company.objects.values_list("name").last(),
        lambda: Company.objects.aggregate(models.Max("pk")),
        lambda: list(Company.objects.iterator()),
        lambda: list(Company.objects.none() | Company.objects.all()),
        lambda: Company.objects.update(name="x"),
        lambda: Company.objects.filter(pk=1).delete(),
        lambda: list(EVERY_CONTACT.filter(company__in=Company.objects.all())),
        lambda: list(EVERY_CONTACT.filter(Exists(Company.objects.filter(pk=OuterRef("company"))))),
        lambda: Company.objects.in_bulk([1]),
        lambda: Company.objects.get_or_create(name="x"),
    ],
)  # fmt: skip
def test_a_query_without_a_scope_raises(ask: Callable[[], object], world: World) -> None:
    with pytest.raises(UnscopedQuery):
        ask()


def test_the_rows_of_a_row_must_say_for_whom_too(world: World) -> None:
    company = world.company["alfa"]

    with pytest.raises(UnscopedQuery):
        list(company.contacts.all())
    with pytest.raises(UnscopedQuery):
        list(Company.objects.unscoped("test").prefetch_related("contacts"))
    assert [contact.company_id for contact in company.contacts.unscoped("test")] == [company.pk]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("manager", {"alfa", "beta", "gamma"}),
        ("auditor", {"alfa", "beta", "gamma"}),
        ("coordinator", {"alfa", "beta"}),
        ("coordinator elsewhere", {"gamma"}),
        ("coach", {"alfa"}),
        ("analyst", {"alfa"}),
        ("leader", set()),
        ("steering", set()),
        ("support", set()),
        ("owner of alfa", {"alfa"}),
        ("employee of beta", {"beta"}),
        ("manager of syd", {"delta"}),
        ("coordinator of syd", {"delta"}),
        ("stranger", set()),
    ],
)
def test_each_role_sees_its_companies(who: str, sees: set[str], world: World) -> None:
    assert seen_by(who, world) == {world.company[name].pk for name in sees}


def seen_by(who: str, world: World) -> set[int]:
    seen = Company.objects.seen_by(scope_of(world.person[who])).filter(merged_into__isnull=True)
    return {company.pk for company in seen}


def test_an_organisation_sees_the_companies_that_another_shares_with_it(world: World) -> None:
    world.partner["nord"].shares_with.add(world.partner["väst"])

    assert seen_by("coordinator elsewhere", world) == {
        world.company[name].pk for name in ("alfa", "beta", "gamma")
    }
    assert seen_by("coordinator", world) == {world.company[name].pk for name in ("alfa", "beta")}


def test_an_ended_membership_opens_nothing(world: World) -> None:
    membership = world.rows["membership"]["coordinator"]
    membership.ended_at = membership.created_at
    membership.save()

    assert scope_of(world.person["coordinator"]).standings == ()


def test_saving_over_a_version_that_is_gone_is_refused(world: World) -> None:
    company = world.company["alfa"]
    mine = Company.objects.unscoped("test").get(pk=company.pk)
    company.name = "Först"
    company.save_version(company.version)

    seen = mine.version
    mine.name = "Sedan"
    with pytest.raises(Stale) as stale:
        mine.save_version(seen)

    assert str(stale.value.current) == "Först"
    assert Company.objects.unscoped("test").get(pk=company.pk).version == seen + 1
