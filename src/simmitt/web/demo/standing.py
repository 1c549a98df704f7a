"""Gets the demo ready for those who look around: built where it lacks, anew where its parts have changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from simmitt.ground.texts import Message, say
from simmitt.web.demo.build import build
from simmitt.web.demo.register_file import write_register_file
from simmitt.web.programmes.models import Programme

WEB = Path(__file__).resolve().parents[1]
# What the invented database is made of: tables, and what is put into them.
MADE_OF = ("*/migrations/*.py", "demo/*.py", "demo/invented/*")
REGISTER_FILE = "registerfil.csv"


def prepare(database: Path, tell: Callable[[Message], str | None]) -> None:
    """Build the demo where it lacks, or where it was built by other code than this."""
    stamp = database.with_suffix(".made-of")
    if stamp.exists() and stamp.read_text("utf-8") == _made_of():
        return
    tell(say("Inventing a programme to look around in …"))
    connection.close()
    for old in (stamp, *database.parent.glob(f"{database.name}*")):
        old.unlink(missing_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    build()
    write_register_file(database.parent / REGISTER_FILE)
    stamp.write_text(_made_of(), "utf-8")


def is_empty() -> bool:
    """Tell whether there is no programme at all."""
    return not Programme.objects.unscoped("the demo is built for everybody").exists()


def _made_of() -> str:
    parts = sorted(path for pattern in MADE_OF for path in WEB.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
