"""One letter for the log, and the reason for it."""

import numpy as np

from simmitt.engine.quality.findings import Finding, Grade
from simmitt.ground.texts import Message, say

# Largest share of doubtful rows for each grade.
LIMITS: tuple[tuple[Grade, float], ...] = (("A", 0.02), ("B", 0.10), ("C", 0.40))
WEEKS_FOR_B = 4.0
ORDERS_FOR_B = 30
# A start that nobody reported puts every hour that rests on it in doubt, however well the rest is told.
ESTIMATED_FOR_B = 0.10


def grade(
    findings: tuple[Finding, ...], rows: int, orders: int | None, weeks: float
) -> tuple[Grade, Message]:
    """Grade a log by the share of its rows that a warning names, its length and its starts.

    Parameters
    ----------
    orders
        How many orders it tells of; None where it can't tell of any.
    """
    doubtful = [finding for finding in findings if finding.doubtful and finding.severity != "info"]
    named = [np.asarray(finding.rows, np.int64) for finding in doubtful]
    share = len(np.unique(np.concatenate(named))) / max(rows, 1) if named else 0.0
    letter: Grade = next((letter for letter, limit in LIMITS if share <= limit), "D")
    if letter in ("A", "B") and (weeks < WEEKS_FOR_B or (orders is not None and orders < ORDERS_FOR_B)):
        return "C", _short(orders, weeks)
    guessed = sum(finding.count for finding in findings if finding.code == "estimated_starts") / max(rows, 1)
    if letter in ("A", "B") and guessed > ESTIMATED_FOR_B:
        return "C", say(
            "The start is estimated on {share:.0%} of the rows: only ends were reported.", share=guessed
        )
    if not doubtful:
        return letter, say("No row's order, time or quantity is in doubt.")
    worst = max(doubtful, key=lambda finding: finding.count)
    return letter, say(
        "{share:.1%} of the rows are in doubt, most for this reason: {worst}.",
        share=share,
        worst=worst.title,
    )


def _short(orders: int | None, weeks: float) -> Message:
    if orders is None:
        return say("The log is short (weeks: {weeks:.1}): intervals are wide.", weeks=weeks)
    return say(
        "The log is short (orders: {orders}, weeks: {weeks:.1}): intervals are wide.",
        orders=orders,
        weeks=weeks,
    )
