"""Handing files in as a set of data, and having them read: the first time, and again when more is known."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.analyses import taking_in
from simmitt.web.analyses.asking import Given, TooManyWaiting, ask
from simmitt.web.analyses.columns_told import beside_of, forget, tell
from simmitt.web.analyses.ending import cancel
from simmitt.web.analyses.models import LIVE, DataSet, DataState, Run, RunKind, RunState, Upload
from simmitt.web.analyses.shelf import upload_at
from simmitt.web.analyses.upload_rules import Refused, require_count
from simmitt.web.analyses.uploading import finish, received_of
from simmitt.web.cases.models import Case
from simmitt.web.companies.models import Company

FETCHED = "its case has been fetched within its scope"


class SameFiles(Exception):
    """The same files have been handed in before, and are not decided upon yet."""

    def __init__(self, data_set: DataSet) -> None:
        super().__init__(data_set.number)
        self.data_set = data_set


def hand_in(*, case: Case, person: Any, uploads: Sequence[Upload]) -> DataSet:
    """Make one set of data of files that are here, and have them read.

    Raises
    ------
    Refused, SameFiles
    """
    require_count(len(uploads))
    for upload in uploads:
        _require_whole(upload)
    with transaction.atomic():
        # Held, so that two sets never get the same number and a file belongs to one set.
        Company.objects.unscoped(FETCHED).select_for_update().get(pk=case.company_id)
        files = [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in uploads]
        _refuse_same(case, files)
        made: DataSet = DataSet.objects.create(
            case=case, number=_next_number(case), files=files, handed_in_by=person
        )
        own = Upload.objects.unscoped(FETCHED).filter(pk__in=[one.pk for one in uploads], data_set=None)
        if own.update(data_set=made) != len(uploads):
            raise Refused(_("Somebody has handed in these files already."), 409)
        read(data_set=made, person=person)
    return made


def _require_whole(upload: Upload) -> None:
    if received_of(upload) < upload.size:
        raise Refused(_("{name} is not here whole yet.").format(name=upload.name), 409)
    if not upload.finished_at:
        # All had come when the server was stopped.
        finish(upload)


def _refuse_same(case: Case, files: list[dict[str, Any]]) -> None:
    digests = sorted(one["sha256"] for one in files)
    undecided = (DataState.READING, DataState.DOUBTFUL, DataState.READ)
    for one in DataSet.objects.unscoped(FETCHED).filter(case=case, state__in=undecided):
        if sorted(file["sha256"] for file in one.files) == digests:
            raise SameFiles(one)


def _next_number(case: Case) -> int:
    last = DataSet.objects.unscoped(FETCHED).filter(case=case).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def read(*, data_set: DataSet, person: Any, leave: Collection[str] = ()) -> Run:
    """Ask for the files of a set to be read by what the company has said so far; inside a transaction.

    Raises
    ------
    Refused
        The files are no longer here, or too much waits already.
    """
    uploads = list(data_set.uploads.unscoped(FETCHED).select_related("case__company").order_by("pk"))
    if not uploads:
        raise Refused(_("The files have been thrown away. Hand them in once more."), 409)
    _stop(data_set.reading)
    today = timezone.localdate(data_set.created_at).isoformat()
    try:
        run = ask(
            case=data_set.case,
            kind=RunKind.READ,
            person=person,
            data_set=data_set,
            asked={"today": today, "leave": sorted(leave)},
            files=[Given(upload_at(one), one.name, one.sha256) for one in uploads],
            beside=beside_of(data_set.case),
        )
    except TooManyWaiting:
        raise Refused(_("So much of yours waits already. Wait until some of it is done."), 429) from None
    data_set.reading, data_set.state, data_set.fault = run, DataState.READING, {}
    data_set.save_version(data_set.version)
    if run.state == RunState.DONE:
        taking_in.take_in(run)
    return run


def correct(
    *, data_set: DataSet, person: Any, version: int, columns: Mapping[str, str], more: Mapping[str, Any]
) -> None:
    """Remember what somebody says of the company's columns, and read the files again by it.

    Raises
    ------
    Refused, Stale
    """
    with transaction.atomic():
        _require_undecided(data_set)
        tell(company=data_set.case.company, person=person, columns=columns, more=more)
        data_set.version = version
        read(data_set=data_set, person=person, leave=left_alone(data_set))


def leave(*, data_set: DataSet, person: Any, version: int, code: str, left: bool) -> None:
    """Read the files again with a finding left unrepaired, or repaired as before.

    Raises
    ------
    Refused, Stale
    """
    with transaction.atomic():
        _require_undecided(data_set)
        data_set.version = version
        now = left_alone(data_set)
        read(data_set=data_set, person=person, leave=now | {code} if left else now - {code})


def read_again(*, data_set: DataSet, person: Any, version: int, forgetting: bool = False) -> None:
    """Read the files once more, where asked without what the company has said of its columns before.

    Raises
    ------
    Refused, Stale
    """
    with transaction.atomic():
        _require_undecided(data_set)
        if forgetting:
            forget(company=data_set.case.company)
        data_set.version = version
        read(data_set=data_set, person=person, leave=left_alone(data_set))


def _require_undecided(data_set: DataSet) -> None:
    if data_set.state == DataState.APPROVED:
        raise Refused(_("The data has been approved and stays as it is. Hand in the files as new data."), 409)


def _stop(run: Run | None) -> None:
    """End a reading that nobody waits for any longer."""
    if run is not None and run.state in LIVE:
        cancel(run=run)


def left_alone(data_set: DataSet) -> frozenset[str]:
    """Give the findings that stay unrepaired in a set, as it is read now."""
    return frozenset(data_set.reading.asked.get("leave", ())) if data_set.reading else frozenset()
