"""All figures of orders and flow, of plant, activities and machines."""

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.batches import batch_figures
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.in_shop import flow_figures
from simmitt.engine.kpi.lead_times import order_figures
from simmitt.engine.kpi.loops import find_loops, loop_figures
from simmitt.engine.kpi.making import counted, figure, mark_estimated
from simmitt.engine.kpi.on_time import on_time_figures
from simmitt.engine.kpi.operators import operator_figures
from simmitt.engine.kpi.resampling import Resamples
from simmitt.engine.kpi.variation import variation_figures
from simmitt.engine.kpi.yields import yield_figures
from simmitt.engine.spans import Ints

__all__ = ["counted", "figure", "mark_estimated", "order_and_flow_figures"]


def order_and_flow_figures(facts: Facts, hours: WorkingHours, drawn: Resamples, places: Ints) -> list[Figure]:
    """Give lead times, flow, delivery, yields, loops, batches, people and variation.

    Parameters
    ----------
    drawn
        The resamples; from ``resamples(…, draws=0)`` figures come without intervals.
    places : (n_machines,)
        How many orders each machine can work on at once.
    """
    loops = find_loops(facts)
    return [
        *order_figures(facts, hours, drawn),
        *flow_figures(facts, drawn),
        *on_time_figures(facts, drawn),
        *yield_figures(facts, loops, drawn),
        *loop_figures(facts, loops, drawn),
        *batch_figures(facts, drawn),
        *operator_figures(facts, drawn),
        *variation_figures(facts, hours, drawn, places),
    ]
