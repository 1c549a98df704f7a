"""A trigger says yes, no, or that nobody knows."""

import pytest

from simmitt.engine.measures.triggers import judge

SIGNALS = {"a": 0.3, "b": 2.0, "days": 10.0, "touch": 2.0, "yes": 1.0, "no": 0.0}


@pytest.mark.parametrize(
    ("trigger", "answer"),
    [
        ("a>0.1", "yes"),
        ("a>0.5", "no"),
        ("a<0.5", "yes"),
        ("days>3*touch", "yes"),
        ("days>6*touch", "no"),
        ("yes", "yes"),
        ("no", "no"),
        ("secret>1", "unknown"),
        ("days>3*secret", "unknown"),
        ("a>0.1|secret", "yes"),
        ("a>0.5|secret", "unknown"),
        ("a>0.1&secret", "unknown"),
        ("a>0.5&secret", "no"),
        ("a>0.5&secret|b>1", "yes"),
    ],
)
def test_what_is_unknown_decides_nothing_that_the_known_decides(trigger: str, answer: str) -> None:
    assert judge(trigger, SIGNALS).answer == answer


def test_the_verdict_names_the_finding_with_its_value_and_limit() -> None:
    verdict = judge("a>0.1|secret", SIGNALS)

    assert (verdict.signal, verdict.value, verdict.limit) == ("a", 0.3, 0.1)
    assert verdict.strength == pytest.approx(3.0)
