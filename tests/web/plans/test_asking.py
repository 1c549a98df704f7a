"""Asking for a plan: what is said becomes the file that the engine reads."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.world import World

from simmitt.engine.portfolio.economy import ENTRIES, FreedTime
from simmitt.engine.portfolio.economy_file import read_economy
from simmitt.web.analyses.models import DataSet, Run
from simmitt.web.plans.economy import AMOUNTS, IN_PER_CENT, EconomyForm

AsPerson = Callable[[str], Client]


def economy(tmp_path: Path, **said: Any) -> Any:
    form = EconomyForm({"budget_sek": "400000", **said})
    assert form.is_valid(), form.errors
    file = tmp_path / "economy.toml"
    file.write_text(form.toml, "utf-8")
    return read_economy(file)


def test_what_the_owner_says_is_what_the_engine_reads(tmp_path: Path) -> None:
    read = economy(
        tmp_path, use_of_freed_time="shares", share_sold="50", share_overtime="30", hourly_cost_sek="400",
        extra_demand_share="10",
    )  # fmt: skip

    assert read.use_of_freed_time == FreedTime(0.5, 0.3)
    assert (read.hourly_cost_sek, read.extra_demand_share) == (400.0, 0.10)
    assert read.given == {"use_of_freed_time", "hourly_cost_sek", "extra_demand_share"}


@pytest.mark.parametrize("use", ["sold", "overtime", "unused"])
def test_each_use_is_known_to_the_engine(use: str, tmp_path: Path) -> None:
    assert economy(tmp_path, use_of_freed_time=use).given == {"use_of_freed_time"}


def test_what_is_left_empty_is_assumed(tmp_path: Path) -> None:
    assert economy(tmp_path).given == frozenset()


def test_no_more_can_be_typed_than_the_engine_takes() -> None:
    for name, (_label, _told, least, most) in AMOUNTS.items():
        by = 100 if name in IN_PER_CENT else 1
        assert least / by >= ENTRIES[name].least
        assert most / by <= ENTRIES[name].most


def test_shares_of_more_than_all_are_refused() -> None:
    form = EconomyForm(
        {"budget_sek": "1", "use_of_freed_time": "shares", "share_sold": "80", "share_overtime": "30"}
    )

    assert "share_overtime" in form.errors


def test_a_plan_is_proposed_to_begin_on_a_monday_to_come(world: World, as_person: AsPerson) -> None:
    there = reverse("plan_ask", args=[world.company["alfa"].public_id])

    page: Any = as_person("owner of alfa").get(there)
    proposed = page.context["form"]["starts_on"].value()

    assert proposed.weekday() == 0
    assert timedelta(days=7) < proposed - timezone.localdate() <= timedelta(days=14)


def test_a_plan_is_asked_for_with_the_approved_data(world: World, as_person: AsPerson) -> None:
    company = world.company["alfa"]
    data_set = DataSet.objects.create(
        case=world.rows["plan"]["alfa"].case, number=7, state="approved", handed_in_by=world.person["coach"],
        kept_sha256="f" * 64,
    )  # fmt: skip
    fields = {"budget_sek": "400000", "starts_on": "2027-01-11", "use_of_freed_time": "overtime"}

    answer = as_person("champion of alfa").post(reverse("plan_ask", args=[company.public_id]), fields)

    run = Run.objects.unscoped("a test").filter(data_set=data_set).get()
    assert answer.status_code == 302
    assert (run.kind, run.state, run.asked["budget_sek"], run.asked["starts_on"]) == (
        "plan", "queued", 400_000, "2027-01-11",
    )  # fmt: skip
    assert run.asked["beside"] == {"economy.toml": 'use_of_freed_time = "overtime"\n'}
    page = as_person("owner of alfa").get(reverse("plan", args=[company.public_id]))
    assert "Planen räknas fram." in page.content.decode()


def test_without_approved_data_nothing_is_asked(world: World, as_person: AsPerson) -> None:
    there = reverse("plan_ask", args=[world.company["alfa"].public_id])
    DataSet.objects.unscoped("a test").filter(case__company=world.company["alfa"]).update(state="read")
    before = Run.objects.unscoped("a test").count()

    page = as_person("owner of alfa").post(there, {"budget_sek": "400000"})

    assert "Inget underlag är godkänt än" in page.content.decode()
    assert Run.objects.unscoped("a test").count() == before
