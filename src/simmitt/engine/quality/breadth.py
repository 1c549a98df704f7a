"""How many things a log names: figures of each, and of each pair, take memory and time by their number."""

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

# More than any shop has; a column of serial numbers or remarks that was taken for machines or work has them.
MOST_MACHINES, MOST_ACTIVITIES = 2_000, 3_000
# Of each machine and week something is kept: two hundred machines may be followed for twenty years.
MOST_MACHINE_WEEKS = 250_000
_DAYS_A_WEEK = 7


class TooVaried(InputFault):
    """The log names more machines or activities than figures can be made for."""


class TooManyMachineWeeks(InputFault):
    """The log follows so many machines for so long that figures would take gigabytes."""


def refuse_too_varied(log: EventLog) -> None:
    """Stop where figures for everything that the log names would take gigabytes or hours.

    Raises
    ------
    TooVaried
    """
    counts = {name: log.rows[name].drop_nulls().n_unique() for name in ("machine", "activity")}
    if counts["machine"] > MOST_MACHINES:
        raise _too_varied(
            log,
            "machine",
            say("The log names {count} different machines; figures are made for at most {most}.",
                count=counts["machine"], most=MOST_MACHINES),
        )  # fmt: skip
    if counts["activity"] > MOST_ACTIVITIES:
        raise _too_varied(
            log,
            "activity",
            say("The log names {count} different activities; figures are made for at most {most}.",
                count=counts["activity"], most=MOST_ACTIVITIES),
        )  # fmt: skip


def refuse_too_broad(log: EventLog) -> None:
    """Stop where so many machines are followed for so long that figures would take gigabytes.

    Raises
    ------
    TooManyMachineWeeks
    """
    machines, weeks = log.rows["machine"].drop_nulls().n_unique(), _weeks(log)
    if machines * weeks > MOST_MACHINE_WEEKS:
        raise TooManyMachineWeeks(
            say("The log follows {machines} machines through {weeks} weeks, more than figures are made for.",
                machines=machines, weeks=weeks),
            expected=say("Machines times weeks are at most {most}.", most=MOST_MACHINE_WEEKS),
            remedy=say("Give the last years alone, or one department at a time."),
            place=Place(log.source.file, log.source.sheet),
        )  # fmt: skip


def _too_varied(log: EventLog, field: str, text: Message) -> TooVaried:
    heading = next((one.heading for one in log.source.columns if one.field == field), "")
    return TooVaried(
        text,
        remedy=say('If another column is meant, name it in the mapping file: [columns] {field} = "…".',
                   field=field),
        place=Place(log.source.file, log.source.sheet, column=heading),
    )  # fmt: skip


def _weeks(log: EventLog) -> int:
    instants = pl.concat([log.rows["start_at"], log.rows["end_at"]]).alias("at").drop_nulls().to_frame()
    if instants.is_empty():
        return 0
    days = instants.select((pl.col("at").max() - pl.col("at").min()).dt.total_days()).item()
    return int(days) // _DAYS_A_WEEK + 1
