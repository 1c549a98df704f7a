"""What is invented is alike every time, valid, and always in the midst of things."""

import re
from datetime import date, timedelta

import pytest

from simmitt.web.companies.register import industries, municipalities
from simmitt.web.companies.register.identifiers import organisation_number
from simmitt.web.demo.invent import Invented, invent, invent_unknown, words
from simmitt.web.outreach.stages import Stage

TODAY = date(2026, 11, 25)
BEGUN = date(2025, 1, 1)


@pytest.fixture(scope="module")
def companies() -> list[Invented]:
    return [*invent("mitt", TODAY), *invent("sydost", TODAY, 100)]


def test_the_same_day_gives_the_same_companies(companies: list[Invented]) -> None:
    assert [*invent("mitt", TODAY), *invent("sydost", TODAY, 100)] == companies


def test_numbers_and_codes_are_ones_that_the_register_could_hold(companies: list[Invented]) -> None:
    everybody = [*companies, *invent_unknown(TODAY, 300)]

    assert [one.name for one in everybody if organisation_number(one.org_no) != one.org_no] == []
    assert [one.name for one in everybody if not municipalities.by_code(one.municipality)] == []
    assert [one.name for one in everybody if not industries.is_known(one.sni)] == []
    assert len({one.org_no for one in everybody}) == len(everybody)


def test_every_stage_has_somebody(companies: list[Invented]) -> None:
    assert {one.stage for one in companies} == {*Stage, None}


def test_every_municipality_of_the_two_counties_has_somebody(companies: list[Invented]) -> None:
    wanted = {one.code for county in ("22", "23") for one in municipalities.in_county(county)}

    assert wanted <= {one.municipality for one in companies}


@pytest.mark.parametrize("today", [date(2026, 1, 7), TODAY, date(2027, 7, 1)])
def test_a_way_goes_forward_on_working_days_and_ends_before_today(today: date) -> None:
    for one in invent("mitt", today):
        moments = [step.at for step in one.steps]
        assert moments == sorted(set(moments)), one.name
        assert all(at.weekday() < 5 and at.date() <= today for at in moments), one.name
        assert [step.from_stage for step in one.steps[1:]] == [step.to_stage for step in one.steps[:-1]]
        assert all((step.to_stage is Stage.NOT_NOW) == bool(step.reason) for step in one.steps)


def test_there_is_something_to_do_this_week_and_the_next(companies: list[Invented]) -> None:
    days = {one.next_step_on for one in companies if one.next_step_on}
    monday = TODAY - timedelta(days=TODAY.weekday())

    for first in (monday, monday + timedelta(days=7)):
        assert days & {first + timedelta(days=number) for number in range(5)}


def test_addresses_lead_nowhere(companies: list[Invented]) -> None:
    written = re.findall(r"@([\w.-]+)", str(words()))
    invented = [one.email.partition("@")[2] for one in companies]

    assert written
    assert {address for address in (*written, *invented) if not address.endswith(".example")} == set()


def test_notes_are_written_in_working_hours(companies: list[Invented]) -> None:
    moments = [remark.at for one in companies for remark in one.remarks]

    assert moments
    assert all(at.weekday() < 5 and 8 <= at.hour <= 15 for at in moments)


def test_whoever_owns_a_company_is_the_one_to_call(companies: list[Invented]) -> None:
    first = {one.name: one.contacts[0].name for one in companies if one.contacts}

    assert first["Bäverholma Plåt AB"] == "Karin Storrå"


def test_phone_numbers_are_of_the_series_that_belong_to_nobody(companies: list[Invented]) -> None:
    assert all(re.fullmatch(r"0980-319 20 \d\d", one.phone) for one in companies)
