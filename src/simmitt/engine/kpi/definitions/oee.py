"""Figures of how planned time was used."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.ground.texts import say

OEE: dict[str, Definition] = {
    "availability_share": Definition(
        "share",
        say("Availability"),
        say(
            "Hours of run, divided by the open hours less planned stops. Setup, breakdown, missing material "
            "or operator and idle time are lost. A machine with several places has that many hours per "
            "hour; machines are put together by their hours."
        ),
        ("machines", "working_hours", "worked_time"),
    ),
    "effectiveness_share": Definition(
        "share",
        say("Effectiveness"),
        say(
            "Pieces made times their ideal cycle time, divided by the hours of run. Above 100 % the ideal "
            "cycle time is too long."
        ),
        ("machines", "good", "ideal_cycles", "worked_time"),
    ),
    "quality_share": Definition(
        "share",
        say("Quality, share of pieces"),
        say(
            "Good pieces divided by good, rejected and held ones, over all rows of the machines that report "
            "rejected ones."
        ),
        ("machines", "good", "rejected"),
    ),
    "oee_share": Definition(
        "share",
        say("OEE"),
        say(
            "Good pieces times their ideal cycle time, divided by the open hours less planned stops. Of one "
            "product at one machine that is availability times effectiveness times quality; several are "
            "put together by their hours."
        ),
        ("machines", "working_hours", "good", "rejected", "ideal_cycles"),
    ),
    "teep_share": Definition(
        "share",
        say("OEE of all calendar time (TEEP)"),
        say("Good pieces times their ideal cycle time, divided by calendar time."),
        ("machines", "good", "rejected", "ideal_cycles"),
    ),
    "demonstrated_pace_share": Definition(
        "share",
        say("Pace against the best shown"),
        say(
            "Hours that the pieces would have taken at the pace that one report in ten of the same product "
            "and activity at the machine reaches (of ten or more), divided by the hours they took. It is "
            "what was shown, not what is possible: no effectiveness."
        ),
        ("machines", "products", "good", "starts", "worked_time"),
    ),
}
