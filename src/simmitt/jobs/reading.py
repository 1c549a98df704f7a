"""From files as received to a kept log, and to what was understood and found in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from functools import partial
from typing import Any

from simmitt.engine.eventlog import Mapping, load_mapping
from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.fields import BY_NAME, FIELDS
from simmitt.engine.eventlog.kept import keep as keep_log
from simmitt.engine.eventlog.limits import LIMITS
from simmitt.engine.eventlog.log import ColumnReading, EventLog
from simmitt.engine.eventlog.sandbox import read_apart
from simmitt.engine.quality import Diagnosis, Finding, diagnose, finding_rows
from simmitt.engine.quality.breadth import refuse_too_varied
from simmitt.engine.report.analysis_document.reading import SORT_NAMES
from simmitt.engine.report.quality_document import compose_quality
from simmitt.ground.progress import Progress
from simmitt.ground.texts import LANGUAGES, Message, say
from simmitt.jobs.asking import day_of, leave_of, named_files, refuse_too_large
from simmitt.jobs.both import both, both_or_none
from simmitt.jobs.job import Given, Job
from simmitt.jobs.pieces import pieces_of
from simmitt.jobs.results import Results, leads, several

KEPT = "log.simmitt"


def read_files(job: Job, progress: Progress) -> None:
    """Read the files of a job as one log, apart and under limits, and tell what is in it."""
    told = job.beside("mapping.toml")
    mapping = load_mapping(told) if told else Mapping()
    log = _read(job, mapping, progress)
    refuse_too_varied(log)
    progress(say("Looking for what is wrong"), 0, 1)
    leave = leave_of(job) | set(mapping.leave)
    diagnosis = diagnose(log, leave=leave, today=day_of(job, "today"))
    refuse_too_large(diagnosis.repaired, job)
    progress(say("Writing what was found"), 0, 1)
    _write(job, log, diagnosis, mapping)


def _read(job: Job, mapping: Mapping, progress: Progress) -> EventLog:
    limits = replace(LIMITS, rows=min(LIMITS.rows, job.limits.rows))
    names = [each.name for each in job.files]
    keep = pieces_of(job).of("read", job.digest("mapping.toml"), names, limits)
    with named_files(job) as paths:
        return keep("log", partial(read_apart, paths, mapping=mapping, limits=limits, progress=progress))


def _write(job: Job, log: EventLog, diagnosis: Diagnosis, mapping: Mapping) -> None:
    results, kept = Results(job), keep_log(log)
    results.content(KEPT, kept)
    documents = results.fragment("quality", partial(compose_quality, log, diagnosis))
    tables = {each.code: finding_rows(log, each) for each in diagnosis.findings if each.rows}
    for language in LANGUAGES:
        results.tables("rows", {f"{code}.{language}": table for code, table in tables.items()}, language)
    results.finish(
        {
            "lead": leads(documents),
            **_contents(diagnosis.repaired),
            "rows": log.rows.height,
            "grade": diagnosis.grade,
            "grade_reason": both(diagnosis.grade_reason),
            "columns": [_column(each, mapping) for each in log.source.columns],
            "unread": [{"heading": heading} for heading in log.source.unread],
            "fields": _fields(log),
            "notes": several(log.source.notes),
            **_form(log),
            "tables": list(_tables(log)),
            "companions": _companions(log.companions),
            "received": [_received(each) for each in job.files],
            "kept_sha256": hashlib.sha256(kept).hexdigest(),
            "findings": [_finding(each) for each in diagnosis.findings],
        }
    )


def _contents(log: EventLog) -> dict[str, Any]:
    rows, (first, last) = log.rows, _days(log)
    return {
        "sort": log.source.sort,
        "sort_text": both(_sort_name(log.source.sort)),
        "tells_events": log.tells_events,
        **{
            f"{name}s": rows[name].drop_nulls().n_unique()
            for name in ("order", "machine", "product", "worker")
        },
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
    }


def _days(log: EventLog) -> tuple[date | None, date | None]:
    """Give the first and the last day that the log, or its sums per day, tells of."""
    if log.tells_events:
        known = log.rows["start_at"].drop_nulls(), log.rows["end_at"].drop_nulls()
        if all(each.len() for each in known):
            return log.first_at.date(), log.last_at.date()
    daily = log.companions.daily
    if daily is None or daily["date"].drop_nulls().is_empty():
        return None, None
    days = daily["date"].drop_nulls().sort()
    return days[0], days[-1]


def _column(column: ColumnReading, mapping: Mapping) -> dict[str, Any]:
    known = BY_NAME.get(column.field)
    return {
        "field": column.field,
        "field_text": both(known.meaning if known else say("{name}", name=column.field)),
        "heading": column.heading,
        "example": column.example,
        "certainty": column.certainty,
        "reason": both(column.reason),
        "became_codes": column.field == "worker" and not mapping.keep_workers,
        "from_user": column.field in mapping.columns,
    }


def _fields(log: EventLog) -> list[dict[str, Any]]:
    read = {each.field for each in log.source.columns}
    return [
        {
            "field": each.name,
            "text": both(each.meaning),
            "needed": each.needed == "always",
            "read": each.name in read,
        }
        for each in FIELDS
    ]


def _form(log: EventLog) -> dict[str, str]:
    names = ("form", "encoding", "separator", "decimal_sign", "date_order", "time_zone")
    return {name: getattr(log.source, name) for name in names}


def _tables(log: EventLog) -> Iterator[dict[str, Any]]:
    source = log.source
    for part in source.parts:
        yield {**_table(part.file, part.sheet, part.sha256, part.read_as), "rows": part.rows}
    if not source.parts:
        yield {**_table(source.file, source.sheet, source.sha256, source.sort), "rows": log.rows.height}


def _table(file: str, sheet: str, sha256: str, read_as: str) -> dict[str, Any]:
    named = {"file": file, "sheet": sheet, "sha256": sha256, "read_as": read_as}
    return {**named, "read_as_text": both(_sort_name(read_as))}


def _sort_name(sort: str) -> Message:
    return SORT_NAMES.get(sort, say("{name}", name=sort))


def _companions(companions: Companions) -> list[dict[str, Any]]:
    given = ((each.name, getattr(companions, each.name)) for each in fields(companions))
    return [
        {"table": name, "text": both(_sort_name(name)), "rows": table.height}
        for name, table in given
        if table is not None
    ]


def _received(given: Given) -> dict[str, Any]:
    with given.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"name": given.name, "size": given.path.stat().st_size, "sha256": digest}


def _finding(finding: Finding) -> dict[str, Any]:
    tables = {language: f"rows/{finding.code}.{language}.csv" for language in LANGUAGES}
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": both(finding.title),
        "about": both_or_none(finding.about),
        "count": finding.count,
        "rows": len(finding.rows),
        "effect": both(finding.effect.text),
        "moves": [asdict(move) for move in finding.effect.moves],
        "repair": both(finding.repair),
        "repaired": finding.repaired,
        "left": finding.left,
        "can_leave": finding.repaired or finding.left,
        "details": several(finding.details),
        "table": tables if finding.rows else None,
    }
