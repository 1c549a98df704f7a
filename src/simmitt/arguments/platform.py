"""What the platform's commands are asked."""

from argparse import ArgumentParser
from pathlib import Path

from simmitt.arguments.values import Tell, port
from simmitt.ground.texts import LANGUAGES, say

USUAL_PORT = 8000
DEMO_DATA = Path("data/demo")


def serve(command: ArgumentParser, tell: Tell) -> None:
    """Ask where to listen, and whether it is for looking around only."""
    command.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS",
        help=tell(say("Address to listen on; 127.0.0.1 unless stated.")),
    )  # fmt: skip
    command.add_argument(
        "--port", type=port(tell), metavar="N",
        help=tell(say("Port to listen on; 8000 unless stated, in demo mode the next free one.")),
    )  # fmt: skip
    command.add_argument(
        "--demo",
        action="store_true",
        help=tell(say("Show an invented programme, on this computer only, without a second factor.")),
    )
    _common(command, tell)


def worker(command: ArgumentParser, tell: Tell) -> None:
    """Ask for what every command of the platform asks."""
    _common(command, tell)


def migrate(command: ArgumentParser, tell: Tell) -> None:
    """Ask for what every command of the platform asks."""
    _common(command, tell)


def first_manager(command: ArgumentParser, tell: Tell) -> None:
    """Ask who, and for which programme."""
    command.add_argument("email", metavar="E-MAIL", help=tell(say("Where the manager is reached.")))
    command.add_argument(
        "--programme", required=True, metavar="NAME",
        help=tell(say("The programme's name; it is made if there is none.")),
    )  # fmt: skip
    command.add_argument("--name", default="", metavar="NAME", help=tell(say("The manager's name.")))
    _common(command, tell)


def _common(command: ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--data", type=Path, metavar="DIR",
        help=tell(say("Folder of the database and files; else what SIMMITT_DATA says, else data.")),
    )  # fmt: skip
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default="sv",
        help=tell(say("Language of what is said here; sv unless stated.")),
    )
