"""From a kept log to today's state: page, documents, pictures, tables and the figures in short."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from simmitt.engine.analysis import Analysis, analyse
from simmitt.engine.kpi import Figure, Losses
from simmitt.engine.kpi.asis import PLANT, Bottleneck
from simmitt.engine.report.analysis_document import compose_analysis
from simmitt.engine.report.analysis_record import analysis_record
from simmitt.engine.report.analysis_tables import analysis_pictures, analysis_tables
from simmitt.engine.report.current_state import METHOD_NAMES
from simmitt.engine.report.document import Document
from simmitt.engine.report.naming import name_of
from simmitt.engine.report.pdf import render_pdf
from simmitt.ground.progress import Progress
from simmitt.ground.texts import Language, say
from simmitt.ground.units import HOUR_S
from simmitt.jobs.asking import depends_of, reading_of, refuse_too_large
from simmitt.jobs.both import both, both_or_none
from simmitt.jobs.job import Job
from simmitt.jobs.pieces import Pieces, pieces_of
from simmitt.jobs.results import Results, leads, several
from simmitt.outputs import rounded, write_pictures

# Among these a company chooses what its case is judged by.
KEY_FIGURES = (
    "lead_time_mean_h", "lead_time_median_h", "wip_mean_orders", "throughput_finished_orders_per_week",
    "on_time_share", "scrap_share", "setup_share", "breakdown_share", "flow_efficiency_share",
)  # fmt: skip


def analysed(job: Job, pieces: Pieces, progress: Progress) -> Analysis:
    """Give the analysis of a job's log, as far as it goes from what was computed before."""
    economy = job.beside("economy.toml")
    keep = pieces.of("analysis", *depends_of(job), job.digest("economy.toml"))
    analysis = analyse(reading_of(job), economy=economy, seed=job.seed, progress=progress, keep=keep)
    refuse_too_large(analysis.log, job)
    return analysis


def analyse_log(job: Job, progress: Progress) -> None:
    """Measure today's state and leave it in both languages."""
    analysis = analysed(job, pieces_of(job), progress)
    results = Results(job)
    documents = results.fragment("as_is", partial(_document, analysis, str(job.asked.get("company", ""))))
    shown = (analysis.log, analysis.diagnosis, analysis.as_is, analysis.as_logged)
    recorded = partial(analysis_record, observations=analysis.observations, hours=analysis.hours)
    results.record("analysis", lambda words: recorded(*shown, words), say("All figures"))
    for done, (language, page) in enumerate(documents.items()):
        progress(say("Writing the analysis"), done, len(documents))
        _write(results, analysis, language, page)
    progress(say("Writing the analysis"), len(documents), len(documents))
    results.finish({"lead": leads(documents), **_told(analysis)})


def _document(analysis: Analysis, company: str, language: Language) -> Document:
    page = compose_analysis(
        analysis.log,
        analysis.diagnosis,
        analysis.as_is,
        analysis.as_logged,
        analysis.losses,
        language,
        observations=analysis.observations,
        hours=analysis.hours,
        by_command=False,
    )
    return replace(page, header=company) if company else page


def _write(results: Results, analysis: Analysis, language: Language, page: Document) -> None:
    results.content(f"analysis.{language}.pdf", render_pdf(page), say("The analysis as PDF"))
    (results.folder / "pictures").mkdir(exist_ok=True)
    write_pictures(results.folder / "pictures" / language, analysis_pictures(page))
    tables = analysis_tables(analysis.as_is, language, analysis.observations)
    results.tables(f"tables/{language}", {name: rounded(each) for name, each in tables.items()}, language)


def _told(analysis: Analysis) -> Mapping[str, Any]:
    as_is, log = analysis.as_is, analysis.log
    withheld = {each.figure for each in as_is.withheld}
    figures = [each for each in as_is.figures if each.scope == PLANT and each.id not in withheld]
    ids = {each.id for each in figures}
    return {
        "grade": analysis.diagnosis.grade,
        "grade_reason": both(analysis.diagnosis.grade_reason),
        "rows": log.rows.height,
        "orders": log.rows["order"].drop_nulls().n_unique(),
        "first_day": as_is.first_at.date().isoformat(),
        "last_day": as_is.last_at.date().isoformat(),
        "figures": [_figure(each) for each in figures],
        "key_figures": [name for name in KEY_FIGURES if name in ids],
        "constraint": _constraint(analysis),
        "bottlenecks": [_bottleneck(each) for each in as_is.bottlenecks],
        "agreement": both(as_is.agreement),
        "agreement_share": as_is.agreement_share,
        "losses": _losses(analysis.losses),
        "observations": [
            {"code": each.code, "sentence": both(each.sentence), "advice": both_or_none(each.advice)}
            for each in analysis.observations
        ],
        "withheld": [
            {
                "id": each.figure,
                "label": both(each.name),
                "missing": several(each.missing),
                "next_measurement": both(each.next_measurement),
            }
            for each in as_is.withheld
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    names = ("id", "unit", "scope", "scope_kind", "value", "low", "high", "estimated")
    told = {name: getattr(figure, name) for name in names}
    return {**told, "label": both(name_of(figure.id)), "definition": both(figure.definition)}


def _constraint(analysis: Analysis) -> dict[str, Any] | None:
    found = analysis.as_is.constraint
    return None if found is None else {**vars(found), "reason": both(found.reason)}


def _bottleneck(found: Bottleneck) -> dict[str, Any]:
    return {
        "method": found.method,
        "text": both(METHOD_NAMES[found.method]),
        "machine": found.machine,
        "explanation": both(found.explanation),
        "ranking": [vars(rank) for rank in found.ranking],
    }


def _losses(losses: Losses | None) -> dict[str, Any] | None:
    if losses is None:
        return None
    steps = [{"id": s.id, "text": both(s.name), "hours": s.seconds / HOUR_S} for s in losses.steps()]
    return {"machine": losses.machine, "steps": steps}
