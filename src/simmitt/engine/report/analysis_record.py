"""``analysis.json``: what a log holds, as plain records."""

from dataclasses import asdict

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WeeklyHours, WorkingHours
from simmitt.engine.kpi import AsIs
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.observations import Observation
from simmitt.engine.quality import Diagnosis, Finding
from simmitt.engine.report.current_state import changed_figures
from simmitt.engine.report.plain import Record, Writer, plain
from simmitt.ground.units import HOUR_S


def analysis_record(
    log: EventLog,
    diagnosis: Diagnosis,
    as_is: AsIs,
    as_logged: AsIs,
    tell: Writer,
    *,
    observations: tuple[Observation, ...] = (),
    hours: WorkingHours | None = None,
) -> Record:
    """Give ``analysis.json``: the log, its quality, figures and larger shapes, observations, definitions."""
    return {
        "log": _log(log, tell),
        "quality": {
            "grade": diagnosis.grade,
            "reason": tell(diagnosis.grade_reason),
            "findings": [_finding(each, tell) for each in diagnosis.findings],
            "proposals": plain(diagnosis.proposals, tell),
            "changes": plain(diagnosis.changes, tell),
        },
        "intervals": "95 % confidence, by resampling; equal ends: a count",
        "figures": _figures(as_is, tell),
        "withheld": plain(as_is.withheld, tell),
        "repairs": _repairs(diagnosis, as_is, as_logged),
        **_bottlenecks(as_is, tell),
        **_shapes(as_is, tell),
        "hours": _hours(hours),
        "observations": [_observation(each, tell) for each in observations],
        "definitions": _definitions(as_is, tell),
    }


def _log(log: EventLog, tell: Writer) -> Record:
    rows, source = log.rows, log.source
    seen = log.tells_events and rows.height > 0
    return {
        "file": source.file,
        "sort": source.sort,
        "orders": rows["order"].drop_nulls().n_unique(),
        "operations": rows.height,
        "activities": rows["activity"].drop_nulls().n_unique(),
        "resources": rows["machine"].drop_nulls().n_unique(),
        "workers": rows["worker"].drop_nulls().n_unique(),
        "products": rows["product"].drop_nulls().n_unique(),
        "first": log.first_at.isoformat() if seen else None,
        "last": log.last_at.isoformat() if seen else None,
        "sha256": source.sha256,
        "parts": plain(source.parts, tell),
        "companions": list(log.companions.given()),
        "columns": [
            {
                "field": each.field, "heading": each.heading, "certainty": each.certainty,
                "reason": tell(each.reason),
            }
            for each in source.columns
        ],
        "unread": list(source.unread),
        "notes": [tell(note) for note in source.notes],
    }  # fmt: skip


def _finding(finding: Finding, tell: Writer) -> Record:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": tell(finding.title),
        "about": tell(finding.about) if finding.about else None,
        "count": finding.count,
        "rows": list(finding.rows),
        "effect": tell(finding.effect.text),
        "moves": [asdict(move) for move in finding.effect.moves],
        "repair": tell(finding.repair),
        "repaired": finding.repaired,
        "left": finding.left,
        "details": [tell(detail) for detail in finding.details],
    }


def _figures(as_is: AsIs, tell: Writer) -> list[Record]:
    """Give every figure; those that are withheld stand under ``withheld`` alone."""
    withheld = {each.figure for each in as_is.withheld}
    return [
        {
            "id": each.id, "scope": each.scope, "scope_kind": each.scope_kind, "value": each.value,
            "low": each.low, "high": each.high, "unit": each.unit, "estimated": each.estimated,
            "definition": tell(each.definition),
        }
        for each in as_is.figures
        if each.id not in withheld
    ]  # fmt: skip


def _repairs(diagnosis: Diagnosis, as_is: AsIs, as_logged: AsIs) -> Record:
    return {
        "causes": [each.code for each in diagnosis.findings if each.repaired],
        "moved": [
            {"id": name, "as_logged": before.value, "repaired": after.value, "unit": after.unit}
            for name, before, after in changed_figures(as_is, as_logged)
        ],
    }


def _bottlenecks(as_is: AsIs, tell: Writer) -> Record:
    return {
        "bottlenecks": {
            each.method: {
                "machine": each.machine,
                "ranking": [asdict(rank) for rank in each.ranking],
                "explanation": tell(each.explanation),
            }
            for each in as_is.bottlenecks
        },
        "agreement": tell(as_is.agreement),
        "agreement_share": as_is.agreement_share,
        "constraint": plain(as_is.constraint, tell),
    }


def _shapes(as_is: AsIs, tell: Writer) -> Record:
    """Give the larger shapes; null or empty where the log can't tell them. Times are in seconds."""
    names = (
        "closing", "waiting", "accounts", "iso", "iso_machines", "changeovers", "strip", "flow", "streams",
        "wip_series", "throughput_series",
    )  # fmt: skip
    return {name: plain(getattr(as_is, name), tell) for name in names}


def _hours(hours: WorkingHours | None) -> Record | None:
    """Give the weekly shifts of plant and machines, in hours from Monday 00:00."""
    if hours is None:
        return None
    return {
        "plant": _weekly(hours.plant),
        "machines": {name: _weekly(weekly) for name, weekly in hours.machines.items()},
    }


def _weekly(weekly: WeeklyHours) -> Record:
    return {
        "shifts_h": [[start / HOUR_S, end / HOUR_S] for start, end in weekly.shifts],
        "open_share": weekly.open_share(),
        "learnt_from": weekly.learnt_from,
    }


def _observation(observation: Observation, tell: Writer) -> Record:
    return {
        "code": observation.code,
        "theme": observation.theme,
        "sentence": tell(observation.sentence),
        "advice": tell(observation.advice) if observation.advice else None,
        "stake_h": observation.stake_h,
        "stake_of": observation.stake_of,
        "stake_sek": observation.stake_sek,
        "rests_on": [{"id": name, "scope": scope} for name, scope in observation.figures],
        "findings": list(observation.findings),
        "estimated": observation.estimated,
    }


def _definitions(as_is: AsIs, tell: Writer) -> Record:
    """Give name, unit, meaning and needs of every figure that occurs; of a withheld one no meaning.

    What a figure means may hang on the log, as on how many of its orders are open.
    """
    meanings = {each.id: tell(each.definition) for each in as_is.figures}
    ids = dict.fromkeys([*meanings, *(each.figure for each in as_is.withheld)])
    return {
        name: {
            "name": tell(DEFINITIONS[name].name),
            "unit": DEFINITIONS[name].unit,
            "definition": meanings.get(name),
            "needs": list(DEFINITIONS[name].needs),
        }
        for name in ids
        if name in DEFINITIONS
    }
