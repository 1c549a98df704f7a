"""A page asks the database equally often, whether there are three rows or ten thousand."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from web.isolation.trying import OTHER_PARTS, address, parts_of
from web.world import World

from simmitt.web.companies.models import Company, Contact, Workplace
from simmitt.web.nouns.page import Open, Page
from simmitt.web.outreach.models import Lead, Move, Note
from simmitt.web.outreach.stages import ROAD
from simmitt.web.pages import PAGES
from simmitt.web.public.models import Enquiry, News
from simmitt.web.scope.roles import Role

READERS = {
    Role.MANAGER: "manager",
    Role.COORDINATOR: "coordinator",
    Role.AUDITOR: "auditor",
    Role.OWNER: "owner of alfa",
}
# It asks once for each kind of thing that its entries are about, and a test of its own holds that.
WITHOUT_COUNT = {"events"}
WITHOUT_ROW = [page for page in PAGES if not parts_of(page) and page.name not in WITHOUT_COUNT]
OF_COMPANY = [page for page in PAGES if page.of == "company"]


def readers(page: Page) -> list[str]:
    if isinstance(page.opens, Open):
        return ["manager"]
    return [name for role, name in READERS.items() if role in page.opens]


def parts_for(page: Page, world: World) -> dict[str, str]:
    parts = {part: OTHER_PARTS[part] for part in parts_of(page) if part != "public_id"}
    return {**parts, "public_id": world.company["alfa"].public_id} if page.of else parts


def asked(client: Client, url: str) -> int:
    client.get(url)  # what is kept after a first reading is kept now
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url)
    return len(queries)


def fill(world: World, how_many: int) -> None:
    """Add companies with all that hangs on them."""
    now = timezone.now()
    companies = [
        Company(
            programme=world.programme["mitt"],
            partner=world.partner["nord"],
            name=f"Företag {number}",
            municipality="2281",
            employees=number % 90,
        )
        for number in range(how_many)
    ]
    for company in companies:
        company.write_keys()
    made = Company.objects.bulk_create(companies, batch_size=500)
    Lead.objects.bulk_create(
        [
            Lead(
                company=company,
                stage=ROAD[number % len(ROAD)],
                stage_since=now,
                owner=world.person["coordinator"],
                next_step="Ring",
                next_step_on=now.date(),
            )
            for number, company in enumerate(made)
        ],
        batch_size=500,
    )
    few = [*made[:100], world.company["alfa"]]
    Move.objects.bulk_create(
        [Move(company=company, to_stage="contacted") for company in made], batch_size=500
    )
    Note.objects.bulk_create(
        [Note(company=company, text="Text", author=world.person["manager"]) for company in few * 3]
    )
    Contact.objects.bulk_create([Contact(company=company, name="Namn") for company in few * 2])
    Workplace.objects.bulk_create([Workplace(company=company, name="Plats") for company in few * 2])
    News.objects.bulk_create(
        [
            News(programme=world.programme["mitt"], title_sv="N", lead_sv="L", text_sv="T", published_at=now)
            for _ in few
        ]
    )
    Enquiry.objects.bulk_create([Enquiry(programme=world.programme["mitt"], text="T") for _ in few])
    with connection.cursor() as cursor:
        # As PostgreSQL does by itself within a minute: without it the planner takes each table to be empty.
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("how_many", [3, 10_000])
def test_the_number_of_rows_changes_nothing(how_many: int, world: World, client: Client) -> None:
    clients = {name: Client() for name in {reader for page in PAGES for reader in readers(page)}}
    for name, one in clients.items():
        one.force_login(world.person[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    tries = [
        (page, name, address(page, parts_for(page, world)))
        for page in (*WITHOUT_ROW, *OF_COMPANY)
        for name in readers(page)
    ]
    before = {(page.name, name): asked(clients[name], url) for page, name, url in tries}

    fill(world, how_many)

    after = {(page.name, name): asked(clients[name], url) for page, name, url in tries}
    assert after == before
