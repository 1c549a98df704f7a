"""The order of a list, as its address asks for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.world import World

from simmitt.web.accounts.models import Person

AsPerson = Callable[[str], Client]


def order(client: Client, sort: str) -> list[str]:
    listing = client.get(reverse("people"), {"sort": sort}).context["listing"]
    return [row.name for row in listing.rows]


@pytest.fixture
def signed_in_backwards(world: World) -> None:
    """Let those who come first by name have been away the longest."""
    for days, person in enumerate(Person.objects.order_by("-name_key")):
        Person.objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(days=days))


@pytest.mark.usefixtures("signed_in_backwards")
def test_a_column_that_the_reader_sees_orders_the_list(as_person: AsPerson) -> None:
    support = as_person("support")

    assert order(support, "-seen") == order(support, "-name") != order(support, "name")


@pytest.mark.usefixtures("signed_in_backwards")
@pytest.mark.parametrize("sort", ["seen", "-seen", "where", "nonsense", "-"])
def test_any_other_wish_leaves_the_lists_own_order(as_person: AsPerson, sort: str) -> None:
    coordinator = as_person("coordinator")

    assert order(coordinator, sort) == order(coordinator, "name")
