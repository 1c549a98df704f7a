"""Work outside the shop, told or untold: steps that take days whatever happens."""

import numpy as np

from simmitt.engine.quality.checking import FLOW, HOURS, Check, Found
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.steps import pairs_of
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S

ROWS_TO_JUDGE = 8
# Rows that last a day as a rule, and this much longer than the log's others.
LASTING_S = DAY_S
TIMES_THE_OTHERS = 5.0
# A way from step to step that takes even the quick ones a day, where other ways take little.
QUICK = 0.1
QUICK_WAY_S = 6 * HOUR_S
PAIRS_TO_JUDGE = 10


def _outside_work(reports: Reports) -> Found[Reports] | None:
    """Look for activities whose rows last a day or more as a rule, unlike the others."""
    lasting = reports.work_s > 0
    if not (reports.work_s >= LASTING_S).any():
        return None
    long = [
        code
        for code in np.unique(reports.activity.code[reports.work_s >= LASTING_S]).tolist()
        if code >= 0 and _is_long(reports, lasting, code)
    ]
    hit = np.isin(reports.activity.code, long)
    if not hit.any():
        return None
    before, after = float(reports.work_s.sum()) / HOUR_S, float(reports.work_s[~hit].sum()) / HOUR_S
    return Found(
        reports.numbers(hit),
        "info",
        Effect(
            say(
                "Hours booked: {before:.0} with them, {after:.0} without. They are waiting rather than work.",
                before=before,
                after=after,
            ),
            (Move("busy_sum_h", "plant", before, after, "h"),),
        ),
        details=tuple(
            say(
                "“{activity}”: {days:.1} days as a rule",
                activity=reports.activity.names[code],
                days=_median(reports.work_s[lasting & (reports.activity.code == code)]) / DAY_S,
            )
            for code in long[:10]
        ),
    )


def _is_long(reports: Reports, lasting: Bools, code: int) -> bool:
    mine = lasting & (reports.activity.code == code)
    others = lasting & (reports.activity.code != code)
    usual = _median(reports.work_s[mine])
    return (
        int(mine.sum()) >= ROWS_TO_JUDGE
        and usual >= LASTING_S
        and usual >= TIMES_THE_OTHERS * _median(reports.work_s[others])
    )


def _unreported_step(reports: Reports) -> Found[Reports] | None:
    """Look for ways between two steps that take even the quickest orders a day or more."""
    pairs, visits = pairs_of(reports), reports.visits
    way_s = visits.start_s[pairs.after] - visits.end_s[pairs.before]
    kinds, quick = _quickest(pairs.kind, way_s)
    if len(kinds) < 2 or float(np.median(quick)) > QUICK_WAY_S:
        return None
    slow = kinds[quick >= DAY_S]
    if not len(slow):
        return None
    on_way = np.isin(pairs.kind, slow)
    after = np.zeros(len(visits.order) + 1, bool)
    after[pairs.after[on_way]] = True
    n, names = max(reports.activity.n, 1), reports.activity.names
    hours = float(way_s[on_way].sum()) / HOUR_S
    return Found(
        reports.numbers(after[visits.visit_of] & (np.arange(reports.n) == visits.first[visits.visit_of])),
        "info",
        Effect(
            say(
                "{hours:.0} hours of waiting lie on these ways; they are no queue before a machine.",
                hours=hours,
            ),
            (Move("waiting_h", "plant", hours, 0.0, "h"),),
        ),
        count=len(slow),
        details=tuple(
            say(
                "from “{first}” to “{second}” even the quickest tenth takes {days:.1} days",
                first=names[kind // n],
                second=names[kind % n],
                days=float(quick[kinds == kind][0]) / DAY_S,
            )
            for kind in slow[:10].tolist()
        ),
    )


def _quickest(kind: Ints, way_s: Floats) -> tuple[Ints, Floats]:
    """Give the kinds of pairs that occur often, and the tenth percentile of each one's ways."""
    kinds, counts = np.unique(kind, return_counts=True)
    ranked = np.lexsort((way_s, kind))
    first = np.cumsum(counts) - counts
    quick = way_s[ranked][first + np.floor(QUICK * (counts - 1)).astype(np.int64)] if len(kinds) else way_s
    often = counts >= PAIRS_TO_JUDGE
    return kinds[often], quick[often]


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else 0.0


OUTSIDE: tuple[Check[Reports], ...] = (
    Check(
        "outside_work",
        say("Operations that last for days"),
        say(
            "Activities whose rows last a day or more as a rule, five times as long as the others:"
            " often outside work."
        ),
        HOURS,
        say("Nothing done: don't read these hours as a machine's work."),
        _outside_work,
        doubtful=False,
    ),
    Check(
        "unreported_step",
        say("Steps that nobody reports"),
        say("Ways between two steps that take even the quickest orders a day or more: often outside work."),
        FLOW,
        say("Nothing done: ask what happens there, and let it be reported."),
        _unreported_step,
        doubtful=False,
    ),
)
