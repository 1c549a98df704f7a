"""Today's state in figures, with intervals: lead time, flow, machines, losses, bottlenecks."""

from simmitt.engine.kpi.asis import AsIs, Bottleneck, Constraint, Figure, Rank, Series
from simmitt.engine.kpi.losses import Losses, losses
from simmitt.engine.kpi.measure import measure_as_is

__all__ = [
    "AsIs",
    "Bottleneck",
    "Constraint",
    "Figure",
    "Losses",
    "Rank",
    "Series",
    "losses",
    "measure_as_is",
]
