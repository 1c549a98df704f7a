"""Figures of batches, people and variation at the stations."""

from simmitt.engine.kpi.definitions.definition import Definition
from simmitt.ground.texts import say

STATIONS: dict[str, Definition] = {
    "batch_share": Definition(
        "share",
        say("Run in batches, share of jobs"),
        say(
            "Jobs (an order's run rows with one start and end) that started and ended at the same instant "
            "as another order's at the machine, divided by all its jobs. From five such batches on."
        ),
        ("orders", "machines", "starts"),
    ),
    "batch_orders_mean": Definition(
        "orders",
        say("Orders per load"),
        say(
            "Jobs of the machine divided by its different pairs of start and end: 1 where nothing is batched."
        ),
        ("orders", "machines", "starts"),
    ),
    "transfer_overlap_share": Definition(
        "share",
        say("Handed on before all was done"),
        say(
            "Of all pairs of activities that follow each other in an order (by their first run), those in "
            "which the second begins before the first has ended: the order goes on in parts, or is "
            "reported twice at the same time."
        ),
        ("orders", "activities", "starts"),
    ),
    "transfer_pieces_median": Definition(
        "pieces",
        say("Transfer lot, median"),
        say(
            "Pieces that the first of two such activities had reported when the second began; the middle "
            "one of those above 0."
        ),
        ("orders", "activities", "starts", "good"),
    ),
    "operators_seen": Definition(
        "persons",
        say("Operators seen"),
        say("Different people on the machine's rows."),
        ("machines", "workers"),
    ),
    "operators_at_once_mean": Definition(
        "persons",
        say("Operators at once"),
        say(
            "Hours of each person at the machine, added up, divided by the hours in which anybody is there; "
            "a person's overlapping rows count once."
        ),
        ("machines", "workers", "starts"),
    ),
    "machines_per_operator_mean": Definition(
        "machines",
        say("Machines minded by one operator"),
        say(
            "For every person the hours at each machine, added up, divided by the hours at any; over all "
            "people together, never for one, and only where the log names five or more."
        ),
        ("machines", "workers", "starts"),
    ),
    "job_work_cv": Definition(
        "ratio",
        say("Unevenness of jobs"),
        say(
            "Standard deviation of the work per stay, divided by its mean. A stay is an order's rows at the "
            "machine until it goes to another; setups, breakdowns and rework belong to it."
        ),
        ("orders", "machines", "starts", "worked_time"),
    ),
    "work_per_piece_cv": Definition(
        "ratio",
        say("Unevenness of work per piece"),
        say(
            "Standard deviation of the stays' run time (without setups and breakdowns) per piece made, "
            "divided by its mean."
        ),
        ("orders", "machines", "starts", "good", "worked_time"),
    ),
    "interarrival_cv": Definition(
        "ratio",
        say("Unevenness of arrivals"),
        say(
            "Standard deviation of the machine's open time between one order's coming and the next, divided "
            "by its mean. An order comes when its work elsewhere has ended; its first stay comes at its "
            "start."
        ),
        ("orders", "machines", "starts", "working_hours"),
    ),
    "queue_time_vut_h": Definition(
        "h",
        say("Queue time foretold by variation"),
        say(
            "Open hours that an order would wait on average from load and unevenness alone (Hopp and "
            "Spearman): (ca² + ce²) / 2 · u^(√(2(m + 1)) − 1) / (m (1 − u)) · te, where ca and ce are the "
            "unevenness of arrivals and jobs, te the mean work of a stay, m the places seen and u all work "
            "divided by open time and places. Far below the wait seen: orders wait for something else."
        ),
        ("orders", "machines", "starts", "working_hours", "worked_time"),
    ),
    "queue_time_seen_h": Definition(
        "h",
        say("Queue time seen"),
        say(
            "The machine's open hours from the end of an order's work elsewhere to its start here, mean over "
            "stays; an order's first stay is left out, nobody knows when it came."
        ),
        ("orders", "machines", "starts", "working_hours"),
    ),
}
