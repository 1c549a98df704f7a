"""Works on runs, beside the process that has started it or alone."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from simmitt.web.analyses.working import work

LOOKS_EVERY_S = 0.5


class Command(BaseCommand):
    """``django-admin work_runs``."""

    help = "Work on runs until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask beside whom it works."""
        parser.add_argument("--beside", type=int, default=0, help="end when this parent process has ended")

    def handle(self, *_arguments: Any, beside: int, **_options: Any) -> None:
        """Work in threads; the main one listens for the end."""
        stop = threading.Event()
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_told: stop.set())
        working = threading.Thread(target=work, args=(stop,), name="runs")
        working.start()
        while working.is_alive():
            working.join(LOOKS_EVERY_S)
            if beside and os.getppid() != beside:
                stop.set()
