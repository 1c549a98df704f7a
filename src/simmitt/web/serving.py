"""Opening the platform: its surroundings checked, its database in step, the server up."""

# Models, and what stands on them, can be imported only once the settings have been read.
# ruff: noqa: PLC0415

import os
from argparse import Namespace
from pathlib import Path

import django
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from simmitt.arguments.platform import DEMO_DATA
from simmitt.console import Console
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say
from simmitt.web import server
from simmitt.web.env import Env, Mode
from simmitt.web.listening import Address, find_address, require_loopback

DEMO_DATABASE = "demo.sqlite3"


class NotInStep(InputFault):
    """The database lacks, or is not of this version."""


def serve(asked: Namespace, console: Console) -> None:
    """Open the platform, until it is told to stop."""
    if asked.demo:
        _serve_demo(asked, console)
        return
    env = _settle("real", asked.data)
    address = find_address(asked.host, asked.port)
    _require_migrated()
    call_command("collectstatic", interactive=False, verbosity=0)
    server.run(address, env.proxies, lambda: console.tell(_open_at(address)))


def _serve_demo(asked: Namespace, console: Console) -> None:
    require_loopback(asked.host)
    folder = (asked.data or DEMO_DATA).resolve()
    # Whatever the surroundings say: nothing invented comes into a real database.
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / DEMO_DATABASE}"
    env = _settle("demo", folder)
    address = find_address(asked.host, asked.port, or_next=True)

    from simmitt.web.demo.logins import logins
    from simmitt.web.demo.standing import prepare

    prepare(folder / DEMO_DATABASE, console.tell)
    lines = logins(console.language)

    def ready() -> None:
        console.show(_open_at(address).in_language(console.language))
        for line in lines:
            console.show(line)

    from simmitt.web.analyses.beside import Beside

    with Beside("work_runs"), Beside("answer_questions"):
        server.run(address, env.proxies, ready)


def work(asked: Namespace, console: Console) -> None:
    """Run the queue, until it is told to stop; a task that has begun is finished first."""
    _settle("real", asked.data)
    _require_migrated()

    from simmitt.web import upkeep
    from simmitt.web.analyses.beside import Beside

    call_command("prune_db_task_results", verbosity=0)
    upkeep.begin()
    console.tell(say("The worker waits for tasks. Stop it with Ctrl-C."))
    # Runs last long: no letter waits for one, and nobody who moves a slider for either.
    with Beside("work_runs"), Beside("answer_questions"):
        call_command("db_worker", startup_delay=False, reload=False, verbosity=0)


def migrate(asked: Namespace, console: Console) -> None:
    """Bring the database up to this version."""
    _settle("real", asked.data)
    _reach_database()
    call_command("migrate", interactive=False, verbosity=0)

    from simmitt.web import upkeep

    upkeep.count_rows()
    console.tell(say("The database is up to this version."))


def first_manager(asked: Namespace, console: Console) -> None:
    """Invite the first manager of a programme, and show the link that lets the person in."""
    _require_address(asked.email)
    env = _settle("real", asked.data)
    _require_migrated()

    from simmitt.web.beginning import invite_first_manager

    root = f"{'https' if env.https else 'http'}://{env.hosts[0].lstrip('.')}"
    link = invite_first_manager(email=asked.email, name=asked.name, programme=asked.programme, root=root)
    console.tell(say("Send this link to {email}; it works once, within seven days:", email=asked.email))
    console.show(link)


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise InputFault(
            say("{text} is no e-mail address.", text=email), remedy=say("Write it as name@example.com.")
        ) from None


def _settle(mode: Mode, data: Path | None) -> Env:
    """Decide how the platform runs, and load it."""
    os.environ["SIMMITT_MODE"] = mode
    os.environ["DJANGO_SETTINGS_MODULE"] = "simmitt.web.settings"
    if data is not None:
        os.environ["SIMMITT_DATA"] = str(data)
    env = Env.read()
    try:
        # The static files' folder is looked for as soon as the first page is asked for.
        (env.data_dir / "static").mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputFault(
            say("The folder of the database and files can't be written to."),
            remedy=say("Name another one with --data or SIMMITT_DATA."),
            place=Place(file=str(env.data_dir)),
        ) from None
    django.setup()
    return env


def _reach_database() -> MigrationExecutor:
    try:
        return MigrationExecutor(connection)
    except DatabaseError as fault:
        raise NotInStep(
            say("The database can't be reached ({reason}).", reason=str(fault).strip()),
            remedy=say("Look at DATABASE_URL, and whether the database is running."),
        ) from None


def _require_migrated() -> None:
    executor = _reach_database()
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotInStep(
            say("The database is not up to this version."),
            remedy=say("Back it up, then run: simmitt migrate"),
        )
    connection.close()


def _open_at(address: Address) -> Message:
    return say("The platform is open at {url} (stop it with Ctrl-C)", url=address.url)
