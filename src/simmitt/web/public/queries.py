"""What the public pages read, and what staff read of what has come in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Kind, Lead, Move, Note
from simmitt.web.outreach.stages import Stage, onwards
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.public.models import Enquiry, News, Registration, Voice
from simmitt.web.public.tokens import hashed
from simmitt.web.scope.roles import Role

WORLD = "the public pages are for everybody"
SENDER = "whoever holds the token has written the registration"
SUMS = "sums that are shown when at least five companies stand behind them"
OURSELVES = "the platform itself takes in a registration"


def public_programme() -> Programme | None:
    """Give the programme that the public pages speak for."""
    found: Programme | None = (
        Programme.objects.unscoped(WORLD).filter(fronts_site=True).order_by("pk").first()
    )
    return found


def partners_of(programme: Programme) -> list[Partner]:
    """Give the organisations that run the programme."""
    return list(Partner.objects.unscoped(WORLD).filter(programme=programme).order_by("pk"))


def voices_of(programme: Programme) -> list[Voice]:
    """Give the people whom one can call."""
    return list(Voice.objects.unscoped(WORLD).filter(programme=programme))


def published_news(programme: Programme | None) -> QuerySet[News]:
    """Give what the world may read, the newest first."""
    found: QuerySet[News] = News.objects.unscoped(WORLD).filter(programme=programme)
    return found.filter(published_at__lte=timezone.now())


def news_item(programme: Programme | None, public_id: str) -> News | None:
    """Give one item that the world may read."""
    return published_news(programme).filter(public_id=public_id).first()


def registration_of(token: str) -> Registration | None:
    """Give the registration that a browser is in the midst of, or has just sent."""
    return _written_by_sender().filter(token_hash=hashed(token)).first() if token else None


def registration_to_confirm(token: str) -> Registration | None:
    """Give the registration whose letter carried the token."""
    return _written_by_sender().filter(confirm_hash=hashed(token)).first()


def _written_by_sender() -> QuerySet[Registration]:
    found: QuerySet[Registration] = Registration.objects.unscoped(SENDER).select_related("programme")
    return found


def partner_for(programme: Programme, municipality: str) -> Partner | None:
    """Give the organisation whose counties hold the municipality."""
    county = municipality[:2]
    # Asked in Python: whether a JSON list holds a value is asked differently by each database.
    return next((one for one in partners_of(programme) if county in one.counties), None)


def company_with(programme: Programme, org_no: str) -> Company | None:
    """Give the company that has the number, in this programme and alive."""
    if not org_no:
        return None
    alive = Company.objects.unscoped(OURSELVES).filter(programme=programme, archived_at__isnull=True)
    found: Company | None = alive.filter(org_no=org_no).first()
    return found


def answering(programme: Programme, partner: Partner | None) -> list[Any]:
    """Give the people who answer a company of that organisation; the manager where there is nobody."""
    members = Membership.objects.unscoped(OURSELVES).filter(
        programme=programme, ended_at__isnull=True, person__is_active=True
    )
    coordinators = Q(role=Role.COORDINATOR, partner=partner)
    found = members.filter(coordinators) if partner else members.none()
    return _people(found) or _people(members.filter(role=Role.MANAGER))


def who_answers(registration: Registration) -> str:
    """Name who will answer, by the place alone: it must not tell whose company it already was."""
    programme = registration.programme
    partner = partner_for(programme, registration.answers.get("municipality", ""))
    people = answering(programme, partner)
    return people[0].name if len(people) == 1 else str(partner or programme.name)


def _people(members: Any) -> list[Any]:
    return [one.person for one in members.select_related("person").order_by("pk")]


def forgettable(model: type[Registration] | type[Enquiry], before: datetime) -> Any:
    """Give what has been kept for as long as we said."""
    if model is Registration:
        return Registration.objects.unscoped("what was never confirmed").filter(
            confirmed_at__isnull=True, changed_at__lt=before
        )
    return Enquiry.objects.unscoped("what has been answered long ago").filter(answered_at__lt=before)


def companies_at_least(programme: Programme, until: datetime, stages: Mapping[str, Stage]) -> dict[str, int]:
    """Count for each stage the companies that had come to it or further."""
    reached = {
        name: Count("company", distinct=True, filter=_at_least(stage)) for name, stage in stages.items()
    }
    return dict(_moves(programme, until).aggregate(**reached))


def met_by_municipality(programme: Programme, until: datetime) -> list[tuple[str, int]]:
    """Count the companies we had met, by where they lie."""
    met = _moves(programme, until).filter(_at_least(Stage.DIALOGUE)).values("company")
    places = Company.objects.unscoped(SUMS).filter(pk__in=met).order_by("municipality")
    return list(places.values_list("municipality").annotate(Count("pk")))


def visits(programme: Programme, until: datetime) -> tuple[int, int]:
    """Count the visits, and the companies that were visited."""
    made = Note.objects.unscoped(SUMS).filter(
        company__programme=programme,
        company__merged_into__isnull=True,
        kind=Kind.VISIT,
        happened_at__lt=until,
    )
    return made.count(), made.aggregate(n=Count("company", distinct=True))["n"]


def answers(programme: Programme, until: datetime) -> tuple[int, int]:
    """Count the registrations that were answered in time, and all that should have been answered."""
    due = Lead.objects.unscoped(SUMS).filter(
        company__programme=programme, registered_at__lt=until, answer_due_on__lt=until.date()
    )
    in_time = due.filter(answered_at__isnull=False, answered_at__date__lte=F("answer_due_on"))
    return in_time.count(), due.count()


def _moves(programme: Programme, until: datetime) -> QuerySet[Move]:
    ours: QuerySet[Move] = Move.objects.unscoped(SUMS).filter(
        company__programme=programme, company__merged_into__isnull=True, undone=False
    )
    return ours.filter(moved_at__lt=until).order_by()


def _at_least(stage: Stage) -> Q:
    return Q(to_stage__in=onwards(stage))


def held_registration(registration: Registration) -> Registration:
    """Give the row as it is now, held for the length of the transaction."""
    rows = Registration.objects.unscoped(SENDER).select_for_update(of=("self",)).select_related("programme")
    found: Registration = rows.get(pk=registration.pk)
    return found


def hold_programme(programme: Programme) -> None:
    """Let one registration at a time look for its company, so that no company comes twice."""
    Programme.objects.unscoped(OURSELVES).select_for_update().get(pk=programme.pk)


def held_lead(company: Company) -> Lead | None:
    """Give the company's place in the pipeline, held for the length of the transaction."""
    found: Lead | None = Lead.objects.unscoped(OURSELVES).select_for_update().filter(company=company).first()
    return found
