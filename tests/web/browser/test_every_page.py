"""Every page in a real browser: no axe violation, nothing lost at 320 px, a clean console."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page as Window
from web.browser.looking import faults_of
from web.browser.people import address_of, sign_in
from web.browser.serving import NEWCOMER, Site
from web.isolation.trying import OTHER_PARTS, noun_of, parts_of

from simmitt.web.nouns.page import Open, Page
from simmitt.web.pages import PAGES
from simmitt.web.scope.roles import Role

LANGUAGES = ("sv", "en")
# Who looks at a page: the first of these that may.
READERS = (Role.MANAGER, Role.OWNER, Role.COORDINATOR, Role.AUDITOR, Role.SUPPORT)
# Who else has a menu and a front page of their own.
OTHERS = (Role.COORDINATOR, Role.COACH, Role.STEERING, Role.AUDITOR, Role.SUPPORT, Role.OWNER, Role.EMPLOYEE)
# Pages that each role reads in its own way.
FACES = {"home", "me", "monday", "board", "map", "people", "search"}
# Addresses that answer with a file, a feed, data or a redirect: there is nothing to look at.
WITHOUT_A_FACE = {
    "document",
    "healthz",
    "readyz",
    "feed",
    "results_csv",
    "results_json",
    "sitemap_xml",
    "robots",
    *(page.name for page in PAGES if page.machine),
    "company_export",
    "plan_json",
    "plan_pdf",
    "plan_word",
    "uploads",
    "upload",
    "data_rows",
    "my_export",
    "run_file",
    "run_progress",
    "mfa_download_recovery_codes",
}
# Shown only to those who have a second step; the journey of signing in looks at them.
WITH_SECOND_STEP = {"mfa_deactivate_totp", "mfa_view_recovery_codes"}
# Shown only after something has been done; the journeys that do it look at them.
AFTERWARDS = {"register_preview", "register_apply", "merge_undo", "upload_discard"}
UNSEEN = WITHOUT_A_FACE | WITH_SECOND_STEP | AFTERWARDS
SHOWN = [
    page
    for page in PAGES
    if page.opens != frozenset() and page.name not in UNSEEN and "token" not in parts_of(page)
]
# The tables in which the rows lie whose keys stand in addresses.
APPS = {
    "companies": ("company", "contact", "workplace", "register_file", "merge"),
    "outreach": ("note", "lead"),
    "people": ("invitation", "membership"),
    "programmes": ("target", "partner", "programme"),
    "public": ("news", "enquiry", "voice"),
    "mail": ("letter",),
    "cases": ("case", "visit", "document", "declaration"),
    "accounts": ("token",),
    "plans": ("plan", "financing", "task", "follow_up"),
    "analyses": ("data_set", "upload", "run"),
}
TABLES = {noun: f"{app}_{noun.replace('_', '')}" for app, nouns in APPS.items() for noun in nouns}
TABLES |= {"measure": "plans_planmeasure", "reading": "plans_kpireading"}


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
    return str(site.one(f"SELECT public_id FROM {table} WHERE {where} ORDER BY id LIMIT 1"))


def address(page: Page, site: Site, role: Role | None, language: str) -> str:
    parts = {part: OTHER_PARTS[part] for part in parts_of(page) if part != "public_id"}
    if "public_id" in parts_of(page):
        parts["public_id"] = key_of(page, site, role)
    with override(language):
        return reverse(page.name, kwargs=parts)


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


def pages_of_roles() -> list[tuple[Page, Role]]:
    named = [page for page in PAGES if page.name in FACES]
    return [
        (page, role)
        for page in named
        for role in OTHERS
        if isinstance(page.opens, Open) or role in page.opens
    ]


@pytest.mark.parametrize(("page", "role"), pages_of_roles(), ids=lambda one: getattr(one, "name", str(one)))
def test_each_role_gets_whole_pages(
    page: Page, role: Role, demo: Site, signed_in: Callable[[Role | None], Window]
) -> None:
    window = signed_in(role)
    window.goto(address(page, demo, role, "sv"))

    assert faults_of(window) == []


ON_THE_FIRST_DAY = [
    page
    for page in SHOWN
    if isinstance(page.opens, frozenset) and Role.MANAGER in page.opens and not parts_of(page)
]


def test_a_programme_on_its_first_day_has_whole_pages(demo: Site, open_window: Callable[..., Window]) -> None:
    window = open_window(demo)
    sign_in(window, NEWCOMER)
    faults, seen = [], 0
    for page in ON_THE_FIRST_DAY:
        for language in LANGUAGES:
            answer = window.goto(address(page, demo, None, language))
            assert answer is not None
            if answer.status == 200:
                seen += 1
                faults += [f"{page.name} {language}: {fault}" for fault in faults_of(window)]
            elif answer.status >= 500:
                faults.append(f"{page.name} {language}: {answer.status}")

    assert seen > 30
    assert faults == [], "\n".join(faults)


FORMS = (
    "company_new",
    "contact",
    "register_step",
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

    summary = window.locator("[data-errors]").first
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
