"""Resources that may be people: a log without a machine column names who did it instead."""

import numpy as np

from simmitt.engine.quality.checking import PER_NAME, Check, Found
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.ground.texts import say

# A shop has fewer machines than kinds of work, or about as many; of people it has more.
_MORE_THAN_ACTIVITIES = 1.3
_MANY = 10


def _resources_may_be_people(reports: Reports) -> Found[Reports] | None:
    """Suspect the machine column to hold workers, where the log has no column for them."""
    resources, first = np.unique(reports.machine.code, return_index=True)
    first = first[resources >= 0]
    activities = len(np.unique(reports.activity.code[reports.activity.code >= 0]))
    told_apart = (reports.worker.code >= 0).any()
    if told_apart or len(first) < _MANY or len(first) <= _MORE_THAN_ACTIVITIES * activities:
        return None
    return Found(
        tuple(np.sort(reports.rows["row"].to_numpy()[first]).tolist()),
        "warning",
        Effect(
            say(
                "{resources} resources for {activities} kinds of work: hours and loads may be a"
                " person's. Don't use"
                " them to judge anybody.",
                resources=len(first), activities=activities,
            )
        ),
    )  # fmt: skip


PEOPLE: tuple[Check[Reports], ...] = (
    Check(
        "resources_may_be_people",
        say("Resources that may be people, not machines"),
        say("Many more resources than kinds of work, in a log that names no workers."),
        PER_NAME,
        say("Nothing done: if they are people, name the column as worker in a mapping file."),
        _resources_may_be_people,
        doubtful=False,
    ),
)
