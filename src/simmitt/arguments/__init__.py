"""What the commands are asked, with help that is enough to learn from, in either language."""

import gettext
import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib.resources import files

from simmitt import __version__
from simmitt.arguments import engine, platform
from simmitt.arguments.values import Tell
from simmitt.ground.texts import LANGUAGES, Language, Message, say


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
    return parser


def _speak(language: Language) -> None:
    """Let the parser find its own words in our catalogue; it asks the standard gettext."""
    gettext.bindtextdomain("simmitt", str(files("simmitt.texts")))
    gettext.textdomain("simmitt")
    os.environ["LANGUAGE"] = language


Options = Callable[[ArgumentParser, Tell], None]
COMMANDS: dict[str, tuple[Message, Options]] = {
    "analyse": (
        say("Show what a log holds: its quality, the figures as they are, the constraint."),
        engine.analyse,
    ),
    "fit": (
        say("Fit a factory to a log and show how well it foretells weeks it has not seen."),
        engine.fit,
    ),
    "simulate": (say("Simulate a factory file, fitted or written by hand."), engine.simulate),
    "plan": (
        say("Make the action plan: what is wrong, what to do, what it costs and gives, how sure."),
        engine.plan,
    ),
    "template": (
        say("Write a workbook for a shop without a log: its own study, or with --factory a whole factory."),
        engine.template,
    ),
    "factory": (
        say("Turn a factory file into a workbook, or a workbook into a factory file."),
        engine.factory,
    ),
    "serve": (
        say("Start the platform; with --demo an invented programme to look around in."),
        platform.serve,
    ),
    "worker": (say("Run what the platform has put in its queue: letters on their way out."), platform.worker),
    "migrate": (say("Bring the platform's database up to this version."), platform.migrate),
    "first-manager": (
        say("Invite the first manager of a new programme; everybody else is invited from the pages."),
        platform.first_manager,
    ),
}
EXAMPLES = say(
    "Examples:\n"
    "  simmitt analyse log.csv --out analysis\n"
    "  simmitt fit log.csv --out model\n"
    "  simmitt simulate model/factory.toml --replications 20 --out simulated\n"
    '  simmitt plan log.csv --budget-sek 400000 --out plan --company "Our Company"\n'
    "  simmitt template study.xlsx\n"
    "  simmitt template factory.xlsx --factory\n"
    "  simmitt factory factory.xlsx --to factory.toml\n"
    "  simmitt serve --demo\n"
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
    say("not allowed with argument %s"),
    say("argument %(argument_name)s: %(message)s"),
    say("%(prog)s: error: %(message)s\n"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
)
