"""A figure from its id, its interval and its scope."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from simmitt.engine.kpi.asis import PLANT, Figure, ScopeKind
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.resampling import Interval, certain
from simmitt.ground.texts import Message

# Figures that an estimated start does not touch: counts, pieces, and what ends alone tell.
KNOWN_FROM_ENDS = frozenset(
    {
        "breakdown_rows", "first_pass_yield_share", "operators_seen", "order_pieces_median", "orders",
        "rolled_yield_share", "scrap_share", "setup_rows", "throughput_finished_orders_per_week",
        "throughput_orders_per_week", "orders_open", "on_time_share", "lateness_mean_h", "late_orders_open",
    }
)  # fmt: skip


def figure(
    figure_id: str,
    interval: Interval,
    scope: str = PLANT,
    definition: Message | None = None,
    kind: ScopeKind | None = None,
) -> Figure:
    """Give a figure with the unit and definition that its id stands for.

    Parameters
    ----------
    kind
        Of the scope; without it a scope other than the plant is a machine.
    """
    defined = DEFINITIONS[figure_id]
    return Figure(
        figure_id,
        scope,
        kind or ("plant" if scope == PLANT else "machine"),
        interval.value,
        interval.low,
        interval.high,
        defined.unit,
        definition or defined.text,
    )


def counted(figure_id: str, count: float, scope: str = PLANT, kind: ScopeKind | None = None) -> Figure:
    """Give a figure that is a plain count of what the log holds."""
    return figure(figure_id, certain(count), scope, kind=kind)


def known(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out figures that the log has nothing to compute from."""
    return [each for each in figures if np.isfinite(each.value)]


def mark_estimated(figures: Iterable[Figure], facts: Facts) -> list[Figure]:
    """Mark the figures that rest on starts that were estimated; a machine's by its own rows."""
    if not facts.any_estimated:
        return list(figures)
    machines = {facts.machines[code] for code in np.unique(facts.machine[facts.is_estimated]) if code >= 0}
    return [
        replace(each, estimated=True)
        if each.id not in KNOWN_FROM_ENDS and (each.scope_kind != "machine" or each.scope in machines)
        else each
        for each in figures
    ]
