"""Replications of a factory: a compiled event kernel, its output, a log written from it."""

from simmitt.engine.simulation.faults import HorizonUnknown, NothingLeftAfterWarmUp
from simmitt.engine.simulation.log import write_log
from simmitt.engine.simulation.output import STATES, Output, Trace
from simmitt.engine.simulation.replication import replicate, replicate_pairs

__all__ = [
    "STATES",
    "HorizonUnknown",
    "NothingLeftAfterWarmUp",
    "Output",
    "Trace",
    "replicate",
    "replicate_pairs",
    "write_log",
]
