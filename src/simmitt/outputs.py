"""Writes what the commands promise: all files of a command together, or none."""

import hashlib
import json
import math
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from simmitt import __version__
from simmitt.engine.analysis import Analysis, Model, Order, Planned, Reading, grounds_of
from simmitt.engine.eventlog import load_mapping
from simmitt.engine.eventlog.kept import SUFFIX, keep
from simmitt.engine.eventlog.study_template import write_template
from simmitt.engine.factory import Factory, write_factory, write_state
from simmitt.engine.factory.opening import read_factory
from simmitt.engine.factory.workbook.example import example_factory
from simmitt.engine.factory.workbook.writing import write_workbook
from simmitt.engine.fitting.from_study import factory_of_study
from simmitt.engine.quality import finding_rows
from simmitt.engine.report.analysis_document import compose_analysis
from simmitt.engine.report.analysis_tables import analysis_pictures, analysis_tables
from simmitt.engine.report.factory_document import Material, compose_factory
from simmitt.engine.report.html import render_html
from simmitt.engine.report.pdf import render_pdf
from simmitt.engine.report.plan_document import compose_plan
from simmitt.engine.report.records import analysis_record, plan_record, validation_record
from simmitt.engine.report.results_record import results_record
from simmitt.engine.report.simulation_document import compose_simulation
from simmitt.engine.report.word import render_docx
from simmitt.engine.report.words import Words
from simmitt.engine.simulation import Simulated
from simmitt.engine.simulation.log import write_log
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.files import finished_together
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Language, say

# Of a simulation, as many as there are: those of an earlier one don't stay beside them.
_OF_A_RUN = ("sim_*.csv", "welch*.svg")
READ_LOG = f"log/log{SUFFIX}"
# Of figures in tables for a spreadsheet; analysis.json has them as they are.
_DIGITS = 6


class AlreadyThere(InputFault):
    """A file that somebody may have filled in would be written over."""


class UnknownEnding(InputFault):
    """The name of a file doesn't tell how to write it."""


class NotInWorkbook(InputFault):
    """A factory can't be told in cells."""


def write_analysis(analysis: Analysis, out: Path, language: Language, progress: Progress = silent) -> str:
    """Write ``analysis.json``, ``.html`` and ``.pdf``, ``pictures/``, ``tables/`` and ``rows/``.

    Returns
    -------
    str
        The page's first sentences; empty where the log tells too little for any.
    """
    step, words = say("Writing the analysis"), Words(language)
    shown = (analysis.log, analysis.diagnosis, analysis.as_is, analysis.as_logged)
    seen, hours = analysis.observations, analysis.hours
    page = compose_analysis(*shown, analysis.losses, language, observations=seen, hours=hours)
    record = analysis_record(*shown, words, observations=seen, hours=hours)
    with finished_together(out) as folder:
        write_json(folder / "analysis.json", record)
        write_text(folder / "analysis.html", render_html(page))
        progress(step, 1, 3)
        (folder / "analysis.pdf").write_bytes(render_pdf(page))
        progress(step, 2, 3)
        write_pictures(folder / "pictures", analysis_pictures(page))
        tables = analysis_tables(analysis.as_is, language, seen)
        write_tables(folder / "tables", {name: rounded(table) for name, table in tables.items()}, language)
        found = {
            each.code: finding_rows(analysis.raw, each) for each in analysis.diagnosis.findings if each.rows
        }
        write_tables(folder / "rows", found, language)
        progress(step, 3, 3)
    return page.lead


def write_pictures(folder: Path, pictures: Mapping[str, str]) -> None:
    """Write pictures in a folder of their own."""
    folder.mkdir()
    for name, svg in pictures.items():
        write_text(folder / name, svg)


def rounded(table: pl.DataFrame) -> pl.DataFrame:
    """Give a table with as many digits as a spreadsheet has use for."""
    return table.with_columns(cs.float().round_sig_figs(_DIGITS))


def write_tables(folder: Path, tables: Mapping[str, pl.DataFrame], language: Language) -> None:
    """Write tables as spreadsheets open them without asking: UTF-8 with its mark, semicolons.

    A Swedish spreadsheet takes 1.05 for the first of May, so Swedish tables have decimal commas.
    """
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        table.write_csv(
            folder / f"{name.removesuffix('.csv')}.csv",
            separator=";",
            include_bom=True,
            decimal_comma=language == "sv",
        )


def write_study_template(path: Path, language: Language) -> None:
    """Write the empty workbook of a study.

    Raises
    ------
    AlreadyThere
        A file of that name exists; somebody may have filled it in.
    """
    with _new_file(path) as fresh:
        write_template(fresh, language)


def write_factory_template(path: Path, language: Language) -> None:
    """Write the workbook of a factory, with an invented one in it; raises ``AlreadyThere``."""
    with _new_file(path) as fresh:
        write_workbook(example_factory(language), fresh, language)


def write_factory_as(factory: Factory, path: Path, language: Language) -> None:
    """Write a factory as the kind of file that the name's ending says.

    Raises
    ------
    AlreadyThere
        A file of that name exists.
    UnknownEnding
        It is neither .toml nor .xlsx.
    NotInWorkbook
        Something in the factory has no room in a workbook's cells.
    """
    ending = path.suffix.lower()
    if ending not in (".toml", ".xlsx"):
        raise UnknownEnding(
            say("A factory is written as .toml or as .xlsx."),
            remedy=say("Give a name that ends so."),
            place=Place(file=path.name),
        )
    with _new_file(path) as fresh:
        if ending == ".toml":
            return write_text(fresh, write_factory(factory))
        write_workbook(factory, fresh, language)
        _must_read_back(factory, fresh)
    return None


def _must_read_back(factory: Factory, workbook: Path) -> None:
    """Stop where a workbook would hold another factory: no cell takes any name, however odd or long."""
    try:
        again = read_factory(workbook)
    except InputFault as fault:
        raise _not_in_workbook(workbook) from fault
    if again != factory:
        raise _not_in_workbook(workbook)


def _not_in_workbook(workbook: Path) -> NotInWorkbook:
    return NotInWorkbook(
        say("A workbook can't hold this factory: a name or a list in it is too long or has odd signs."),
        remedy=say("Keep it as .toml, or give shorter, plain names there."),
        place=Place(file=workbook.name),
    )


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, whose file then comes to lie where none was."""
    if path.exists():
        raise AlreadyThere(
            say("There is a file of that name already; it is left as it is."),
            remedy=say("Give another name."),
            place=Place(file=str(path)),
        )
    with finished_together(path.absolute().parent) as folder:
        yield folder / path.name


def write_model(model: Model, out: Path, language: Language) -> str:
    """Write what a fit gave; give the first sentence of its page.

    That is ``factory.toml``, ``state.json``, ``validation.json`` and ``factory.html``.
    """
    last_day = model.analysis.log.last_at.date()
    fitted = (model.factory, model.today, model.validation, model.explained_share, model.doubts)
    page = compose_factory(Material(*fitted, Words(language)), last_day, odds=model.odds)
    with finished_together(out) as folder:
        write_text(folder / "factory.html", render_html(page))
        write_text(folder / "factory.toml", write_factory(model.factory))
        write_text(folder / "state.json", write_state(model.state))
        write_json(folder / "validation.json", _validation(model, language))
    return page.lead


def _validation(model: Model, language: Language) -> dict[str, Any]:
    told = (model.validation, model.explained_share, model.gains_h, model.doubts)
    return validation_record(*told, Words(language))


def write_studied_factory(analysis: Analysis, out: Path) -> None:
    """Write the ``factory.toml`` of a study, which nothing can be held against yet."""
    with finished_together(out) as folder:
        write_text(folder / "factory.toml", write_factory(factory_of_study(analysis.log)))


def write_simulation(simulated: Simulated, out: Path, language: Language, progress: Progress) -> None:
    """Write ``results.json``, ``results.html``, its picture, and a log for each kept replication."""
    logged = simulated.logged
    total = logged.replications if logged else 0
    stale = {path for kind in _OF_A_RUN for path in out.glob(kind)} if out.is_dir() else set()
    with finished_together(out) as folder:
        write_json(folder / "results.json", results_record(simulated, Words(language)))
        page = compose_simulation(simulated, language)
        write_text(folder / "results.html", render_html(page))
        for name, svg in analysis_pictures(page).items():
            write_text(folder / name, svg)
        for number in range(total):
            assert logged is not None
            log = write_log(logged, simulated.factory, number, simulated.factory.run.starts_at)
            log.write_csv(folder / f"sim_{number:03d}.csv")
            progress(say("Writing the simulated logs"), number + 1, total)
        fresh = {out / path.name for path in folder.iterdir()}
    for path in stale - fresh:
        path.unlink()


def write_plan(planned: Planned, order: Order, out: Path, language: Language, progress: Progress) -> None:
    """Write ``plan.json``, ``plan.pdf``, ``plan.docx``, ``plan.html`` and ``run/``."""
    step, analysis, model = say("Writing the plan"), planned.model.analysis, planned.model
    aside, grounds = planned.proposal.set_aside, grounds_of(model)
    document = compose_plan(planned.plan, grounds, analysis.losses, aside, language)
    with finished_together(out) as folder:
        write_json(folder / "plan.json", plan_record(planned.plan, aside, Words(language)))
        progress(step, 1, 4)
        (folder / "plan.pdf").write_bytes(render_pdf(document))
        progress(step, 2, 4)
        write_text(folder / "plan.html", render_html(document))
        progress(step, 3, 4)
        (folder / "plan.docx").write_bytes(render_docx(document))
        write_run(planned, order, folder / "run", language)
        progress(step, 4, 4)


def write_run(planned: Planned, order: Order, folder: Path, language: Language) -> None:
    """Keep all that is needed to make the same plan again, and the command that does it."""
    logs, kept = order.reading.paths, _kept_as(order)
    for path, name in kept.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    if not _keeps_workers(order.reading):
        # The company's own files name its people; what was read of them does not.
        (folder / READ_LOG).parent.mkdir(parents=True, exist_ok=True)
        (folder / READ_LOG).write_bytes(keep(planned.model.analysis.raw))
    write_text(folder / "factory.toml", write_factory(planned.model.factory))
    write_json(folder / "validation.json", _validation(planned.model, language))
    origin = planned.plan.origin
    asked = {
        "run_id": origin.run_id,
        "simmitt": __version__,
        "logs": _logs(order, kept),
        "files": [{"name": path.name, "sha256": _digest(path)} for path in logs],
        "log_sha256": origin.log_sha256,
        "catalogue": origin.catalogue,
        "seed": order.seed,
        "budget_sek": order.budget_sek,
        "despite_red": planned.plan.despite_red,
        "again": _again(planned, order, kept, language),
    }
    write_json(folder / "run.json", asked)


def _kept_as(order: Order) -> dict[Path, str]:
    """Name each file's copy within the run folder; a folder each, since two may share a name."""
    logs = order.reading.paths if _keeps_workers(order.reading) else ()
    kept = {path: f"log/{path.name}" for path in logs[:1]}
    kept |= {path: f"log_{number}/{path.name}" for number, path in enumerate(logs[1:], start=2)}
    told = {"mapping": order.reading.mapping, "economy": order.economy}
    return kept | {path: f"{kind}/{path.name}" for kind, path in told.items() if path}


def _logs(order: Order, kept: Mapping[Path, str]) -> list[str]:
    """Name what the plan is made from again."""
    return [kept[path] for path in order.reading.paths] if _keeps_workers(order.reading) else [READ_LOG]


def _keeps_workers(reading: Reading) -> bool:
    return reading.keep_workers or bool(reading.mapping and load_mapping(reading.mapping).keep_workers)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _again(planned: Planned, order: Order, kept: dict[Path, str], language: Language) -> list[str]:
    """Give the command, word by word, to be run inside the folder."""
    reading = order.reading
    words = ["simmitt", "plan", *_logs(order, kept)]
    options = {
        "--budget-sek": f"{order.budget_sek:.2f}".removesuffix(".00"),
        "--out": "again",
        "--seed": str(order.seed),
        "--language": language,
        "--start": planned.plan.starts_on.isoformat(),
        "--today": reading.today.isoformat() if reading.today else "",
        "--company": order.company,
        "--despite-red": planned.plan.despite_red,
        "--mapping": kept[reading.mapping] if reading.mapping else "",
        "--economy": kept[order.economy] if order.economy else "",
    }
    words += [word for name, value in options.items() if value for word in (name, value)]
    words += [word for code in sorted(reading.leave) for word in ("--leave", code)]
    switches = {"--no-repair": not reading.repair, "--keep-workers": reading.keep_workers}
    return [*words, *(name for name, on in switches.items() if on)]


def write_json(path: Path, record: dict[str, Any]) -> None:
    """Write a record as JSON; what JSON has no number for becomes null."""
    text = json.dumps(_finite(record), ensure_ascii=False, indent=2, sort_keys=False, allow_nan=False)
    write_text(path, text + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text, the same bytes on every system."""
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
