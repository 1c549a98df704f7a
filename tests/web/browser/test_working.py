"""The day's work in a real browser, by mouse and by keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import Position, expect
from web.browser.keys import press, tab_to, write
from web.browser.looking import faults_of
from web.browser.serving import Site

from simmitt.web.scope.roles import Role

SignedIn = Callable[[Role | None], Window]


def card(window: Window, stage: str) -> tuple[str, str]:
    """Give the name and the key of the first card in a column."""
    one = window.locator(f"[data-column={stage}] [data-card]").first
    return one.get_attribute("data-name") or "", one.get_attribute("data-card") or ""


def drag(window: Window, key: str, stage: str) -> None:
    """Take a card by its upper edge and let it go at the top of another column."""
    at_the_top: Position = {"x": 30, "y": 6}
    window.locator(f"[data-card='{key}']").drag_to(
        window.locator(f"[data-column={stage}] ul"), source_position=at_the_top, target_position=at_the_top
    )


def test_a_card_is_dragged_and_the_move_taken_back(signed_in: SignedIn) -> None:
    window = signed_in(Role.MANAGER)
    window.set_viewport_size({"width": 1280, "height": 3000})
    window.goto("/sv/companies/board/")
    name, key = card(window, "contacted")

    drag(window, key, "dialogue")
    moved = window.locator(f"[data-column=dialogue] [data-card='{key}']")
    expect(moved).to_be_visible()
    expect(window.get_by_text(re.compile(f"{re.escape(name)}: från .* Sparat"))).to_be_attached()
    window.reload()
    expect(moved).to_be_visible()

    drag(window, key, "charter")
    window.get_by_role("button", name="Ta tillbaka flytten").click()
    expect(moved).to_be_visible()
    expect(window.get_by_text(re.compile(f"{re.escape(name)} står i .* igen"))).to_be_attached()
    window.reload()
    expect(moved).to_be_visible()


def test_a_card_is_moved_by_keyboard_and_put_back_by_escape(signed_in: SignedIn) -> None:
    window = signed_in(Role.MANAGER)
    window.goto("/sv/companies/board/")
    name, key = card(window, "charter")
    button = window.locator(f"[data-card='{key}'] button")

    press(window, button)
    window.keyboard.press("ArrowRight")
    window.keyboard.press("Escape")
    expect(window.locator(f"[data-column=charter] [data-card='{key}']")).to_be_visible()

    press(window, button)
    window.keyboard.press("ArrowRight")
    window.keyboard.press("Enter")
    expect(window.locator(f"[data-column=analysis] [data-card='{key}']")).to_be_visible()
    expect(window.get_by_text(f"{name}: från Överenskommelse till Analys. Sparat.").first).to_be_attached()
    window.reload()
    expect(window.locator(f"[data-column=analysis] [data-card='{key}']")).to_be_visible()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_register_file_is_looked_through_and_taken_in(by: str, signed_in: SignedIn, tmp_path: Path) -> None:
    name, number = (
        ("Musmarkens Smide AB", "559900-9130") if by == "mouse" else ("Tabbängens Smide AB", "559900-9148")
    )
    file = tmp_path / "register.csv"
    file.write_text(f"OrgNr;Företagsnamn;Kommun\n{number};{name};2281\n", "cp1252")
    window = signed_in(Role.MANAGER)
    window.goto("/sv/companies/")

    opened = window.get_by_role("link", name="Hämta ur företagsregistret")
    press(window, opened) if by == "keyboard" else opened.click()
    window.set_input_files("input[type=file]", file)
    submit = window.get_by_role("button", name="Se skillnaderna")
    press(window, submit) if by == "keyboard" else submit.click()
    expect(window.get_by_text(name).first).to_be_visible()
    assert faults_of(window) == []
    take = window.get_by_role("button", name="Ta in filen")
    # Only one company is in the file: the others are not gone for that.
    mark = window.locator("[name=mark_gone]")
    if mark.count():
        mark.uncheck()
    press(window, take) if by == "keyboard" else take.click()
    expect(take).to_have_count(0)
    assert faults_of(window) == []

    window.goto(f"/sv/companies/?q={name.split()[0]}")
    expect(window.get_by_role("link", name=name)).to_be_visible()


def test_a_target_leads_to_its_companies_and_to_what_proves_them(signed_in: SignedIn) -> None:
    window = signed_in(Role.STEERING)
    window.goto("/sv/programme/monday/")
    assert not window.locator("main a[href*='/companies/']").count()

    window = signed_in(Role.AUDITOR)
    window.goto("/sv/programme/targets/")
    press(window, window.get_by_role("link", name="Fördjupade analyser"))
    window.wait_for_url(re.compile(r"/targets/\w+/"))
    press(window, window.locator("main tbody a").first)
    window.wait_for_url(re.compile(r"/companies/\w+/"))
    expect(window.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_news_are_written_and_published(by: str, signed_in: SignedIn) -> None:
    title = f"Skriven med {by}"
    window = signed_in(Role.MANAGER)
    window.goto("/sv/programme/news/new/")
    fields = {"title_sv": title, "lead_sv": "En mening räcker.", "text_sv": "Ett **stycke** med vikt."}
    for field, text in fields.items():
        place = window.locator(f"[name={field}]")
        write(window, place, text) if by == "keyboard" else place.fill(text)
    saved = window.get_by_role("button", name="Spara", exact=True)
    press(window, saved) if by == "keyboard" else saved.click()
    expect(saved).to_have_count(0)
    assert faults_of(window) == []
    publish = window.get_by_role("button", name="Publicera")
    press(window, publish) if by == "keyboard" else publish.click()
    expect(publish).to_have_count(0)

    reader = signed_in(None)
    reader.goto("/sv/nyheter/")
    reader.get_by_role("link", name=title).click()
    expect(reader.locator("main strong").filter(has_text="stycke")).to_be_visible()


def test_a_list_follows_what_is_typed_and_keeps_the_focus(signed_in: SignedIn) -> None:
    window = signed_in(Role.MANAGER)
    window.goto("/sv/companies/")
    rows = window.locator("#listed tbody tr")
    name = rows.nth(7).locator("th").inner_text()

    write(window, window.locator("#list-q"), name)

    expect(rows).to_have_count(1)
    expect(window.locator("#list-q")).to_be_focused()
    expect(window.get_by_role("status").first).to_contain_text("1 företag")
    assert "q=" in window.url
    assert faults_of(window) == []


def test_what_is_typed_is_kept_before_it_is_sent(signed_in: SignedIn, demo: Site) -> None:
    window = signed_in(Role.COORDINATOR)
    window.goto("/sv/companies/board/")
    window.locator("[data-card] h3 a").first.click()
    window.get_by_role("link", name="Skriv en anteckning").click()
    write(window, window.locator("[name=text]"), "Halvskriven tanke om ställen")
    status = window.locator("[data-autosave-status]")
    expect(status).to_have_text(re.compile(r"Sparat \d\d\.\d\d"))
    assert "Halvskriven tanke" in str(demo.rows("SELECT fields FROM drafts_draft"))

    window.reload()

    expect(window.locator("[name=text]")).to_have_value("Halvskriven tanke om ställen")
    assert faults_of(window) == []


def test_two_who_change_the_same_see_both_versions(signed_in: SignedIn) -> None:
    first, second = signed_in(Role.COORDINATOR), signed_in(Role.MANAGER)
    first.goto("/sv/companies/board/")
    first.locator("[data-card] h3 a").first.click()
    first.get_by_role("link", name="Ändra uppgifterna").click()
    first.locator("[name=phone]").wait_for()
    second.goto(first.url)
    first.locator("[name=phone]").fill("060-11 11 11")
    second.locator("[name=phone]").fill("060-22 22 22")

    first.locator("main form button[type=submit]").last.click()
    expect(first.locator("[name=phone]")).to_have_count(0)
    second.locator("main form button[type=submit]").last.click()

    for number in ("060-11 11 11", "060-22 22 22"):
        expect(second.locator("main").get_by_text(number).locator("visible=true").first).to_be_visible()
    assert faults_of(second) == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(signed_in: SignedIn) -> None:
    window = signed_in(Role.MANAGER)
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto("/sv/programme/monday/")
    more = window.locator(".rail summary")

    press(window, more)
    expect(window.locator(".rail .sheet")).to_be_visible()
    window.keyboard.press("Escape")
    expect(window.locator(".rail .sheet")).not_to_be_visible()
    tab_to(window, more)


def test_a_page_speaks_the_other_language_at_the_same_place(signed_in: SignedIn) -> None:
    window = signed_in(Role.MANAGER)
    window.goto("/sv/programme/targets/")
    window.get_by_role("link", name="English").click()
    window.wait_for_url("**/en/programme/targets/")
    expect(window.locator("html")).to_have_attribute("lang", "en")
