"""A plan edited in a real browser: fields save themselves, two versions are shown where they are."""

import re
from collections.abc import Callable

from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from web.browser.keys import press, tab_to, write
from web.browser.looking import faults_of
from web.browser.people import address_of
from web.browser.serving import Site

from simmitt.web.scope.roles import Role

SignedIn = Callable[[Role | None], Window]


def open_plan(window: Window, site: Site) -> None:
    """Open the plan of the owner's company, at its third measure."""
    sql = (
        "SELECT c.public_id FROM companies_company c JOIN people_membership m ON m.company_id = c.id "
        "JOIN accounts_person p ON p.id = m.person_id WHERE p.email = ?"
    )
    window.goto(f"/sv/companies/{site.one(sql, address_of(site, Role.OWNER))}/plan/")
    window.locator("#plan-rows a").nth(2).click()
    expect(window.locator("#measure")).to_be_visible()


def test_a_field_saves_itself_and_the_checks_follow(signed_in: SignedIn, demo: Site) -> None:
    window = signed_in(Role.OWNER)
    open_plan(window, demo)
    expect(window.locator(".plan-save").first).to_be_hidden()

    window.fill("#f-owner", "Vera Ek")
    window.locator("#f-hours").focus()

    expect(window.locator("#plan-status")).to_have_text(re.compile(r"Sparat \d\d\.\d\d"))
    expect(window.locator("#plan-rows")).to_contain_text("Vera Ek")
    window.fill("#f-owner", "")
    window.locator("#f-hours").focus()
    expect(window.locator("#plan-checks")).to_contain_text("1 av 3 åtgärder saknar en namngiven person.")
    window.fill("#f-owner", "Vera Ek")
    window.locator("#f-hours").focus()
    expect(window.locator("#plan-checks")).to_contain_text("0 av 3 åtgärder")
    window.reload()
    expect(window.locator("#f-owner")).to_have_value("Vera Ek")


def test_two_who_write_in_the_same_field_are_shown_both(signed_in: SignedIn, demo: Site) -> None:
    mine, theirs = signed_in(Role.OWNER), signed_in(Role.CHAMPION)
    open_plan(mine, demo)
    open_plan(theirs, demo)
    theirs.fill("#f-risk", "Mätdonet räcker inte.")
    theirs.locator("#f-hours").focus()
    expect(theirs.locator("#plan-status")).to_contain_text("Sparat")

    mine.fill("#f-risk", "Ingen hinner mäta.")
    mine.locator("#f-hours").focus()

    both = mine.locator("form:has(#f-risk) [data-answer]")
    expect(both).to_contain_text("Ingen hinner mäta.")
    expect(both).to_contain_text("Mätdonet räcker inte.")
    expect(mine.locator("#plan-status")).to_contain_text("två versioner")
    assert faults_of(mine) == []
    both.get_by_role("button", name="Behåll mitt").click()
    expect(mine.locator("#plan-status")).to_contain_text("Sparat")
    expect(both).to_be_empty()

    theirs.fill("#f-risk", "Mätdonet räcker inte alls.")
    theirs.locator("#f-hours").focus()
    theirs.get_by_role("button", name=re.compile("^Ta deras")).click()
    expect(theirs.locator("#f-risk")).to_have_value("Ingen hinner mäta.")


def test_a_measure_is_decided_by_keyboard_and_no_asks_why(signed_in: SignedIn, demo: Site) -> None:
    window = signed_in(Role.OWNER)
    open_plan(window, demo)

    tab_to(window, window.locator("#f-decision-yes"))
    window.keyboard.press("ArrowRight")
    window.keyboard.press("ArrowRight")
    expect(window.locator("#f-decision-no")).to_be_checked()
    press(window, window.locator("#f-reason"), "F")

    expect(window.locator("#plan-rows")).to_contain_text("För dyrt")
    # Never hidden: it says what is missing.
    expect(window.get_by_role("link", name="Lås och besluta")).to_be_visible()


def test_what_cannot_be_read_is_said_at_its_field(signed_in: SignedIn, demo: Site) -> None:
    window = signed_in(Role.OWNER)
    open_plan(window, demo)

    write(window, window.locator("#f-cost_sek"), "sextio")
    window.keyboard.press("Tab")

    expect(window.locator("#f-cost_sek-error")).to_be_visible()
    expect(window.locator("#plan-status")).to_contain_text("titta på fältet")
    assert window.input_value("#f-cost_sek") == "sextio"
