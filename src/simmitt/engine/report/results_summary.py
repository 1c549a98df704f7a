"""What a simulation gave, in a few sentences."""

from collections.abc import Iterator, Sequence
from math import isfinite, nan

from simmitt.engine.factory.workbook.example import left_of_example
from simmitt.engine.simulation.figures import figures_of
from simmitt.engine.simulation.odds import WEEKS, OrderOdds
from simmitt.engine.simulation.precision import mean_of
from simmitt.engine.simulation.study import Simulated
from simmitt.ground.texts import Message, say

_NAMED = 3
MOST_TOLD = 20
SENTENCES = {
    "throughput_orders_per_week": say(
        "Finished: {mean:.1} orders a week on average ({low:.1} to {high:.1}, 95 % confidence)."
    ),
    "lead_time_mean_h": say(
        "Lead time: {mean:.1} hours on average ({low:.1} to {high:.1}, 95 % confidence)."
    ),
    "wip_mean_orders": say(
        "On the floor: {mean:.1} orders on average ({low:.1} to {high:.1}, 95 % confidence)."
    ),
}


def summary_of(simulated: Simulated) -> Iterator[Message]:
    """Tell what came out, then of the open orders."""
    yield from outcome_of(simulated)
    yield from open_orders_of(simulated)


def outcome_of(simulated: Simulated) -> Iterator[Message]:
    """Tell how the factory was simulated, what came out with 95 % confidence, and what is not yet sure."""
    yield simulated.stay.reason
    yield from simulated.notes
    figures = figures_of(simulated.output, simulated.factory)
    for name, sentence in SENTENCES.items():
        mean = mean_of(figures[name])
        if isfinite(mean.low):
            yield sentence.filled(mean=mean.value, low=mean.low, high=mean.high)
    if left := left_of_example(simulated.factory):
        yield say("Still the template's invented example: {names}.", names=_first_of(left))
    if not all(each.is_reached for each in simulated.reached):
        yield say(
            "After {count} replications not everything is as precise as asked for; more would be needed.",
            count=simulated.output.replications,
        )


def _first_of(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + ", …" * (len(names) > _NAMED)


def open_orders_of(simulated: Simulated) -> Iterator[Message]:
    """Tell of the open orders one by one, those that are late the likeliest first."""
    told = [each for each in simulated.odds if each.simulated]
    if not told:
        return
    yield say(
        "Open orders: {count}. The odds are those of an order that is still open; ± is what the number of"
        " replications leaves unsure.",
        count=len(told),
    )
    for each in told[:MOST_TOLD]:
        yield _line(each)
    if len(told) > MOST_TOLD:
        yield say("The other {count} are in results.json.", count=len(told) - MOST_TOLD)


def _reach(odds: OrderOdds) -> float:
    """Give how far the truth of the widest odds may lie from what is told."""
    shares = [*odds.within_weeks.values(), *([odds.by_due] if odds.by_due else [])]
    return max((max(each.high - each.value, each.value - each.low) for each in shares), default=0.0)


def _line(odds: OrderOdds) -> Message:
    by_week = [odds.within_weeks[week].value if week in odds.within_weeks else nan for week in WEEKS]
    return say(
        "{order} (open: {chance:.0%}): done within 1, 2, 3, 4 weeks {one:.0%}, {two:.0%}, {three:.0%},"
        " {four:.0%}{promise} (±{reach:.0%}); {middle}.",
        order=odds.order,
        chance=odds.chance_open,
        promise=_promise(odds),
        reach=_reach(odds),
        middle=_middle(odds),
        **dict(zip(("one", "two", "three", "four"), by_week, strict=True)),
    )


def _promise(odds: OrderOdds) -> Message | str:
    if odds.by_due is None:
        return ""
    return say("; by its due date {due} {share:.0%}", due=odds.due_at, share=odds.by_due.value)


def _middle(odds: OrderOdds) -> Message:
    if odds.median_at is None or odds.low_at is None:
        return say("more likely than not after the window")
    if odds.high_at is None:
        return say("half of the outcomes by {middle}, from {low}", middle=odds.median_at, low=odds.low_at)
    return say(
        "half of the outcomes by {middle}, eight in ten from {low} to {high}",
        middle=odds.median_at,
        low=odds.low_at,
        high=odds.high_at,
    )
