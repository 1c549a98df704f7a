"""A company comes by itself, is answered, walks on, is counted, and is seen by nobody else."""

import re
from collections.abc import Callable

from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from web.browser.keys import press, tab_to, write
from web.browser.looking import faults_of
from web.browser.people import address_of, sign_in
from web.browser.serving import Site

from simmitt.web.scope.roles import Role

NAME, NUMBER = "Granbäckens Svarv AB", "559900-9114"
CONTACT, ADDRESS = "Tuva Granbäck", "tuva@granbacken.example"
PASSWORD = "fyra-ställ-före-frukost"
PHONE = {"width": 390, "height": 844}


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    assert found
    return found[0].rstrip(".")


def go_on(window: Window) -> None:
    window.locator("main form button[type=submit]").first.click()


def register(window: Window, name: str, number: str, address: str) -> None:
    """Answer one question a screen, by mouse or thumb."""
    window.goto("/sv/anmal/")
    window.get_by_role("link", name="Börja").or_(window.get_by_role("button", name="Börja")).click()
    window.get_by_label("Företagets namn").fill(name)
    window.get_by_label("Organisationsnummer").fill(number)
    go_on(window)
    window.get_by_label("Kommun").select_option(label="Sundsvall")
    go_on(window)
    window.locator("[name=size_class]").select_option(index=3)
    window.locator("[name=makes]").fill("Svarvade axlar i små serier")
    go_on(window)
    window.locator("[name=challenges]").first.check()
    window.locator("[name=need]").fill("Ordrarna väntar på den stora svarven.")
    go_on(window)
    window.locator("[name=contact_name]").fill(CONTACT)
    window.locator("[name=contact_phone]").fill("070-174 06 77")
    window.locator("[name=contact_email]").fill(address)
    go_on(window)
    window.locator("[name=consent]").check()
    window.locator("[name=confidentiality]").check()
    go_on(window)
    expect(window.get_by_text(name).first).to_be_visible()
    go_on(window)
    expect(window.get_by_text(address)).to_be_visible()


def outcome(window: Window, target: str) -> int:
    """Read how many companies stand behind a target."""
    window.goto("/sv/programme/targets/")
    row = window.get_by_role("row").filter(has_text=target)
    return int(re.sub(r"\D", "", row.locator("td").first.inner_text()))


def confirm(visitor: Window, real: Site) -> None:
    visitor.goto(link_in(real.last_letter_to(ADDRESS)))
    assert faults_of(visitor) == []
    visitor.get_by_role("button", name="Bekräfta").click()
    expect(visitor.get_by_role("button", name="Bekräfta")).to_have_count(0)
    assert faults_of(visitor) == []


def answer(coordinator: Window) -> str:
    """Find it in the week, call, and write down what was said; give where its card lies."""
    coordinator.goto("/sv/programme/my-week/")
    expect(coordinator.get_by_role("row").filter(has_text=NAME)).to_contain_text("dagar kvar")
    coordinator.get_by_role("link", name=NAME, exact=True).click()
    expect(coordinator.get_by_text("Ordrarna väntar på den stora svarven.").first).to_be_visible()
    card = coordinator.url
    coordinator.get_by_role("link", name="Skriv en anteckning").click()
    coordinator.locator("[name=kind][value=call]").check()
    coordinator.locator("[name=text]").fill("Ringde Tuva. Besök bokat.")
    go_on(coordinator)
    expect(coordinator.get_by_text("Ringde Tuva. Besök bokat.")).to_be_visible()
    return card


def move_along(coordinator: Window) -> None:
    coordinator.goto("/sv/companies/board/")
    moved = coordinator.locator("[data-card]").filter(has_text=NAME)
    moved.get_by_role("button", name="Flytta").press("Enter")
    coordinator.keyboard.press("ArrowRight")
    coordinator.keyboard.press("Enter")
    expect(coordinator.locator("[data-column=dialogue]").get_by_text(NAME).first).to_be_visible()
    expect(coordinator.get_by_text(f"{NAME}: från Kontaktad till Dialog. Sparat.").first).to_be_attached()


def let_in(coordinator: Window, owner: Window, card: str, real: Site) -> None:
    """Invite whoever registered the company, and come in as her."""
    coordinator.goto(card)
    coordinator.get_by_role("link", name=f"Bjud in {CONTACT}").click()
    expect(coordinator.locator("[name=email]")).to_have_value(ADDRESS)
    go_on(coordinator)
    expect(coordinator.get_by_text(CONTACT).first).to_be_visible()
    owner.goto(link_in(real.last_letter_to(ADDRESS)))
    assert faults_of(owner) == []
    for field in owner.locator("input[type=password]").all():
        field.fill(PASSWORD)
    go_on(owner)
    owner.wait_for_url(lambda url: "/invitation/" not in url)


def test_a_company_registers_is_answered_moves_on_and_is_counted(
    real: Site, open_window: Callable[..., Window], second_step: Callable[[Window, str], None]
) -> None:
    coordinator, visitor, owner = open_window(real), open_window(real, **PHONE), open_window(real, **PHONE)
    second_step(coordinator, address_of(real, Role.COORDINATOR))
    before = outcome(coordinator, "Kontaktade företag")

    register(visitor, NAME, NUMBER, ADDRESS)
    confirm(visitor, real)
    card = answer(coordinator)
    move_along(coordinator)
    assert outcome(coordinator, "Kontaktade företag") == before + 1

    let_in(coordinator, owner, card, real)
    owner.goto("/sv/home/")
    expect(owner.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert faults_of(owner) == []
    # What staff wrote to each other is not hers.
    assert "Besök bokat" not in owner.content()
    see_nothing_of_others(owner, real)
    see_nothing_of_others(open_competitor(open_window, real), real, NAME)


def open_competitor(open_window: Callable[..., Window], real: Site) -> Window:
    window = open_window(real)
    sign_in(window, address_of(real, Role.OWNER))
    return window


def see_nothing_of_others(window: Window, real: Site, other: str = "") -> None:
    """Try another company's addresses and its name, as somebody who belongs to one company."""
    window.goto("/sv/home/")
    own = window.get_by_role("heading", level=1).inner_text()
    name, key = next(
        row
        for row in real.rows("SELECT name, public_id FROM companies_company WHERE archived_at IS NULL")
        if row[0] == other or (not other and row[0] not in own)
    )
    for path in ("", "edit/", "export/", "merge/", "contacts/new/"):
        answer = window.goto(f"/sv/companies/{key}/{path}")
        assert answer is not None
        assert answer.status == 404
        assert name not in window.content()
    window.goto(f"/sv/search/?q={name.split()[0]}")
    assert key not in window.content()


def test_a_company_registers_by_keyboard_alone(real: Site, open_window: Callable[..., Window]) -> None:
    window = open_window(real)
    window.goto("/sv/anmal/")
    press(window, window.get_by_role("link", name="Börja").or_(window.get_by_role("button", name="Börja")))
    submit = window.locator("main form button[type=submit]").first

    write(window, window.get_by_label("Företagets namn"), "Tangentlunda Verktyg AB")
    write(window, window.get_by_label("Organisationsnummer"), "559900-9122")
    press(window, submit)
    tab_to(window, window.get_by_label("Kommun"))
    window.keyboard.type("Timrå")
    press(window, submit)
    press(window, window.locator("[name=size_class]").first, "ArrowDown")
    write(window, window.locator("[name=makes]"), "Verktyg")
    press(window, submit)
    press(window, window.locator("[name=challenges]").first, "Space")
    write(window, window.locator("[name=need]"), "Ställen tar hela förmiddagen.")
    press(window, submit)
    write(window, window.locator("[name=contact_name]"), "Elof Tangentlund")
    write(window, window.locator("[name=contact_phone]"), "070-174 06 78")
    write(window, window.locator("[name=contact_email]"), "elof@tangentlunda.example")
    press(window, submit)
    press(window, window.locator("[name=consent]"), "Space")
    press(window, window.locator("[name=confidentiality]"), "Space")
    press(window, submit)
    press(window, submit)

    expect(window.get_by_text("elof@tangentlunda.example")).to_be_visible()
    window.goto(link_in(real.last_letter_to("elof@tangentlunda.example")))
    press(window, window.get_by_role("button", name="Bekräfta"))
    expect(window.get_by_role("button", name="Bekräfta")).to_have_count(0)
    assert real.one("SELECT count(*) FROM companies_company WHERE name = 'Tangentlunda Verktyg AB'") == 1
