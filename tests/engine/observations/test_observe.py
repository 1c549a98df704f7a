"""From what the rules see to the sentences that are told: order, doubles, doubt, words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from engine.observations.catalogue import calm_with
from engine.observations.shapes import stream
from engine.observations.sights import as_is_of, figure, told

from simmitt.engine.kpi.nouns import Withheld
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.observations import all_rules, observe, weightiest
from simmitt.engine.observations.flow import lies_after_the_last_step
from simmitt.engine.observations.observation import Observation, Theme
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders, weight, work
from simmitt.ground.texts import say

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "observations.md"

MUCH_SETUP = (figure("setup_share", 0.2, 0.15, 0.25), figure("setup_h", 100, 80, 120))
LITTLE_TOUCH = figure("flow_efficiency_share", 0.1, 0.08, 0.12)
BREAKDOWNS = (figure("breakdown_share", 0.1, 0.08, 0.12), figure("breakdown_h", 50, 40, 60))


def said(sight: Sight) -> tuple[Observation, ...]:
    return observe(sight.log, sight.diagnosis, sight.hours, sight.as_is, sight.prices)


def codes(sight: Sight) -> list[str]:
    return [each.code for each in said(sight)]


def test_there_are_sixty_rules_and_no_code_twice() -> None:
    rules = [rule.code for _, rule in all_rules()]

    assert len(rules) >= 60
    assert len(set(rules)) == len(rules)


def test_the_most_hours_come_first_where_nobody_told_a_price() -> None:
    sight = told(*MUCH_SETUP, *BREAKDOWNS)

    assert codes(sight) == ["setup_takes_hours", "breakdowns_take_hours"]


def test_kronor_decide_where_all_prices_are_told() -> None:
    scrap = figure("scrap_share", 0.05, 0.04, 0.06)
    dear = Prices(400.0, True, order_value_sek=10_000.0, scrap_cost_per_piece_sek=50_000.0)

    sight = told(*MUCH_SETUP, scrap, prices=dear)
    rejected = sight.log.rows.with_columns(rejected_pieces=5.0)
    sight = replace(sight, log=replace(sight.log, rows=rejected))

    first, second = said(sight)
    assert (first.code, second.code) == ("scrap_is_high", "setup_takes_hours")
    assert second.stake_sek == 100 * 400.0
    assert first.stake_sek == pytest.approx(0.05 * sight.work_h * 400.0 + 10 * 50_000.0)


def test_an_hour_of_an_order_weighs_as_the_work_done_in_it() -> None:
    sight = told(LITTLE_TOUCH)

    # Two orders of four hours each, worked on all the time: an order's hour is an hour of work.
    assert sight.work_h == sight.orders_h == 8
    assert weight(orders(sight, 4.0), sight) == weight(work(sight, 4.0), sight)


def test_an_order_s_hour_costs_the_capital_tied_up_in_it() -> None:
    sight = told(prices=Prices(400.0, True, order_value_sek=87_660.0, carrying_rate=0.2))

    assert orders(sight, 10.0).sek == pytest.approx(10 * 87_660.0 * 0.2 / 8766.0)
    assert work(sight, 10.0).sek == 4_000.0


def test_a_usual_price_that_nobody_told_makes_no_kronor() -> None:
    (only,) = said(told(*MUCH_SETUP))

    assert only.stake_sek is None


def test_an_interval_that_reaches_over_the_threshold_says_nothing() -> None:
    unsure = (figure("setup_share", 0.2, 0.05, 0.35), figure("setup_h", 100, 20, 180))

    assert codes(told(*unsure)) == []


def test_a_withheld_figure_raises_nothing() -> None:
    missing = Withheld("setup_share", say("{name}", name=""), (), say("{name}", name=""))

    assert codes(told(*MUCH_SETUP, withheld=(missing,))) == []


def test_a_figure_that_is_no_number_raises_nothing() -> None:
    assert codes(told(figure("setup_share", float("nan"), float("nan"), float("nan")), MUCH_SETUP[1])) == []


def test_the_narrower_sentence_takes_the_place_of_the_wider() -> None:
    through = (
        figure("first_pass_yield_share", 0.8, 0.75, 0.85),
        figure("scrap_share", 0.1, 0.05, 0.15),
    )

    assert codes(told(*through)) == ["not_right_the_first_time"]


def test_what_supersedes_exists_and_nothing_supersedes_itself() -> None:
    known = {rule.code for _, rule in all_rules()}

    for _, rule in all_rules():
        assert set(rule.supersedes) <= known - {rule.code}


def test_an_observation_on_estimated_starts_says_so() -> None:
    share, hours = MUCH_SETUP

    (only,) = said(told(replace(share, estimated=True), hours))

    assert only.estimated


def test_the_first_few_hold_no_more_of_one_theme_than_asked() -> None:
    themes: tuple[Theme, ...] = ("setup", "setup", "setup", "wip", "data")
    seen = tuple(
        Observation(f"o{number}", say("{name}", name=""), None, 1.0, None, (), theme=theme)
        for number, theme in enumerate(themes)
    )

    assert [each.code for each in weightiest(seen, 4, 2)] == ["o0", "o1", "o3", "o4"]
    assert [each.code for each in weightiest(seen, 2, 2)] == ["o0", "o1"]


def test_a_stream_without_family_is_told_without_one() -> None:
    nameless = replace(stream(after_last_h=20.0), family="", products=())
    sight = calm_with(streams=(nameless,))

    told_of = lies_after_the_last_step(sight)

    assert told_of is not None
    assert told_of.sentence.in_language("en") == "A finished order lies 20.0 hours after the last step."


def test_a_log_that_tells_nothing_raises_nothing() -> None:
    sight = told()
    empty = replace(sight.log, rows=sight.log.rows.clear())

    assert observe(empty, sight.diagnosis, None, as_is_of(), Prices()) == ()


def test_the_reference_lists_every_rule_with_when_it_speaks_and_what_it_rests_on() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.*?) \|$", REFERENCE.read_text("utf-8"), re.M)

    assert {code: tuple(rest) for code, *rest in listed} == {
        rule.code: (
            (rule.look.__doc__ or "").splitlines()[0].removeprefix("Speak where ").removesuffix("."),
            ", ".join(f"`{each}`" for each in rule.rests_on),
            ", ".join(f"`{each}`" for each in rule.supersedes),
        )
        for _, rule in all_rules()
    }
