"""Times and shares as people say them."""

from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S

# Two hours and two days: below, the smaller unit says more.
HOURS_FROM_S, DAYS_FROM_S = 2 * HOUR_S, 2 * DAY_S


def lasting(seconds: float) -> Message:
    """Give a length of time in calendar days, hours or minutes, whichever people would use."""
    if seconds >= DAYS_FROM_S:
        return say("{days:.1} days", days=seconds / DAY_S)
    if seconds >= HOURS_FROM_S:
        return say("{hours:.1} hours", hours=seconds / HOUR_S)
    return say("{minutes:.0} minutes", minutes=seconds / MINUTE_S)


# Below a tenth a whole per cent is too coarse to tell two ends of an interval apart.
DECIMAL_BELOW = 0.1


def shares(value: float, low: float, high: float) -> dict[str, Message]:
    """Give ``share``, ``low`` and ``high`` for a sentence, all as precise as the smallest of them needs."""
    fine = min(abs(value), abs(low), abs(high)) < DECIMAL_BELOW
    told = {"share": value, "low": low, "high": high}
    return {
        name: say("{share:.1%}", share=x) if fine else say("{share:.0%}", share=x) for name, x in told.items()
    }
