"""The shops that the rules are tried on, and what can be put into the calm one."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import polars as pl
from engine.conftest import log_of
from engine.observations.careless import Careless
from engine.observations.shapes import NOTHING, PACE
from engine.observations.shops import Shop, log_from
from engine.observations.sights import measured

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import EventLog, Source
from simmitt.engine.hours import WorkingHours
from simmitt.engine.observations.sight import Sight
from simmitt.engine.quality import Change, Effect, Finding

# A shop in which nothing is worth a sentence: one machine is busy, none is full, little waits.
CALM = Shop(
    weeks=16,
    seed=8,
    orders_per_week=16,
    products=("Bracket", "Shaft", "Flange", "Hub", "Cover", "Sleeve", "Plate", "Ring"),
    minutes={"Mill 2": (3.0, 3.8)},
    setups={"Mill 2": (10, 16), "Lathe 3": (10, 16)},
    wait_h=(1.0, 3.0),
    breakdowns={
        "Saw 1": (40, (60, 120)), "Mill 2": (50, (60, 120)), "Lathe 3": (60, (60, 120)),
        "Inspection": (70, (60, 120)),
    },
    scrap=dict.fromkeys(("Saw 1", "Mill 2", "Lathe 3", "Inspection"), 0.003),
    workers=4,
    due_days=(3, 4),
)  # fmt: skip

SHOPS: dict[str, Shop] = {
    "calm": CALM,
    "waits": replace(CALM, wait_h=(24, 72)),
    "quick": replace(CALM, wait_h=(0.02, 0.1), orders_per_week=6),
    "held": replace(CALM, held=(0.2, 900)),
    "lost": replace(CALM, held=(0.01, 1500)),
    "setups": replace(CALM, setups={"Mill 2": (60, 90), "Lathe 3": (10, 16)}),
    "long_setups": replace(CALM, setups={"Lathe 3": (130, 190)}),
    "saw_setups": replace(CALM, setups={"Saw 1": (45, 60)}),
    "again": replace(CALM, again_share=0.4),
    "stops": replace(CALM, breakdowns={"Mill 2": (6, (100, 200)), "Saw 1": (40, (60, 120))}),
    "stops_everywhere": replace(
        CALM, breakdowns=dict.fromkeys(("Saw 1", "Lathe 3", "Inspection"), (5, (90, 150)))
    ),
    "broken": replace(
        CALM,
        breakdowns={"Saw 1": (4, (10, 30)), "Mill 2": (20, (500, 800)), "Lathe 3": (40, (60, 80))},
        reasons=("tool", "tool", "belt", "tool"),
    ),
    "no_reasons": replace(CALM, breakdowns={"Saw 1": (8, (30, 60))}, reasons=(None, None, "belt")),
    "scrap": replace(CALM, scrap={"Lathe 3": 0.09}, review_share=0.02, rework_share=0.08),
    "grow": replace(CALM, growth=2.0, wait_h=(20, 60)),
    "month": replace(CALM, by_month=True),
    "large": replace(CALM, large=(0.06, 15), wait_h=(20, 60)),
    "side_by_side": replace(CALM, side_by_side=0.5),
    "short": replace(CALM, weeks=4),
    "busy": replace(CALM, minutes={"Mill 2": (5.4, 6.0)}),
    "twins": replace(CALM, minutes={"Mill 2": (5.2, 5.8), "Lathe 3": (5.2, 5.8)}),
    "mondays": replace(CALM, monday_only=True),
    "hurried": replace(CALM, setups={"Mill 2": (150, 200)}, minutes={}, wait_h=(0.1, 0.3)),
    "slow_moves": replace(CALM, wait_h=(4, 8), orders_per_week=17),
    "crowd": replace(CALM, places={"Inspection": 6}, minutes={"Inspection": (16, 24), "Mill 2": (3, 3.8)}),
    "dear": replace(CALM, products=("Bracket", "Shaft", "Flange"), setups={"Mill 2": (10, 16)},
                    dear_from=("Bracket", "Shaft", 4.0)),
    "alike": replace(CALM, products=("Bracket", "Bracket", "Shaft")),
    "shuffled": replace(CALM, shuffled=True, route=(*CALM.route, "Wash", "Drill 9")),
    "back": replace(CALM, back_share=0.5),
    "long_route": replace(
        CALM, route=(*CALM.route, *(f"Tap{number} x" for number in range(8))), pieces=(10, 20)
    ),
    "whole": replace(
        CALM, pieces=(60, 160), orders_per_week=5, minutes=dict.fromkeys(CALM.route, (3.0, 3.8))
    ),
    "late": replace(CALM, due_days=(0.3, 0.9)),
    "early": replace(CALM, due_days=(20, 30)),
    "few": replace(CALM, workers=2),
    "fridays": replace(CALM, friday_closes_h=12, weeks=20),
    "open": replace(CALM, wait_h=(70, 140), cut_weeks=12),
}  # fmt: skip


@cache
def shop(name: str, change: Careless | None = None) -> Sight:
    """Give the sight of a named shop, measured once; its rows changed as careless reporting would."""
    return measured(log_from(SHOPS[name], change))


def calm_with(hours: WorkingHours | None = None, **changes: Any) -> Sight:
    """Give the calm shop with larger shapes put in."""
    sight = shop("calm")
    as_is = replace(sight.as_is, constraint=PACE, **changes)
    return replace(sight, as_is=as_is, hours=hours or sight.hours)


def metered(idle_kw: float, busy_kw: float, machine_kw: tuple[float, ...] = ()) -> Sight:
    """Give the calm shop with meters read every hour: of the plant, and of its first machines."""
    log = log_from(SHOPS["calm"])
    hour = pl.datetime_range(log.first_at, log.last_at, "1h", eager=True)
    at_work = hour.dt.weekday().is_between(1, 5) & hour.dt.hour().is_between(7, 22)
    plant = pl.select(pl.when(pl.lit(at_work)).then(busy_kw).otherwise(idle_kw)).to_series()
    meters = {None: plant} | {
        name: pl.Series([kw] * len(hour)) for name, kw in zip(SHOPS["calm"].route, machine_kw, strict=False)
    }
    readings = [
        pl.DataFrame(
            {"row": 0, "meter": [name] * len(hour), "end_at": hour, "length_s": 3_600.0, "energy_kwh": kwh}
        )
        for name, kwh in meters.items()
    ]
    energy = pl.concat([each.cast(pl.Schema(SCHEMAS["energy"])) for each in readings])
    return measured(replace(log, companions=Companions(energy=energy)))


def by_the_day(**changes: float) -> Sight:
    """Give three months of sums per day of two machines that do well, but for the changes."""
    well = {"planned_s": 28_800.0, "run_s": 24_000.0, "setup_s": 900.0, "stop_s": 300.0, "good_pieces": 200.0,
            "rejected_pieces": 1.0} | changes  # fmt: skip
    days = pl.date_range(date(2024, 1, 1), date(2024, 3, 29), "1d", eager=True)
    days = days.filter(days.dt.weekday() <= 5)
    table = pl.concat(
        [pl.DataFrame({"date": days}).with_columns(machine=pl.lit(name)) for name in ("Saw 1", "Mill 2")]
    ).with_columns(
        row=pl.int_range(2, pl.len() + 2), product=pl.lit(None), **{k: pl.lit(v) for k, v in well.items()}
    )
    daily = table.select(list(SCHEMAS["daily"])).cast(pl.Schema(SCHEMAS["daily"]))
    empty = log_of([{}]).rows.clear()
    source = Source("days.csv", "0", "csv", (), sort="daily")
    return measured(EventLog(empty, source, Companions(daily=daily)))


def found(code: str, rows: int = 200) -> Sight:
    """Give the calm shop with a finding of the diagnosis put in."""
    sight = shop("calm")
    numbers = tuple(sight.log.rows["row"].head(rows).to_list())
    finding = Finding(code, "warning", NOTHING, rows, numbers, Effect(NOTHING), NOTHING)
    return replace(sight, diagnosis=replace(sight.diagnosis, findings=(finding,)))


def changed(what: Any, before: float, after: float, low: float, high: float) -> Sight:
    """Give the calm shop with a change half-way put in."""
    sight = shop("calm")
    share = after / before - 1
    change = Change(
        what, "Milling", "Mill 2", date(2024, 2, 26), before, after, "min/piece", share, low, high, 0.0, 99
    )
    return replace(sight, diagnosis=replace(sight.diagnosis, changes=(change,)))
