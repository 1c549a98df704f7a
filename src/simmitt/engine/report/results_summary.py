"""What a simulation gave, in a few sentences."""

from collections.abc import Iterator, Sequence
from math import isfinite

from simmitt.engine.factory.workbook.example import left_of_example
from simmitt.engine.simulation.figures import figures_of
from simmitt.engine.simulation.precision import mean_of
from simmitt.engine.simulation.study import Simulated
from simmitt.ground.texts import Message, say

_NAMED = 3
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
    """Tell how the factory was simulated, what came out with 95 % confidence, and what is not yet sure."""
    yield simulated.stay.reason
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
