"""From a log to today's state of the plant."""

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import AsIs
from simmitt.engine.kpi.bottlenecks import explain_agreement, find_bottlenecks, name_constraint
from simmitt.engine.kpi.facts import as_datetime, gather
from simmitt.engine.kpi.figures import flow_figures, order_figures, quality_figures
from simmitt.engine.kpi.machines import machine_figures
from simmitt.engine.kpi.resampling import block_weights
from simmitt.engine.kpi.series import finished_by_week, wip_by_day
from simmitt.engine.kpi.stops import stop_figures
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import say

STEPS = 4


def measure_as_is(log: EventLog, hours: WorkingHours, *, seed: int = 0, progress: Progress = silent) -> AsIs:
    """Give the plant's figures with 95 % intervals, its bottlenecks and its course over time.

    Parameters
    ----------
    log
        As read or as repaired; at least one row tells order, start and end.
    hours
        Working hours, for the load of the machines.
    seed
        Of the resampling. The same seed gives the same intervals.
    """
    step = say("Measuring today's state")
    facts = gather(log)
    weights = block_weights(len(facts.length_s), seed)
    progress(step, 0, STEPS)
    of_orders = order_figures(facts, seed)
    progress(step, 1, STEPS)
    of_flow = [*flow_figures(facts, weights), *quality_figures(facts, weights)]
    progress(step, 2, STEPS)
    of_machines = [*stop_figures(facts, weights, seed), *machine_figures(facts, hours, weights)]
    progress(step, 3, STEPS)
    found = find_bottlenecks(facts, hours)
    result = AsIs(
        as_datetime(facts, 0.0),
        as_datetime(facts, facts.horizon_s),
        (*of_orders, *of_flow, *of_machines),
        found,
        explain_agreement(facts, found),
        name_constraint(facts, hours),
        wip_by_day(facts),
        finished_by_week(facts),
    )
    progress(step, STEPS, STEPS)
    return result
