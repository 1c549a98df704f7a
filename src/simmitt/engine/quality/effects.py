"""Which figures a repair moves, computed by taking them before and after it."""

import numpy as np
import polars as pl

from simmitt.engine.orders import WORK_S, order_times, timed
from simmitt.engine.quality.findings import Effect, Move
from simmitt.ground.texts import Message, say
from simmitt.ground.units import hours

MACHINES_NAMED = 3
NOTHING = say("No figure moves.")


def summed_hours(rows: pl.DataFrame) -> float:
    """Give the hours of all rows together."""
    return hours(float(rows.select(WORK_S.sum()).item() or 0.0))


def moved(before: pl.DataFrame, after: pl.DataFrame, text: Message | None = None) -> Effect:
    """Give the headline figures that differ between two states of the rows."""
    moves = _headlines(before, after) + _machines(before, after)
    return Effect(text or _in_words(moves), tuple(moves))


def moved_between_machines(before: pl.DataFrame, after: pl.DataFrame, text: Message) -> Effect:
    """Give the machines whose hours differ between two states of the rows."""
    return Effect(text, tuple(_machines(before, after)))


def _headlines(before: pl.DataFrame, after: pl.DataFrame) -> list[Move]:
    old, new = _figures(before), _figures(after)
    return [
        Move(figure, "plant", old[figure], new[figure], unit)
        for figure, unit in _UNITS.items()
        if figure in old and figure in new and not np.isclose(old[figure], new[figure], rtol=1e-9)
    ]


_UNITS = {
    "busy_sum_h": "h",
    "orders": "orders",
    "lead_time_median_h": "h",
    "touch_time_median_h": "h",
    "flow_efficiency_share": "share",
}


def _figures(rows: pl.DataFrame) -> dict[str, float]:
    rows = timed(rows)
    if rows.is_empty():
        return {}
    times = order_times(rows)
    lead = times.lead_s()
    return {
        "busy_sum_h": summed_hours(rows),
        "orders": float(len(lead)),
        "lead_time_median_h": hours(float(np.median(lead))),
        "touch_time_median_h": hours(float(np.median(times.touch_s))),
        "flow_efficiency_share": float(times.touch_s.sum() / lead.sum()) if lead.sum() > 0 else 1.0,
    }


def _machines(before: pl.DataFrame, after: pl.DataFrame) -> list[Move]:
    """Give the machines whose summed hours move most."""
    both = _hours_by_machine(before).join(
        _hours_by_machine(after), on="machine", how="full", coalesce=True, suffix="_after"
    )
    change = pl.col("busy_h_after").fill_null(0.0) - pl.col("busy_h").fill_null(0.0)
    changed = both.with_columns(change=change).filter(pl.col("change").abs() > 1e-6)
    top = changed.sort(pl.col("change").abs(), "machine", descending=[True, False])
    return [
        Move("busy_sum_h", row["machine"], row["busy_h"] or 0.0, row["busy_h_after"] or 0.0, "h")
        for row in top.head(MACHINES_NAMED).iter_rows(named=True)
    ]


def _hours_by_machine(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.filter(pl.col("machine").is_not_null())
    return named.group_by("machine").agg(busy_h=WORK_S.sum() / 3600)


def _in_words(moves: list[Move]) -> Message:
    by_figure = {move.figure: move for move in moves if move.scope == "plant"}
    if "busy_sum_h" in by_figure:
        move = by_figure["busy_sum_h"]
        return say(
            "Hours booked in the log: {before:.1} with the rows as they stand, {after:.1} after.",
            before=move.before,
            after=move.after,
        )
    if "orders" in by_figure:
        move = by_figure["orders"]
        return say("Orders: {before} before, {after} after.", before=move.before, after=move.after)
    if moves:
        return say("Hours move from one name to another, their sum stays.")
    return NOTHING
