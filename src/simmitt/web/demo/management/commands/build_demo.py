"""Invents a programme in an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from simmitt.web.demo.build import build
from simmitt.web.demo.standing import is_empty


class Command(BaseCommand):
    """``python -m django build_demo``; ``simmitt serve --demo`` does it by itself."""

    help = "Invent a programme to look around in. Only in an empty database, never in a real one."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Build it, or say why not."""
        if settings.ENV.mode == "real":
            raise CommandError("This is a real platform: nothing is invented here.")
        if not is_empty():
            raise CommandError("There is a programme here already.")
        build()
