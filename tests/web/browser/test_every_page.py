"""Every page in a real browser: no axe violation, nothing lost at 320 px, a clean console."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page as Window
from web.browser.people import address_of, sign_in
from web.browser.serving import Site
from web.isolation.trying import OTHER_PARTS, noun_of, parts_of

from simmitt.web.nouns.page import Open, Page
from simmitt.web.pages import PAGES
from simmitt.web.scope.roles import Role

LANGUAGES = ("sv", "en")
# Who looks at a page: the first of these that may.
READERS = (Role.MANAGER, Role.OWNER, Role.COORDINATOR, Role.AUDITOR, Role.SUPPORT)
# Who else has a menu and a front page of their own.
OTHERS = (Role.COORDINATOR, Role.COACH, Role.STEERING, Role.AUDITOR, Role.SUPPORT, Role.OWNER, Role.EMPLOYEE)
# Addresses that answer with a file, a feed, data or a redirect: there is nothing to look at.
WITHOUT_A_FACE = {
    "healthz",
    "readyz",
    "feed",
    "sitemap_xml",
    "robots",
    "api_list",
    "api_item",
    "company_export",
    "my_export",
    "mfa_download_recovery_codes",
}
SHOWN = [page for page in PAGES if page.name not in WITHOUT_A_FACE and "token" not in parts_of(page)]
# The largest measure of nothing lost: 320 px is 1280 px at 400 %.
WIDTHS = (1280, 320)
# The tables in which the rows lie whose keys stand in addresses.
APPS = {
    "companies": ("company", "contact", "workplace", "register_file", "merge"),
    "outreach": ("note", "lead"),
    "people": ("invitation", "membership"),
    "programmes": ("target", "partner", "programme"),
    "public": ("news", "enquiry", "voice"),
    "mail": ("letter",),
}
TABLES = {noun: f"{app}_{noun.replace('_', '')}" for app, nouns in APPS.items() for noun in nouns}


def reader_of(page: Page) -> Role | None:
    """Give the role that looks at the page; none where nobody need sign in."""
    if page.opens is Open.EVERYONE:
        return None
    if page.opens is Open.SIGNED_IN:
        return Role.MANAGER
    assert isinstance(page.opens, frozenset)
    return next((role for role in READERS if role in page.opens), min(page.opens))


def key_of(page: Page, site: Site, role: Role | None) -> str:
    """Give a row that the reader may see: the first of the reader's own company or programme."""
    table = TABLES[noun_of(page)]
    columns = {row[1] for row in site.rows(f"SELECT * FROM pragma_table_info('{table}')")}
    where = "1 = 1"
    if role in (Role.OWNER, Role.CHAMPION, Role.EMPLOYEE):
        person = "SELECT id FROM accounts_person WHERE email = ?"
        sql = f"SELECT company_id FROM people_membership WHERE person_id = ({person})"
        company = site.one(sql, address_of(site, role))
        where = (
            f"id = {company}"
            if page.of == "company"
            else f"company_id = {company}"
            if "company_id" in columns
            else where
        )
    elif "archived_at" in columns:
        where = "archived_at IS NULL"
    rows = site.rows(f"SELECT public_id FROM {table} WHERE {where} ORDER BY id LIMIT 1")
    return str(rows[0][0]) if rows else ""


def address(page: Page, site: Site, role: Role | None, language: str) -> str:
    parts = {part: OTHER_PARTS[part] for part in parts_of(page) if part != "public_id"}
    if "public_id" in parts_of(page):
        key = key_of(page, site, role)
        if not key:
            pytest.skip(f"the demo has no {page.of}")
        parts["public_id"] = key
    with override(language):
        return reverse(page.name, kwargs=parts)


def violations(window: Window) -> list[str]:
    found = Axe().run(window).response["violations"]
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def overflow(window: Window) -> int:
    return int(window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def faults_of(window: Window) -> list[str]:
    """Look at the page as it stands, wide and narrow."""
    faults = []
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width} px: {fault}" for fault in violations(window)]
        if overflow(window) > 0:
            faults.append(f"{width} px: {overflow(window)} px stand outside")
    if window.locator("h1").count() != 1:
        faults.append(f"{window.locator('h1').count()} headings of the first level")
    return faults


@pytest.fixture
def signed_in(open_window: Callable[..., Window], demo: Site) -> Callable[[Role | None], Window]:
    def enter(role: Role | None) -> Window:
        window = open_window(demo)
        if role:
            sign_in(window, address_of(demo, role))
        return window

    return enter


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_a_page_loses_nothing_and_shuts_nobody_out(
    page: Page, demo: Site, signed_in: Callable[[Role | None], Window]
) -> None:
    role = reader_of(page)
    window = signed_in(role)
    faults = []
    for language in LANGUAGES:
        window.set_viewport_size({"width": 1280, "height": 900})
        answer = window.goto(address(page, demo, role, language))
        assert answer is not None
        if answer.status == 405:  # an address that only takes what is sent to it
            return
        assert answer.status < 500
        assert answer.status != 404 or page.opens is Open.EVERYONE, answer.url
        faults += [f"{language}: {fault}" for fault in faults_of(window)]

    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("name", ["home", "me", "monday", "board", "map", "people", "search"])
def test_each_role_gets_whole_pages(
    name: str, role: Role, demo: Site, signed_in: Callable[[Role | None], Window]
) -> None:
    page = next(one for one in PAGES if one.name == name)
    if isinstance(page.opens, frozenset) and role not in page.opens:
        pytest.skip(f"{role} has no such page")
    window = signed_in(role)
    window.goto(address(page, demo, role, "sv"))

    assert faults_of(window) == []


FORMS = (
    "company_new",
    "contact",
    "register",
    "person_invite",
    "news_new",
    "target_new",
    "note_new",
    "account_login",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_empty_says_what_lacks(
    name: str, language: str, demo: Site, signed_in: Callable[[Role | None], Window]
) -> None:
    page = next(one for one in PAGES if one.name == name)
    role = reader_of(page)
    window = signed_in(role)
    window.goto(address(page, demo, role, language))

    window.locator("main form[method=post] button[type=submit]").last.click()

    summary = window.locator("[data-errors], .errs").first
    summary.wait_for()
    assert summary.evaluate(
        "node => node === document.activeElement || node.contains(document.activeElement)"
    )
    assert window.title().startswith("Fel:" if language == "sv" else "Error:")
    assert faults_of(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["finns-inte/", "companies/zzzzzzzzzzzz/"])
def test_an_unknown_address_helps_on(
    path: str, language: str, signed_in: Callable[[Role | None], Window]
) -> None:
    window = signed_in(Role.MANAGER)

    answer = window.goto(f"/{language}/{path}")

    assert answer is not None
    assert answer.status == 404
    assert faults_of(window) == []
