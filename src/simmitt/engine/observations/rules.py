"""All rules, theme by theme."""

from simmitt.engine.observations import (
    batches,
    bottleneck,
    breakdowns,
    calendar,
    daily,
    data,
    delivery,
    energy,
    flow,
    lead_time,
    people,
    quality,
    setup,
    silence,
    variation,
    waiting,
    wip,
)
from simmitt.engine.observations.observation import Rule, Theme

RULES: dict[Theme, tuple[Rule, ...]] = {
    "lead_time": lead_time.RULES,
    "waiting": waiting.RULES,
    "bottleneck": bottleneck.RULES,
    "setup": (*setup.RULES, *daily.SETUP),
    "breakdowns": (*breakdowns.RULES, *daily.STOPS),
    "quality": (*quality.RULES, *daily.SCRAP),
    "flow": flow.RULES,
    "batches": batches.RULES,
    "wip": (*wip.RULES, *daily.USE),
    "variation": variation.RULES,
    "calendar": calendar.RULES,
    "delivery": delivery.RULES,
    "energy": energy.RULES,
    "people": people.RULES,
    "data": (*data.RULES, *silence.RULES),
}
