"""How people report: on round times, and many jobs at once."""

import numpy as np

from simmitt.engine.quality.checking import HOURS, Check, Found
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools
from simmitt.ground.texts import say, say_many
from simmitt.ground.units import MINUTE_S

GRAINS_MIN = (60, 30, 15, 10, 5)
ROUND_SHARE = 0.95
ROWS_TO_JUDGE = 30
TOGETHER = 3
BATCH_FROM_SHARE = 0.01


def _rounded(reports: Reports) -> Found[Reports] | None:
    """Look for a grain on which nearly all starts and ends lie; midnight tells nothing."""
    told = reports.start_s % 86_400 != 0
    if int(told.sum()) < ROWS_TO_JUDGE:
        return None
    for minutes in GRAINS_MIN:
        on_grain: Bools = (reports.start_s % (minutes * MINUTE_S) == 0) & (
            reports.end_s % (minutes * MINUTE_S) == 0
        )
        if float(on_grain[told].mean()) >= ROUND_SHARE:
            return Found(
                reports.numbers(on_grain & told),
                "warning" if minutes >= 30 else "info",
                Effect(
                    say(
                        "Each time may be off by {minutes} minutes, each length by twice that; what"
                        " is shorter "
                        "can't be seen.",
                        minutes=minutes / 2,
                    )
                ),
                details=(
                    say(
                        "{share:.0%} of the rows lie on {minutes} minutes",
                        share=float(on_grain[told].mean()),
                        minutes=minutes,
                    ),
                ),
            )
    return None


def _together(reports: Reports) -> Found[Reports] | None:
    """Look for people who end three or more jobs at the very same moment."""
    index = np.flatnonzero(reports.worker.code >= 0)
    if not len(index):
        return None
    index = index[np.lexsort((reports.end_s[index], reports.worker.code[index]))]
    worker, end_s = reports.worker.code[index], reports.end_s[index]
    turns = np.r_[True, (worker[1:] != worker[:-1]) | (end_s[1:] != end_s[:-1])]
    size = np.bincount(np.cumsum(turns) - 1)
    hit = np.zeros(reports.n, bool)
    hit[index] = size[np.cumsum(turns) - 1] >= TOGETHER
    if hit.sum() < max(TOGETHER, BATCH_FROM_SHARE * reports.n):
        return None
    return Found(
        reports.numbers(hit),
        "warning" if hit.sum() > 0.1 * reports.n else "info",
        moved_without(
            reports,
            hit,
            say("They were reported together: how long each took is a guess of whoever reported."),
        ),
        details=(
            say_many(
                "{count} moment at which one person ends several jobs",
                "{count} moments at which one person ends several jobs",
                int((size >= TOGETHER).sum()),
            ),
            say("at most {most} jobs at once", most=int(size.max())),
        ),
    )


REPORTING: tuple[Check[Reports], ...] = (
    Check(
        "rounded_times",
        say("Times on the round five, ten, fifteen minutes or more"),
        say("Nineteen of twenty rows start and end on a round time."),
        HOURS,
        say("Nothing done: the true minute isn't in the log."),
        _rounded,
        doubtful=False,
    ),
    Check(
        "reported_together",
        say("Jobs reported together"),
        say("Three or more jobs that one person ends at the very same moment, in a hundredth of the rows."),
        HOURS,
        say("Nothing done: let each job be ended when it ends."),
        _together,
        doubtful=False,
    ),
)
