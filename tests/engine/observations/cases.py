"""For every rule a shop in which it speaks, and one in which it has no reason to."""

from collections.abc import Callable
from typing import Any

from engine.observations import careless
from engine.observations.catalogue import by_the_day, calm_with, changed, found, metered, shop
from engine.observations.shapes import (
    DAY_SHIFTS,
    PACE,
    account,
    bottlenecks,
    by_day,
    closing,
    hours,
    stream,
    waiting,
    week,
)
from engine.observations.sights import figure, told

from simmitt.engine.observations.sight import Sight

MachineFigure = tuple[str, float, float, float, str]


class Tell:
    """A sight of figures that were put together by hand."""

    def __init__(self, *figures: MachineFigure | tuple[str, float, float, float], **changes: Any) -> None:
        self.figures, self.changes = figures, changes

    def __call__(self) -> Sight:
        return told(*(figure(*each) for each in self.figures), **self.changes)


SPEAKS: dict[str, Callable[[], Sight]] = {
    # Lead time.
    "orders_mostly_wait": lambda: shop("waits"),
    "work_takes_the_time": lambda: shop("quick"),
    "slow_tail": lambda: shop("held"),
    "order_left_behind": lambda: shop("lost"),
    "few_orders_take_the_room": lambda: shop("held"),
    "open_orders_hide": Tell(
        ("lead_time_median_h", 300, 280, 330), ("lead_time_km_median_h", 400, 350, 460),
        closing=closing(20, 100),
    ),
    "lead_time_while_closed": lambda: shop("waits"),
    # Waiting.
    "waits_for_busy_machine": lambda: shop("mondays"),
    "waits_while_overtaken": lambda: calm_with(waiting=waiting("prioritisation")),
    "waits_for_setup": lambda: shop("hurried"),
    "waits_in_batches": lambda: calm_with(waiting=waiting("batching")),
    "waits_while_closed": lambda: shop("whole"),
    "waits_at_a_free_machine": lambda: calm_with(waiting=waiting("starved_blocked")),
    "waits_without_reason": lambda: shop("crowd"),
    "one_machine_holds_the_waiting": lambda: shop("busy"),
    "queue_stands_elsewhere": lambda: shop("calm"),
    # Bottleneck.
    "constraint_is_full": lambda: shop("busy"),
    "ways_agree": lambda: shop("busy"),
    "works_beyond_hours": Tell(
        ("open_hours_load_share", 1.2, 1.1, 1.3, "Mill 2"), ("busy_union_h", 600, 580, 620, "Mill 2"),
        constraint=PACE,
    ),
    "no_machine_is_full": lambda: shop("quick"),
    "next_machine_is_close": lambda: shop("twins"),
    "ways_disagree": lambda: calm_with(
        bottlenecks=bottlenecks("Saw 1", "Mill 2", "Lathe 3", "Inspection", "Mill 2")
    ),
    "several_places_look_like_one": Tell(
        ("capacity_seen", 4, 4, 4, "Inspection"), ("busy_sum_h", 900, 850, 950, "Inspection"),
        bottlenecks=bottlenecks("Inspection", "Mill 2", "Mill 2", "Mill 2", "Mill 2"),
    ),
    "bottleneck_moves": lambda: shop("long_route"),
    "constraint_stands_idle": lambda: calm_with(
        accounts=(account(idle=30.0),), waiting=waiting("starved_blocked")
    ),
    # Setups.
    "setup_takes_hours": lambda: shop("setups"),
    "setup_at_the_constraint": lambda: shop("setups"),
    "setup_at_another_machine": lambda: shop("saw_setups"),
    "setup_eats_the_run": lambda: shop("long_setups"),
    "setups_are_long": lambda: shop("long_setups"),
    "changeover_depends_on_sequence": lambda: shop("dear"),
    "better_sequence_possible": lambda: shop("dear"),
    "setup_for_the_same_product": lambda: shop("alike"),
    # Breakdowns.
    "breakdowns_take_hours": lambda: shop("stops_everywhere"),
    "breakdowns_at_the_constraint": lambda: shop("stops"),
    "breaks_down_often": lambda: shop("broken"),
    "repairs_take_long": lambda: shop("broken"),
    "one_machine_breaks_down": lambda: shop("broken"),
    "failures_come_with_wear": lambda: shop("stops"),
    "failures_follow_repairs": Tell(
        ("failure_shape", 0.5, 0.3, 0.7, "Saw 1"), ("breakdown_h", 60, 40, 80, "Saw 1")
    ),
    "one_reason_stops": lambda: shop("broken"),
    "stops_without_reason": lambda: shop("no_reasons"),
    # Quality.
    "scrap_is_high": lambda: shop("scrap"),
    "one_step_scraps": lambda: shop("scrap"),
    "rework_takes_hours": lambda: shop("scrap"),
    "pieces_wait_for_a_decision": lambda: shop("scrap"),
    "scrap_after_the_constraint": lambda: shop("scrap"),
    "not_right_the_first_time": Tell(("first_pass_yield_share", 0.8, 0.75, 0.85)),
    "few_come_through_unharmed": Tell(("rolled_yield_share", 0.7, 0.65, 0.75)),
    "orders_come_back": lambda: shop("back"),
    "speed_is_lost": lambda: calm_with(accounts=(account(speed=12.0, speed_known=0.85),)),
    "oee_is_low": lambda: calm_with(accounts=(account(oee=0.5, setup=30.0),)),
    # Ways through the shop.
    "every_order_its_own_way": lambda: shop("shuffled"),
    "most_orders_one_way": lambda: shop("open"),
    "orders_go_back": lambda: shop("back"),
    "one_passage_is_slow": lambda: shop("busy"),
    "many_hand_overs": lambda: shop("long_route"),
    "lies_after_the_last_step": lambda: calm_with(streams=(stream(after_last_h=20.0),)),
    "one_step_holds_the_stream": lambda: shop("busy"),
    # Orders and batches.
    "large_orders_dominate": lambda: shop("large"),
    "small_orders_many": lambda: shop("large", careless.tiny_half),
    "set_up_again": lambda: shop("again"),
    "orders_run_in_parallel": lambda: shop("side_by_side"),
    "small_orders_are_setup": lambda: shop("setups", careless.tiny_half),
    "batches_move_whole": lambda: shop("whole"),
    "orders_run_together": Tell(
        ("batch_share", 0.5, 0.4, 0.6, "Oven"), ("batch_orders_mean", 3, 2.8, 3.2, "Oven"),
        ("waiting_before_h", 900, 800, 1000, "Oven"),
    ),
    # Orders under way.
    "orders_pile_up": lambda: shop("grow"),
    "orders_run_out": lambda: told(
        figure("wip_mean_orders", 50, 45, 55), wip_series=by_day([100 - day // 2 for day in range(140)])
    ),
    "much_work_under_way": Tell(
        ("wip_mean_orders", 120, 110, 130), ("throughput_finished_orders_per_week", 20, 18, 22)
    ),
    "work_comes_in_heaps": Tell(("wip_mean_orders", 20, 18, 22), ("wip_max_orders", 60, 50, 65)),
    "flow_does_not_add_up": Tell(("littles_law_residual_share", 0.3, 0.2, 0.4)),
    "more_starts_than_finishes": Tell(
        ("throughput_orders_per_week", 20, 19, 21), ("throughput_finished_orders_per_week", 15, 14, 16)
    ),
    "output_is_uneven": lambda: shop("month"),
    # What varies, and what has changed.
    "work_varies": Tell(
        ("work_per_piece_cv", 1.8, 1.5, 2.1, "Lathe 3"), ("busy_union_h", 300, 280, 320, "Lathe 3")
    ),
    "orders_come_in_bursts": lambda: shop("mondays"),
    "queue_is_longer_than_load_explains": lambda: shop("waits"),
    "work_takes_longer": lambda: changed("work_time", 2.0, 2.6, 0.2, 0.4),
    "work_goes_quicker": lambda: changed("work_time", 2.0, 1.5, -0.35, -0.15),
    "orders_come_at_another_rate": lambda: changed("arrivals", 16.0, 24.0, 0.3, 0.7),
    # Working hours.
    "full_machine_closes_early": lambda: shop("busy"),
    "constraint_opens_less": lambda: calm_with(
        hours(week(DAY_SHIFTS), week(dict.fromkeys(range(6, 14), 1.0))),
        figures=(figure("open_hours_load_share", 0.5, 0.48, 0.7, "Mill 2"),),
    ),
    "one_day_is_weak": lambda: shop("fridays"),
    "shifts_start_slowly": lambda: calm_with(hours(week(DAY_SHIFTS | {6: 0.3}))),
    "shifts_end_early": lambda: shop("waits"),
    "work_outside_the_hours": lambda: calm_with(
        hours(week(DAY_SHIFTS | dict.fromkeys((0, 1, 2, 3, 4, 5, 22, 23), 0.24)))
    ),
    # Delivery.
    "promises_are_broken": lambda: shop("late"),
    "late_orders_lie_open": lambda: shop("open"),
    "orders_are_early": lambda: shop("early"),
    "promises_are_shorter_than_work": lambda: shop("late"),
    # Energy.
    "energy_while_nothing_works": lambda: metered(idle_kw=8.0, busy_kw=20.0),
    "energy_while_closed": lambda: metered(idle_kw=8.0, busy_kw=20.0),
    "one_machine_takes_the_energy": lambda: metered(idle_kw=1.0, busy_kw=20.0, machine_kw=(7.0, 1.0, 1.0)),
    # Sums per day.
    "days_of_setup": lambda: by_the_day(setup_s=7_200.0),
    "days_of_stops": lambda: by_the_day(stop_s=4_000.0),
    "days_of_scrap": lambda: by_the_day(rejected_pieces=9.0),
    "days_half_used": lambda: by_the_day(run_s=9_000.0),
    # People.
    "no_operator_at_the_constraint": lambda: calm_with(accounts=(account(no_operator=10.0),)),
    "few_run_the_constraint": lambda: shop("few"),
    "one_minds_several_machines": Tell(("machines_per_operator_mean", 2.1, 2.0, 2.2)),
    # The log itself.
    "starts_are_estimated": lambda: shop("calm", careless.estimated),
    "times_were_filled_in": lambda: shop("calm", careless.padded),
    "times_disagree": lambda: shop("calm", careless.disagreeing),
    "rows_run_too_long": lambda: shop("calm", careless.forgotten),
    "rows_stand_twice": lambda: shop("calm", careless.twice),
    "times_begin_at_midnight": lambda: shop("calm", careless.midnight),
    "rows_name_no_machine": lambda: shop("calm", careless.no_machine),
    "rows_cannot_count": lambda: shop("calm", careless.no_order),
    "names_are_spelt_differently": lambda: shop("calm", careless.misspelt),
    "machines_may_be_people": lambda: found("resources_may_be_people", 14),
    "times_are_rounded": lambda: found("rounded_times", 1500),
    "jobs_are_reported_together": lambda: found("reported_together"),
    "a_step_is_not_reported": lambda: found("unreported_step"),
    "work_leaves_the_house": lambda: found("outside_work"),
    "log_is_short": lambda: shop("short"),
    "many_orders_are_open": lambda: shop("open"),
    "no_breakdown_is_reported": lambda: shop("calm", careless.without("breakdown")),
    "no_scrap_is_reported": lambda: shop("calm", careless.no_scrap),
    "no_setup_is_reported": lambda: shop("calm", careless.setup_as_run),
    "ideal_cycle_is_wrong": lambda: calm_with(accounts=(account(speed_known=1.2),)),
}  # fmt: skip


# Where the calm shop gives a rule reason to speak, another one that doesn't.
SILENT: dict[str, Callable[[], Sight]] = {
    "waits_for_busy_machine": lambda: shop("waits"),
    "queue_stands_elsewhere": lambda: shop("busy"),
    "one_passage_is_slow": lambda: shop("slow_moves"),
    "most_orders_one_way": lambda: shop("shuffled"),
    "energy_while_nothing_works": lambda: metered(idle_kw=0.5, busy_kw=20.0),
    "energy_while_closed": lambda: metered(idle_kw=0.5, busy_kw=20.0),
    "one_machine_takes_the_energy": lambda: metered(0.5, 20.0, machine_kw=(2.0, 2.0, 2.0)),
    "days_of_setup": by_the_day,
    "days_of_stops": by_the_day,
    "days_of_scrap": by_the_day,
    "days_half_used": by_the_day,
}
