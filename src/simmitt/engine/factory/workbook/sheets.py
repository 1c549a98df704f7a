"""The sheets of a factory's workbook and their columns, made from the table of its parameters.

One list makes the workbook and reads it back, so that the two can't drift apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import fields as parts_of
from typing import Literal

from simmitt.engine.factory import fields, model
from simmitt.engine.factory.model import WEEKDAYS as DAY_KEYS
from simmitt.engine.factory.told_distributions import FAMILIES
from simmitt.engine.factory.workbook.headings import CHOICES, WEEKDAYS, heading_of
from simmitt.ground.texts import LANGUAGES, Language, Message, say
from simmitt.ground.units import HOUR_S

Part = Literal[
    "", "family", "cv", "values", "observations", "pooled_with", "follows", "mean_low", "mean_high",
]  # fmt: skip
Holds = fields.Kind | Literal["hours_list", "pieces_list", "shifts"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: a parameter, or a part of one that is a distribution."""

    key: str
    heading: Message
    holds: Holds
    meaning: Message
    part: Part = ""
    field: fields.Field | None = None  # what checks the value, where the cell alone is one
    required: bool = False
    choices: tuple[str, ...] = ()
    usual: str | float | None = None  # what an empty cell means
    names: str = ""  # table whose names are offered
    only_if_told: bool = False  # left out of the sheet where nothing stands in it

    @property
    def id(self) -> str:
        """Tell it from the sheet's other columns."""
        return f"{self.key}.{self.part}" if self.part else self.key

    @property
    def is_distribution(self) -> bool:
        """Whether it is the first of a distribution's columns."""
        return self.holds in ("hours_distribution", "pieces_distribution")

    def help(self) -> Message:
        """Give the line under the heading: unit, meaning, and what an empty cell means."""
        unit, meaning = say("kW") if self.key.endswith("_kw") else UNITS[self.holds], self.meaning
        if self.required:
            return say("{unit}. {meaning} Must be filled in.", unit=unit, meaning=meaning)
        if self.usual is None or self.usual == "":
            return say("{unit}. {meaning}", unit=unit, meaning=meaning)
        usual = CHOICES.get(str(self.usual), self.usual)
        return say("{unit}. {meaning} Empty means {usual}.", unit=unit, meaning=meaning, usual=usual)


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook."""

    table: str
    title: Message
    purpose: Message
    columns: tuple[Column, ...]
    required: bool = False  # no factory without rows on it
    is_form: bool = False  # a parameter a row instead of a parameter a column

    def is_titled(self, title: str) -> bool:
        """Whether it is called so, in either language."""
        return title.strip().casefold() in written(self.title)


UNITS: Mapping[str, Message] = {
    "text": say("Text"), "texts": say("Names with ; between"), "whole": say("Whole number"),
    "number": say("Number"), "share": say("0 to 1, or %"), "hours": say("Hours"),
    "instant": say("Date and time"), "choice": say("Choose from the list"),
    "hours_distribution": say("Hours"), "pieces_distribution": say("Pieces"),
    "numbers": say("Numbers with ; between"),
    "hours_list": say("Hours with ; between"), "pieces_list": say("Pieces with ; between"),
    "shares_by_name": say("As A = 2; B = 1"), "shifts": say("As 06:00-14:30"),
}  # fmt: skip
NAMED_IN = {
    "calendar": "calendar", "delay_calendar": "calendar", "station": "station", "product": "product",
    "repair_crew": "crew", "rework_to": "operation", "assembled_at": "operation",
}  # fmt: skip


INTERVAL: Mapping[Part, Message] = {"mean_low": say("mean at least"), "mean_high": say("mean at most")}
# What only a fitted factory tells: how an operation stands in the log.
OF_LOGS = ("activity", "reports_per_hour", "dated_share", "dated_h")


def written(message: Message) -> set[str]:
    """Give how a text reads in either language, in small letters."""
    return {message.in_language(language).casefold() for language in LANGUAGES}


def _columns(table: str, parameters: Iterable[fields.Field], noun: type) -> Iterator[Column]:
    usual = {part.name: part.default for part in parts_of(noun)}
    for field in parameters:
        if field.kind in ("ways", "ways_by_product", "hours_matrix") or field.key in ("families", "evidence"):
            continue  # these have sheets or columns of their own
        heading = heading_of(table, field.key)
        yield Column(
            field.key, heading, field.kind, field.meaning, field=field, required=field.required,
            choices=field.choices if field.kind == "choice" else (),
            usual=_usual(field, usual[field.attribute]),
            names=NAMED_IN.get(field.key, ""), only_if_told=field.key in OF_LOGS,
        )  # fmt: skip
        if field.kind in ("hours_distribution", "pieces_distribution"):
            yield from _spread(field, heading)


def _usual(field: fields.Field, default: object) -> str | float | None:
    if not isinstance(default, str | int | float):
        return None
    return default / HOUR_S if field.kind == "hours" and not isinstance(default, str) else default


def _spread(field: fields.Field, heading: Message) -> Iterator[Column]:
    """Give the columns beside a mean, and those of what it rests on."""
    values: Holds = "hours_list" if field.kind == "hours_distribution" else "pieces_list"
    yield Column(
        field.key, say("{what}: spread", what=heading), "number", part="cv",
        meaning=say("Standard deviation divided by the mean: 0.5 is common where people work."), usual=0.0,
    )  # fmt: skip
    yield Column(
        field.key, say("{what}: shape", what=heading), "choice", part="family", choices=FAMILIES,
        meaning=say("Empty: lognormal where there is a spread, else always the same."),
    )  # fmt: skip
    yield Column(
        field.key, say("{what}: values", what=heading), values, part="values",
        meaning=say(
            "Instead of mean and spread, for two shapes. Triangular: least, most likely, greatest. Measured "
            "values: at even steps from the least to the greatest."
        ),
    )  # fmt: skip
    yield from _evidence(field.key, heading)


def _evidence(key: str, heading: Message) -> Iterator[Column]:
    yield Column(
        key, say("{what}: observations", what=heading), "whole", part="observations", only_if_told=True,
        meaning=say("How many observations it rests on."),
    )  # fmt: skip
    yield Column(
        key, say("{what}: pooled with", what=heading), "text", part="pooled_with", only_if_told=True,
        meaning=say("Whose observations were taken as well."),
    )  # fmt: skip
    yield Column(
        key, say("{what}: follows", what=heading), "text", part="follows", only_if_told=True,
        meaning=say("The family of times that measured values were drawn from."),
    )  # fmt: skip
    for part, word in INTERVAL.items():
        yield Column(
            key, say("{what}: {word}", what=heading, word=word), "number", part=part, only_if_told=True,
            meaning=say("An end of the 95 % interval of the mean, in its unit."),
        )  # fmt: skip


def _form() -> tuple[Column, ...]:
    return (
        Column("name", heading_of("", "name"), "text", say("As you call it.")),
        Column("wip_cap", heading_of("", "wip_cap"), "whole", field=WIP_CAP, meaning=WIP_CAP.meaning),
        *(_columns("run", fields.RUN, model.RunPlan)),
        *(_columns("arrivals", fields.ARRIVALS, model.Arrivals)),
    )


def _of_station() -> Column:
    return Column("station", heading_of("station", "name"), "text", names="station", required=True,
                  meaning=say("As on the sheet of stations."))  # fmt: skip


def _way_columns() -> tuple[Column, ...]:
    return (
        Column("product", heading_of("product", "name"), "text", say("As on the sheet of products."),
               required=True, names="product"),
        Column("way", say("Way"), "text", say("Number, for a product with several ways."), usual=1),
        Column("weight", say("Weight"), "number", field=WEIGHT, usual=1.0, meaning=WEIGHT.meaning),
        Column("step", say("Step"), "number", say("10, 20, 30 …"), required=True),
        Column("operation", heading_of("operation", "name"), "text", say("As on the sheet of operations."),
               required=True, names="operation"),
    )  # fmt: skip


def _calendar_columns() -> tuple[Column, ...]:
    days = (
        Column(key, day, "shifts", say("Several with ; between. An end after midnight: 22:00-06:00."))
        for key, day in zip(DAY_KEYS, WEEKDAYS, strict=True)
    )
    name = Column("name", say("Working hours"), "text", required=True,
                  meaning=say("Their name. With all days empty: round the clock."))  # fmt: skip
    levels = Column(
        "levels", say("Shares of the hours"), "numbers", only_if_told=True,
        meaning=say("Instead of shifts: 168 shares from 0 to 1, Monday 00:00 first."),
    )  # fmt: skip
    edges = Column(
        "edges_worked", say("Edges worked, share of weeks"), "numbers", only_if_told=True,
        meaning=say("How sure learnt hours are: of each shift the first and the last quarter hour."),
    )  # fmt: skip
    return (name, *days, levels, edges)


WIP_CAP = fields.Field(
    "wip_cap",
    "wip_cap",
    "whole",
    say("Orders that may be on the floor at once; empty: any number."),
    minimum=1,
)
WEIGHT = fields.Field("weight", "weight", "number", say("How often this way is taken beside the others."))
MATRIX_FROM = Column("family", say("From setup family"), "text", say("What was made before."), required=True)
FACTORY, MATRIX, WAYS, OPENING, FITTED = "", "matrix", "ways", "opening", "fitted_on"
REPORTING = "reporting"
SHEETS: tuple[Sheet, ...] = (
    Sheet(FACTORY, say("Factory"), say("What is simulated and how orders come."), _form(), required=True,
          is_form=True),
    Sheet("calendar", say("Working hours"), say("Weeks of shifts, for stations and people."),
          _calendar_columns()),
    Sheet("crew", say("Crews"), say("People who can stand in for each other."),
          tuple(_columns("crew", fields.CREW, model.Crew))),
    Sheet("station", say("Stations"), say("Machines, benches, inspections; like machines are one station."),
          tuple(_columns("station", fields.STATION, model.Station)), required=True),
    Sheet("operation", say("Operations"), say("What is done at the stations, and how long it takes."),
          tuple(_columns("operation", fields.OPERATION, model.Operation)), required=True),
    Sheet("product", say("Products"), say("Products, or families that are made alike."),
          tuple(_columns("product", fields.PRODUCT, model.Product)), required=True),
    Sheet(WAYS, say("Routings"), say("One row for each step of each product."), _way_columns(),
          required=True),
    Sheet("station.setup", say("Changeovers"), say("Stations that are set up between products."),
          (_of_station(), *_columns("station.setup", fields.SETUP, model.Setup))),
    Sheet(MATRIX, say("Changeover matrix"),
          say("Mean hours from the setup family of the row to that of the column's heading."),
          (_of_station(), MATRIX_FROM)),
    Sheet("station.breakdown", say("Breakdowns"), say("Stations that fail, and how long repairs take."),
          (_of_station(), *_columns("station.breakdown", fields.BREAKDOWN, model.Breakdown),
           *_evidence("breakdown", say("Breakdowns")))),
    Sheet("station.batch", say("Batches"), say("Stations that take in several at once, as an oven does."),
          (_of_station(), *_columns("station.batch", fields.BATCH, model.Batch))),
    Sheet("station.power", say("Power"), say("Electric power of one machine, in kW, by what it does."),
          (_of_station(), *_columns("station.power", fields.POWER, model.Power))),
    Sheet("arrivals.order", say("List of orders"), say("Orders one by one, where they come by the list."),
          tuple(_columns("arrivals.order", fields.LISTED_ORDER, model.ListedOrder))),
    Sheet(OPENING, say("Under way"), say("What remains to do for orders already under way at the start."),
          _way_columns()),
    Sheet(REPORTING, say("Reporting"), say("How the log is kept; a fitted factory tells it."),
          tuple(_columns(REPORTING, fields.REPORTING, model.Reporting))),
    Sheet(FITTED, say("Fitted on"), say("What a fitted factory rests on; leave it as it is."),
          (Column("key", say("What"), "text", say("Name."), required=True),
           Column("value", say("Value"), "text", say("Value.")))),
)  # fmt: skip
BY_TABLE: Mapping[str, Sheet] = {sheet.table: sheet for sheet in SHEETS}
FORM_HEADINGS: tuple[Message, ...] = (say("What"), say("Value"), say("What it means"))


def sheet_titled(title: str) -> Sheet | None:
    """Give the sheet of that title, in either language."""
    return next((sheet for sheet in SHEETS if sheet.is_titled(title)), None)


class Titles(Message):
    """The sheets that no factory is without, each title in the reader's language."""

    def __init__(self) -> None:
        super().__init__("")

    def in_language(self, language: Language) -> str:
        """Give the titles with commas between."""
        return ", ".join(sheet.title.in_language(language) for sheet in SHEETS if sheet.required)
