"""The command line: ``simmitt analyse | fit | simulate | plan | template | factory``, and the platform's.

Exit codes: 0 done, 2 the input or the usage is at fault (or a question waits for an
answer), 1 our own fault, 130 stopped by the user.
"""

# Engine and platform are loaded inside their commands: the help must not wait seconds for a compiler,
# and neither of the two for the other.
# ruff: noqa: PLC0415

import os
import sys
import traceback
from argparse import Namespace
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

from simmitt.arguments import language_among, parser_in
from simmitt.console import Console
from simmitt.ground.errors import Cancelled, InputFault
from simmitt.ground.files import check_usable
from simmitt.ground.texts import say

if TYPE_CHECKING:
    from simmitt.engine.analysis import Reading

DONE, OUR_FAULT, INPUT_AT_FAULT, STOPPED = 0, 1, 2, 130


def main() -> None:
    """Run the command that the arguments name and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; give its exit code."""
    language = language_among(arguments)
    console = Console(language)
    try:
        asked = parser_in(language).parse_args(arguments)
    except SystemExit as end:  # the parser has shown its help, or what was wrong with the usage
        return DONE if end.code in (None, 0) else INPUT_AT_FAULT
    return _carry_out(asked, console)


def _carry_out(asked: Namespace, console: Console) -> int:
    try:
        COMMANDS[asked.command](asked, console)
    except InputFault as fault:
        console.fault(fault)
        return INPUT_AT_FAULT
    except (KeyboardInterrupt, Cancelled):
        console.tell(say("Stopped. Nothing was written."))
        return STOPPED
    except Exception:  # whatever happens, the user is told whose fault it is
        traceback.print_exc()
        console.tell(say("This is our fault, not yours. Send the lines above to the people behind simmitt."))
        return OUR_FAULT
    return DONE


def analyse(asked: Namespace, console: Console) -> None:
    """Write ``analysis.json``, ``.html``, ``.pdf``, and pictures, tables and rows beside them."""
    _prepare(asked)
    from simmitt import outputs
    from simmitt.engine.analysis import analyse

    with console.progress() as progress:
        analysis = analyse(_reading(asked), economy=asked.economy, seed=asked.seed, progress=progress)
        lead = outputs.write_analysis(analysis, asked.out, console.language, progress)
    if lead:
        console.show(lead)
    console.written(asked.out, "analysis.html", "analysis.pdf", "analysis.json", "pictures", "tables", "rows")
    page = say("Open {page} in a browser.", page=str(asked.out / "analysis.html"))
    console.show(page.in_language(console.language))


def fit(asked: Namespace, console: Console) -> None:
    """Write ``factory.toml``, ``state.json``, ``validation.json`` and ``factory.html``."""
    _prepare(asked)
    from simmitt import outputs
    from simmitt.engine.analysis import analyse, fit_and_validate

    with console.progress() as progress:
        analysis = analyse(_reading(asked), seed=asked.seed, progress=progress)
        if analysis.log.source.sort == "study":
            outputs.write_studied_factory(analysis, asked.out)
            console.written(asked.out, "factory.toml")
            return
        model = fit_and_validate(analysis, seed=asked.seed, workers=asked.workers, progress=progress)
        lead = outputs.write_model(model, asked.out, console.language)
    console.show(lead)
    console.written(asked.out, "factory.html", "factory.toml", "state.json", "validation.json")
    page = say("Open {page} in a browser.", page=str(asked.out / "factory.html"))
    console.show(page.in_language(console.language))


def simulate(asked: Namespace, console: Console) -> None:
    """Write ``results.json``, ``results.html``, its picture and simulated logs."""
    _prepare(asked)
    from simmitt import outputs
    from simmitt.engine.analysis import Window, simulate_file
    from simmitt.engine.report.results_summary import summary_of
    from simmitt.engine.simulation import Asked

    window = Window(asked.weeks, asked.start, asked.orders, asked.warm_up_weeks)
    with console.progress() as progress:
        simulated = simulate_file(
            asked.factory,
            Asked(
                asked.replications,
                asked.precision,
                asked.logs,
                asked.kind,
                course=True,
                has_odds=asked.state is not None,
            ),
            state=asked.state,
            window=window,
            seed=asked.seed,
            workers=asked.workers,
            progress=progress,
        )
        outputs.write_simulation(simulated, asked.out, console.language, progress)
    for line in summary_of(simulated):
        console.show(line.in_language(console.language))
    logs = ["sim_000.csv …"] if simulated.logged else []
    pictures = ["welch.svg"] if simulated.course and simulated.course.days else []
    console.written(asked.out, "results.html", "results.json", *pictures, *logs)


def plan(asked: Namespace, console: Console) -> None:
    """Write ``plan.json``, ``plan.pdf``, ``plan.docx``, ``plan.html`` and ``run/``."""
    _prepare(asked)
    from simmitt import outputs
    from simmitt.engine.analysis import Order, make_plan

    order = Order(
        reading=_reading(asked),
        budget_sek=asked.budget_sek,
        company=asked.company,
        economy=asked.economy,
        starts_on=asked.start.date() if asked.start else None,
        seed=asked.seed,
        despite_red=asked.despite_red,
    )
    with console.progress() as progress:
        planned = make_plan(order, workers=asked.workers, progress=progress)
        outputs.write_plan(planned, order, asked.out, console.language, progress)
    console.written(asked.out, "plan.pdf", "plan.docx", "plan.html", "plan.json")


def template(asked: Namespace, console: Console) -> None:
    """Write the workbook in which a shop without a log notes its own study, or tells its whole factory."""
    from simmitt import outputs

    write = outputs.write_factory_template if asked.factory else outputs.write_study_template
    write(asked.workbook, console.language)
    console.written(asked.workbook.parent, asked.workbook.name)


def factory(asked: Namespace, console: Console) -> None:
    """Write a factory file as a workbook, or a workbook as a factory file."""
    from simmitt import outputs
    from simmitt.engine.factory.opening import read_factory

    outputs.write_factory_as(read_factory(asked.factory), asked.to, console.language)
    console.written(asked.to.parent, asked.to.name)


def serve(asked: Namespace, console: Console) -> None:
    """Open the platform, until it is told to stop."""
    _serving().serve(asked, console)


def worker(asked: Namespace, console: Console) -> None:
    """Run the platform's queue, until it is told to stop."""
    _serving().work(asked, console)


def migrate(asked: Namespace, console: Console) -> None:
    """Bring the platform's database up to this version."""
    _serving().migrate(asked, console)


def first_manager(asked: Namespace, console: Console) -> None:
    """Invite the first manager of a new programme, and show the link."""
    _serving().first_manager(asked, console)


COMMANDS = {
    "analyse": analyse,
    "fit": fit,
    "simulate": simulate,
    "plan": plan,
    "template": template,
    "factory": factory,
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "first-manager": first_manager,
}


def _serving() -> ModuleType:
    """Load what opens the platform, or say that its packages are not here."""
    try:
        from simmitt.web import serving
    except ModuleNotFoundError as missing:
        if (missing.name or "simmitt").split(".")[0] == "simmitt":
            raise
        raise InputFault(
            say("The platform can't be started: the package {name} is not installed.", name=missing.name),
            remedy=say("Install simmitt with its extra web, as simmitt[web]."),
        ) from None
    return serving


def _reading(asked: Namespace) -> "Reading":
    from simmitt.engine.analysis import Reading

    return Reading(
        tuple(asked.logs),
        asked.mapping,
        repair=not asked.no_repair,
        leave=frozenset(asked.leave),
        keep_workers=asked.keep_workers,
        own_machine=True,
        today=asked.today.date() if asked.today else datetime.now().astimezone().date(),
    )


def _prepare(asked: Namespace) -> None:
    """Refuse a folder that can't be written to before long work is begun, and hold to the cores asked for."""
    check_usable(asked.out)
    # The tables' library asks once, when it is first loaded.
    os.environ["POLARS_MAX_THREADS"] = str(asked.workers)
