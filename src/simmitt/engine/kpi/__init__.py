"""Today's state in figures, with intervals: lead time, flow, machines, losses, bottlenecks."""

from simmitt.engine.kpi.asis import AsIs, Bottleneck, Constraint, Figure, Rank, Series
from simmitt.engine.kpi.losses import Losses, losses
from simmitt.engine.kpi.measure import Told, measure_as_is
from simmitt.engine.kpi.prices import Prices

__all__ = [
    "AsIs",
    "Bottleneck",
    "Constraint",
    "Figure",
    "Losses",
    "Prices",
    "Rank",
    "Series",
    "Told",
    "losses",
    "measure_as_is",
]
