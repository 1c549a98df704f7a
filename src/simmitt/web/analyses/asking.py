"""Asking for a run: the same question of the same company is computed once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt import __version__
from simmitt.web.analyses.models import LIVE, DataSet, DataState, Run, RunKind, RunState
from simmitt.web.analyses.shelf import data_at
from simmitt.web.cases.models import Case, Ended, refuse_ended

FETCHED = "its case has been fetched within its scope"
LOG, MAPPING = "log.simmitt", "mapping.toml"
# Kept in the row's ``asked`` beside what the job is asked: its files, and the texts that lie beside them.
FILES, BESIDE = "files", "beside"
READS_LOG = (RunKind.ANALYSE, RunKind.FIT, RunKind.PLAN)
NAMES_COMPANY = (RunKind.ANALYSE, RunKind.PLAN)
MOST_AT_A_TIME, MOST_A_DAY = 20, 400


class TooManyWaiting(Exception):
    """So many of the company's runs wait, or were asked for in a day, that one more would be a mistake."""

    @property
    def sentence(self) -> str:
        """Say so."""
        return _("So many of your runs wait already, or were asked for today. Let some of them end first.")


@dataclass(frozen=True)
class Given:
    """A file that a job gets: where it lies, what people call it, the digest of its bytes."""

    path: Path
    name: str
    sha256: str

    def told(self) -> dict[str, str]:
        """Give it as the row keeps it: the place below the files' folder, which may be moved."""
        place = self.path.relative_to(settings.FILES_DIR)
        return {"path": str(place), "name": self.name, "sha256": self.sha256}


def ask(  # noqa: PLR0913 (each is part of the question)
    *,
    case: Case,
    kind: str,
    person: Any,
    data_set: DataSet | None = None,
    asked: Mapping[str, Any] | None = None,
    files: Sequence[Given] = (),
    beside: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Run:
    """Give the run that answers the question: one that is done or on its way, or else a new one.

    Without ``files`` a job on a log gets the log that was kept of ``data_set``, and is asked as that was
    read. ``beside`` holds the texts of ``mapping.toml`` and ``economy.toml``.

    Raises
    ------
    TooManyWaiting
    Ended
        The journey has; its documents are still written.
    """
    if kind != RunKind.PAPER:
        refuse_ended(case)
    whole = _whole(case, kind, data_set, dict(asked or {}), files, dict(beside or {}))
    return _asked(case, kind, person, data_set, whole, seed)


def ask_again(*, run: Run, person: Any) -> Run:
    """Ask the question of a run that came to nothing once more.

    Raises
    ------
    TooManyWaiting
    Ended
    """
    if run.kind != RunKind.PAPER:
        refuse_ended(run.case)
    return _asked(run.case, run.kind, person, run.data_set, run.asked, run.seed)


def _asked(
    case: Case, kind: str, person: Any, data_set: DataSet | None, whole: dict[str, Any], seed: int
) -> Run:
    key = _key(kind, whole, seed)
    with transaction.atomic():
        known = _answering(case, key)
        if known:
            return known
        own = Run.objects.unscoped(FETCHED).filter(case=case)
        today = own.filter(asked_at__gte=timezone.now() - timedelta(days=1))
        if own.filter(state__in=LIVE).count() >= MOST_AT_A_TIME or today.count() >= MOST_A_DAY:
            raise TooManyWaiting
        try:
            with transaction.atomic():
                made: Run = Run.objects.create(
                    case=case, kind=kind, data_set=data_set, asked=whole, seed=seed,
                    engine=__version__, key=key, asked_by=person,
                )  # fmt: skip
        except IntegrityError:
            # Somebody else has asked the same in this very moment.
            found = _answering(case, key)
            if found is None:
                raise
            return found
    return made


def follow_approval(*, data_set: DataSet, person: Any) -> Run:
    """Ask for what is agreed once a set of data has been approved: the as-is figures, then the model."""
    return ask(case=data_set.case, kind=RunKind.ANALYSE, person=person, data_set=data_set)


def follow(run: Run) -> Run | None:
    """Ask for what comes after a run that is done, where that is agreed."""
    approved = run.data_set is not None and run.data_set.state == DataState.APPROVED
    if run.kind != RunKind.ANALYSE or not approved:
        return None
    try:
        return ask(case=run.case, kind=RunKind.FIT, person=run.asked_by, data_set=run.data_set)
    except (TooManyWaiting, Ended):
        return None


def _answering(case: Case, key: str) -> Run | None:
    found: Run | None = (
        Run.objects.unscoped(FETCHED)
        .filter(case=case, key=key, state__in=(*LIVE, RunState.DONE))
        .select_related("case__company")
        .first()
    )
    return found


def _whole(
    case: Case,
    kind: str,
    data_set: DataSet | None,
    asked: dict[str, Any],
    files: Sequence[Given],
    beside: dict[str, str],
) -> dict[str, Any]:
    """Give all that the result depends on but seed and version."""
    if kind in READS_LOG and data_set is not None:
        asked = _as_read(data_set) | asked
        files = files or (Given(data_at(data_set) / LOG, LOG, data_set.kept_sha256),)
        beside = asked.pop(BESIDE, {}) | beside
    if kind in NAMES_COMPANY:
        asked = {"company": case.company.name} | asked
    return {**asked, FILES: [one.told() for one in files], BESIDE: beside}


def _as_read(data_set: DataSet) -> dict[str, Any]:
    """Give the day, the findings left alone and the mapping that the set was read with."""
    told = data_set.reading.asked if data_set.reading else {}
    mapping = told.get(BESIDE, {}).get(MAPPING)
    return {
        "today": timezone.localdate(data_set.created_at).isoformat(),
        **{name: told[name] for name in ("today", "leave") if name in told},
        **({BESIDE: {MAPPING: mapping}} if mapping else {}),
    }


def _key(kind: str, whole: Mapping[str, Any], seed: int) -> str:
    told = {
        "kind": str(kind),
        "asked": {name: value for name, value in whole.items() if name != FILES},
        # What a file is called stands in what the job says of it; where it lies does not matter.
        "files": [[one["name"], one["sha256"]] for one in whole[FILES]],
        "seed": seed,
        "engine": __version__,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
