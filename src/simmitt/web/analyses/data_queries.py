"""What is asked of sets of data, and of files on their way."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from simmitt.web.analyses.models import LIVE, DataSet, DataState, Run, RunState, Upload
from simmitt.web.analyses.uploading import waiting
from simmitt.web.cases.models import Case
from simmitt.web.scope.rows import get_seen
from simmitt.web.scope.scope import Scope

RELATED = ("case__company", "reading", "handed_in_by", "approved_by")


@dataclass(frozen=True)
class Standing:
    """How the data of a journey stands: the set that matters now, and those before it."""

    newest: DataSet | None
    earlier: list[DataSet]
    waiting: list[Upload]  # what this person has begun to send


def standing_of(scope: Scope, case: Case, person: Any) -> Standing:
    """Give how the data of a journey stands."""
    rows = DataSet.objects.seen_by(scope).filter(case=case).select_related(*RELATED)
    newest: DataSet | None = rows.first()
    earlier = rows.defer("told", "fault", "reading__told", "reading__asked")[1:]
    return Standing(newest, list(earlier), list(waiting(case, person).select_related("case__company")))


def data_set_seen(scope: Scope, public_id: str) -> DataSet:
    """Give a set of data, or say that there is none."""
    found: DataSet = get_seen(DataSet, scope, public_id, *RELATED)
    return found


def own_upload(scope: Scope, person: Any, public_id: str) -> Upload:
    """Give an upload of one's own; another's is told like one that never was."""
    found: Upload = get_seen(Upload, scope, public_id, "case__company")
    if found.handed_in_by_id != person.pk or found.data_set_id is not None:
        raise Http404
    return found


def own_uploads(scope: Scope, case: Case, person: Any, ids: list[str]) -> list[Upload]:
    """Give the named uploads of one's own, in the order they are named; 404 where one is not there."""
    rows = Upload.objects.seen_by(scope).filter(
        case=case, handed_in_by=person, data_set=None, public_id__in=ids
    )
    found = {one.public_id: one for one in rows.select_related("case__company")}
    if set(ids) - found.keys():
        raise Http404
    return [found[one] for one in dict.fromkeys(ids)]


def under_way(data_set: DataSet) -> Run | None:
    """Give the run that is reading a set right now."""
    run = data_set.reading
    return run if run and data_set.state == DataState.READING and run.state in LIVE else None


def is_stopped(data_set: DataSet) -> bool:
    """Say whether somebody has stopped the reading, so that nothing will come of it by itself."""
    run = data_set.reading
    return data_set.state == DataState.READING and (run is None or run.state == RunState.CANCELLED)
