"""Each rule speaks in a shop that is wrong in its way, and is silent in a calm one."""

import re
from dataclasses import replace

import pytest
from engine.observations.cases import SILENT, SPEAKS, Tell
from engine.observations.catalogue import shop

from simmitt.engine.observations import Rule, all_rules
from simmitt.engine.observations.observation import trace
from simmitt.ground.texts import LANGUAGES

RULES = {rule.code: rule for _, rule in all_rules()}
PLAIN = 45.0


def lix(text: str) -> float:
    """Give the readability index: words per sentence, and words of more than six letters in a hundred."""
    words = re.findall(r"[A-Za-zÅÄÖåäöé]+", text)
    sentences = max(len(re.findall(r"[.?:](?:\s|$)", text)), 1)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_every_rule_has_a_shop_in_which_it_speaks() -> None:
    assert set(SPEAKS) == set(RULES)


@pytest.mark.parametrize("code", sorted(SPEAKS))
def test_a_rule_speaks_where_the_shop_is_wrong_in_its_way(code: str) -> None:
    found = RULES[code].look(SPEAKS[code]())

    assert found is not None
    assert found.stake.hours >= 0
    assert {name for name, _ in map(trace, found.rests_on)} <= set(RULES[code].rests_on)
    for language in LANGUAGES:
        assert "{" not in found.sentence.in_language(language)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_silent_in_a_shop_that_has_no_such_trouble(rule: Rule) -> None:
    sight = SILENT[rule.code]() if rule.code in SILENT else shop("calm")

    assert rule.look(sight) is None


@pytest.mark.parametrize("code", sorted(SPEAKS))
def test_a_sentence_is_plain_swedish(code: str) -> None:
    found = RULES[code].look(SPEAKS[code]())

    assert found is not None
    said = [found.sentence, found.advice] if found.advice else [found.sentence]
    assert lix(" ".join(each.in_language("sv") for each in said)) <= PLAIN


# These count what happened, and need no interval.
COUNTS = {"several_places_look_like_one"}


@pytest.mark.parametrize("code", sorted(code for code, make in SPEAKS.items() if isinstance(make, Tell)))
def test_a_rule_is_silent_where_the_interval_reaches_over_its_threshold(code: str) -> None:
    sight = SPEAKS[code]()
    unsure = tuple(replace(each, low=-1e9, high=1e9) for each in sight.as_is.figures)

    found = RULES[code].look(replace(sight, as_is=replace(sight.as_is, figures=unsure)))

    assert (found is None) == (code not in COUNTS)
