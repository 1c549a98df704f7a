"""Every indicator of ISO 22400-2 that a log allows, by hand; the others say what is missing."""

from typing import Any

import numpy as np
import pytest
from engine.kpi.shops import log, open_from, row, stop, table, time_of

from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.ideal_cycles import told_cycles
from simmitt.engine.kpi.iso22400 import FORMULAS, Beside, element_name, iso_kpis, iso_kpis_of_machines
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import IsoKpi
from simmitt.engine.kpi.resampling import block_weights
from simmitt.engine.kpi.time_accounts import Spent, spend, time_accounts

NO_DRAWS = np.zeros((0, 8))

# Two days of a saw and a mill, open from 6 to 16 on the first. Order A: sawn 6-8 (20 good, 2 bad), mill set
# up 8-9, milled 9-12 (18 good, 1 bad, 1 held), the mill down 12-13. Order B: sawn 8-9 (10 good), milled
# again on the next day 30-31 as rework (4 good). The saw stands for want of material 10-11.
ROWS = [
    row("A", "Saw", 6, 8, activity="saw", good_pieces=20, rejected_pieces=2, rework=False),
    row("B", "Saw", 8, 9, activity="saw", good_pieces=10, rejected_pieces=0, rework=False),
    row("A", "Mill", 8, 9, activity="mill", kind="setup", rework=False),
    {
        **row("A", "Mill", 9, 12, activity="mill", good_pieces=18, rejected_pieces=1, rework=False),
        "review_pieces": 1,
    },
    row("A", "Mill", 12, 13, activity="mill", kind="breakdown", rework=False),
    row("B", "Mill", 30, 31, activity="mill", good_pieces=4, rejected_pieces=0, rework=True),
]  # fmt: skip
STOPS = [stop("Saw", 10, 11, "material"), stop("Saw", 14, 16, "planned")]


def shop(rows: list[dict[str, Any]] = ROWS, stops: list[dict[str, Any]] = STOPS) -> MachineTime:
    return time_of(rows, hours=open_from((6, 16)), stops=stops)


def spent(time: MachineTime) -> Spent:
    return spend(time, told_cycles(time.facts, {"saw": 300.0, "mill": 450.0}, None))


def by_code(found: tuple[IsoKpi, ...]) -> dict[str, IsoKpi]:
    return {each.code: each for each in found}


def value_of(kpi: IsoKpi) -> float:
    assert kpi.value is not None
    return kpi.value


def kpis(time: MachineTime, **options: Any) -> dict[str, IsoKpi]:
    return by_code(iso_kpis(time, spent(time), NO_DRAWS, **options))


# The log begins at 6, so the saw's and the mill's 10 open hours of the first day are all in it; the
# run 30-31 lies outside and counts as planned.
SAW_PBT, MILL_PBT = 10 - 2, 10 + 1
APT, AUST, ADET = 2 + 1 + 3 + 1, 1, 1 + 1
IDEAL_H, IDEAL_GOOD_H = 32 / 12 + 24 / 8, 30 / 12 + 22 / 8


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("allocation_ratio", (2 + 1 + 1 + 3 + 1 + 1) / ((13 - 6) + (31 - 8))),
        ("throughput_rate", (20 + 4) / 30),
        ("allocation_efficiency", (APT + AUST + ADET) / (SAW_PBT + MILL_PBT)),
        ("utilisation_efficiency", APT / (APT + AUST + ADET)),
        ("oee", IDEAL_GOOD_H / (SAW_PBT + MILL_PBT)),
        ("nee", (APT + AUST) / (SAW_PBT + MILL_PBT) * IDEAL_GOOD_H / APT),
        ("availability", APT / (SAW_PBT + MILL_PBT)),
        ("effectiveness", IDEAL_H / APT),
        ("quality_ratio", (20 + 10 + 18 + 4) / (22 + 10 + 20 + 4)),
        ("setup_ratio", AUST / (APT + AUST)),
        ("technical_efficiency", APT / (APT + ADET)),
        ("production_process_ratio", APT / 30),
        ("first_pass_yield", (20 + 10 + 18) / (22 + 10 + 20)),
        ("scrap_ratio", 3 / 56),
        ("rework_ratio", 4 / 56),
        ("fall_off_ratio", 3 / (22 + 10)),
        ("mtbf", (2 + 1 + 1 + 3 + 1) / (1 + 2)),
        ("mttf", (2 + 1 + 1 + 3 + 1) / (1 + 2)),
        ("mttr", 1 / (1 + 2)),
    ],
)
def test_an_indicator_is_what_its_formula_says(code: str, value: float) -> None:
    found = kpis(shop())[code]

    assert found.value == pytest.approx(value)
    assert found.missing == ()
    assert found.low == found.value == found.high


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("worker_efficiency", ("APWT", "APAT")),
        ("actual_to_planned_scrap", ("PSQ",)),
        ("machine_capability", ("USL", "LSL", "x")),
        ("critical_machine_capability", ("USL", "LSL", "x")),
        ("process_capability", ("USL", "LSL", "x")),
        ("critical_process_capability", ("USL", "LSL", "x")),
        ("energy_consumption", ("E",)),
        ("finished_goods_ratio", ("CM",)),
        ("integrated_goods_ratio", ("IGQ", "CM")),
        ("production_loss_ratio", ("PL", "CM")),
        ("storage_transport_loss_ratio", ("STL", "CM")),
        ("other_loss_ratio", ("OL", "CM")),
        ("equipment_load_ratio", ("EPC",)),
        ("inventory_turns", ("TH", "WIP")),
        ("corrective_maintenance_ratio", ("CMT", "PMT")),
    ],
)
def test_an_indicator_that_the_log_cannot_give_names_what_is_missing(
    code: str, missing: tuple[str, ...]
) -> None:
    found = kpis(shop())[code]

    assert found.value is None
    assert found.missing == missing
    assert found.remark is not None
    for element in missing:
        assert element_name(element).in_language("sv") in found.remark.in_language("sv")


def test_all_thirty_four_indicators_are_told_in_the_order_of_the_standard() -> None:
    found = iso_kpis(shop(), spent(shop()), NO_DRAWS)

    assert [each.code for each in found] == [each.code for each in FORMULAS]
    assert len(found) == 34


def test_energy_and_maintenance_beside_the_log_give_their_indicators() -> None:
    """50 kWh over the log for the 24 pieces of the last operations; 3 h of repair, 1 h of service."""
    time = shop()
    energy = table(
        "energy",
        [
            {
                "meter": "Main",
                "end_at": row("", "", 0, 31)["end_at"],
                "length_s": 25 * 3600.0,
                "energy_kwh": 50.0,
            }
        ],
    )
    maintenance = table(
        "maintenance",
        [
            {"machine": "Mill", "at": row("", "", 12, 13)["start_at"], "type": "Avhjälpande", "hours": 3.0},
            {"machine": "Mill", "at": row("", "", 14, 15)["start_at"], "type": "Förebyggande", "hours": 1.0},
            {"machine": "Mill", "at": row("", "", 15, 16)["start_at"], "type": "Övrigt", "hours": 9.0},
        ],
    )

    found = kpis(time, beside=Beside(energy, maintenance))

    assert found["energy_consumption"].value == pytest.approx(50 / 24)
    assert found["corrective_maintenance_ratio"].value == pytest.approx(0.75)


def test_inventory_turns_are_finished_orders_a_year_by_those_in_the_shop() -> None:
    """Ten orders of four hours each, one a day, the last seven hours of quiet left out: 10 by 40 hours."""
    rows = [row(f"A{n}", "Mill", 24 * n, 24 * n + 4, activity="pack") for n in range(10)]
    facts = gather(log([*rows, row("B", "Mill", 227, 227)]), closing_operations=("pack",), quiet_days=7 / 24)
    time = MachineTime(facts, open_from())

    found = by_code(iso_kpis(time, spend(time), NO_DRAWS))["inventory_turns"]

    assert found.value == pytest.approx(10 / 40 * 24 * 365.25)


def test_planned_busy_time_holds_setup_and_idle_time_and_the_remark_says_so() -> None:
    """Availability by the standard is far below the share of time with an order that was production."""
    found = kpis(shop())["availability"]

    assert found.value == pytest.approx(7 / 19)
    assert found.remark is not None
    assert found.remark.values["share"] == pytest.approx(7 / 10)


def test_oee_is_the_same_number_in_every_place() -> None:
    time = shop()

    plant, *machines = time_accounts(time, spent(time))
    of_machines = iso_kpis_of_machines(time, spent(time), NO_DRAWS)

    assert kpis(time)["oee"].value == pytest.approx(plant.oee)
    for account in machines:
        found = by_code(of_machines[account.scope])
        assert found["oee"].value == pytest.approx(account.oee)
        product = [value_of(found[code]) for code in ("availability", "effectiveness", "quality_ratio")]
        assert found["oee"].value == pytest.approx(np.prod(product))


def test_a_machine_whose_reports_have_no_length_was_not_idle_but_not_measured() -> None:
    time = shop([*ROWS, row("A", "Packing", 14, 14, activity="pack", good_pieces=18)])

    found = by_code(iso_kpis_of_machines(time, spent(time), NO_DRAWS)["Packing"])

    assert (found["availability"].value, found["availability"].missing) == (None, ("APT",))
    assert found["allocation_efficiency"].value is None


def test_of_a_machine_with_few_failures_nothing_is_said_of_the_time_between() -> None:
    down = [row(None, "Mill", hour, hour + 0.5, kind="breakdown") for hour in (9, 11, 13)]

    few, enough = (
        by_code(iso_kpis_of_machines(time, spent(time), NO_DRAWS)["Mill"])
        for time in (shop([*ROWS[:4], *down[:2]]), shop([*ROWS[:4], *down]))
    )

    assert few["mtbf"].value is None
    assert few["mtbf"].remark is not None
    assert few["mtbf"].remark.in_language("en") == "Failures: 2; the figure takes 3."
    # Set up and run from 8 to 12, of which it is down for an hour; by one more than the failures.
    assert enough["mtbf"].value == pytest.approx(3 / 4)
    assert enough["mttr"].value == pytest.approx(1.5 / 4)


def test_indicators_of_the_plant_are_no_means_of_the_machines() -> None:
    time = shop()

    machines = [
        value_of(by_code(each)["oee"]) for each in iso_kpis_of_machines(time, spent(time), NO_DRAWS).values()
    ]

    whole = value_of(kpis(time)["oee"])
    assert whole == pytest.approx((machines[0] * SAW_PBT + machines[1] * MILL_PBT) / (SAW_PBT + MILL_PBT))
    assert whole != pytest.approx(np.mean(machines))


def test_effectiveness_above_one_is_shown_with_a_remark() -> None:
    time = shop()
    quick = spend(time, told_cycles(time.facts, {"saw": 3000.0, "mill": 4500.0}, None))

    found = by_code(iso_kpis(time, quick, NO_DRAWS))["effectiveness"]

    assert found.value == pytest.approx(10 * IDEAL_H / APT)
    assert found.remark is not None
    assert "too long" in found.remark.in_language("en")


def test_one_threshold_of_micro_stops_moves_all_indicators_together() -> None:
    """The hour without material is shorter than the threshold: it becomes production everywhere."""
    strict, lenient = shop(), MachineTime(shop().facts, shop().hours, shop().stops, 3601.0)

    before, after = kpis(strict), kpis(lenient)

    assert after["availability"].value == pytest.approx((APT + 1 + 1) / (SAW_PBT + MILL_PBT))
    assert after["technical_efficiency"].value == pytest.approx(1.0)
    assert after["effectiveness"].value == pytest.approx(IDEAL_H / (APT + 1 + 1))
    assert after["oee"].value == pytest.approx(before["oee"].value)


def test_without_rejected_pieces_quality_and_oee_are_withheld_but_availability_is_not() -> None:
    rows = [{**each, "rejected_pieces": None, "review_pieces": None} for each in ROWS]

    found = kpis(shop(rows))

    for code in ("quality_ratio", "oee", "scrap_ratio", "first_pass_yield"):
        assert found[code].value is None
    assert found["oee"].missing == ("GQ",)
    assert found["availability"].value == pytest.approx(7 / 19)


def test_indicators_have_intervals_around_them_when_weeks_are_resampled() -> None:
    rows = [
        row(f"A{n}", "Mill", 24 * n + 6, 24 * n + 9 + n % 4, good_pieces=9 + n % 3, rejected_pieces=n % 2)
        for n in range(60)
    ]
    time = time_of(rows, hours=open_from(*((24 * day + 6, 24 * day + 16) for day in range(7))))

    found = iso_kpis(time, spend(time), block_weights(len(time.facts.length_s), 1))

    shown = by_code(found)
    for code in ("availability", "quality_ratio", "throughput_rate", "inventory_turns"):
        kpi = shown[code]
        assert kpi.low is not None
        assert kpi.high is not None
        assert kpi.value is not None
        assert kpi.low < kpi.value < kpi.high
