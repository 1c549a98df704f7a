"""Resources that may be people: a log without a machine column names who did it instead."""

import polars as pl

from simmitt.engine.quality.findings import Checked, Effect, Finding, row_numbers
from simmitt.ground.texts import say

# A shop has fewer machines than kinds of work, or about as many; of people it has more.
_MORE_THAN_ACTIVITIES = 1.3
_MANY = 10


def resources_may_be_people(rows: pl.DataFrame) -> Checked:
    """Tell that the machine column may hold workers, where the log has no column for them."""
    resources, activities = rows["machine"].drop_nulls().n_unique(), rows["activity"].drop_nulls().n_unique()
    told_apart = rows["worker"].is_not_null().any()
    if told_apart or resources < _MANY or resources <= _MORE_THAN_ACTIVITIES * activities:
        return rows, []
    finding = Finding(
        "resources_may_be_people",
        "warning",
        say("Resources that may be people, not machines"),
        resources,
        row_numbers(rows.filter(pl.col("machine").is_not_null()).unique("machine", maintain_order=True)),
        Effect(
            say(
                "{resources} resources for {activities} kinds of work: hours and loads may be a"
                " person's. Don't use"
                " them to judge anybody.",
                resources=resources, activities=activities,
            )
        ),
        say("Nothing done: if they are people, name the column as worker in a mapping file."),
        doubtful=False,
    )  # fmt: skip
    return rows, [finding]
