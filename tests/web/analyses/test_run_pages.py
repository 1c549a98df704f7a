"""What people see of runs: how far they have come, what they came to, what it rests on."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from web.analyses.conftest import MINE, Asks, case_of, fresh
from web.analyses.in_world import add_done
from web.world import World, canary

from simmitt.jobs.job import JobLimits
from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.plans.models import Plan

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def queries_of(client: Client, url: str) -> int:
    text(client, url)  # what is kept after a first reading is kept now
    with CaptureQueriesContext(connection) as asked:
        text(client, url)
    return len(asked)


def page(client: Client, name: str, world: World, company: str = "alfa") -> str:
    return text(client, reverse(name, args=[world.company[company].public_id]))


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def under_way(run: Run, **values: object) -> None:
    step = {"sv": "Provar par", "en": "Tries pairs", "before": [{"sv": "Läser", "en": "Reads"}]}
    begun = {"began_at": (timezone.now() - timedelta(seconds=56)).isoformat()}
    told = {"state": RunState.RUNNING, "step": {**step, **begun}, "step_done": 112, "step_of": 300}
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(**{**told, **values})


def without_runs(world: World) -> None:
    Plan.objects.unscoped(MINE).all().delete()
    Run.objects.unscoped(MINE).all().delete()


@pytest.mark.parametrize("who", ["owner of alfa", "champion of alfa", "coach", "manager", "auditor"])
def test_the_figures_are_shown_to_those_who_walk_the_journey(who: str, world: World, as_person: As) -> None:
    shown = page(as_person(who), "as_is", world)

    assert f'<div class="report"><h2>as_is sv {canary("alfa")} Mekaniska AB</h2></div>' in shown
    assert "Underlag 1" in shown
    assert reverse("run", args=[world.rows["run"]["alfa"].public_id]) in shown


@pytest.mark.parametrize("who", ["employee of alfa", "leader", "steering", "support", "owner of beta"])
@pytest.mark.parametrize("name", ["as_is", "model", "runs"])
def test_it_is_not_there_for_others(name: str, who: str, world: World, as_person: As) -> None:
    answer = as_person(who).get(reverse(name, args=[world.company["alfa"].public_id]))

    assert answer.status_code == 404


def test_the_model_is_shown_with_its_proof_and_the_open_orders(world: World, as_person: As) -> None:
    shown = page(as_person("owner of alfa"), "model", world)

    assert [shown.count(f"<h2>{name} sv") for name in ("validation", "odds", "model")] == [1, 1, 1]


def test_without_data_the_page_says_what_is_needed(world: World, as_person: As) -> None:
    without_runs(world)
    DataSet.objects.unscoped(MINE).all().delete()

    assert "Inga underlag än" in page(as_person("owner of alfa"), "as_is", world)


def test_data_that_waits_is_said(world: World, as_person: As) -> None:
    without_runs(world)

    assert "Underlaget väntar på ert ja" in page(as_person("owner of alfa"), "model", world)


def test_a_run_under_way_is_told_beside_the_last_figures(world: World, as_person: As, asks: Asks) -> None:
    under_way(asks())

    shown = page(as_person("owner of alfa"), "as_is", world)

    assert "Körning pågår" in shown
    assert "Provar par" in shown
    assert "112 av 300" in shown
    assert "Omkring 2 minuter kvar av det här steget." in shown
    assert "as_is sv" in shown


def test_a_run_that_waits_says_how_many_come_before(world: World, as_person: As, asks: Asks) -> None:
    asks("beta")
    run = asks()

    shown = text(as_person("owner of alfa"), reverse("run_progress", args=[run.public_id]))

    assert "Körningen väntar på sin tur" in shown
    assert "Omkring 1 körning går före." in shown


def test_when_it_is_over_the_page_is_told_so(world: World, as_person: As) -> None:
    run = world.rows["run"]["alfa"]

    shown = text(as_person("owner of alfa"), reverse("run_progress", args=[run.public_id]))

    assert shown.strip() == "<section data-run-over></section>"


def test_what_failed_after_the_last_figures_is_said_with_what_to_do(
    world: World, as_person: As, asks: Asks
) -> None:
    run = asks()
    fault = {"sv": "Rad 3 <b> är trasig.", "en": "Row 3 is broken."}
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(state=RunState.FAILED, fault=fault)

    assert "Rad 3 &lt;b&gt; är trasig." in page(as_person("owner of alfa"), "as_is", world)

    Run.objects.unscoped(MINE).filter(pk=run.pk).update(fault={"reference": "K7G204"})

    assert "<strong>K7G204</strong>" in page(as_person("owner of alfa"), "as_is", world)


def test_newer_data_that_has_not_been_computed_is_said(world: World, as_person: As) -> None:
    DataSet.objects.create(
        case=case_of(world, "alfa"), number=7, state=DataState.APPROVED, kept_sha256="f" * 64,
        handed_in_by=world.person["manager"],
    )  # fmt: skip

    assert "Underlag 7 har godkänts sedan dess." in page(as_person("coach"), "as_is", world)


def test_the_figures_of_the_approved_log_stand_before_later_ones(world: World, as_person: As) -> None:
    case = case_of(world, "alfa")
    other = DataSet.objects.create(
        case=case, number=7, state=DataState.READ, kept_sha256="f" * 64, handed_in_by=case.opened_by
    )
    add_done(case, RunKind.ANALYSE, other, ("as_is",), word="senare")

    assert "senare" not in page(as_person("coach"), "as_is", world)


def test_a_run_tells_what_it_rests_on(world: World, as_person: As) -> None:
    run = world.rows["run"]["alfa"]

    shown = text(as_person("auditor"), reverse("run", args=[run.public_id]))

    for told in (run.key, run.engine, run.data_set.kept_sha256, "analysis.sv.pdf"):
        assert told in shown


@pytest.mark.parametrize(("who", "stops"), [("owner of alfa", True), ("coach", True), ("auditor", False)])
def test_who_may_ask_may_stop(who: str, stops: bool, world: World, as_person: As, asks: Asks) -> None:
    run = asks()

    answer = as_person(who).post(reverse("run", args=[run.public_id]), {"do": "cancel"})

    assert answer.status_code == (302 if stops else 404)
    assert (fresh(run).state == RunState.CANCELLED) == stops


def test_what_came_to_nothing_is_asked_again(world: World, as_person: As, asks: Asks) -> None:
    run = asks(pieces=7)
    Run.objects.unscoped(MINE).filter(pk=run.pk).update(state=RunState.FAILED)

    as_person("owner of alfa").post(reverse("run", args=[run.public_id]), {"do": "again"})

    again = Run.objects.unscoped(MINE).get(key=run.key, state=RunState.QUEUED)
    assert (again.asked, again.asked_by) == (run.asked, world.person["owner of alfa"])


def test_what_is_done_is_not_asked_again(world: World, as_person: As) -> None:
    run = world.rows["run"]["alfa"]

    answer = as_person("owner of alfa").post(reverse("run", args=[run.public_id]), {"do": "again"})

    assert answer.status_code == 404


def fetched(client: Client, run: Run, name: str) -> tuple[int, bytes]:
    answer = client.get(reverse("run_file", args=[run.public_id, "x"])[:-1] + name)
    content = b"".join(answer.streaming_content) if answer.streaming else b""  # type: ignore[attr-defined]
    return answer.status_code, content


def test_a_file_is_handed_out_to_be_kept_and_not_run(world: World, as_person: As) -> None:
    run = world.rows["run"]["alfa"]

    answer = as_person("owner of alfa").get(reverse("run_file", args=[run.public_id, "as_is.sv.html"]))

    assert answer["Content-Disposition"] == 'attachment; filename="as_is.sv.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "sandbox" in answer["Content-Security-Policy"]
    answer.close()


@pytest.mark.parametrize(
    "name",
    [
        "result.json", "../job.json", "..%2Fjob.json", "%2e%2e/job.json", "/etc/passwd", "//etc/passwd",
        "as_is.sv.html/..", "./as_is.sv.html", "as_is.sv.html%00", "..\\job.json", "no-such",
    ],
)  # fmt: skip
def test_what_the_run_has_not_named_is_not_there(name: str, world: World, as_person: As) -> None:
    run = world.rows["run"]["alfa"]
    (run_at(run) / "job.json").write_text("{}")

    assert fetched(as_person("owner of alfa"), run, name)[0] == 404


@pytest.mark.parametrize("name", ["../job.json", "/etc/hostname", "link"])
def test_a_name_that_leads_out_of_the_results_leads_nowhere_even_where_the_run_names_it(
    name: str, world: World, as_person: As
) -> None:
    run = world.rows["run"]["alfa"]
    folder = run_at(run)
    (folder / "job.json").write_text("{}")
    (folder / "out" / "link").symlink_to(Path("/etc/hostname"))
    run.told["files"].append({"name": name, "size": 1, "sha256": "", "label": None})
    run.save()

    assert fetched(as_person("owner of alfa"), run, name)[0] == 404


def test_a_competitor_gets_no_file(world: World, as_person: As) -> None:
    run = world.rows["run"]["beta"]

    assert fetched(as_person("owner of alfa"), run, "as_is.sv.html")[0] == 404
    assert fetched(as_person("owner of beta"), run, "as_is.sv.html")[0] == 200


def test_the_list_is_a_file_too(world: World, as_person: As) -> None:
    url = reverse("runs", args=[world.company["alfa"].public_id])

    answer = as_person("coach").get(f"{url}?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]

    assert len(lines) == 1 + Run.objects.unscoped(MINE).filter(case=case_of(world, "alfa")).count()
    assert "Frågans kontrollsumma" in lines[0]


def test_the_pages_ask_equally_often(world: World, as_person: As) -> None:
    client = as_person("coach")
    case = case_of(world, "alfa")
    data_set = world.rows["run"]["alfa"].data_set
    urls = [reverse(name, args=[case.company.public_id]) for name in ("as_is", "model", "runs")]

    def counted() -> list[int]:
        return [queries_of(client, url) for url in urls]

    before = counted()
    for number in range(30):
        add_done(case, (RunKind.ANALYSE, RunKind.FIT)[number % 2], data_set, ("as_is",), word=f"{number}")

    assert counted() == before


def test_the_limits_that_are_stated_are_those_that_hold(world: World, as_person: As) -> None:
    limits = JobLimits()
    held = (limits.rows, limits.machines, limits.horizon_weeks, limits.scenarios, limits.wall_s)

    assert held == (2_000_000, 200, 520, 260, 3_600)
    told = page(as_person("owner of alfa"), "runs", world)
    for words in ("två miljoner rader", "tvåhundra maskiner", "tio år", "en timme", "260 uppsättningar"):
        assert words in told
