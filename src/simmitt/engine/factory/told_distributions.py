"""Distributions as a factory's tables tell them, and what they rest on."""

import math
from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.lines import Spot
from simmitt.engine.factory.model import Distribution, Evidence
from simmitt.engine.factory.plain_values import PlainValues, seconds_of
from simmitt.ground.texts import say

_CORNERS = 3  # of a triangle
FAMILIES = ("fixed", "exponential", "lognormal", "gamma", "weibull", "triangular", "empirical")


def read_distribution(plain: PlainValues, raw: Any, spot: Spot, *, unit: str) -> Distribution:
    """Give a distribution, told as a number or a table; ``unit`` is what its keys end in."""
    scale = seconds_of if unit else float
    if isinstance(raw, int | float):
        return Distribution("fixed", scale(plain.number(raw, spot, 0.0)))
    if not isinstance(raw, Mapping):
        remedy = say('Write it as {{ family = "lognormal", mean{unit} = 1.5, cv = 0.5 }}.', unit=unit)
        raise plain.fault(spot, say("Expected a number or a distribution."), remedy)
    mean_key, quantiles_key = f"mean{unit}", f"quantiles{unit}"
    allowed = {"family", mean_key, "cv", quantiles_key, *evidence_keys(unit)}
    for key in raw:
        if key not in allowed:
            plain.unknown(key, allowed, spot)
    family = plain.choice(raw.get("family", "fixed"), FAMILIES, spot)
    quantiles = tuple(
        scale(plain.number(each, spot, 0.0)) for each in plain.sequence(raw.get(quantiles_key, ()), spot)
    )
    _matching(plain, family, unit, spot, has_quantiles=bool(quantiles))
    if quantiles:
        _rising(plain, family, quantiles, spot)
        mean, cv = _moments(family, quantiles)
    else:
        plain.needed(raw, mean_key, (spot[0], spot[1]), spot)
        mean = scale(plain.number(raw[mean_key], spot, 0.0))
        cv = plain.number(raw.get("cv", 0.0), spot, 0.0)
        _own_spread(plain, family, cv, spot)
    return Distribution(family, mean, cv, quantiles, read_evidence(plain, raw, spot, unit))


def read_evidence(plain: PlainValues, raw: Mapping[str, Any], spot: Spot, unit: str) -> Evidence:
    """Give what a figure rests on; an interval's ends have the unit of the mean."""
    told = {
        field.attribute: _evidence_value(plain, raw[key], field.kind, spot)
        for key, field in evidence_keys(unit).items()
        if key in raw
    }
    if unit:
        told |= {end: seconds_of(told[end]) for end in ("mean_low", "mean_high") if end in told}
    return Evidence(**told)


def _evidence_value(plain: PlainValues, value: Any, kind: fields.Kind, spot: Spot) -> Any:
    if kind == "text":
        return str(value)
    return plain.whole(value, spot, 0) if kind == "whole" else plain.number(value, spot, 0.0)


def _matching(plain: PlainValues, family: str, unit: str, spot: Spot, *, has_quantiles: bool) -> None:
    if (family in ("empirical", "triangular")) == has_quantiles:
        return
    raise plain.fault(
        spot,
        say("A distribution of the family {family} needs other values.", family=family),
        say(
            "Give quantiles{unit} for empirical and triangular ones, mean{unit} for the others.",
            unit=unit,
        ),
    )


def _rising(plain: PlainValues, family: str, quantiles: tuple[float, ...], spot: Spot) -> None:
    if family == "triangular" and len(quantiles) != _CORNERS:
        raise plain.fault(
            spot,
            say("A triangular distribution has three values: the least, the most likely, the greatest."),
        )
    if any(high < low for low, high in pairwise(quantiles)):
        raise plain.fault(spot, say("The values of a distribution must go from the least to the greatest."))


def _own_spread(plain: PlainValues, family: str, cv: float, spot: Spot) -> None:
    """Refuse a spread that would be passed over: these families have one of their own."""
    own = {"fixed": 0.0, "exponential": 1.0}.get(family)
    if own is not None and cv not in (0.0, own):
        raise plain.fault(
            spot,
            say("A distribution of the family {family} has no spread to choose.", family=family),
            say("Choose lognormal, gamma or weibull, or leave the spread out."),
        )


def _moments(family: str, quantiles: tuple[float, ...]) -> tuple[float, float]:
    """Give mean and cv: of a triangle, or of values spread evenly between neighbouring quantiles."""
    if family == "triangular":
        mean = sum(quantiles) / 3
        pairs = sum(first * second for first, second in combinations(quantiles, 2))
        variance = (sum(value**2 for value in quantiles) - pairs) / 18
    else:
        steps = list(pairwise(quantiles)) or [(quantiles[0], quantiles[0])]
        mean = sum(low + high for low, high in steps) / (2 * len(steps))
        square = sum(low**2 + low * high + high**2 for low, high in steps) / (3 * len(steps))
        variance = max(0.0, square - mean**2)
    return mean, round(math.sqrt(variance) / mean, 4) if mean > 0 else 0.0


def evidence_keys(unit: str) -> dict[str, fields.Field]:
    """Give the fields of the evidence by their keys beside a mean of that unit."""
    return {field.key + unit * (field.kind == "number"): field for field in fields.EVIDENCE}
