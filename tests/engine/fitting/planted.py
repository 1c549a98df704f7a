"""Invented shops whose rules and loads are known, and the logs that they leave."""

from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Calendar,
    Dispatch,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation import replicate
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MONDAY = datetime(2026, 1, 5)


def shop_with_queue(
    rule: Dispatch, *, weeks: int = 30, delay_h: float = 0.0, load: float = 0.9, capacity: int = 1
) -> Factory:
    """Give a quick saw before a mill with a queue; its orders differ in all that rules look at."""
    day = Calendar("day", tuple(Shift(n * DAY_S + 6 * HOUR_S, n * DAY_S + 16 * HOUR_S) for n in range(5)))
    setup = Setup(Distribution("gamma", 0.6 * HOUR_S, 0.3)) if rule == "setup_saving" else None
    mill = Station("Mill", capacity=capacity, calendar="day", dispatch=rule, setup=setup)
    delay = Distribution("exponential", delay_h * HOUR_S) if delay_h else None
    run_h = 1.0
    products = tuple(
        Product(
            name,
            share,
            Distribution("lognormal", 20.0, 0.7),
            (Routing(("Sawing", "Milling")),),
            due_after_s=Distribution("gamma", due_h * HOUR_S, 0.5),
            priority=priority,
        )
        for name, share, due_h, priority in (
            ("Arm", 0.4, 60, 0),
            ("Bush", 0.35, 90, 1),
            ("Cam", 0.25, 120, 2),
        )
    )
    return Factory(
        "Planted",
        (Station("Saw", capacity=3, calendar="day"), mill),
        (
            Operation("Sawing", "Saw", Distribution("gamma", 0.3 * HOUR_S, 0.3), 20.0),
            Operation(
                "Milling", "Mill", Distribution("gamma", run_h * HOUR_S, 0.3), 20.0, 1.0, delay_s=delay
            ),
        ),
        products,
        Arrivals("poisson", per_week=load * 50.0 * capacity / run_h, calendar="day"),
        calendars=(day,),
        run=RunPlan(MONDAY, weeks * WEEK_S),
    )


def shop_with_oven(batch: Batch | None, *, weeks: int = 20, per_week: float = 50.0) -> Factory:
    """Give a quick saw before an oven that is open round the clock on weekdays."""
    plain = shop_with_queue("fifo", weeks=weeks)
    oven = Station("Oven", calendar="day", batch=batch)
    run = Distribution("gamma", 2.0 * HOUR_S, 0.2)
    saw, _ = plain.operations
    products = tuple(replace(each, routings=(Routing(("Sawing", "Hardening")),)) for each in plain.products)
    return replace(
        plain,
        stations=(plain.stations[0], oven),
        operations=(saw, Operation("Hardening", "Oven", run, 20.0)),
        products=products,
        arrivals=replace(plain.arrivals, per_week=per_week),
    )


def left_by(factory: Factory, seed: int = 1) -> EventLog:
    """Give one replication as a log that names products, pieces and due dates."""
    output = replicate(factory, replications=1, seed=seed, trace=True)
    trace = output.trace
    assert trace is not None
    order = trace.order
    rows = pl.DataFrame(
        {
            "row": range(2, len(order) + 2),
            "order": [f"{number:05d}" for number in order],
            "activity": [factory.operations[number].name for number in trace.operation],
            "machine": [
                f"{factory.operations[number].station} {place + 1}"
                for number, place in zip(trace.operation, trace.place, strict=True)
            ],
            "product": [factory.products[number].name for number in output.product[0, order]],
            "kind": [("run", "setup", "breakdown")[number] for number in trace.kind],
            "start_at": [MONDAY + timedelta(seconds=round(at)) for at in trace.start_s],
            "end_at": [MONDAY + timedelta(seconds=round(at)) for at in trace.end_s],
            "ordered_pieces": output.pieces_ordered[0, order],
            "due_at": [MONDAY + timedelta(seconds=round(at)) for at in output.due_s[0, order]],
        }
    )
    missing = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in rows.columns]
    full = rows.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    closes = MONDAY + timedelta(seconds=factory.run.horizon_s)
    return EventLog(full.filter(pl.col("end_at") <= closes), Source("made.csv", "0", "csv", ()))
