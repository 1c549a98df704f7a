"""The unrepaired real log gives the reference table's figures to its printed digits."""

import pytest

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours, learn_working_hours
from simmitt.engine.kpi import AsIs, losses, measure_as_is
from simmitt.engine.quality import diagnose

BUSIEST = "Machine 4 - Turning & Milling"


@pytest.fixture(scope="module")
def hours(real_log: EventLog) -> WorkingHours:
    return learn_working_hours(diagnose(real_log).repaired)


@pytest.fixture(scope="module")
def as_is(real_log: EventLog, hours: WorkingHours) -> AsIs:
    return measure_as_is(real_log, hours)


@pytest.mark.parametrize(
    ("figure", "scope", "printed"),
    [
        ("orders", "plant", "225"),
        ("lead_time_median_h", "plant", "333.6"),
        ("lead_time_mean_h", "plant", "494.9"),
        ("lead_time_p90_h", "plant", "1136"),
        ("lead_time_max_h", "plant", "2099"),
        ("touch_time_median_h", "plant", "31.8"),
        ("flow_efficiency_share", "plant", "0.113"),
        ("wip_mean_orders", "plant", "52.0"),
        ("wip_max_orders", "plant", "70"),
        ("scrap_share", "plant", "0.0064"),
        ("setup_share", "plant", "0.174"),
        ("setup_h", "plant", "2424"),
        ("setup_rows", "plant", "705"),
        ("setup_time_median_h", "plant", "2.67"),
        ("breakdown_rows", "plant", "53"),
        ("breakdown_h", "plant", "172"),
        ("order_pieces_median", "plant", "36"),
        ("busy_sum_h", "Quality Check 1", "2077.6"),
        ("busy_union_h", BUSIEST, "1390"),
        ("utilisation_union_share", BUSIEST, "0.649"),
        ("busy_union_h", "Machine 5 - Turning & Milling", "1276"),
        ("busy_union_h", "Machine 6 - Turning & Milling", "1218"),
        ("setup_share", "Machine 8 - Turning & Milling", "0.48"),
        ("setup_share", "Machine 9 - Turning & Milling", "0.32"),
        ("setup_share", "Machine 6 - Turning & Milling", "0.26"),
        ("setup_share", "Machine 10 - Grinding", "0.25"),
        ("setup_share", "Machine 5 - Turning & Milling", "0.24"),
        ("setup_share", BUSIEST, "0.20"),
    ],
)
def test_a_figure_equals_the_table_to_its_printed_digits(
    as_is: AsIs, figure: str, scope: str, printed: str
) -> None:
    decimals = len(printed.partition(".")[2])

    found = as_is.figure(figure, scope)

    assert f"{found.value:.{decimals}f}" == printed
    assert found.low <= found.value <= found.high


def test_summed_hours_and_clock_hours_name_different_bottlenecks_and_say_why(as_is: AsIs) -> None:
    named = {bottleneck.method: bottleneck.machine for bottleneck in as_is.bottlenecks}

    assert named["summed_hours"] == "Quality Check 1"
    assert named["union_hours"] == BUSIEST
    assert named["active_period"] == BUSIEST
    assert as_is.constraint is not None
    assert as_is.constraint.machine == BUSIEST
    assert as_is.agreement.values == {"summed": "Quality Check 1", "orders": 7, "union": BUSIEST}


def test_orders_likely_open_lengthen_the_median_by_a_fifth_or_more(as_is: AsIs) -> None:
    assert as_is.figure("lead_time_km_median_h").value > 1.2 * as_is.figure("lead_time_median_h").value


def test_orders_in_the_shop_by_day_agree_with_the_mean(as_is: AsIs) -> None:
    counts = as_is.wip_series.counts

    assert len(counts) == 90
    assert sum(counts) / len(counts) == pytest.approx(52, abs=2)
    assert sum(as_is.throughput_series.counts) == 225


def test_losses_of_every_machine_add_up_to_the_second(
    real_log: EventLog, hours: WorkingHours, as_is: AsIs
) -> None:
    for machine in real_log.rows["machine"].unique():
        found = losses(real_log, hours, machine)

        calendar, *parts = (step.seconds for step in found.steps())
        union_h = as_is.figure("busy_union_h", machine).value
        worked = found.breakdown_s + found.setup_s + found.scrap_s + found.good_s
        assert sum(parts) == pytest.approx(calendar, abs=1)
        assert worked == pytest.approx(3600 * union_h, abs=1)
        assert min(parts) >= -1
