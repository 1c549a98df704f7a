"""Writes an invented company's plan: a version that is being carried out, and the next one."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from simmitt import __version__
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.cases.charter import lacking
from simmitt.web.cases.models import Case, Charter, Document, DocumentKind, Side, Visit, VisitKind
from simmitt.web.cases.operations import confirm, declare, keep_document, open_case, write_visit
from simmitt.web.demo.companies import FOR_EVERYBODY, Shelf
from simmitt.web.plans import deciding, operations
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure, Task
from simmitt.web.plans.operations import Change
from simmitt.web.plans.taking_in import plan_from
from simmitt.web.plans.whole import AID
from simmitt.web.scope.querying import ScopedQuerySet

TOLD = Path(__file__).parent / "invented" / "plan.json"
COMPANY = "Bäverholma Plåt AB"
SEEN = "Två operatörer ställde Fräs 2 tre gånger. Verktygen hämtades varje gång i andra änden av hallen."
OFFERED = "Snabbspänn till Fräs 2, monterat och provat: 84 000 kronor.\n"
WEIGHED = ("M15@Fräs 2", "C01")
SAID = (
    (
        "needs_ranked",
        "nils",
        "Rangordnat med Karin: ledtiden först, sedan att fler kan ställa, sist energin.",
    ),
    ("eligible", "maja", "Sett i register och bokslut: litet företag, inget stöd på tre år."),
    ("owner_goes_on", "nils", "Sagt vid genomgången: vi går vidare och lägger fyrtio timmar i veckan."),
)
AGREED: dict[str, Any] = {
    "problem": "Order ligger och väntar vid fräsarna, och ställen tar längre tid än körningen.",
    "indicator": "Timmar i veckan, Fräs 2", "unit": "h", "baseline_value": 63.3, "target_value": 55.0,
    "area": "Fräsar och svarv", "promised_hours": 120, "promised_hours_week": 40, "data_consent": True,
    "confidentiality": True,
}  # fmt: skip
OWNERS = ("Jonas Rödmo", "Leila Norrås", "Per-Ola Näsmo")


def write_plans(shelf: Shelf) -> None:
    """Write both versions."""
    owner = shelf.people["karin"]
    case = open_case(company=shelf.companies[COMPANY], person=owner)
    _agree(case, shelf)
    _beside(case, shelf)
    plan = plan_of(case, owner, _monday(shelf.today - timedelta(days=120)))
    _decide(plan, owner)
    _carry_out(plan, shelf, shelf.people["jonas"])
    _begin_next(deciding.begin_version(plan=plan, person=owner), shelf)


@cache
def told() -> dict[str, Any]:
    """Give what the engine told of the example workshop's log."""
    found: dict[str, Any] = json.loads(TOLD.read_text("utf-8"))
    return found


def plan_of(case: Case, person: Any, begins_on: date) -> Plan:
    """Give the plan of a run that is done, with its measures moved to begin on a day."""
    moved = json.loads(json.dumps(told()))
    by = begins_on - date.fromisoformat(moved["starts_on"])
    moved["starts_on"] = begins_on.isoformat()
    for one in moved["measures"]:
        for name in ("starts_on", "ready_on"):
            one[name] = (date.fromisoformat(one[name]) + by).isoformat()
    for name in ("baseline_from", "baseline_to", "target_date"):
        moved["indicator"][name] = (date.fromisoformat(moved["indicator"][name]) + by).isoformat()
    run = Run.objects.create(
        case=case, kind=RunKind.PLAN, state=RunState.DONE, engine=__version__, told=moved, asked_by=person,
        key=f"demo-plan-{case.public_id}", asked={"budget_sek": moved["budget_sek"]},
        asked_at=timezone.now(), finished_at=timezone.now(),
    )  # fmt: skip
    return plan_from(run)


def _decide(plan: Plan, owner: Any) -> None:
    for measure, name in zip(_measures(plan), OWNERS, strict=False):
        _say(plan, measure, "owner", name, owner)
        _say(plan, measure, "decision", "yes", owner)
    money = operations.add_financing(plan=plan, person=owner)
    _say(plan, money, "amount_sek", str(sum(one.cost_sek or 0 for one in _measures(plan))), owner)
    deciding.declare(
        plan=plan,
        criterion=AID,
        text="Bara egna pengar. Rådgivningen är bokförd som de minimis.",
        person=owner,
    )
    deciding.lock(plan=plan, person=owner)


def _begin_next(plan: Plan, shelf: Shelf) -> None:
    """Take in two that were weighed, and leave something to decide."""
    owner, champion = shelf.people["karin"], shelf.people["jonas"]
    for one in told()["rejected"]:
        if one["id"] in WEIGHED:
            operations.add_measure(plan=plan, candidate=one, person=champion)
    *_before, quality, skills = _measures(plan)
    _say(plan, quality, "owner", OWNERS[2], champion)
    _say(plan, quality, "starts_on", (shelf.today + timedelta(days=20)).isoformat(), champion)
    _say(plan, quality, "ready_on", (shelf.today + timedelta(days=90)).isoformat(), champion)
    _say(plan, skills, "decision", "later:hours", owner)


def _carry_out(plan: Plan, shelf: Shelf, person: Any) -> None:
    first, second = _measures(plan)
    Task.objects.create(
        measure=first, text="Bygg ställvagnen", owner=OWNERS[0], due_on=shelf.today - timedelta(days=60),
        done_at=timezone.now() - timedelta(days=58),
    )  # fmt: skip
    Task.objects.create(
        measure=second,
        text="Filma fem ställ på Fräs 2",
        owner=OWNERS[1],
        due_on=shelf.today - timedelta(days=4),
    )
    kpi = plan.facts["indicator"]["id"]
    for weeks_ago, value in ((9, 62.1), (5, 58.4), (1, 56.9)):
        last = shelf.today - timedelta(weeks=weeks_ago)
        KpiReading.objects.create(
            plan=plan, kpi=kpi, period_from=last - timedelta(days=27), period_to=last, value=value, by=person
        )
    answered = FollowUp.objects.unscoped(FOR_EVERYBODY).filter(measure=first, day=30).first()
    if answered:
        answered.status, answered.measured_effect, answered.by = "implemented", 3.1, person
        answered.at, answered.note = timezone.now(), "Räknat på fyra veckors stämplingar."
        answered.save()


def _agree(case: Case, shelf: Shelf) -> None:
    """Let both sides have said what they want of each other, and signed it."""
    coach, owner = shelf.people["nils"], shelf.people["karin"]
    for criterion, who, text in SAID:
        declare(case=case, criterion=criterion, person=shelf.people[who], text=text)
    charter = Charter.objects.unscoped(FOR_EVERYBODY).get(case=case)
    for name, value in AGREED.items():
        setattr(charter, name, value)
    charter.champion = shelf.people["jonas"]
    charter.baseline_from, charter.baseline_to = (shelf.today - timedelta(days=ago) for ago in (300, 130))
    charter.target_on = shelf.today + timedelta(days=120)
    charter.save()
    for side, person in ((Side.PROGRAMME, coach), (Side.COMPANY, owner)):
        confirm(case=case, side=side, person=person, version=charter.version, lacks=bool(lacking(charter)))


def _beside(case: Case, shelf: Shelf) -> None:
    """Let the coach have been there, a quote have come, and the company have said that it goes on."""
    visit = Visit(
        kind=VisitKind.COACHING, happened_on=shelf.today - timedelta(days=20), company_hours=3, text=SEEN,
        agreed="Ställtiden vid Fräs 2 mäts fyra veckor i rad.",
    )  # fmt: skip
    write_visit(visit=visit, case=case, author=shelf.people["nils"])
    name = "offert-snabbspann.txt"
    quote = SimpleUploadedFile(name, OFFERED.encode(), "text/plain")
    document = Document(
        kind=DocumentKind.QUOTE, name=name, content_type="text/plain", amount_sek=84_000,
        about="Snabbspänn till Fräs 2",
    )  # fmt: skip
    keep_document(document=document, case=case, file=quote, person=shelf.people["jonas"])


def _measures(plan: Plan) -> list[PlanMeasure]:
    rows: ScopedQuerySet[PlanMeasure] = PlanMeasure.objects.unscoped(FOR_EVERYBODY).filter(plan=plan)
    return list(rows.order_by("place"))


def _say(plan: Plan, row: Any, field: str, raw: str, person: Any) -> None:
    operations.change_field(plan=plan, change=Change(row.public_id, field, raw, 0), person=person)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
