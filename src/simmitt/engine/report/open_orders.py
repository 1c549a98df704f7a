"""When the open orders will be done: a row for each, those that are late the likeliest first."""

from collections.abc import Sequence
from datetime import datetime

from simmitt.engine.report.document import Align, Callout, Heading, Paragraph, Part, Table
from simmitt.engine.report.words import Words
from simmitt.engine.simulation.odds import OrderOdds
from simmitt.engine.validation import Light
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say, say_many

_UNKNOWN = "–"
_LIKELY = 0.5
_WEEKS_SHOWN = (1, 2, 4)
_MOST_SHOWN = 20  # a longer table is folded away
_SIDES: dict[str, Align] = {"l": "left", "r": "right"}
_ALIGN = tuple(_SIDES[side] for side in "llrlrrrrll")


def open_orders(odds: Sequence[OrderOdds], light: Light, words: Words) -> list[Part]:
    """Give the part on open orders; nothing where none is open, no odds where the model does not hold."""
    told = [each for each in odds if each.chance_open >= _LIKELY and each.simulated]
    if not told:
        return []
    silent = sum(each.chance_open < _LIKELY for each in odds)
    heading = Heading(words(say("When will the open orders be done?")), 1)
    if light == "red":
        why = say_many(
            "The model does not hold, so it gives no odds of the {count} open order.",
            "The model does not hold, so it gives no odds of the {count} open orders.",
            len(told),
        )
        return [heading, Callout(words(say("Not told")), words(why), "doubt")]
    return [
        heading,
        *(Paragraph(words(each)) for each in (_how_read(told), *_late(told))),
        _table(told, words),
        *(Paragraph(words(note), "small") for note in ([_DOUBT, _silent(silent)] if silent else [_DOUBT])),
    ]


def _silent(count: int) -> Message:
    return say_many(
        "{count} more has been silent for so long that it is likelier finished than open; state.json has it"
        " too.",
        "{count} more have been silent for so long that they are likelier finished than open; state.json has"
        " them too.",
        count,
    )


def _how_read(told: Sequence[OrderOdds]) -> Message:
    reach = max((_reach(share) for each in told for share in each.within_weeks.values()), default=0.0)
    return say_many(
        "{count} order was open when the log ended. The simulated factory went on from there,"
        " {times} times. That leaves each odds unsure by {points} percentage points at most.",
        "{count} orders were open when the log ended. The simulated factory went on from there,"
        " {times} times. That leaves each odds unsure by {points} percentage points at most.",
        len(told),
        times=max(each.simulated for each in told),
        points=round(100.0 * reach),
    )


def _late(told: Sequence[OrderOdds]) -> list[Message]:
    """Say how many will likelier be late than in time; nothing where no day was promised."""
    promised = [each.by_due.value for each in told if each.by_due]
    late = sum(share < _LIKELY for share in promised)
    if not promised:
        return []
    if not late:
        return [say("None of those with a promised day is likelier late than in time.")]
    return [
        say_many(
            "Of {promised} with a promised day, {count} is likelier late than in time; it stands first.",
            "Of {promised} with a promised day, {count} are likelier late than in time; they stand first.",
            late,
            promised=len(promised),
        )
    ]


def _table(told: Sequence[OrderOdds], words: Words) -> Table:
    weeks = tuple(
        words(say_many("Within {count} week", "Within {count} weeks", week)) for week in _WEEKS_SHOWN
    )
    headings = (
        words(say("Order")), words(say("Product")), words(say("Still open")), words(say("Promised")),
        words(say("Done by then")), *weeks, words(say("Half of outcomes by")),
        words(say("Eight outcomes of ten")),
    )  # fmt: skip
    return Table(
        caption=words(say("Odds of each open order")),
        headings=headings,
        rows=tuple(_row(each, words) for each in told),
        align=_ALIGN,
        row_heading=0,
        folded=len(told) > _MOST_SHOWN,
    )


def _row(odds: OrderOdds, words: Words) -> tuple[str, ...]:
    by_week = (_share(odds.within_weeks.get(week), words) for week in _WEEKS_SHOWN)
    between = say("{low} to {high}", low=_day(odds.low_at, words), high=_day(odds.high_at, words))
    return (
        odds.order,
        odds.product,
        words.share(odds.chance_open),
        words(say("{day:day}", day=odds.due_at)) if odds.due_at else _UNKNOWN,
        _share(odds.by_due, words),
        *by_week,
        _day(odds.median_at, words),
        words(between) if odds.low_at else _UNKNOWN,
    )


def _share(share: Estimate | None, words: Words) -> str:
    if share is None:
        return _UNKNOWN
    return words.share(share.value)


def _reach(share: Estimate) -> float:
    return max(share.high - share.value, share.value - share.low)


def _day(at: datetime | None, words: Words) -> str:
    return words(say("{day:day}", day=at) if at else say("later"))


_DOUBT = say(
    "Held against invented factories whose truth is known, such odds were two to five points too hopeful,"
    " more so in a factory that is nearly full. New orders come as they have come before."
)
