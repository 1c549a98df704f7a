"""Rules on setups and changeovers."""

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.nouns import ChangeoverMatrix
from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import work
from simmitt.engine.observations.telling import lasting, shares
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

# A tenth of all hours, and a seventh at the constraint, is worth looking at before anything is bought.
MUCH_SETUP, MUCH_AT_CONSTRAINT, MUCH_ELSEWHERE = 0.10, 0.15, 0.25
# An hour of setup for every two hours of run.
SETUP_PER_RUN = 0.5
# One changeover takes twice another: the sequence decides, not the work.
DEAR_CHANGEOVER = 2.0
SEEN_OFTEN = 5
# One setup in five goes from a product to the same product.
SAME_PRODUCT = 0.2
SETUPS_TO_JUDGE = 30
# Setups that the dearest ways in take beyond the cheapest, as a share of all setup time.
SEQUENCE_MATTERS = 0.2
LONG_SETUP_H = 2.0
SPREAD_OF_SETUPS = 2.0


def setup_takes_hours(sight: Sight) -> Found | None:
    """Speak where setups take at least a tenth of all hours."""
    share, hours = sight.figure("setup_share"), sight.figure("setup_h")
    if share is None or hours is None or share.low < MUCH_SETUP:
        return None
    return Found(
        say(
            "Setups took {hours:.0} hours, {share} of all hours ({low} to {high}).",
            hours=hours.value, **shares(share.value, share.low, share.high),
        ),
        work(sight, hours.value),
        (share, hours),
        say("Film one setup. Count the minutes that go to fetching, looking and waiting."),
    )  # fmt: skip


def setup_at_the_constraint(sight: Sight) -> Found | None:
    """Speak where setups take at least 15 per cent of the hours of the machine that sets the pace."""
    share = sight.figure("setup_share", sight.constraint)
    hours = sight.figure("setup_h", sight.constraint)
    if share is None or hours is None or share.low < MUCH_AT_CONSTRAINT:
        return None
    return Found(
        say(
            "{machine} sets the pace, and setups take {share} of its hours ({low} to {high}): "
            "{hours:.0} hours.",
            machine=share.scope, **shares(share.value, share.low, share.high), hours=hours.value,
        ),
        work(sight, hours.value),
        (share, hours),
        say("Film one setup there. Count the minutes that could be done while the machine runs."),
    )  # fmt: skip


def setup_at_another_machine(sight: Sight) -> Found | None:
    """Speak where at a machine that isn't the constraint setups take at least a quarter of the hours."""
    others = [each for each in sight.of_all("setup_share") if each.scope != sight.constraint]
    heavy = [each for each in others if each.low >= MUCH_ELSEWHERE]
    hours = [found for each in heavy if (found := sight.figure("setup_h", each.scope))]
    if not hours:
        return None
    first = max(hours, key=lambda each: each.value)
    share = next(each for each in heavy if each.scope == first.scope)
    return Found(
        say(
            "At {machine} setups take {share} of the hours ({low} to {high}).",
            machine=share.scope, **shares(share.value, share.low, share.high),
        ),
        work(sight, first.value),
        (share, first),
        say("It doesn't set the pace. Ask whether smaller batches would fit in its free time."),
    )  # fmt: skip


def setup_eats_the_run(sight: Sight) -> Found | None:
    """Speak where at one machine there is at least half an hour of setup for every hour of run."""
    worst: tuple[float, Figure, Figure] | None = None
    for hours in sight.of_all("setup_h"):
        share = sight.figure("setup_share", hours.scope)
        if share is None or share.low >= 1 or share.low / (1 - share.low) < SETUP_PER_RUN:
            continue
        if worst is None or hours.value > worst[0]:
            worst = (hours.value, hours, share)
    if worst is None:
        return None
    _, hours, share = worst
    return Found(
        say(
            "At {machine} one hour of run costs {minutes:.0} minutes of setup.",
            machine=hours.scope, minutes=60 * share.value / (1 - share.value),
        ),
        work(sight, hours.value),
        (share, hours),
        say("Look at how many orders of one product come within the same week."),
    )  # fmt: skip


def setups_are_long(sight: Sight) -> Found | None:
    """Speak where the middle setup takes at least two hours."""
    median, rows = sight.figure("setup_time_median_h"), sight.figure("setup_rows")
    if median is None or rows is None or median.low < LONG_SETUP_H:
        return None
    return Found(
        say(
            "Half of the {rows} setups take more than {hours:.1} hours ({low:.1} to {high:.1}).",
            rows=int(rows.value), hours=median.value, low=median.low, high=median.high,
        ),
        work(sight, rows.value * median.value),
        (median, rows),
        say("Look at what one setup holds: tools, programme, first piece, measuring, waiting for someone."),
    )  # fmt: skip


def changeover_depends_on_sequence(sight: Sight) -> Found | None:
    """Speak where one changeover into a product takes twice as long as another, both seen often."""
    pairs = [pair for each in sight.as_is.changeovers if (pair := _spread(each))]
    if not pairs:
        return None
    matrix, into, cheap, dear = max(pairs, key=lambda pair: pair[0].mean_s[pair[3], pair[1]])
    extra_s = (matrix.mean_s[dear, into] - matrix.mean_s[cheap, into]) * matrix.counts[dear, into]
    return Found(
        say(
            "At {machine} a changeover to {into} takes {dear} from {from_dear}, but {cheap} "
            "from {from_cheap}.",
            machine=matrix.machine, into=matrix.products[into],
            dear=lasting(float(matrix.mean_s[dear, into])), from_dear=matrix.products[dear],
            cheap=lasting(float(matrix.mean_s[cheap, into])), from_cheap=matrix.products[cheap],
        ),
        work(sight, float(extra_s) / HOUR_S),
        (shape("changeovers", matrix.machine),),
        say("Look at which order the products come in, and who decides it."),
    )  # fmt: skip


def _spread(matrix: ChangeoverMatrix) -> tuple[ChangeoverMatrix, int, int, int] | None:
    """Give the target with the largest gap between two ways in that were seen often."""
    often = (matrix.counts >= SEEN_OFTEN) & ~np.eye(len(matrix.products), dtype=bool)
    best: tuple[ChangeoverMatrix, int, int, int] | None = None
    gap_s = 0.0
    for into in range(len(matrix.products)):
        ways = np.flatnonzero(often[:, into])
        if len(ways) < 2:
            continue
        times = matrix.mean_s[ways, into]
        cheap, dear = int(ways[times.argmin()]), int(ways[times.argmax()])
        if times.max() >= DEAR_CHANGEOVER * times.min() and times.max() - times.min() > gap_s:
            gap_s, best = float(times.max() - times.min()), (matrix, into, cheap, dear)
    return best


def better_sequence_possible(sight: Sight) -> Found | None:
    """Speak where a fifth of a machine's setup time is beyond each product's cheapest changeover."""
    gains = [(gain, each) for each in sight.as_is.changeovers if (gain := _over_cheapest_s(each)) > 0]
    if not gains:
        return None
    gain_s, matrix = max(gains, key=lambda pair: pair[0])
    whole_s = float(np.nansum(matrix.counts * np.nan_to_num(matrix.mean_s)))
    if matrix.counts.sum() < SETUPS_TO_JUDGE or gain_s < SEQUENCE_MATTERS * whole_s:
        return None
    return Found(
        say(
            "At {machine} up to {share:.0%} of the setup time depends on the sequence of products.",
            machine=matrix.machine, share=gain_s / whole_s,
        ),
        work(sight, gain_s / HOUR_S),
        (shape("changeovers", matrix.machine),),
        say("Look at which products are cheap to run after each other. No sequence wins all of it."),
    )  # fmt: skip


def _over_cheapest_s(matrix: ChangeoverMatrix) -> float:
    """Give the setup time beyond the cheapest way into each product; estimates are shrunk ones."""
    others = np.where(np.eye(len(matrix.products), dtype=bool), np.inf, matrix.shrunk_s)
    if len(matrix.products) < 2:
        return 0.0
    beyond = np.where(np.isfinite(others), others - others.min(axis=0), 0.0)
    return float((beyond * matrix.counts).sum())


def setup_for_the_same_product(sight: Sight) -> Found | None:
    """Speak where at least one setup in five goes from a product to the same product."""
    matrices = [each for each in sight.as_is.changeovers if each.counts.sum() >= SETUPS_TO_JUDGE]
    shares = [(float(np.trace(each.counts) / each.counts.sum()), each) for each in matrices]
    large = [(share, each) for share, each in shares if share >= SAME_PRODUCT]
    if not large:
        return None
    share, matrix = max(large, key=lambda pair: float(np.trace(pair[1].counts)))
    again_s = np.diag(matrix.counts) * np.nan_to_num(np.diag(matrix.mean_s))
    return Found(
        say(
            "At {machine} {share:.0%} of the setups are for the product that ran last.",
            machine=matrix.machine, share=share,
        ),
        work(sight, float(again_s.sum()) / HOUR_S),
        (shape("changeovers", matrix.machine),),
        say("Ask why: was the order split, was a tool worn, or is a start of shift booked as a setup?"),
    )  # fmt: skip


RULES = (
    Rule("setup_takes_hours", setup_takes_hours, ("setup_share", "setup_h")),
    Rule("setup_at_the_constraint", setup_at_the_constraint, ("setup_share", "setup_h"),
         ("setup_takes_hours",)),
    Rule("setup_at_another_machine", setup_at_another_machine, ("setup_share", "setup_h")),
    Rule("setup_eats_the_run", setup_eats_the_run, ("setup_share", "setup_h"), ("setup_at_another_machine",)),
    Rule("setups_are_long", setups_are_long, ("setup_time_median_h", "setup_rows")),
    Rule("changeover_depends_on_sequence", changeover_depends_on_sequence, ("changeovers",),
         ("better_sequence_possible",)),
    Rule("better_sequence_possible", better_sequence_possible, ("changeovers",)),
    Rule("setup_for_the_same_product", setup_for_the_same_product, ("changeovers",)),
)  # fmt: skip
