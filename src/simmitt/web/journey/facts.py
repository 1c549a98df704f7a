"""All that the journey is judged by, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from simmitt.web.analyses.models import DataSet, DataState, Run, RunKind, RunState
from simmitt.web.cases.charter import lacking
from simmitt.web.cases.models import Case, Charter, Confirmation, Declaration, Side, Visit
from simmitt.web.companies.models import Company, Contact
from simmitt.web.journey.models import Acceptance, Accepted, Closing
from simmitt.web.journey.plan_days import plan_days

OF_A_CASE = "what the journey is judged by; the case has been fetched within its scope"
GOOD_ENOUGH = ("A", "B", "C")


@dataclass(frozen=True)
class Facts:
    """What is known of a journey; a day says since when something holds, None that it does not."""

    case: Case
    company: Company
    charter: Charter
    missing: Sequence[Any]  # of the charter
    has_contact: bool
    signed_on: Mapping[str, date]  # by side
    declared: Mapping[str, Declaration]
    visited_on: Mapping[str, date]  # by kind, the first
    company_hours: float
    data_set: DataSet | None
    runs: Mapping[str, Run]  # by kind, the newest that is done
    accepted: Mapping[str, Acceptance]  # of the newest pictures
    closing: Closing | None = None
    days: Mapping[str, date] = field(default_factory=dict)  # what the plan says, by criterion

    def declared_on(self, criterion: str) -> date | None:
        """Say since when somebody stands for a criterion."""
        one = self.declared.get(criterion)
        return day_of(one.signed_at) if one else None

    def run_on(self, kind: str) -> date | None:
        """Say when a kind of run was done last."""
        run = self.runs.get(kind)
        return day_of(run.finished_at or run.asked_at) if run else None


def day_of(moment: datetime) -> date:
    """Give the day here of a moment."""
    return timezone.localdate(moment)


def facts_of(case: Case) -> Facts:
    """Read all of it."""
    charter, runs = case.charter, _runs(case)
    visits = list(Visit.objects.unscoped(OF_A_CASE).filter(case=case).order_by("-happened_on", "-pk"))
    return Facts(
        case=case,
        company=case.company,
        charter=charter,
        missing=lacking(charter),
        has_contact=Contact.objects.unscoped(OF_A_CASE).filter(company=case.company).exists(),
        signed_on=_signed(case, charter),
        declared={one.criterion: one for one in _declarations(case)},
        visited_on={one.kind: one.happened_on for one in visits},
        company_hours=float(sum(one.company_hours for one in visits)),
        data_set=_approved(case),
        runs=runs,
        accepted=_accepted(case, runs),
        closing=Closing.objects.unscoped(OF_A_CASE).filter(case=case).first(),
        days=plan_days(case),
    )


def _signed(case: Case, charter: Charter) -> dict[str, date]:
    rows = Confirmation.objects.unscoped(OF_A_CASE).filter(case=case, charter_version=charter.version)
    return {one.side: day_of(one.confirmed_at) for one in rows if one.side in Side.values}


def _declarations(case: Case) -> Any:
    standing = Declaration.objects.unscoped(OF_A_CASE).filter(case=case, withdrawn_at=None)
    return standing.select_related("person")


def _approved(case: Case) -> DataSet | None:
    rows = DataSet.objects.unscoped(OF_A_CASE).filter(case=case, state=DataState.APPROVED)
    newest: DataSet | None = rows.order_by("-number").first()
    return newest


def _runs(case: Case) -> dict[str, Run]:
    rows = Run.objects.unscoped(OF_A_CASE).filter(
        case=case, state=RunState.DONE, kind__in=(RunKind.ANALYSE, RunKind.FIT, RunKind.PLAN)
    )
    # The newest comes last, and stays.
    return {one.kind: one for one in rows.order_by("pk").defer("asked")}


def _accepted(case: Case, runs: Mapping[str, Run]) -> dict[str, Acceptance]:
    shown = {Accepted.AS_IS.value: runs.get(RunKind.ANALYSE), Accepted.MODEL.value: runs.get(RunKind.FIT)}
    rows = Acceptance.objects.unscoped(OF_A_CASE).filter(case=case).select_related("person")
    return {one.what: one for one in rows if (run := shown.get(one.what)) and run.public_id == one.run}
