"""Write the page that lists every parameter of a factory file, out of the tables that the reader uses.

Run it by hand after a parameter has changed; a test holds the page against the code.
"""

from collections.abc import Sequence
from dataclasses import MISSING
from dataclasses import fields as parts_of
from pathlib import Path

from simmitt.engine.factory import fields, model
from simmitt.ground.units import HOUR_S

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "factory.md"

INTRODUCTION = """# The factory file

`factory.toml` holds a whole factory: what is made, where, in which hours, how long it takes and what goes
wrong. `simmitt fit` writes one from a log; one can also be written by hand and simulated, or filled in as
[a workbook](../guides/factory-workbook.md). Times are hours. What is left out has the value in the column
*unless told*. Every fault is told with its line. This page is written by `scripts/factory_page.py` from the
tables that the reader uses.

A distribution is a number (always that), or a table: `{ family = "lognormal", mean_h = 1.5, cv = 0.5 }` with
the families fixed, exponential, lognormal, gamma and weibull, or `{ family = "empirical", quantiles_h = [0.2,
0.5, 1.1] }` (evenly spaced from the least to the greatest) and triangular (least, most likely, greatest). Of
pieces the keys are `mean` and `quantiles`.

Beside a fitted distribution, and in `[station.breakdown]` for the time between failures, stands what it
rests on: `observations = 7, pooled_with = "Mill", mean_low_h = 1.2, mean_high_h = 2.1`. The interval has the
unit of the mean. Quantiles that were drawn from a family say so: `follows = "log-logistic"`. None of this
changes what is simulated.

Where the ways are many and long, `[short_names]` gives each operation a short name, and a way tells its
operations by these in one text: `operations = "a a c"`. A list in full means the same and may stand beside.

A calendar names its shifts by weekday; the clock's hours may pass midnight. Instead of shifts it may have
`levels`, seven rows (Monday first) of 24 shares: each hour is open from its beginning for that share of it.
`edges_worked` tells how sure learnt shifts are: of each, in which share of the weeks its first and its last
quarter of an hour were worked. It changes nothing that is simulated.

    [[calendar]]
    name = "two shifts"
    monday = ["06:00-14:30", "14:30-23:00"]
"""
RULES = """
## What the parameters mean together

- **Queue.** A station is a pool of like machines with one queue. Of the orders there its rule takes the
  first: by arrival, due date, shortest run, priority (higher first), or the cheapest changeover among the
  first `look_ahead`. Ties go by arrival. An order with alternatives joins the station with the least to do
  for its machines and their speed when it comes, and stays there.
- **Changeover.** It is made when the setup family changes (or stays) with the chance told. A matrix gives its
  mean from family to family, with the spread of `time`; 0 is none. The first setup of a machine and
  families outside the matrix take `time`.
- **People.** A visit holds a machine and one of a crew together, for the whole visit or only for the
  setup, and goes on only in hours that both work. Somebody who becomes free turns to the order that has
  waited longest for the crew. An operation with crews of its own needs one of those; orders behind it whose
  crew is free may pass it.
- **Failures.** `running`: only running brings them. `open_time`: all open hours do, so an idle machine may
  fail too. A repair begins at once, or when somebody of the repair crew is free (first broken, first
  mended, before other work); who tends a machine and belongs to its repair crew mends it. A repair goes on
  in the crew's own hours or, if it has none, in those of the station.
- **Batch.** A place takes in what is alike, in the order of the queue, and starts when `least` is together
  or the first has waited `longest_wait_h`. Its time is that of the longest in it. A lot larger than `most`
  pieces goes alone, in as many loads as it needs.
- **Buffer.** A finished lot stays on its machine while the next station is full (blocking after service).
  A lot that goes back for rework is let in all the same.
- **Kits.** An order with components has a lot made for each of them when it is let in, with routings of
  their own; at `assembled_at` it waits until all are there. No more is assembled than they are enough for.
- **Delay.** Transport, outside work and curing take time and no machine; they are never counted as queue.
  A delay passes in the hours of its calendar. `delay_cv` is the spread of a factor with mean 1 that an order
  carries through all its delays; orders found under way when the window opens are the slow ones more often.
- **Going ahead.** `transfer_share` hands pieces over one by one: the next visit ends when the last of them
  has come. `ahead_chance` is for what begins beside the operation before it, such as the inspection of a
  first piece: it meets no delay and does not wait for that one's end.
- **Reports.** What stands under `[reporting]`, and the reports of an operation, change what a simulated log
  looks like and nothing else.
- **Energy.** Machines times hours in a state times its power. A blocked machine is idle.

## What is refused

Names that don't exist or stand twice; shares that add up to nothing; an entry without work where an order
always waits; a matrix that isn't square; a batch that can never start; a
distribution whose spread would be passed over, or whose values fall; a crew that never works while its
station is open; crews that wait for each other at broken machines; pieces that go on early to or from a batch
or a machine whose failures are events of their own; alternatives with a limited buffer; a product that is
part of itself; rework to what does not come before, or almost without end; more than 100,000 machines.
"""
TABLES: tuple[tuple[str, Sequence[fields.Field], type], ...] = (
    ("[run]", fields.RUN, model.RunPlan),
    ("[reporting]", fields.REPORTING, model.Reporting),
    ("[arrivals]", fields.ARRIVALS, model.Arrivals),
    ("[[arrivals.order]]", fields.LISTED_ORDER, model.ListedOrder),
    ("[[crew]]", fields.CREW, model.Crew),
    ("[[station]]", fields.STATION, model.Station),
    ("[station.setup]", fields.SETUP, model.Setup),
    ("[station.breakdown]", fields.BREAKDOWN, model.Breakdown),
    ("evidence, beside a figure", fields.EVIDENCE, model.Evidence),
    ("[station.batch]", fields.BATCH, model.Batch),
    ("[station.power]", fields.POWER, model.Power),
    ("[[operation]]", fields.OPERATION, model.Operation),
    ("[[product]]", fields.PRODUCT, model.Product),
)
KINDS = {
    "text": "text", "texts": "list of texts", "whole": "whole number", "number": "number", "share": "0 to 1",
    "hours": "hours", "instant": "date and time", "hours_distribution": "hours, distribution",
    "pieces_distribution": "pieces, distribution", "shares_by_name": "number by name", "numbers": "numbers",
    "hours_matrix": "rows of hours", "ways": "routings", "ways_by_product": "routings with product",
}  # fmt: skip


def page() -> str:
    """Give the whole page."""
    tables = "\n".join(_table(*table) for table in TABLES)
    top = "`name` and `wip_cap` (orders on the floor at once) stand above all tables."
    return f"{INTRODUCTION}\n{top}\n{tables}{RULES}"


def _table(title: str, rows: Sequence[fields.Field], noun: type) -> str:
    defaults = {part.name: part.default for part in parts_of(noun)}
    lines = [_line(row, defaults[row.attribute]) for row in rows if row.key != "evidence"]
    heading = "| key | what it is | på svenska | unit or kind | unless told |\n|---|---|---|---|---|"
    return f"\n## `{title}`\n\n{heading}\n" + "\n".join(lines) + "\n"


def _line(row: fields.Field, default: object) -> str:
    meaning = (row.meaning.in_language(language) for language in ("en", "sv"))
    kind = ", ".join(row.choices) if row.choices else KINDS[row.kind]
    return "| " + " | ".join((f"`{row.key}`", *meaning, kind, _told(row, default))) + " |"


def _told(row: fields.Field, default: object) -> str:
    if row.required:
        return "*must be told*"
    if default is None or default is MISSING or default in ("", ()):
        return "none"
    if row.kind == "hours" and isinstance(default, float):
        return f"{default / HOUR_S:g}"
    return f"{default:g}" if isinstance(default, float) else str(default)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
