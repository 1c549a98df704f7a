"""The command line: ``simmitt analyse | fit | simulate | plan``.

Exit codes: 0 done, 2 the input or the usage is at fault (or a question waits for an
answer), 1 our own fault, 130 stopped by the user.
"""

# The engine is loaded inside the commands: the help must not wait seconds for a compiler.
# ruff: noqa: PLC0415

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

import click
import typer

from simmitt import __version__
from simmitt.console import Console
from simmitt.ground.errors import Cancelled, InputFault
from simmitt.ground.texts import LANGUAGES, Language, Message, say

DONE, OUR_FAULT, INPUT_AT_FAULT, STOPPED = 0, 1, 2, 130

Log = Annotated[
    Path, typer.Argument(help=say("The production log: CSV, XLSX, Parquet or XES, gzipped or not.").text)
]
Out = Annotated[Path, typer.Option("--out", help=say("Folder for the results; made if it is missing.").text)]
InLanguage = Annotated[
    str,
    typer.Option("--language", click_type=click.Choice(LANGUAGES), help=say("Language of the results.").text),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help=say("The same seed gives the same figures.").text)]
Workers = Annotated[
    int, typer.Option("--workers", min=1, help=say("Cores to use; no figure depends on it.").text)
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help=say("File that says which column is which.").text)
]
NoRepair = Annotated[
    bool, typer.Option("--no-repair", help=say("Take the log at its word: find faults, mend none.").text)
]
CORES = os.cpu_count() or 1

app = typer.Typer(
    help=say("From a production log to a finished action plan.").text,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command that the arguments name and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; give its exit code."""
    console = Console(_language_among(arguments))
    command = _in_language(typer.main.get_command(app), console.language)
    try:
        command.main(arguments, prog_name="simmitt", standalone_mode=False)
    except InputFault as fault:
        console.fault(fault)
        return INPUT_AT_FAULT
    except click.UsageError as fault:
        console.usage(fault)
        return INPUT_AT_FAULT
    except (KeyboardInterrupt, Cancelled, click.Abort):
        console.tell(say("Stopped. Nothing was written."))
        return STOPPED
    except Exception:  # whatever happens, the user is told what it is and what to do
        traceback.print_exc()
        console.tell(say("This is our fault, not yours. Send the lines above to the people behind simmitt."))
        return OUR_FAULT
    return DONE


@app.callback(invoke_without_command=True)
def common(
    version: Annotated[bool, typer.Option("--version", help=say("Show the version.").text)] = False,
) -> None:
    """Answer what is asked of the program itself."""
    if version:
        typer.echo(__version__)


@app.command(help=say("Show what a log holds: its quality, the figures as they are, the constraint.").text)
def analyse(
    log: Log,
    out: Out,
    language: InLanguage = "sv",
    seed: Seed = 0,
    workers: Workers = CORES,
    mapping: MappingFile = None,
    no_repair: NoRepair = False,
) -> None:
    """Write ``analysis.json`` and ``analysis.html``."""
    _use(workers)
    from simmitt import outputs
    from simmitt.engine.analysis import Reading, analyse

    console = Console(cast(Language, language))
    with console.progress() as progress:
        analysis = analyse(Reading(log, mapping, repair=not no_repair), seed=seed, progress=progress)
        outputs.write_analysis(analysis, out, console.language)
    console.written(out, "analysis.json", "analysis.html")


@app.command(help=say("Fit a factory to a log and show how well it foretells weeks it has not seen.").text)
def fit(
    log: Log,
    out: Out,
    language: InLanguage = "sv",
    seed: Seed = 0,
    workers: Workers = CORES,
    mapping: MappingFile = None,
    no_repair: NoRepair = False,
) -> None:
    """Write ``factory.toml`` and ``validation.json``."""
    _use(workers)
    from simmitt import outputs
    from simmitt.engine.analysis import Reading, analyse, fit_and_validate

    console = Console(cast(Language, language))
    with console.progress() as progress:
        analysis = analyse(Reading(log, mapping, repair=not no_repair), seed=seed, progress=progress)
        model = fit_and_validate(analysis, seed=seed, workers=workers, progress=progress)
        outputs.write_model(model, out, console.language)
    console.written(out, "factory.toml", "validation.json")


@app.command(help=say("Simulate a factory file, fitted or written by hand.").text)
def simulate(
    factory: Annotated[Path, typer.Argument(help=say("The factory file (TOML).").text)],
    replications: Annotated[
        int, typer.Option("--replications", min=1, help=say("How many times the window is simulated.").text)
    ],
    out: Out,
    weeks: Annotated[
        float | None, typer.Option("--weeks", min=0.01, help=say("Length of the window, in weeks.").text)
    ] = None,
    start: Annotated[
        datetime | None, typer.Option("--from", help=say("When the window opens, as 2026-01-05.").text)
    ] = None,
    orders: Annotated[
        int | None, typer.Option("--orders", min=1, help=say("How many orders come in the window.").text)
    ] = None,
    language: InLanguage = "sv",
    seed: Seed = 0,
    workers: Workers = CORES,
) -> None:
    """Write ``results.json`` and one simulated log a replication."""
    _use(workers)
    from simmitt import outputs
    from simmitt.engine.analysis import Window, simulate

    console = Console(cast(Language, language))
    with console.progress() as progress:
        simulated = simulate(
            factory, replications=replications, window=Window(weeks, start, orders), seed=seed,
            workers=workers, progress=progress,
        )  # fmt: skip
        outputs.write_simulation(simulated, out, console.language, progress)
    console.written(out, "results.json")


@app.command(
    help=say("Make the action plan: what is wrong, what to do, what it costs and gives, how sure.").text
)
def plan(
    log: Log,
    budget_sek: Annotated[
        float, typer.Option("--budget-sek", min=0, help=say("What may be spent on measures, in SEK.").text)
    ],
    out: Out,
    company: Annotated[str, typer.Option("--company", help=say("The company's name on the plan.").text)] = "",
    economy: Annotated[
        Path | None,
        typer.Option("--economy", help=say("File with hourly cost, contribution and demand.").text),
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--start", help=say("First day of the plan; else the second Monday after the log ends.").text
        ),
    ] = None,
    language: InLanguage = "sv",
    seed: Seed = 0,
    workers: Workers = CORES,
    mapping: MappingFile = None,
    no_repair: NoRepair = False,
) -> None:
    """Write ``plan.json``, ``plan.pdf``, ``plan.docx``, ``plan.html`` and ``run/``."""
    _use(workers)
    from simmitt import outputs
    from simmitt.engine.analysis import Order, Reading, make_plan

    console = Console(cast(Language, language))
    order = Order(
        reading=Reading(log, mapping, repair=not no_repair),
        budget_sek=budget_sek,
        company=company,
        economy=economy,
        starts_on=start.date() if start else None,
        seed=seed,
    )
    with console.progress() as progress:
        planned = make_plan(order, workers=workers, progress=progress)
        outputs.write_plan(planned, order, out, console.language, progress)
    console.written(out, "plan.pdf", "plan.docx", "plan.html", "plan.json")


def _use(workers: int) -> None:
    """Hold the tables' library to as many cores; it asks once, when it is first loaded."""
    os.environ["POLARS_MAX_THREADS"] = str(workers)


def _language_among(arguments: list[str]) -> Language:
    """Find the language before anything is parsed: the help itself is written in it."""
    for place, argument in enumerate(arguments):
        following = arguments[place + 1] if place + 1 < len(arguments) else ""
        value = following if argument == "--language" else argument.removeprefix("--language=")
        if argument.startswith("--language") and value in LANGUAGES:
            return cast(Language, value)
    return "sv"


def _in_language(command: click.Command, language: Language) -> click.Command:
    """Turn the help of a command, its parameters and its subcommands to the language."""
    command.help = Message(command.help or "").in_language(language)
    for parameter in command.params:
        if isinstance(parameter, click.Option) or hasattr(parameter, "help"):
            parameter.help = Message(parameter.help or "").in_language(language)
    for each in getattr(command, "commands", {}).values():
        _in_language(each, language)
    return command
