"""The sheets of a shop's own study: what each is called, which cells it has, what they may hold.

One table makes the template and reads it back, so that the two can't drift apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simmitt.engine.eventlog.companions import CompanionKind
from simmitt.ground.texts import LANGUAGES, Language, Message, say

Holds = Literal["text", "number", "date", "instant", "clock", "choice"]

# What a look at a machine, or the reason of a stop, can be; the first word is what is stored.
STATES: Mapping[str, Message] = {
    "run": say("Running"),
    "setup": say("Being set up"),
    "breakdown": say("Broken down"),
    "planned": say("Planned stop"),
    "material": say("Waits for material"),
    "operator": say("Waits for operator"),
    "idle": say("Nothing to do"),
}
STOPS: Mapping[str, Message] = {
    "breakdown": say("Broken down"),
    "planned": say("Planned stop"),
    "setup": say("Being set up"),
    "material": say("Waits for material"),
    "operator": say("Waits for operator"),
    "other": say("Other"),
}


@dataclass(frozen=True)
class Cell:
    """One column of a study sheet."""

    field: str  # as in the companion table
    heading: Message
    holds: Holds
    help: Message
    needed: bool = True
    least: float = 0.0
    most: float = 1e9
    choices: Mapping[str, Message] | None = None
    usual: float | str | None = None  # taken where an optional cell is empty


@dataclass(frozen=True)
class Sheet:
    """One sheet of the study."""

    table: CompanionKind
    title: Message
    purpose: Message
    cells: tuple[Cell, ...]

    def titles(self) -> set[str]:
        """Give what the sheet is called in either language, in small letters."""
        return {self.title.in_language(language).casefold() for language in LANGUAGES}

    def cell_named(self, heading: str) -> Cell | None:
        """Give the column with this heading, in either language."""
        wanted = heading.strip().casefold()
        return next((cell for cell in self.cells if wanted in _written(cell.heading)), None)


def _written(message: Message) -> set[str]:
    languages: tuple[Language, ...] = LANGUAGES
    return {message.in_language(language).casefold() for language in languages}


_MACHINE = Cell("machine", say("Machine"), "text", say("The same name on every sheet."))

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "stations",
        say("Machines"),
        say("One line per machine or bench, also for hand work and inspection."),
        (
            _MACHINE,
            Cell("places", say("Places"), "number", say("Like machines or people at once."), needed=False,
                 least=1, most=500, usual=1.0),
            Cell("hours_per_week", say("Hours a week"), "number", say("Manned hours in an ordinary week."),
                 least=0.5, most=168),
            Cell("days_per_week", say("Days a week"), "number", say("From Monday on."), needed=False,
                 least=1, most=7, usual=5.0),
            Cell("starts_at", say("Starts at"), "clock", say("When the day begins, as 06:30."), needed=False,
                 usual="07:00"),
        ),
    ),
    Sheet(
        "routings",
        say("Products"),
        say("One line per product and step, in the order in which the work is done."),
        (
            Cell("product", say("Product"), "text", say("A product, or a family that is made alike.")),
            Cell("step", say("Step"), "number", say("10, 20, 30 …"), least=0, most=1e6),
            _MACHINE,
            Cell("minutes_per_piece", say("Minutes per piece"), "number", say("Usual time, without setup."),
                 least=1e-4, most=100_000),
            Cell("quick_minutes", say("Quick"), "number",
                 say("Minutes per piece on a good day; with the next one it gives the spread."), needed=False,
                 least=1e-4, most=100_000),
            Cell("slow_minutes", say("Slow"), "number", say("Minutes per piece on a bad day."), needed=False,
                 least=1e-4, most=100_000),
            Cell("order_pieces", say("Pieces per order"), "number", say("Once per product is enough."),
                 needed=False, least=1, most=1e7),
            Cell("orders_per_week", say("Orders a week"), "number", say("Once per product is enough."),
                 needed=False, least=1e-3, most=1e6),
        ),
    ),
    Sheet(
        "sampling",
        say("Work sampling"),
        say("Walk round at random times, at least ten days, and note what each machine does that moment."),
        (
            Cell("at", say("When"), "instant", say("Date and time, as 2026-03-02 09:40.")),
            _MACHINE,
            Cell("state", say("State"), "choice", say("What it does the moment you look."), choices=STATES),
            Cell("observations", say("How many"), "number", say("Places in that state; empty means one."),
                 needed=False, least=1, most=10_000, usual=1.0),
        ),
    ),
    Sheet(
        "stop_tally",
        say("Stop tally"),
        say("One line per day, machine and reason; also days without stops, with 0."),
        (
            Cell("date", say("Date"), "date", say("As 2026-03-02.")),
            _MACHINE,
            Cell("kind", say("Kind of stop"), "choice", say("Choose from the list."), choices=STOPS),
            Cell("reason", say("Reason of the stop"), "text", say("In your own words."), needed=False),
            Cell("stops", say("Stops"), "number", say("Number of stops that day."), least=0, most=10_000),
            Cell("minutes", say("Minutes"), "number", say("All of them together."), least=0, most=1_440),
        ),
    ),
    Sheet(
        "timed_setups",
        say("Timed setups"),
        say("One line per setup, from the last good piece of one product to the first of the next."),
        (
            Cell("date", say("Date"), "date", say("As 2026-03-02.")),
            _MACHINE,
            Cell("from_product", say("From product"), "text", say("What was made before."), needed=False),
            Cell("to_product", say("To product"), "text", say("What is made after."), needed=False),
            Cell("minutes", say("Minutes"), "number", say("As on the watch."), least=0.01, most=10_000),
        ),
    ),
)  # fmt: skip


def sheet_titled(title: str) -> Sheet | None:
    """Give the study sheet of that title, in either language."""
    wanted = title.strip().casefold()
    return next((sheet for sheet in SHEETS if wanted in sheet.titles()), None)
