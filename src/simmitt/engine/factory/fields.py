"""One table of every parameter of a factory: its key in ``factory.toml``, unit and meaning.

The reader, the writer and the reference page are all driven by these tables.
"""

from dataclasses import dataclass
from typing import Literal

from simmitt.engine.factory.model import WEEKDAYS
from simmitt.ground.texts import Message, say

Kind = Literal[
    "text", "texts", "whole", "number", "share", "hours", "instant", "choice",
    "hours_distribution", "pieces_distribution", "shares_by_name", "numbers",
    "hours_matrix", "ways", "ways_by_product",
]  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One parameter: attribute of the model, key of the file, kind (and so unit), meaning."""

    attribute: str
    key: str
    kind: Kind
    meaning: Message
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float = 0.0
    maximum: float = float("inf")


MOST_PLACES = 10_000.0

RUN = (
    Field("starts_at", "starts_at", "instant", say("When the simulated window opens.")),
    Field("horizon_s", "horizon_h", "hours", say("Length of the window, in hours."), maximum=20 * 8_784.0),
    Field("warm_up_s", "warm_up_h", "hours", say("Hours at its start that no figure counts.")),
    Field("orders", "orders", "whole", say("Orders released in the window; without it, as many as come.")),
)
REPORTING = (
    Field(
        "rhythm", "rhythm", "numbers",
        say("How often reports are closed in each half hour of the week, by the average; 336 numbers."),
    ),
    Field("break_s", "break_h", "hours", say("Mean break after a closed report, in the run time.")),
    Field(
        "dated_clock_s", "dated_clock_h", "hours", maximum=24.0,
        meaning=say("Hour of the day at which reports stand that tell no time."),
    ),
    Field(
        "dated_weekdays", "dated_weekdays", "texts", say("Weekdays of such reports; without them, all."),
        choices=WEEKDAYS,
    ),
)  # fmt: skip
ARRIVALS = (
    Field(
        "kind", "kind", "choice", say("How orders come: at random, evenly, always one waiting, by a list."),
        required=True, choices=("poisson", "regular", "saturated", "list"),
    ),
    Field("per_week", "per_week", "number", say("Orders a week."), maximum=100_000.0),
    Field("calendar", "calendar", "text", say("Calendar of the hours in which orders come.")),
    Field("opening_orders", "opening_orders", "number", say("Orders already under way at the start.")),
    Field("opening_span_s", "opening_span_h", "hours", say("Hours over which those show up.")),
    Field(
        "opening_bunching", "opening_bunching", "number", minimum=0.1, maximum=20.0,
        meaning=say("How early within them: 1 evenly, higher the sooner."),
    ),
    Field(
        "counted_from", "counted_from", "choice",
        say("When an order comes: when it is released, or when its first visit may start."),
        choices=("release", "first_start"),
    ),
    Field("opening_routings", "opening", "ways_by_product", say("What remained for those orders to do.")),
)  # fmt: skip
LISTED_ORDER = (
    Field("at_s", "at_h", "hours", say("When it comes, in hours after the window opens."), required=True),
    Field("product", "product", "text", say("What is ordered."), required=True),
    Field("pieces", "pieces", "number", say("How many pieces."), required=True, minimum=1.0),
    Field("due_s", "due_h", "hours", say("When it is promised, in hours after the window opens.")),
    Field("priority", "priority", "number", say("Its priority; without it, its product's.")),
)
STATION = (
    Field("name", "name", "text", say("Name of the station."), required=True),
    Field(
        "capacity", "capacity", "whole", say("Machines or places in it."), minimum=1, maximum=MOST_PLACES
    ),
    Field("calendar", "calendar", "text", say("Its working hours; without it, round the clock.")),
    Field(
        "dispatch", "dispatch", "choice", say("Which order in its queue comes first."),
        choices=("fifo", "shortest", "due_date", "priority", "setup_saving"),
    ),
    Field("buffer", "buffer", "whole", say("Places before it; full blocks the station behind.")),
    Field("crews", "crews", "texts", say("Crews that can serve it; none: it needs nobody.")),
    Field("members", "members", "shares_by_name", say("Its machines and their shares of its work.")),
    Field(
        "look_ahead", "look_ahead", "whole", minimum=1, maximum=10_000,
        meaning=say("How many orders of its queue it looks through to save a changeover."),
    ),
    Field(
        "attended", "attended", "choice", say("How long a visit holds its operator."),
        choices=("throughout", "setup"),
    ),
    Field("speed", "speed", "number", say("How fast it works: 2 halves the run times."), minimum=0.001),
    Field(
        "dispatch_choices", "dispatch_choices", "whole",
        say("Choices between orders that the rule was learnt from."),
    ),
    Field(
        "dispatch_kept_share", "dispatch_kept_share", "share",
        say("How often the order that the rule puts next was taken in those."),
    ),
)  # fmt: skip
SETUP = (
    Field("time_s", "time", "hours_distribution", say("Time of a changeover."), required=True),
    Field(
        "share_when_product_changes", "share_when_product_changes", "share",
        say("How often one is made when the product changes."),
    ),
    Field(
        "share_when_product_stays", "share_when_product_stays", "share",
        say("How often one is made when the product stays."),
    ),
    Field("families", "families", "texts", say("Setup families, in the order of the matrix.")),
    Field(
        "matrix_s", "matrix_h", "hours_matrix",
        say("Mean hours from each family (row) to each family (column)."),
    ),
)  # fmt: skip
EVIDENCE = (
    Field("observations", "observations", "whole", say("How many observations the figure rests on.")),
    Field("pooled_with", "pooled_with", "text", say("Whose observations it leans on beside its own.")),
    Field("follows", "follows", "text", say("The family of times that the quantiles were drawn from.")),
    Field("mean_low", "mean_low", "number", say("Lower end of the 95 % interval for the mean, in its unit.")),
    Field(
        "mean_high", "mean_high", "number", say("Upper end of the 95 % interval for the mean, in its unit.")
    ),
)
BREAKDOWN = (
    Field("mtbf_s", "mtbf_h", "hours", say("Mean hours between failures."), required=True, minimum=0.01),
    Field("repair_s", "repair", "hours_distribution", say("Time to repair."), required=True),
    Field("evidence", "evidence", "text", say("What the estimate rests on.")),
    Field(
        "comes_with", "comes_with", "choice",
        say("Which hours bring failures: those that it runs, or all that the station is open."),
        choices=("running", "open_time"),
    ),
    Field(
        "shape", "shape", "number", minimum=0.2, maximum=50.0,
        meaning=say("Shape of the time between failures (Weibull): 1 at random, above 1 wear."),
    ),
    Field("repair_crew", "repair_crew", "text", say("The crew that repairs, one of them each time.")),
)  # fmt: skip
BATCH = (
    Field("most", "most", "number", say("What it takes in at once."), required=True, minimum=1.0),
    Field("least", "least", "number", say("What it starts with."), minimum=1.0),
    Field(
        "unit", "unit", "choice", say("What most and least count."), choices=("lots", "pieces")
    ),
    Field(
        "alike", "alike", "choice", say("What everything in it must share."),
        choices=("any", "operation", "product", "family"),
    ),
    Field("longest_wait_s", "longest_wait_h", "hours", say("Hours after which it starts with less.")),
)  # fmt: skip
POWER = (
    Field("run_kw", "run_kw", "number", say("Power of one machine while it runs.")),
    Field("setup_kw", "setup_kw", "number", say("Power while it is set up.")),
    Field("down_kw", "down_kw", "number", say("Power while it is broken down.")),
    Field("idle_kw", "idle_kw", "number", say("Power while it waits or is blocked.")),
    Field("closed_kw", "closed_kw", "number", say("Power outside working hours.")),
)
CREW = (
    Field("name", "name", "text", say("Name of the crew."), required=True),
    Field(
        "people", "people", "whole", say("How many people."), required=True, minimum=1, maximum=MOST_PLACES
    ),
    Field("calendar", "calendar", "text", say("Their hours; without it, those of the stations.")),
    Field(
        "machines_each", "machines_each", "whole", say("Machines that one of them tends at once."),
        minimum=1, maximum=1_000,
    ),
)  # fmt: skip
OPERATION = (
    Field("name", "name", "text", say("Name of the operation."), required=True),
    Field("activity", "activity", "text", say("What a log calls it, where that is not its name.")),
    Field("station", "station", "text", say("The station it visits."), required=True),
    Field("run_s", "run", "hours_distribution", say("Run time of an order of typical size."), required=True),
    Field("typical_pieces", "typical_pieces", "number", say("The order size that time stands for.")),
    Field(
        "size_exponent", "size_exponent", "number",
        say("How time grows with pieces: 1 in proportion, 0 (unless stated) not at all."),
    ),
    Field("delay_s", "delay", "hours_distribution", say("Plain delay before its queue.")),
    Field(
        "delay_cause", "delay_cause", "choice", say("What that delay is, where somebody knows."),
        choices=("unknown", "transport", "outside", "curing"),
    ),
    Field("delay_calendar", "delay_calendar", "text", say("Hours in which that delay passes.")),
    Field("scrap_share", "scrap_share", "share", say("Share of the pieces scrapped here.")),
    Field(
        "rework_share", "rework_share", "number", say("Chance that the lot goes back."), maximum=0.95
    ),
    Field("rework_to", "rework_to", "text", say("Earlier operation it goes back to; without it, this one.")),
    Field("crews", "crews", "texts", say("Crews with the skill; none: those of the station.")),
    Field("alternatives", "alternatives", "texts", say("Other stations that can do it.")),
    Field(
        "transfer_share", "transfer_share", "share",
        say("Share of the pieces done when the next operation may start."),
    ),
    Field(
        "ahead_chance", "ahead_chance", "share",
        say("How often it begins, without delay, while the operation before it still runs."),
    ),
    Field("ahead_share", "ahead_share", "share", say("Share of that one's run that is done by then.")),
    Field(
        "reports_per_hour", "reports_per_hour", "number", maximum=60.0,
        meaning=say("Reports that are closed while the work goes on, per running hour."),
    ),
    Field(
        "dated_share", "dated_share", "share", say("Share of its reports that tell a day but no time."),
    ),
    Field("dated_s", "dated_h", "hours", say("The length that such a report is given.")),
)  # fmt: skip
PRODUCT = (
    Field("name", "name", "text", say("Name of the product family."), required=True),
    Field("share", "share", "number", say("Its share of the orders."), required=True),
    Field("order_pieces", "order_pieces", "pieces_distribution", say("Pieces of an order."), required=True),
    Field(
        "lots_per_order", "lots_per_order", "number", say("Lots that an order is split into."), minimum=1.0
    ),
    Field("due_after_s", "due_after", "hours_distribution", say("Promised time after release.")),
    Field("routings", "routings", "ways", say("Its ways through the factory with weights."), required=True),
    Field("priority", "priority", "number", say("Higher goes first where the rule is priority.")),
    Field("setup_family", "setup_family", "text", say("Its setup family; without it, its own.")),
    Field("components", "components", "shares_by_name", say("Products it is made of, pieces for one.")),
    Field("assembled_at", "assembled_at", "text", say("The operation that waits for them.")),
    Field(
        "delay_cv",
        "delay_cv",
        "number",
        maximum=5.0,
        meaning=say("How differently orders lie: spread of a factor on all delays of an order."),
    ),
)
