"""From a log to its diagnosis: what is odd, what it does to the figures, what was repaired."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality.checking import Check, Found
from simmitt.engine.quality.daily_sums import DailySums
from simmitt.engine.quality.findings import Diagnosis, Finding
from simmitt.engine.quality.grading import grade
from simmitt.engine.quality.presence import FIRST, no_usable_row, usable
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.story import CODES, DAILY, STORY
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say
from simmitt.ground.units import WEEK_S

Subject = TypeVar("Subject")


class UnknownFinding(InputFault):
    """A finding shall be left unrepaired that doesn't exist."""


def diagnose(log: EventLog, *, leave: Iterable[str] = frozenset(), today: date | None = None) -> Diagnosis:
    """Give all findings of a log, its grade, and the log after all repairs.

    Parameters
    ----------
    leave
        Codes of findings that are told of, but not repaired.
    today
        Rows that start later lie in the future. None: no row is looked at for that, since what is
        given alone decides what comes out, and not the day on which this runs.

    Raises
    ------
    NoUsableRow
        Where not one row of an event log tells order, start and end.
    UnknownFinding
        Where ``leave`` names a code that no check has.
    """
    chosen = _known(leave)
    if log.tells_events:
        return _of_events(log, chosen, today)
    if log.companions.daily is not None:
        return _of_sums(log, chosen)
    return _of_study(log)


def _known(leave: Iterable[str]) -> frozenset[str]:
    chosen = frozenset(leave)
    unknown = sorted(chosen - set(CODES))
    if unknown:
        raise UnknownFinding(
            say("There is no finding called {codes}.", codes=", ".join(unknown)),
            expected=say("These can be left unrepaired: {codes}.", codes=", ".join(sorted(CODES))),
            remedy=say(
                "Correct the code, or the line in the mapping file: {line}",
                line='[quality] leave = ["padded_times"]',
            ),
        )
    return chosen


def _of_events(log: EventLog, leave: frozenset[str], today: date | None) -> Diagnosis:
    there = usable(log)
    if not there.any():
        raise no_usable_row()
    told, reports = _look(STORY, Reports(log.rows.filter(there), log, today), leave)
    findings = tuple(check.finding(found, left=check.code in leave) for check, found in told)
    letter, reason = grade(findings, reports.n, _orders(reports), _weeks(reports))
    return Diagnosis(
        findings,
        letter,
        reason,
        replace(log, rows=_with_those_left(log, reports, there, leave)),
        tuple(
            replace(each, applied=finding.repaired)
            for finding, (_, found) in zip(findings, told, strict=True)
            for each in found.proposals
        ),
        tuple(change for _, found in told for change in found.changes),
    )


def _look(
    checks: tuple[Check[Subject], ...], subject: Subject, leave: frozenset[str]
) -> tuple[list[tuple[Check[Subject], Found[Subject]]], Subject]:
    """Let each check look at what the ones before it have left, repaired where it may be."""
    told = []
    for check in checks:
        found = check.look(subject)
        if found is not None:
            told.append((check, found))
            if found.repaired is not None and check.code not in leave:
                subject = found.repaired
    return told, subject


def _with_those_left(
    log: EventLog, reports: Reports, there: pl.Series, leave: frozenset[str]
) -> pl.DataFrame:
    """Give the repaired rows; with those that can't be placed, if they were to be left."""
    if FIRST.code not in leave or there.all():
        return reports.rows
    return pl.concat([reports.rows, log.rows.filter(~there)]).sort("row", maintain_order=True)


def _orders(reports: Reports) -> int | None:
    return int(np.isfinite(reports.times.start_s).sum()) if reports.ordered.any() else None


def _weeks(reports: Reports) -> float:
    return float(reports.end_s.max() - reports.start_s.min()) / WEEK_S


def _of_sums(log: EventLog, leave: frozenset[str]) -> Diagnosis:
    assert log.companions.daily is not None
    told, daily = _look(DAILY, DailySums(log.companions.daily, log), leave)
    findings = tuple(check.finding(found, left=check.code in leave) for check, found in told)
    length = daily.table.select(pl.col("date").max() - pl.col("date").min()).item()
    weeks = 0.0 if length is None else (length.days + 1) / 7
    letter, reason = grade(findings, daily.table.height, None, weeks)
    repaired = replace(log, companions=replace(log.companions, daily=daily.table))
    return Diagnosis(findings, letter, reason, repaired)


def _of_study(log: EventLog) -> Diagnosis:
    """Grade a shop's own study: it is short by nature, and what it lacks its intervals show."""
    findings: tuple[Finding, ...] = ()
    sampled = log.companions.sampling
    looks = float(sampled["observations"].sum()) if sampled is not None else 0.0
    return Diagnosis(
        findings,
        "C",
        say(
            "A study of {looks:.0} looks: intervals are wide, and no order's way can be followed.",
            looks=looks,
        ),
        log,
    )
