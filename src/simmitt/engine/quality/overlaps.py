"""Work that lies over other work: explained, never repaired."""

import numpy as np
import polars as pl

from simmitt.engine.orders import codes, seconds
from simmitt.engine.quality.effects import summed_hours
from simmitt.engine.quality.findings import Checked, Effect, Finding, Move, row_numbers
from simmitt.engine.spans import Ints, depths, merged, overlapping
from simmitt.ground.texts import say, say_many
from simmitt.ground.units import HOUR_S

NAMED = 10


def machine_overlaps(rows: pl.DataFrame) -> Checked:
    """Tell of rows that start before an earlier one on the same machine has ended."""
    hit = _overlapping(rows, "machine")
    if hit.is_empty():
        return rows, []
    counts = hit["machine"].value_counts(name="n", sort=False).sort("n", "machine", descending=[True, False])
    between = _between_orders(rows)
    finding = Finding(
        "machine_overlaps",
        "info",
        say("Several jobs at once on one machine or station"),
        hit.height,
        row_numbers(hit.sort("row")),
        _booked_twice(rows, counts["machine"].head(3).to_list()),
        say("Nothing done: several places or people, or lots reported together. Capacity is read from them."),
        doubtful=False,
        details=tuple(
            say_many(
                "{machine}: {count} row, up to {orders} orders at once",
                "{machine}: {count} rows, up to {orders} orders at once",
                n,
                machine=machine,
                orders=between.get(machine, 1),
            )
            for machine, n in counts.head(NAMED).iter_rows()
        ),
    )
    return rows, [finding]


def worker_overlaps(rows: pl.DataFrame) -> Checked:
    """Tell of rows that start before an earlier one by the same person has ended."""
    hit = _overlapping(rows, "worker")
    if hit.is_empty():
        return rows, []
    people = hit["worker"].n_unique()
    finding = Finding(
        "worker_overlaps",
        "info",
        say("One person on several jobs at once"),
        hit.height,
        row_numbers(hit.sort("row")),
        Effect(
            say_many(
                "{count} person tends several machines or reports jobs together: "
                "summed hours are machine hours, not people's.",
                "{count} people tend several machines or report jobs together: "
                "summed hours are machine hours, not people's.",
                people,
            )
        ),
        say("Nothing done: it is a way of working, not an error."),
        doubtful=False,
    )
    return rows, [finding]


def _overlapping(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    named = rows.filter(pl.col(column).is_not_null())
    group, _ = codes(named[column])
    return named.filter(pl.Series(overlapping(group, *seconds(named)), dtype=pl.Boolean))


def _booked_twice(rows: pl.DataFrame, machines: list[str]) -> Effect:
    """Give the hours of the machines summed and counted once."""
    named = rows.filter(pl.col("machine").is_not_null())
    group, names = codes(named["machine"])
    union = merged(group, *seconds(named)).per_group(len(names)) / HOUR_S
    once = dict(zip(names, union.tolist(), strict=True))
    moves = tuple(
        Move("busy_h", name, summed_hours(named.filter(pl.col("machine") == name)), once[name], "h")
        for name in machines
    )
    top = moves[0]
    text = say(
        "At {machine} {before:.0} hours are booked within {after:.0} hours of clock time.",
        machine=top.scope,
        before=top.before,
        after=top.after,
    )
    return Effect(text, moves)


def _between_orders(rows: pl.DataFrame) -> dict[str, int]:
    """Give, per machine, the largest number of different orders worked on at the same time."""
    named = rows.filter(pl.col("machine").is_not_null())
    machine, names = codes(named["machine"])
    order, orders = codes(named["order"])
    visits = merged(machine * len(orders) + order, *seconds(named))
    pieces = depths(_machine_of(visits.group, len(orders)), visits.start_s, visits.end_s)
    most = np.ones(len(names), np.int64)
    np.maximum.at(most, pieces.group, pieces.depth)
    return dict(zip(names, most.tolist(), strict=True))


def _machine_of(pair: Ints, orders: int) -> Ints:
    return pair // orders
