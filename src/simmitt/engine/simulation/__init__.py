"""Replications of a factory: a compiled event kernel, its figures, a log written from it."""

from simmitt.engine.simulation.faults import HorizonUnknown, NothingLeftAfterWarmUp
from simmitt.engine.simulation.log import write_log
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
    "write_log",
]
