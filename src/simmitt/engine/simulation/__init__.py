"""Replications of a factory: a compiled event kernel, a recursion for lines, and their figures.

Writing a log needs tables, which are slow to load: it is asked for by name, ``simulation.log``.
"""

from simmitt.engine.simulation.faults import HorizonUnknown, NothingLeftAfterWarmUp
from simmitt.engine.simulation.output import STATES, Output, Trace
from simmitt.engine.simulation.replication import replicate, replicate_pairs
from simmitt.engine.simulation.study import Asked, Simulated, simulate

__all__ = [
    "STATES",
    "Asked",
    "HorizonUnknown",
    "NothingLeftAfterWarmUp",
    "Output",
    "Simulated",
    "Trace",
    "replicate",
    "replicate_pairs",
    "simulate",
]
