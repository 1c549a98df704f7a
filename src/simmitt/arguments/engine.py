"""What the engine's commands are asked."""

import os
from argparse import ArgumentParser
from pathlib import Path

from simmitt.arguments.values import Tell, amount, instant, positive, share, whole
from simmitt.ground.texts import LANGUAGES, say


def analyse(command: ArgumentParser, tell: Tell) -> None:
    """Ask for a log, and for what an hour costs."""
    _log(command, tell)
    _economy(command, tell)
    _run(command, tell)


def fit(command: ArgumentParser, tell: Tell) -> None:
    """Ask for a log."""
    _log(command, tell)
    _run(command, tell)


def simulate(command: ArgumentParser, tell: Tell) -> None:
    """Ask for a factory file and a window."""
    _factory(command, tell)
    command.add_argument(
        "--state", type=Path, metavar="FILE",
        help=tell(say("File of open orders to begin with, as fit writes it; the odds of each are told.")),
    )  # fmt: skip
    command.add_argument(
        "--replications", type=whole(tell, 1), metavar="N",
        help=tell(say("How many times the window is simulated; with a precision, how many times at most.")),
    )  # fmt: skip
    command.add_argument(
        "--precision", type=share(tell), metavar="P",
        help=tell(say("Replicate until throughput, lead time and WIP are known this well, in percent.")),
    )  # fmt: skip
    command.add_argument(
        "--logs", type=whole(tell, 0), metavar="N",
        help=tell(say("How many simulated logs to write; all, or none with a precision or open orders.")),
    )  # fmt: skip
    command.add_argument(
        "--warm-up-weeks", type=positive(tell), metavar="W",
        help=tell(say("Weeks at the beginning that no figure counts; else found, or told by the file.")),
    )  # fmt: skip
    kind = command.add_mutually_exclusive_group()
    kind.add_argument(
        "--terminating", dest="kind", action="store_const", const="terminating",
        help=tell(say("Show the window from its beginning, all of it; else chosen and explained.")),
    )  # fmt: skip
    kind.add_argument(
        "--steady", dest="kind", action="store_const", const="steady",
        help=tell(say("Show the long run, after warm-up; else chosen and explained.")),
    )  # fmt: skip
    command.add_argument(
        "--weeks", type=positive(tell), metavar="W",
        help=tell(say("Length of the window in weeks; else what the file says.")),
    )  # fmt: skip
    command.add_argument(
        "--from", dest="start", type=instant(tell), metavar="ISO",
        help=tell(say("When the window opens, as 2026-01-05; else what the file says.")),
    )  # fmt: skip
    command.add_argument(
        "--orders", type=whole(tell, 1), metavar="N", help=tell(say("Orders that come in the window."))
    )
    _run(command, tell)


def plan(command: ArgumentParser, tell: Tell) -> None:
    """Ask for a log and for what the plan may cost."""
    _log(command, tell)
    command.add_argument(
        "--budget-sek", type=amount(tell), required=True, metavar="N",
        help=tell(say("What may be spent on measures, in SEK; your own hours are not counted in it.")),
    )  # fmt: skip
    command.add_argument(
        "--company", default="", metavar="NAME", help=tell(say("The company's name on the plan."))
    )
    _economy(command, tell)
    command.add_argument(
        "--start", type=instant(tell), metavar="ISO",
        help=tell(say("First day of the plan; else the second Monday after the log ends.")),
    )  # fmt: skip
    command.add_argument(
        "--despite-red", default="", metavar="REASON",
        help=tell(say("Make the plan though the model's light is red; the reason stands on its first page.")),
    )  # fmt: skip
    _run(command, tell)


def template(command: ArgumentParser, tell: Tell) -> None:
    """Ask where the workbook shall lie."""
    command.add_argument(
        "workbook",
        type=Path,
        metavar="FILE.xlsx",
        help=tell(say("The workbook to write; one that is there already is never written over.")),
    )
    command.add_argument(
        "--factory",
        action="store_true",
        help=tell(
            say("Write the workbook of a whole factory instead: no log and no study, ready to simulate.")
        ),
    )
    _language(command, tell)


def factory(command: ArgumentParser, tell: Tell) -> None:
    """Ask for a factory file and where it shall lie in its other form."""
    _factory(command, tell)
    command.add_argument(
        "--to", type=Path, required=True, metavar="FILE",
        help=tell(say("The file to write, .toml or .xlsx; one that is there already is never written over.")),
    )  # fmt: skip
    _language(command, tell)


def _factory(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "factory",
        type=Path,
        metavar="FACTORY",
        help=tell(say("Factory file (toml), fitted or written by hand, or the filled-in workbook (xlsx).")),
    )


def _log(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "logs",
        type=Path,
        nargs="+",
        metavar="LOG",
        help=tell(
            say(
                "Production log: CSV, XLSX, Parquet, XES or JSON lines, packed or not; several files are "
                "read as one, and tables of stops, shifts, orders, products, energy or maintenance beside it."
            )
        ),
    )
    command.add_argument(
        "--mapping", type=Path, metavar="FILE", help=tell(say("File that says which column is which."))
    )
    command.add_argument(
        "--no-repair",
        action="store_true",
        help=tell(say("Take the log at its word: find faults, mend none.")),
    )
    command.add_argument(
        "--leave", action="append", default=[], metavar="CODE",
        help=tell(say("Leave this finding unrepaired; can be given several times.")),
    )  # fmt: skip
    command.add_argument(
        "--keep-workers",
        action="store_true",
        help=tell(say("Keep the names of workers; else they become codes when the log is read.")),
    )
    command.add_argument(
        "--today", type=instant(tell), metavar="ISO",
        help=tell(say("Rows that start after this day count as not yet happened; else the day it is.")),
    )  # fmt: skip


def _run(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR",
        help=tell(say("Folder for the results; made if it is missing.")),
    )  # fmt: skip
    _language(command, tell)
    command.add_argument(
        "--seed",
        type=whole(tell, 0),
        default=0,
        metavar="N",
        help=tell(say("The same seed gives the same figures.")),
    )
    command.add_argument(
        "--workers", type=whole(tell, 1), default=os.cpu_count() or 1, metavar="N",
        help=tell(say("Cores to use; no figure depends on it.")),
    )  # fmt: skip


def _economy(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--economy", type=Path, metavar="FILE",
        help=tell(say("File with hourly cost, contribution, demand and what freed time is used for.")),
    )  # fmt: skip


def _language(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default="sv",
        help=tell(say("Language of the results; sv unless stated.")),
    )
