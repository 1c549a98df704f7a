"""What a finding does to the figures is what comes out when they are taken anew."""

import numpy as np
import polars as pl
import pytest
from engine.quality.planted_flow import FLOW
from engine.quality.planted_rows import ROWS
from engine.quality.planting import LATER, SAW, altered, everywhere, number, tidy

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import WORK_S, order_times, timed
from simmitt.engine.quality import diagnose
from simmitt.engine.quality.effects import moved_by_names, moved_in_time, moved_without
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports


def figures(rows: pl.DataFrame) -> dict[tuple[str, str], float]:
    """Take the headline figures the plain way."""
    times = order_times(timed(rows))
    lead, touch = times.lead_s() / 3600, times.touch_s / 3600
    taken = {
        ("busy_sum_h", "plant"): float(rows.select(WORK_S.sum()).item()) / 3600,
        ("orders", "plant"): float(len(lead)),
        ("lead_time_median_h", "plant"): float(np.median(lead)),
        ("touch_time_median_h", "plant"): float(np.median(touch)),
        ("flow_efficiency_share", "plant"): float(touch.sum() / lead.sum()),
    }
    by_machine = rows.filter(pl.col("machine").is_not_null()).group_by("machine").agg(WORK_S.sum() / 3600)
    return taken | {("busy_sum_h", name): hours for name, hours in by_machine.iter_rows()}


def assert_told(effect: Effect, before: pl.DataFrame, after: pl.DataFrame) -> None:
    old, new = figures(before), figures(after)
    for move in effect.moves:
        key = (move.figure, move.scope)
        assert move.before == pytest.approx(old.get(key, 0.0)), key
        assert move.after == pytest.approx(new.get(key, 0.0)), key
    told = {(move.figure, move.scope) for move in effect.moves}
    assert {key for key in old if key[1] == "plant" and old[key] != pytest.approx(new[key])} <= told


@pytest.mark.parametrize(
    "code", ["end_before_start", "far_dates", "padded_times", "exact_duplicates", "future_dates"]
)
def test_a_repair_moves_the_figures_as_told(code: str) -> None:
    case = {**ROWS, **FLOW}[code]()

    diagnosis = diagnose(case.log, today=case.today)

    finding = diagnosis.finding(code)
    assert finding is not None
    assert finding.effect.moves
    assert_told(finding.effect, case.log.rows, diagnosis.repaired.rows)


@pytest.mark.parametrize(
    "code", ["zero_length", "absurd_durations", "default_midnight_times", "reported_again"]
)
def test_what_is_not_repaired_is_told_without_the_rows(code: str) -> None:
    case = ROWS[code]()

    finding = diagnose(case.log, today=case.today).finding(code)

    assert finding is not None
    rest = case.log.rows.filter(~pl.col("row").is_in(list(finding.rows)))
    assert_told(finding.effect, case.log.rows, rest)


def test_one_spelling_moves_hours_between_names() -> None:
    log = altered(tidy(), range(2, 200), machine=pl.col("machine").str.to_lowercase())
    before, after = (Reports(each.rows, each, LATER) for each in (log, tidy()))

    effect = moved_by_names(before, after)

    assert effect.moves
    assert_told(effect, log.rows, tidy().rows)


def test_any_rows_taken_away_or_retimed_are_told_as_if_all_were_counted_anew() -> None:
    random = np.random.default_rng(5)
    reports = Reports(tidy().rows, tidy(), LATER)
    for share in (0.001, 0.05, 0.6, 1.0):
        hit = random.random(reports.n) < share
        longer = np.where(hit, reports.end_s + 7_200.0, reports.end_s)
        retimed = tidy().rows.with_columns(
            end_at=pl.col("end_at") + pl.lit(pl.Series(7_200_000_000 * hit).cast(pl.Duration("us")))
        )
        rest = tidy().rows.filter(pl.Series(~hit))

        if rest.height:
            assert_told(moved_without(reports, hit), tidy().rows, rest)
        assert_told(moved_in_time(reports, hit, reports.start_s, longer), tidy().rows, retimed)


def test_orders_that_vanish_are_told() -> None:
    rows = [number(17, SAW) + step for step in range(6)]
    log = everywhere(tidy(), rework=False)
    hit = log.rows["row"].is_in(rows).to_numpy()

    effect = moved_without(_reports(log), hit)

    (orders,) = (move for move in effect.moves if move.figure == "orders")
    assert (orders.before, orders.after) == (144, 143)


def _reports(log: EventLog) -> Reports:
    return Reports(log.rows, log, LATER)
