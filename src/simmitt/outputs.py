"""Writes what the commands promise: all files of a command together, or none."""

import json
import math
import shutil
from pathlib import Path
from typing import Any

from simmitt import __version__
from simmitt.engine.analysis import Analysis, Model, Order, Planned, Simulated
from simmitt.engine.factory import write_factory
from simmitt.engine.plan import Grounds
from simmitt.engine.report.analysis_page import compose_analysis
from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.plan_document import compose_plan
from simmitt.engine.report.records import analysis_record, plan_record, results_record, validation_record
from simmitt.engine.report.word import render_docx
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.log import write_log
from simmitt.ground.files import finished_together
from simmitt.ground.progress import Progress
from simmitt.ground.texts import Language, say


def write_analysis(analysis: Analysis, out: Path, language: Language) -> None:
    """Write ``analysis.json`` and ``analysis.html``."""
    page = compose_analysis(
        analysis.log, analysis.diagnosis, analysis.as_is, analysis.as_logged, analysis.losses, language
    )
    record = analysis_record(
        analysis.log, analysis.diagnosis, analysis.as_is, analysis.as_logged, Words(language)
    )
    with finished_together(out) as folder:
        _write_json(folder / "analysis.json", record)
        _write_text(folder / "analysis.html", render_html(page))


def write_model(model: Model, out: Path, language: Language) -> None:
    """Write ``factory.toml`` and ``validation.json``."""
    with finished_together(out) as folder:
        _write_text(folder / "factory.toml", write_factory(model.factory))
        record = validation_record(model.validation, model.explained_share, Words(language))
        _write_json(folder / "validation.json", record)


def write_simulation(simulated: Simulated, out: Path, progress: Progress) -> None:
    """Write ``results.json`` and one simulated log a replication."""
    total = simulated.output.replications
    stale = set(out.glob("sim_*.csv")) if out.is_dir() else set()
    with finished_together(out) as folder:
        _write_json(folder / "results.json", results_record(simulated.factory, simulated.output))
        for number in range(total):
            log = write_log(simulated.output, simulated.factory, number, simulated.factory.run.starts_at)
            log.write_csv(folder / f"sim_{number:03d}.csv")
            progress(say("Writes the simulated logs"), number + 1, total)
        fresh = {out / path.name for path in folder.glob("sim_*.csv")}
    for path in stale - fresh:
        path.unlink()


def write_plan(planned: Planned, order: Order, out: Path, language: Language, progress: Progress) -> None:
    """Write ``plan.json``, ``plan.pdf``, ``plan.docx``, ``plan.html`` and ``run/``."""
    step, analysis, model = say("Writes the plan"), planned.model.analysis, planned.model
    grounds = Grounds(analysis.log, analysis.diagnosis, analysis.as_is, model.factory, model.validation)
    aside = planned.proposal.set_aside
    document = compose_plan(planned.plan, grounds, analysis.losses, aside, model.explained_share, language)
    with finished_together(out) as folder:
        _write_json(folder / "plan.json", plan_record(planned.plan, aside, Words(language)))
        progress(step, 1, 4)
        (folder / "plan.pdf").write_bytes(render_pdf(document))
        progress(step, 2, 4)
        _write_text(folder / "plan.html", render_html(document))
        progress(step, 3, 4)
        (folder / "plan.docx").write_bytes(render_docx(document))
        _write_run(planned, order, folder / "run", language)
        progress(step, 4, 4)


def _write_run(planned: Planned, order: Order, folder: Path, language: Language) -> None:
    """Keep all that is needed to make the same plan again, and the command that does it."""
    reading = order.reading
    for path in _inputs(order):
        kept = folder / _kept_as(path, order)
        kept.parent.mkdir(parents=True)
        shutil.copyfile(path, kept)
    _write_text(folder / "factory.toml", write_factory(planned.model.factory))
    validation = validation_record(planned.model.validation, planned.model.explained_share, Words(language))
    _write_json(folder / "validation.json", validation)
    origin = planned.plan.origin
    asked = {
        "run_id": origin.run_id,
        "simmitt": __version__,
        "log": _kept_as(reading.path, order),
        "log_sha256": origin.log_sha256,
        "catalogue": origin.catalogue,
        "seed": order.seed,
        "budget_sek": order.budget_sek,
        "again": _again(planned, order, language),
    }
    _write_json(folder / "run.json", asked)


def _inputs(order: Order) -> list[Path]:
    files = (order.reading.path, order.reading.mapping, order.economy)
    return [path for path in files if path]


def _kept_as(path: Path, order: Order) -> str:
    """Name a copy within the run folder; a folder a kind, since two files may share a name."""
    kinds = {order.reading.path: "log", order.reading.mapping: "mapping", order.economy: "economy"}
    return f"{kinds[path]}/{path.name}"


def _again(planned: Planned, order: Order, language: Language) -> list[str]:
    """Give the command, word by word, to be run inside the folder."""
    reading = order.reading
    budget = f"{order.budget_sek:.2f}".removesuffix(".00")
    words = ["simmitt", "plan", _kept_as(reading.path, order), "--budget-sek", budget, "--out", "again"]
    words += [
        "--seed",
        str(order.seed),
        "--language",
        language,
        "--start",
        planned.plan.starts_on.isoformat(),
    ]
    words += ["--company", order.company] if order.company else []
    words += ["--mapping", _kept_as(reading.mapping, order)] if reading.mapping else []
    words += ["--economy", _kept_as(order.economy, order)] if order.economy else []
    return [*words, *([] if reading.repair else ["--no-repair"])]


def _write_json(path: Path, record: dict[str, Any]) -> None:
    text = json.dumps(_finite(record), ensure_ascii=False, indent=2, sort_keys=False, allow_nan=False)
    _write_text(path, text + "\n")


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _finite(value: Any) -> Any:
    """Give null for what JSON has no number for, and 0 for minus 0."""
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    if isinstance(value, float):
        return value + 0.0 if math.isfinite(value) else None
    return value
