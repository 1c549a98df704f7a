"""From the figures to sentences: what stands out, the weightiest first."""

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import AsIs
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.observations.observation import Found, Observation, Rule, Theme, trace
from simmitt.engine.observations.rules import RULES
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import weight
from simmitt.engine.quality import Diagnosis


def observe(
    log: EventLog, diagnosis: Diagnosis, hours: WorkingHours | None, as_is: AsIs, prices: Prices
) -> tuple[Observation, ...]:
    """Give what the figures say that is worth a sentence, the weightiest first.

    Parameters
    ----------
    log
        The one that the figures rest on.
    hours
        Working hours as learnt; None where the log tells none.
    prices
        What an hour costs; where all prices are told, kronor decide the order, else hours.

    Notes
    -----
    Every sentence rests on figures whose whole 95 % interval lies beyond the rule's threshold,
    or on counts of what happened in the log's period. A figure that is withheld raises none.
    """
    sight = Sight(log, diagnosis, hours, as_is, prices)
    found = [(theme, rule, seen) for theme, rule in all_rules() if (seen := rule.look(sight)) is not None]
    superseded = {code for _, rule, _ in found for code in rule.supersedes}
    told = [each for each in found if each[1].code not in superseded]
    ranked = sorted(told, key=lambda each: (-weight(each[2].stake, sight), each[1].code))
    return tuple(_observation(*each) for each in ranked)


def all_rules() -> list[tuple[Theme, Rule]]:
    """Give every rule with its theme."""
    return [(theme, rule) for theme, rules in RULES.items() for rule in rules]


def weightiest(observations: tuple[Observation, ...], most: int, per_theme: int) -> tuple[Observation, ...]:
    """Give the first few, no more than so many of one theme: eight of one kind tell less than three."""
    chosen: list[Observation] = []
    for each in observations:
        alike = sum(other.theme == each.theme for other in chosen)
        if len(chosen) < most and alike < per_theme:
            chosen.append(each)
    return tuple(chosen)


def _observation(theme: Theme, rule: Rule, found: Found) -> Observation:
    estimated = any(getattr(each, "estimated", False) for each in found.rests_on)
    return Observation(
        rule.code,
        found.sentence,
        found.advice,
        found.stake.hours,
        found.stake.sek,
        tuple(dict.fromkeys(map(trace, found.rests_on))),
        found.findings,
        theme,
        found.stake.of,
        estimated,
    )
