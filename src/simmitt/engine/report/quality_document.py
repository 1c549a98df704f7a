"""What was found wrong with a log, as a page of its own: before anything is computed from it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import Diagnosis
from simmitt.engine.report.analysis_document.reading import DATE_ORDERS, SORT_NAMES
from simmitt.engine.report.analysis_document.trust import changes, details, findings, proposals
from simmitt.engine.report.document import Bullets, Document, Heading, Paragraph, Part
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Language, Message, say


@dataclass(frozen=True)
class _Material:
    log: EventLog
    diagnosis: Diagnosis
    words: Words


def compose_quality(log: EventLog, diagnosis: Diagnosis, language: Language) -> Document:
    """Give the page: the grade first, then each finding, then how the files were read."""
    words = Words(language)
    material = _Material(log, diagnosis, words)
    parts: list[Part] = [
        Paragraph(" ".join(words(each) for each in _answer(diagnosis)), "lead"),
        Heading(words(say("What was found")), 1, "found"),
        *_found(material),
        Heading(words(say("How the file was read")), 1, "log"),
        Bullets(tuple(words(each) for each in _reading(log))),
    ]
    return Document(
        title=words(say("How far the data can be trusted")),
        subtitle=log.source.file,
        language=language,
        dated=_last_day(log),
        parts=tuple(parts),
    )


def _answer(diagnosis: Diagnosis) -> list[Message]:
    return [say("Data grade {grade}.", grade=diagnosis.grade), diagnosis.grade_reason]


def _found(material: _Material) -> list[Part]:
    if not material.diagnosis.findings:
        return [Paragraph(material.words(say("Nothing odd was found in the log.")))]
    return [*findings(material), *changes(material), *proposals(material), *details(material)]


def _reading(log: EventLog) -> list[Message]:
    source = log.source
    told = [say("The rows are {sort}.", sort=SORT_NAMES.get(source.sort, say("{name}", name=source.sort)))]
    if source.date_order in DATE_ORDERS:
        told.append(DATE_ORDERS[source.date_order])
    if source.time_zone:
        told.append(say("Times are those of {zone}.", zone=source.time_zone))
    if source.unread:
        told.append(say("Columns that nothing was read from: {names}.", names=", ".join(source.unread)))
    return [*told, *source.notes]


def _last_day(log: EventLog) -> date:
    """Give the last day that the log tells of; a study without days has that of no time."""
    if log.tells_events and log.rows["end_at"].drop_nulls().len():
        return log.last_at.date()
    daily = log.companions.daily
    last = daily.select(pl.col("date").max()).item() if daily is not None else None
    return last if isinstance(last, date) else date(1, 1, 1)
