from collections.abc import Callable
from typing import Any

from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.companies.posting import as_it_stands
from web.world import World

AsPerson = Callable[[str], Client]


def test_a_change_tells_who_what_and_whose(world: World, as_person: AsPerson) -> None:
    client, company = as_person("owner of alfa"), world.company["alfa"]
    address = reverse("company_edit", args=[company.public_id])
    form: Any = client.get(address).context["form"]
    LogEntry.objects.all().delete()

    client.post(address, as_it_stands(form, phone="060-1"))

    entry = LogEntry.objects.get()
    assert entry.actor == world.person["owner of alfa"]
    assert (entry.changes["phone"], entry.changes["by_hand"]) == (["", "060-1"], [[], ["phone"]])
    assert not {"version", "changed_at", "search_text"} & entry.changes.keys()
    assert entry.additional_data == {"programme": company.programme_id, "company": company.pk}


def test_a_merge_and_its_undoing_are_in_the_log(world: World, as_person: AsPerson) -> None:
    client, kept, other = as_person("manager"), world.company["alfa"], world.company["beta"]
    LogEntry.objects.all().delete()

    client.post(
        reverse("company_merge", args=[kept.public_id]),
        {"other": other.public_id, "version": kept.version, "other_version": other.version},
    )

    entry = LogEntry.objects.get(additional_data__has_key="merged_from")
    assert entry.actor == world.person["manager"]
    assert entry.additional_data["merged_from"] == other.pk
    assert entry.additional_data["moved"]["companies.contact.company"] == 1
