"""What is asked of runs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from simmitt.web.analyses.models import LIVE, DataSet, DataState, Run, RunState
from simmitt.web.cases.models import Case
from simmitt.web.scope.rows import get_seen
from simmitt.web.scope.scope import Scope

COUNTED = "how many wait tells about nobody"
# More runs of one kind than anybody looks back at.
LOOKED_AT = 60


@dataclass(frozen=True)
class Picture:
    """How one kind of figures stands for a company: what there is, what is on its way, what went wrong."""

    run: Run | None  # the one that is shown
    live: Run | None
    failed: Run | None  # asked for after the one that is shown
    approved: DataSet | None  # the newest
    has_data: bool

    @property
    def is_of_older_data(self) -> bool:
        """Say whether there is newer data than what the figures rest on."""
        return bool(
            self.run and self.approved and self.run.data_set
            and self.run.data_set.kept_sha256 != self.approved.kept_sha256
        )  # fmt: skip


def runs(scope: Scope) -> Any:
    """Give the runs that the scope opens, without what is large in them."""
    related = ("case__company", "data_set", "asked_by")
    return (
        Run.objects.seen_by(scope)
        .select_related(*related)
        .defer("told", "asked", "data_set__told", "data_set__fault")
    )


def run_seen(scope: Scope, public_id: str) -> Run:
    """Give a run with all that it told, or say that there is none."""
    found: Run = get_seen(Run, scope, public_id, "case__company", "data_set", "asked_by")
    return found


def picture(scope: Scope, case: Case, kind: str) -> Picture:
    """Give how one kind of figures stands: those of the newest approved data before any others."""
    sets = DataSet.objects.seen_by(scope).filter(case=case).defer("told", "fault")
    data_sets = list(sets.order_by("-number"))
    approved = next((one for one in data_sets if one.state == DataState.APPROVED), None)
    found = list(runs(scope).filter(case=case, kind=kind).order_by("-pk")[:LOOKED_AT])
    shown = _shown(found, approved)
    after = shown.pk if shown else 0
    return Picture(
        run=_whole(scope, shown),
        live=next((one for one in found if one.state in LIVE), None),
        failed=next((one for one in found[:1] if one.state == RunState.FAILED and one.pk > after), None),
        approved=approved,
        has_data=bool(data_sets),
    )


def _shown(found: list[Run], approved: DataSet | None) -> Run | None:
    done = [one for one in found if one.state == RunState.DONE]
    # The same log may have been handed in twice: it was computed once.
    fresh = [one for one in done if approved and one.data_set and _same_log(one.data_set, approved)]
    return next(iter(fresh or done), None)


def _same_log(one: DataSet, other: DataSet) -> bool:
    return one.kept_sha256 == other.kept_sha256


def _whole(scope: Scope, shown: Run | None) -> Run | None:
    return run_seen(scope, shown.public_id) if shown else None


def waits_behind(run: Run) -> int:
    """Count the runs of everybody that come before one that waits, about."""
    before = Q(state=RunState.RUNNING) | Q(state=RunState.QUEUED, pk__lt=run.pk)
    count: int = Run.objects.unscoped(COUNTED).filter(before).exclude(pk=run.pk).count()
    return count
