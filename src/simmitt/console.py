"""What the terminal shows: progress, what was written, what went wrong."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from simmitt.ground.errors import InputFault
from simmitt.ground.progress import Progress
from simmitt.ground.texts import Language, Message, say

# What steers a terminal or turns its letters round: texts of a file may hold it, and are quoted.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Console:
    """A terminal that speaks one language; results go to stdout, the rest to stderr."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._errors = Terminal(stderr=True, highlight=False, soft_wrap=True)

    def tell(self, message: Message) -> None:
        """Say something beside the results."""
        self._errors.print(_plain(message.in_language(self.language)), markup=False)

    def show(self, text: str = "") -> None:
        """Write one line of the results themselves."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def fault(self, fault: InputFault) -> None:
        """Say what the user can put right."""
        self._errors.print(_plain(fault.in_language(self.language)), markup=False)

    def written(self, folder: Path, *names: str) -> None:
        """Say where the results lie."""
        told = say("Written to {folder}: {names}", folder=str(folder), names=", ".join(names))
        self.show(told.in_language(self.language))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show a bar for each step that takes its time."""
        bars = Bars(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=self._errors, transient=False,
        )  # fmt: skip
        tasks: dict[str, TaskID] = {}

        def show(step: Message, done: int, total: int) -> None:
            text = step.in_language(self.language)
            if text not in tasks:
                tasks[text] = bars.add_task(text, total=total)
            bars.update(tasks[text], completed=done, total=total)

        with bars:
            yield show


def _plain(text: str) -> str:
    return _STEERING.sub("?", text)
