"""Figures of sums per day, where no event log is to be had."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.ground.texts import say

DAILY: dict[str, Definition] = {
    "daily_days": Definition("days", say("Days told"), say("Different days in the table of sums per day.")),
    "daily_utilisation_share": Definition(
        "share",
        say("Utilisation of planned time"),
        say(
            "Running time divided by planned time, over the machine days that tell both. Where a machine has "
            "several rows on a day and all tell the same planned time, it counts once, unless the "
            "machine ran "
            "longer than that."
        ),
    ),
    "daily_run_share": Definition(
        "share",
        say("Running, share of the time told"),
        say("Running time divided by running, setup and stop time together, over the rows that tell all "
            "of these "
            "that the table has."),
    ),
    "daily_setup_share": Definition(
        "share",
        say("Setup, share of the time told"),
        say("Setup time divided by running, setup and stop time together, over the rows that tell all of "
            "these "
            "that the table has."),
    ),
    "daily_stop_share": Definition(
        "share",
        say("Stops, share of the time told"),
        say("Stop time divided by running, setup and stop time together, over the rows that tell all of "
            "these "
            "that the table has."),
    ),
    "daily_scrap_share": Definition(
        "share",
        say("Scrap"),
        say("Rejected pieces divided by good and rejected ones, over the rows that tell both."),
    ),
    "daily_pieces_per_week": Definition(
        "pieces/week",
        say("Good pieces a week"),
        say("Good pieces divided by the calendar weeks from the first day told to the last. Pieces of "
            "every machine "
            "count, so that a piece counts as often as it is worked on."),
    ),
    "daily_pieces_per_run_hour": Definition(
        "pieces/h",
        say("Good pieces per running hour"),
        say("Good pieces divided by running time, over the rows that tell both."),
    ),
}  # fmt: skip
