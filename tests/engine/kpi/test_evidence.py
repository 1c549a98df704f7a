"""What a log can't bear is withheld, with the cheapest way to come to know it, and nothing else is."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import polars as pl
import pytest
from engine.kpi.shops import at, log, open_from, row, table

from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.bottlenecks import name_constraint
from simmitt.engine.kpi.definitions import DEFINITIONS, Evidence
from simmitt.engine.kpi.evidence import EVIDENCE, Known, enough_for, withheld
from simmitt.engine.kpi.facts import gather
from simmitt.engine.kpi.ideal_cycles import told_cycles
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import Withheld
from simmitt.engine.kpi.oee import oee_figures
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.kpi.stops import stop_figures
from simmitt.engine.kpi.time_accounts import spend
from simmitt.ground.texts import LANGUAGES

NO_DRAWS = np.zeros((0, 8))


def known(told: EventLog, **beside: Any) -> Known:
    facts = gather(told)
    return Known(
        told, facts, told_cycles(facts, beside.pop("ideal_cycle_s", {}), told.companions.products), **beside
    )


def found(told: EventLog, **beside: Any) -> dict[str, Withheld]:
    shop = known(told, **beside)
    constraint = name_constraint(shop.facts, open_from())
    figures = stop_figures(shop.facts, NO_DRAWS, 0)
    return {each.figure: each for each in withheld(shop, figures, constraint.machine if constraint else None)}


def without(told: EventLog, *columns: str) -> EventLog:
    empty = [pl.lit(None).cast(told.rows.schema[name]).alias(name) for name in columns]
    return EventLog(told.rows.with_columns(empty), told.source, told.companions)


def test_every_kind_of_evidence_says_how_it_is_found_and_what_to_note() -> None:
    assert set(EVIDENCE) == set(get_args(Evidence))
    for proof in EVIDENCE.values():
        assert proof.missing.in_language("sv") != proof.missing.in_language("en")
        assert proof.note.in_language("sv") != proof.note.in_language("en")


def test_deleting_the_quality_columns_withholds_quality_and_keeps_the_bottleneck(tidy_log: EventLog) -> None:
    poorer = without(tidy_log, "rejected_pieces", "review_pieces")

    before, after = found(tidy_log), found(poorer)

    gone = {"scrap_share", "first_pass_yield_share", "rolled_yield_share", "quality_share"}
    assert set(after) - set(before) == gone
    kept = ("bottleneck_share", "open_hours_load_share", "busy_union_h", "lead_time_median_h")
    assert not set(kept) & set(after)
    names = [name_constraint(gather(each), open_from()) for each in (tidy_log, poorer)]
    assert names[0] == names[1]
    time = MachineTime(gather(poorer), open_from())
    ids = {each.id for each in oee_figures(time, spend(time), NO_DRAWS)}
    assert "availability_share" in ids
    assert not ids & {"quality_share", "oee_share"}


def test_the_next_measurement_names_machine_weeks_record_and_what_it_would_tell(tidy_log: EventLog) -> None:
    shop = found(without(tidy_log, "rejected_pieces"))["scrap_share"]

    text = shop.next_measurement.in_language("en")

    assert [each.in_language("en") for each in shop.missing] == ["No row tells rejected pieces."]
    constraint = name_constraint(gather(tidy_log), open_from())
    assert constraint is not None
    weeks = gather(tidy_log).horizon_s / 604_800
    reports = tidy_log.rows.filter(pl.col("machine") == constraint.machine).height / weeks * 2
    assert text.startswith(f"At {constraint.machine}, for two ordinary weeks")
    assert "rejected pieces, with the reason in a word" in text
    assert f"Some {reports:.0f} reports" in text
    assert f"within {98 / np.sqrt(reports):.0f} percentage points" in text


def test_what_others_have_already_is_asked_for_and_not_measured(tidy_log: EventLog) -> None:
    text = found(tidy_log)["on_time_share"].next_measurement.in_language("en")

    assert text == (
        "Ask for the due date of every order: a list for the log's period is enough, "
        "nothing needs to be measured."
    )


def test_several_things_missing_are_asked_for_together(tidy_log: EventLog) -> None:
    shop = found(without(tidy_log, "rejected_pieces"))["oee_share"]

    text = shop.next_measurement.in_language("en")

    assert len(shop.missing) == 2
    assert "rejected pieces" in text
    assert "Ask for the ideal cycle time" in text


@pytest.mark.parametrize("orders", [3, 9])
def test_figures_of_few_orders_are_withheld_with_how_many_more_weeks(orders: int) -> None:
    told = log([row(f"A{n}", "Mill", 24 * n, 24 * n + 4) for n in range(orders)])

    shop = found(told)["lead_time_median_h"]

    assert shop.missing[0].values == {"seen": orders, "least": 10}
    weeks = ((orders - 1) * 24 + 4) / 168
    assert shop.next_measurement.values["weeks"] == max(np.ceil((10 - orders) * weeks / orders), 1)
    assert "busy_union_h" not in found(told)


def test_ten_orders_are_enough() -> None:
    told = log([row(f"A{n}", "Mill", 24 * n, 24 * n + 4) for n in range(10)])

    assert "lead_time_median_h" not in found(told)


def test_two_failures_withhold_the_mean_between_them_but_not_their_hours() -> None:
    rows = [row(f"A{n}", "Mill", 24 * n, 24 * n + 4) for n in range(12)]
    rows += [row("A1", "Mill", 30 + 24 * n, 31 + 24 * n, kind="breakdown") for n in range(2)]

    shop = found(log(rows))

    assert shop["mtbf_h"].missing[0].values == {"seen": 2, "least": 3}
    assert {"mttr_h", "failure_shape", "availability_by_failures_share"} <= set(shop)
    assert "breakdown_h" not in shop


def test_three_failures_are_enough_and_their_course_is_not() -> None:
    rows = [row(f"A{n}", "Mill", 24 * n, 24 * n + 4) for n in range(12)]
    rows += [row("A1", "Mill", 30 + 24 * n, 31 + 24 * n, kind="breakdown") for n in range(3)]

    shop = found(log(rows))

    assert "mtbf_h" not in shop
    assert shop["failure_shape"].missing[0].values == {"seen": 3, "least": 7}


def test_tables_beside_the_log_are_evidence_too() -> None:
    rows = [row(f"A{n}", "Mill", 24 * n, 24 * n + 4, product="Bracket", good_pieces=4) for n in range(12)]
    poor = log(rows)
    rich = EventLog(
        poor.rows,
        poor.source,
        Companions(
            stops=table(
                "stops", [{"machine": "Mill", "start_at": at(5), "end_at": at(6), "kind": "breakdown"}]
            ),
            orders=table("orders", [{"order": "A1", "due_at": at(99)}]),
            products=table("products", [{"product": "Bracket", "ideal_cycle_s": 60.0, "price_sek": 9.0}]),
            energy=table("energy", [{"end_at": at(9), "length_s": 3600.0, "energy_kwh": 1.0}]),
        ),
    )

    evidence: tuple[Evidence, ...] = ("breakdowns", "due_dates", "ideal_cycles", "prices", "energy", "stops")

    assert [EVIDENCE[name].found(known(rich)) for name in evidence] == [True] * 6
    assert [EVIDENCE[name].found(known(poor)) for name in evidence] == [False] * 6
    assert EVIDENCE["prices"].found(known(poor, prices=Prices(order_value_sek=1.0)))
    assert not EVIDENCE["prices"].found(known(poor, prices=Prices()))


def test_repeated_changeovers_are_found_only_where_the_same_change_comes_twice() -> None:
    def changes(*products: str) -> Known:
        rows = [
            row(f"A{n}", "Mill", n, n + 1, product=product, kind="setup" if n else "run")
            for n, product in enumerate(products)
        ]
        return known(log(rows))

    assert EVIDENCE["repeated_setups"].found(changes("X", "Y", "X", "Y"))
    assert not EVIDENCE["repeated_setups"].found(changes("X", "Y", "Z", "X"))


def test_a_log_of_states_alone_withholds_what_needs_orders() -> None:
    shop = found(log([row(None, "Press", n, n + 1) for n in range(40)]))

    assert "lead_time_median_h" in shop
    assert "waiting_before_h" in shop
    assert "busy_union_h" not in shop


def test_no_number_of_a_withheld_figure_is_told(tidy_log: EventLog) -> None:
    """The words hold counts, hours and widths of the measurement, never a value of the figure."""
    for each in found(without(tidy_log, "rejected_pieces", "product", "activity")).values():
        assert each.name == DEFINITIONS[each.figure].name
        told = keys(each.next_measurement.values)
        assert told <= {
            "machine", "hours", "notes", "gain", "count", "points", "share", "factor", "record", "list",
            "first", "rest", "weeks", "least",
        }  # fmt: skip


def keys(values: Any) -> set[str]:
    nested = [
        keys(each.values) for each in values.values() if hasattr(each, "values") and hasattr(each, "text")
    ]
    return set(values).union(*nested)


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda told: told, 0),
        (lambda told: without(told, "machine"), 5),
        (lambda told: without(told, "order"), 5),
        (lambda told: EventLog(told.rows.clear(), told.source), 20),
    ],
)
def test_any_log_has_an_answer_in_both_languages(
    tidy_log: EventLog, change: Callable[[EventLog], EventLog], least: int
) -> None:
    shop = found(change(tidy_log))

    assert len(shop) >= least
    for each in shop.values():
        for language in LANGUAGES:
            assert each.next_measurement.in_language(language)


def test_counts_take_no_number_of_orders() -> None:
    assert enough_for("orders") is None
    assert enough_for("wip_max_orders") is None
    assert enough_for("lead_time_mean_h") is not None
