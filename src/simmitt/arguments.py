"""What the commands are asked, with help that is enough to learn from, in either language."""

import gettext
import os
import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from simmitt import __version__
from simmitt.ground.texts import LANGUAGES, Language, Message, say

Tell = Callable[[Message], str]
# 400.000 and 400,000: thousands to some, decimals to others.
_THOUSANDS_OR_DECIMALS = re.compile(r"\d{1,3}([.,]\d{3})+")
_MOST_SEK, _MOST_WEEKS = 1e12, 1_000
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


def language_among(arguments: list[str]) -> Language:
    """Find the language before anything is parsed: the help itself is written in it."""
    for place, argument in enumerate(arguments):
        following = arguments[place + 1] if place + 1 < len(arguments) else ""
        value = following if argument == "--language" else argument.removeprefix("--language=")
        if argument.startswith("--language") and value in LANGUAGES:
            return value
    return "sv"


def parser_in(language: Language) -> ArgumentParser:
    """Give the parser with its own words and ours in one language."""
    _speak(language)

    def tell(message: Message) -> str:
        return message.in_language(language)

    parser = ArgumentParser(
        prog="simmitt",
        description=tell(say("From a production log to a finished action plan.")),
        epilog=tell(EXAMPLES),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=__version__,
        help=tell(say("show program's version number and exit")),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=tell(say("COMMAND")))
    for name, (about, options) in COMMANDS.items():
        command = commands.add_parser(name, help=tell(about), description=tell(about), allow_abbrev=False)
        options(command, tell)
        _common(command, tell)
    return parser


def _speak(language: Language) -> None:
    """Let the parser find its own words in our catalogue; it asks the standard gettext."""
    gettext.bindtextdomain("simmitt", str(files("simmitt.texts")))
    gettext.textdomain("simmitt")
    os.environ["LANGUAGE"] = language


def _analyse(command: ArgumentParser, tell: Tell) -> None:
    _log(command, tell)


def _simulate(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "factory",
        type=Path,
        metavar="FACTORY.toml",
        help=tell(say("Factory file, fitted or written by hand.")),
    )
    command.add_argument(
        "--replications", type=_whole(tell, 1), required=True, metavar="N",
        help=tell(say("How many times the window is simulated.")),
    )  # fmt: skip
    command.add_argument(
        "--weeks", type=_positive(tell), metavar="W",
        help=tell(say("Length of the window in weeks; else what the file says.")),
    )  # fmt: skip
    command.add_argument(
        "--from", dest="start", type=_instant(tell), metavar="ISO",
        help=tell(say("When the window opens, as 2026-01-05; else what the file says.")),
    )  # fmt: skip
    command.add_argument(
        "--orders", type=_whole(tell, 1), metavar="N", help=tell(say("Orders that come in the window."))
    )


def _plan(command: ArgumentParser, tell: Tell) -> None:
    _log(command, tell)
    command.add_argument(
        "--budget-sek", type=_amount(tell), required=True, metavar="N",
        help=tell(say("What may be spent on measures, in SEK; your own hours are not counted in it.")),
    )  # fmt: skip
    command.add_argument(
        "--company", default="", metavar="NAME", help=tell(say("The company's name on the plan."))
    )
    command.add_argument(
        "--economy", type=Path, metavar="FILE",
        help=tell(say("File with hourly cost, contribution, demand and what freed time is used for.")),
    )  # fmt: skip
    command.add_argument(
        "--start", type=_instant(tell), metavar="ISO",
        help=tell(say("First day of the plan; else the second Monday after the log ends.")),
    )  # fmt: skip


def _log(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "log",
        type=Path,
        metavar="LOG",
        help=tell(say("Production log: CSV, XLSX, Parquet or XES, gzipped or not.")),
    )
    command.add_argument(
        "--mapping", type=Path, metavar="FILE", help=tell(say("File that says which column is which."))
    )
    command.add_argument(
        "--no-repair",
        action="store_true",
        help=tell(say("Take the log at its word: find faults, mend none.")),
    )


def _common(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR",
        help=tell(say("Folder for the results; made if it is missing.")),
    )  # fmt: skip
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default="sv",
        help=tell(say("Language of the results; sv unless stated.")),
    )
    command.add_argument(
        "--seed",
        type=_whole(tell, 0),
        default=0,
        metavar="N",
        help=tell(say("The same seed gives the same figures.")),
    )
    command.add_argument(
        "--workers", type=_whole(tell, 1), default=os.cpu_count() or 1, metavar="N",
        help=tell(say("Cores to use; no figure depends on it.")),
    )  # fmt: skip


def _whole(tell: Tell, minimum: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal() and int(text) >= minimum:
            return int(text)
        raise ArgumentTypeError(tell(say("expected a whole number of at least {minimum}", minimum=minimum)))

    return read


def _amount(tell: Tell) -> Callable[[str], float]:
    def read(text: str) -> float:
        digits = "".join(text.split())
        if _THOUSANDS_OR_DECIMALS.fullmatch(digits):
            told = say("{text} can be read in two ways; write 400000, or 400000.50 with decimals", text=text)
            raise ArgumentTypeError(tell(told))
        value = _number(digits)
        if value is None or not 0 <= value <= _MOST_SEK:
            raise ArgumentTypeError(tell(say("expected an amount such as 400000")))
        return value

    return read


def _positive(tell: Tell) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = _number(text)
        if value is None or not 0 < value <= _MOST_WEEKS:
            raise ArgumentTypeError(
                tell(say("expected a number above 0 and at most {most}", most=_MOST_WEEKS))
            )
        return value

    return read


def _number(text: str) -> float | None:
    """Read a number with point or comma; none where it is no finite number."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _instant(tell: Tell) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        try:
            instant = datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            raise ArgumentTypeError(tell(say("expected a date as 2026-01-05"))) from None
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            raise ArgumentTypeError(tell(say("expected a date as 2026-01-05")))
        return instant

    return read


Options = Callable[[ArgumentParser, Tell], None]
COMMANDS: dict[str, tuple[Message, Options]] = {
    "analyse": (
        say("Show what a log holds: its quality, the figures as they are, the constraint."),
        _analyse,
    ),
    "fit": (say("Fit a factory to a log and show how well it foretells weeks it has not seen."), _analyse),
    "simulate": (say("Simulate a factory file, fitted or written by hand."), _simulate),
    "plan": (
        say("Make the action plan: what is wrong, what to do, what it costs and gives, how sure."),
        _plan,
    ),
}
EXAMPLES = say(
    "Examples:\n"
    "  simmitt analyse log.csv --out analysis\n"
    "  simmitt fit log.csv --out model\n"
    "  simmitt simulate model/factory.toml --replications 20 --out simulated\n"
    '  simmitt plan log.csv --budget-sek 400000 --out plan --company "Our Company"\n'
    "\n"
    "Exit codes: 0 done, 2 the input or the usage is at fault, 1 our own fault, 130 stopped."
)
# Words of the standard parser itself; it looks them up in our catalogue.
PARSER_WORDS = (
    say("usage: "),
    say("options"),
    say("positional arguments"),
    say("show this help message and exit"),
    say("show program's version number and exit"),
    say("the following arguments are required: %s"),
    say("unrecognized arguments: %s"),
    say("expected one argument"),
    say("argument %(argument_name)s: %(message)s"),
    say("%(prog)s: error: %(message)s\n"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
)
