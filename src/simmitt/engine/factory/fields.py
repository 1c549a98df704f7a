"""One table of every parameter of a factory: its key in ``factory.toml``, unit and meaning.

The reader, the writer and the reference page are all driven by these tables.
"""

from dataclasses import dataclass
from typing import Literal

from simmitt.ground.texts import Message, say

Kind = Literal[
    "text", "texts", "whole", "number", "share", "hours", "instant", "choice",
    "hours_distribution", "pieces_distribution", "shares_by_name", "ways", "ways_by_product",
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


RUN = (
    Field("starts_at", "starts_at", "instant", say("When the simulated window opens.")),
    Field("horizon_s", "horizon_h", "hours", say("Length of the window, in hours."), maximum=20 * 8_784.0),
    Field("warm_up_s", "warm_up_h", "hours", say("Hours at its start that no figure counts.")),
    Field("orders", "orders", "whole", say("Orders released in the window; without it, as many as come.")),
)
ARRIVALS = (
    Field(
        "kind", "kind", "choice", say("How orders come: at random, evenly, or one always waiting."),
        required=True, choices=("poisson", "regular", "saturated"),
    ),
    Field("per_week", "per_week", "number", say("Orders a week."), maximum=100_000.0),
    Field("calendar", "calendar", "text", say("Calendar of the hours in which orders come.")),
    Field("opening_orders", "opening_orders", "number", say("Orders already under way at the start.")),
    Field("opening_span_s", "opening_span_h", "hours", say("Hours over which those show up.")),
    Field("opening_routings", "opening", "ways_by_product", say("What remained for those orders to do.")),
)  # fmt: skip
STATION = (
    Field("name", "name", "text", say("Name of the station."), required=True),
    Field("capacity", "capacity", "whole", say("Machines or places in it."), minimum=1),
    Field("calendar", "calendar", "text", say("Its working hours; without it, round the clock.")),
    Field(
        "dispatch", "dispatch", "choice", say("Which order in its queue comes first."),
        choices=("fifo", "shortest", "due_date", "setup_saving"),
    ),
    Field("buffer", "buffer", "whole", say("Places before it; full blocks the station behind.")),
    Field("crews", "crews", "texts", say("Crews that can serve it; none: it needs nobody.")),
    Field("members", "members", "shares_by_name", say("Its machines and their shares of its work.")),
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
)  # fmt: skip
BREAKDOWN = (
    Field(
        "mtbf_s", "mtbf_h", "hours", say("Mean running hours between failures."), required=True, minimum=0.01
    ),
    Field("repair_s", "repair", "hours_distribution", say("Time to repair."), required=True),
    Field("evidence", "evidence", "text", say("What the estimate rests on.")),
)
CREW = (
    Field("name", "name", "text", say("Name of the crew."), required=True),
    Field("people", "people", "whole", say("Machines it can tend at once."), required=True, minimum=1),
)
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
        choices=("unknown", "transport", "outside"),
    ),
    Field("scrap_share", "scrap_share", "share", say("Share of the pieces scrapped here.")),
    Field(
        "rework_share", "rework_share", "number", say(
            "Chance that the visit is made once more."), maximum=0.95
    ),
    Field(
        "transfer_share", "transfer_share", "share",
        say("Share of the pieces done when the next operation may start."),
    ),
    Field("reports", "reports", "number", say("Rows that a log holds for a visit, on average.")),
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
)
