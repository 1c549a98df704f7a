"""Looking, tallying and timing on a phone, also where there is no contact."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from web.browser.looking import faults_of
from web.browser.people import sign_in
from web.browser.serving import Site

from simmitt.web.demo.data import WITHOUT_LOG

PHONE = {"width": 375, "height": 812}
OWNER = "olle@demo.example"


def open_notes(open_window: Callable[..., Window], demo: Site, kind: str = "sample") -> Window:
    window = open_window(demo, **PHONE)
    sign_in(window, OWNER)
    company = demo.one("SELECT public_id FROM companies_company WHERE name = ?", WITHOUT_LOG)
    window.goto(f"/sv/companies/{company}/study/note/?kind={kind}")
    return window


def noted(demo: Site) -> int:
    return int(demo.one("SELECT count(*) FROM analyses_observation"))


def test_a_round_is_a_press_a_machine(open_window: Callable[..., Window], demo: Site) -> None:
    window, before = open_notes(open_window, demo), noted(demo)
    assert faults_of(window) == []
    stations = window.locator("[name=station]")
    first = stations.input_value()

    window.get_by_role("button", name="Kör").first.click()

    expect(window.locator("[data-study-status]")).to_contain_text("Noterat")
    assert stations.input_value() != first
    assert noted(demo) == before + 1


@pytest.fixture
def out_of_reach(browser: Browser) -> Iterator[Callable[..., Window]]:
    """Give a window whose console may complain: it loses contact on purpose."""
    contexts = []

    def open_one(site: Site, width: int, height: int) -> Window:
        context = browser.new_context(base_url=site.url, viewport={"width": width, "height": height})
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_without_contact_notes_wait_in_the_phone_and_are_sent_once(
    out_of_reach: Callable[..., Window], demo: Site
) -> None:
    window, before = open_notes(out_of_reach, demo), noted(demo)
    window.context.set_offline(True)

    for _ in range(3):
        window.get_by_role("button", name="Kör").first.click()
        expect(window.locator("[data-study-status]")).to_contain_text("Ingen kontakt")
    expect(window.locator("[data-study-status]")).to_contain_text("3")
    window.context.set_offline(False)

    expect(window.locator("[data-study-status]")).to_contain_text("Alla noteringar är skickade")
    assert noted(demo) == before + 3
    assert faults_of(window) == []


def test_what_is_not_taken_in_stays_with_its_reason_and_the_others_go_on(
    open_window: Callable[..., Window], demo: Site
) -> None:
    window, before = open_notes(open_window, demo), noted(demo)
    # A phone whose clock stands a month back, for one note.
    window.evaluate("Date.prototype.toISOString = () => '2026-01-01T08:00:00.000Z'")
    window.get_by_role("button", name="Kör").first.click()
    refused = window.locator("[data-study-refused] li")
    expect(refused).to_contain_text("telefonens klocka")
    window.evaluate("delete Date.prototype.toISOString")

    window.reload()
    window.get_by_role("button", name="Kör").first.click()

    expect(window.locator("[data-study-status]")).to_contain_text("Noterat")
    assert noted(demo) == before + 1
