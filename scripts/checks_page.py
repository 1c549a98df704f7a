"""Write the page that lists every check of a log, out of the checks themselves.

Run it by hand after a check has changed; a test holds the page against the code.
"""

from pathlib import Path
from typing import Any

from simmitt.engine.quality.checking import Check
from simmitt.engine.quality.grading import ESTIMATED_FOR_B, LIMITS, ORDERS_FOR_B, WEEKS_FOR_B
from simmitt.engine.quality.story import DAILY, STORY

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "checks.md"

INTRODUCTION = """# Checks of a log

Before any figure is taken, `simmitt` looks at the log for what can't be right, and for ways of reporting
that change what the figures mean. Each finding names its rows (they can be had as a table with file,
sheet and row), says which figures it moves and by how much, and what was done about it. This page is
written by `scripts/checks_page.py` from the checks themselves.

- A finding is *serious*, a *warning* or a note (*info*). The share of the rows that a serious finding or
  a warning puts in doubt gives the log its grade: {limits}, D beyond. A log of fewer than {weeks:.0f}
  weeks or {orders} orders gets C at best, as does one whose starts were
  estimated on more than {estimated} of its rows.
- A repair is made unless its code is named to be left: `--leave CODE`, or in the mapping file `leave =
  ["padded_times"]` under `[quality]`. It is then still found and told of. Checks without a repair change
  nothing.
- The checks look in the order in which they stand here, each at what the repairs before it have left.

## Logs of events
"""
DAILY_HEADING = """
## Sums per day

A table of sums per day is no event log. These are its checks.
"""
MORE = """
## Names that may be one

Names that differ only in case, blanks or punctuation are merged (`near_identical_names`). Names that
differ by a slip of the pen, lost marks over letters, leading zeros or word order are only proposed
(`similar_names`), with how sure it is and why, and only where both stand in the same surroundings (an
activity at the same machines, a machine with the same activities). Numbers, and words of fewer than five
letters, must agree: Mill 1 is never Mill 2, Line 1A never Line 1B, Press II never Press III. Orders and
people are never proposed.

## Changes

`change` follows the work per piece (or per report, where pieces aren't told) of each activity at each
machine, freed from product and lot size, week by week, and the orders that come in. The strongest step of
each series is compared with the strongest that chance makes in all series of the log together. A step is
named with its date, its size and the size's 95 % interval. Measured on drawn logs
(`tests/engine/quality/test_drift.py`): about four in a hundred quarters without any change raise an
alarm, whatever the number of machines. How soon a step of 15 % is found depends on how much the reports
scatter: with five machines and thirty reports a week each, three weeks after it in three of four logs
where the scatter is 0.3 of the mean, in one of four where it is 0.5 (sixty reports a week: nearly all,
and two of three). A quarter later it is found in nearly all, and in five of six.

## Working hours

The week is learnt at a grain of fifteen minutes (an hour in logs of less than six weeks). A date that is
usually worked and on which less than a tenth of the usual work is done is *closed*, if chance makes so
few reports at most once in a thousand (once in five where a Swedish public holiday explains it; days in a
row count together). Closed dates are taken out of the open hours. Half days, holidays on which work goes
on, and vacations are named beside them.

A table of shifts takes the place of what is learnt if people work when it says: at most a tenth of the
work lies outside it, at least three of four planned days are worked, and it covers four fifths of the
log's time (one week alone is meant to recur). Otherwise the hours are learnt from the reports;
`shifts_disagree` tells of the work outside the plan. A shop's own study states its hours itself; sums per
day tell how long the planned day is.
"""
HEADING = """| code | finding | på svenska | what is looked for | figures that it moves | what is done |
|---|---|---|---|---|---|"""


def page() -> str:
    """Give the whole page."""
    limits = ", ".join(f"{letter} up to {share:.0%}" for letter, share in LIMITS)
    introduction = INTRODUCTION.format(
        limits=limits, weeks=WEEKS_FOR_B, orders=ORDERS_FOR_B, estimated=f"{ESTIMATED_FOR_B:.0%}"
    )
    events = "\n".join(_line(check) for check in STORY)
    days = "\n".join(_line(check) for check in DAILY)
    return f"{introduction}\n{HEADING}\n{events}\n{DAILY_HEADING}\n{HEADING}\n{days}\n{MORE}"


def _line(check: Check[Any]) -> str:
    cells = (
        f"`{check.code}`",
        check.title.in_language("en"),
        check.title.in_language("sv"),
        check.about.in_language("en"),
        check.moves.in_language("en"),
        check.repair.in_language("en"),
    )
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
