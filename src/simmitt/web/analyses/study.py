"""A shop without a log looks for itself: what was noted on the floor, once each and without a name."""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.analyses.models import DataSet, Look, Observation, StudyStation
from simmitt.web.analyses.reading import SameFiles, hand_in
from simmitt.web.analyses.study_workbook import write_study
from simmitt.web.analyses.upload_rules import Refused
from simmitt.web.analyses.uploading import discard, take_whole
from simmitt.web.cases.models import Case

FETCHED = "its case has been fetched within its scope"
# A phone that was out of reach over a weekend sends on Monday; older ones are a clock that is wrong.
OLDEST, CLOCKS_DIFFER = timedelta(days=14), timedelta(minutes=10)
MOST_STATIONS, MOST_NOTES = 60, 20_000
ROUNDS_A_DAY, DAY_BEGINS, DAY_LASTS_MIN = 8, time(7), 8 * 60
# So many looks tell a share within about seven percentage points.
ENOUGH_LOOKS = 200


@dataclass(frozen=True)
class Progress:
    """How far the study has come at one machine."""

    station: StudyStation
    looks: int
    stops: int
    setups: int

    @property
    def is_enough(self) -> bool:
        """Say whether its looks tell a share well enough."""
        return self.looks >= ENOUGH_LOOKS


def stations_of(case: Case) -> list[StudyStation]:
    """Give the machines of the shop."""
    return list(StudyStation.objects.unscoped(FETCHED).filter(case=case))


def progress_of(case: Case) -> list[Progress]:
    """Give how far the study has come, machine by machine."""
    counts = {kind: Count("observations", filter=Q(observations__kind=kind)) for kind in Look.values}
    rows = (
        StudyStation.objects.unscoped(FETCHED)
        .filter(case=case)
        .annotate(**{f"n_{k}": v for k, v in counts.items()})
    )
    return [Progress(one, one.n_sample, one.n_stop, one.n_setup) for one in rows]


def rounds_of(case: Case, now: datetime) -> list[time]:
    """Draw the times of today's rounds: beforehand, the same for everybody, and when it suits nobody."""
    today = timezone.localdate(now)
    luck = random.Random(f"{case.public_id} {today}")  # noqa: S311 (no secret, a lot)
    begins = datetime.combine(today, DAY_BEGINS)
    minutes = sorted(luck.sample(range(0, DAY_LASTS_MIN, 5), ROUNDS_A_DAY))
    return [(begins + timedelta(minutes=one)).time() for one in minutes]


def add_station(*, station: StudyStation) -> None:
    """Add a machine.

    Raises
    ------
    Refused
        One of that name is there, or there are too many.
    """
    rows = StudyStation.objects.unscoped(FETCHED).filter(case=station.case)
    if rows.count() >= MOST_STATIONS:
        raise Refused(_("At most {most} machines fit into a study.").format(most=MOST_STATIONS))
    try:
        with transaction.atomic():
            station.save()
    except IntegrityError:
        raise Refused(_("There is a machine of that name already.")) from None


@dataclass(frozen=True)
class Note:
    """What somebody has noted, as the phone tells it."""

    key: UUID
    kind: str
    station: StudyStation
    at: datetime
    more: Mapping[str, Any]


def keep(*, case: Case, note: Note) -> bool:
    """Keep a note; the same one sent again changes nothing. Says whether it was new.

    Raises
    ------
    Refused
        Its time can't be, or there are too many.
    """
    now = timezone.now()
    if not now - OLDEST <= note.at <= now + CLOCKS_DIFFER:
        raise Refused(_("The time of the note can't be right. Look at the phone's clock."))
    rows = Observation.objects.unscoped(FETCHED).filter(case=case)
    if rows.filter(key=note.key).exists():
        return False
    if rows.count() >= MOST_NOTES:
        raise Refused(_("The study holds as much as it can. Hand it in."))
    try:
        with transaction.atomic():
            Observation.objects.create(
                case=case, key=note.key, kind=note.kind, station=note.station, at=note.at, **note.more
            )
    except IntegrityError:
        # The same note, sent twice in the same moment.
        return False
    return True


def hand_in_study(*, case: Case, person: Any) -> DataSet:
    """Hand the study in as a set of data.

    Raises
    ------
    Refused, SameFiles
    """
    notes = list(
        Observation.objects.unscoped(FETCHED).filter(case=case).select_related("station").order_by("at", "pk")
    )
    if not notes:
        raise Refused(_("Nothing has been noted yet."))
    content = write_study(stations_of(case), notes)
    name = _("study-{day}.xlsx").format(day=timezone.localdate().isoformat())
    upload = take_whole(case=case, person=person, name=name, source=io.BytesIO(content), size=len(content))
    try:
        return hand_in(case=case, person=person, uploads=[upload])
    except (Refused, SameFiles):
        discard(upload=upload)
        raise
