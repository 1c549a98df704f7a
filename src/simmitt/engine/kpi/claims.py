"""What reports and stops say about machines' time, before anything is decided between them."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.orders import seconds
from simmitt.engine.spans import Bools, Spans, merged

# Why a machine stands, as a table of stops tells it; where two are told, the first counts.
STOPPED = ("breakdown", "planned", "material", "operator", "setup", "other")


class Claims(NamedTuple):
    """Stretches of time by what they are; group is the machine."""

    jobs: Spans  # one per order at the machine, whatever was done
    setups: Spans  # one per order being set up
    downs: Spans  # one per order that stands at the broken machine
    alone: Spans  # running, although no order is told
    stopped: tuple[Spans, ...]  # in the order of STOPPED


def gather_claims(facts: Facts, stops: pl.DataFrame | None, micro_stop_s: float) -> Claims:
    """Give what rows and stops say of each machine.

    A breakdown that no order is booked on is a stop of the machine; so is every line of the
    table of stops. Stops and breakdowns shorter than the micro-stop threshold count as running.
    """
    told, named, down = facts.order >= 0, facts.machine >= 0, facts.is_breakdown
    stopped = _stops_by_kind(facts, stops, named & down & ~told)
    micro = [_of_length(spans, spans.seconds() < micro_stop_s) for spans in stopped]
    downs = _jobs(facts, named & down & told)
    return Claims(
        _at_work(facts),
        _jobs(facts, named & facts.is_setup),
        _of_length(downs, downs.seconds() >= micro_stop_s),
        _union([_of_rows(facts, named & ~told & facts.is_run), *micro]),
        tuple(_of_length(spans, spans.seconds() >= micro_stop_s) for spans in stopped),
    )


def _at_work(facts: Facts) -> Spans:
    """Give when each machine works on each order; breakdowns without an order are no work."""
    broken_alone = (facts.order < 0) & (facts.machine >= 0) & facts.is_breakdown
    if not broken_alone.any():
        return Spans(facts.visit_machine, facts.visits.start_s, facts.visits.end_s)
    tells = np.zeros(len(facts.machines), bool)
    tells[facts.machine[(facts.order >= 0) & (facts.machine >= 0)]] = True
    mine = (facts.machine >= 0) & ((facts.order >= 0) | ~tells[facts.machine])
    return _jobs(facts, mine & ~broken_alone)


def _jobs(facts: Facts, which: Bools) -> Spans:
    """Give the stretches of some rows per machine and order; group is the machine."""
    order = np.where(facts.order[which] >= 0, facts.order[which], facts.n_orders)
    pair = facts.machine[which] * (facts.n_orders + 1) + order
    spans = merged(pair, facts.start_s[which], facts.end_s[which])
    return spans._replace(group=spans.group // (facts.n_orders + 1))


def _of_rows(facts: Facts, which: Bools) -> Spans:
    return merged(facts.machine[which], facts.start_s[which], facts.end_s[which])


def _stops_by_kind(facts: Facts, stops: pl.DataFrame | None, broken_rows: Bools) -> tuple[Spans, ...]:
    """Give the stops of each kind, overlaps of one kind counted once."""
    first, *others = (_of_table(facts, stops, kind) for kind in STOPPED)
    return (_union([_of_rows(facts, broken_rows), first]), *others)


def _of_table(facts: Facts, stops: pl.DataFrame | None, kind: str) -> Spans:
    """Give a kind's stops from the table; one that names no machine counts for every machine."""
    if stops is None:
        return Spans(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    of_kind = pl.col("kind").cast(pl.String).fill_null("other") == kind
    rows = stops.filter(of_kind & pl.col("start_at").is_not_null() & pl.col("end_at").is_not_null())
    number = {name: index for index, name in enumerate(facts.machines)}
    machine = np.array([number.get(name, -1) for name in rows["machine"]], np.int64)
    everywhere = np.flatnonzero(rows["machine"].is_null().to_numpy())
    line = np.r_[np.flatnonzero(machine >= 0), np.tile(everywhere, len(facts.machines))]
    group = np.r_[machine[machine >= 0], np.repeat(np.arange(len(facts.machines)), len(everywhere))]
    begin, end = (np.clip(at - facts.first_s, 0.0, facts.horizon_s)[line] for at in seconds(rows))
    return merged(group, begin, np.maximum(end, begin))


def _union(parts: list[Spans]) -> Spans:
    group, start_s, end_s = (np.concatenate(each) for each in zip(*parts, strict=True))
    return merged(group, start_s, end_s)


def _of_length(spans: Spans, which: Bools) -> Spans:
    return Spans(spans.group[which], spans.start_s[which], spans.end_s[which])
