"""What is read of the pipeline: rows of one scope, with all that a page says of them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Lead, Move, Note
from simmitt.web.outreach.rules import notes_to_change
from simmitt.web.outreach.stages import LATE_AFTER, ROAD, Stage
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import OUTREACH
from simmitt.web.scope.scope import Scope

# What stands behind a stage in the order of the road, for sorting in the database.
RANK = Case(
    *[When(stage=stage, then=Value(number)) for number, stage in enumerate(Stage)],
    output_field=IntegerField(),
)
A_COLUMN = 50


def alive(path: str = "company") -> Q:
    """Keep what belongs to companies that are neither archived nor merged into another."""
    return Q(**{f"{path}__archived_at__isnull": True, f"{path}__merged_into__isnull": True})


def leads(scope: Scope, programme: Any) -> QuerySet[Lead]:
    """Give the programme's pipeline as far as the person sees it."""
    rows: QuerySet[Lead] = Lead.objects.seen_by(scope).filter(alive(), company__programme=programme)
    return rows.select_related("company", "company__partner", "owner")


def standing_still(now: datetime | None = None) -> Q:
    """Keep those that have stood in a stage for longer than its limit."""
    now = now or timezone.now()
    late = Q(pk__in=())
    for stage, limit in LATE_AFTER.items():
        late |= Q(stage=stage, stage_since__lt=now - limit)
    return late


def awaiting_answer() -> Q:
    """Keep those that have registered themselves and heard nothing yet."""
    return Q(answer_due_on__isnull=False, answered_at__isnull=True)


def answer_late(today: date | None = None) -> Q:
    """Keep those whose promised answer is late."""
    return awaiting_answer() & Q(answer_due_on__lt=today or timezone.localdate())


def on_the_road() -> Q:
    """Keep those that are on their way."""
    return Q(stage__in=ROAD) & ~Q(stage=Stage.FOLLOWED_UP)


def without_next_step() -> Q:
    """Keep those on their way for which nobody has said what comes next."""
    return on_the_road() & (Q(next_step="") | Q(next_step_on__isnull=True))


def by_stage(rows: QuerySet[Lead]) -> dict[str, int]:
    """Count the companies in each stage."""
    counted = rows.order_by().values("stage").annotate(companies=Count("pk"))
    return {one["stage"]: one["companies"] for one in counted}


def by_municipality(rows: QuerySet[Lead]) -> dict[str, int]:
    """Count the companies of each municipality that are in the pipeline."""
    counted = rows.order_by().values("company__municipality").annotate(companies=Count("pk"))
    return {one["company__municipality"]: one["companies"] for one in counted}


def cards(rows: QuerySet[Lead]) -> list[Lead]:
    """Give in one query so many cards for each stage of the road, those that have stood longest first."""
    wanted = Q(pk__in=())
    for stage in ROAD:
        first = rows.select_related(None).filter(stage=stage).order_by("stage_since", "pk")
        wanted |= Q(pk__in=first.values("pk")[:A_COLUMN])
    return list(rows.filter(wanted).order_by("stage_since", "pk"))


def outreach_staff(scope: Scope, programme: Any) -> QuerySet[Person]:
    """Give the people of the programme who seek companies out, as far as the person knows of them."""
    members = Membership.objects.seen_by(scope).filter(
        programme=programme, role__in=OUTREACH, ended_at__isnull=True
    )
    known = Q(pk__in=members.values("person"))
    if scope.person:
        known |= Q(pk=scope.person)
    return Person.objects.filter(known).order_by("name_key", "pk")


def moves_of(scope: Scope, company: Company) -> list[Move]:
    """Give the company's way so far, oldest first."""
    moves = Move.objects.seen_by(scope).filter(company=company).select_related("moved_by")
    return list(moves.order_by("moved_at", "pk"))


def notes_of(scope: Scope, company: Company) -> QuerySet[Note]:
    """Give what has been written about the company, newest first."""
    notes: QuerySet[Note] = Note.objects.seen_by(scope).filter(company=company)
    return notes.select_related("author", "company").order_by("-happened_at", "-pk")


def note_to_change(scope: Scope, public_id: str) -> Note | None:
    """Give a note that the person may change."""
    notes: QuerySet[Note] = Note.objects.seen_by(scope).filter(notes_to_change(scope), public_id=public_id)
    return notes.select_related("company").first()


def week_of(day: date) -> tuple[date, date]:
    """Give the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
