"""Municipalities to choose among: those of the programme first."""

from collections.abc import Sequence
from typing import Any

from simmitt.ground.sorting import swedish_key
from simmitt.web.companies.register.municipalities import Municipality, counties, county_by_code, in_county


def grouped(first: Sequence[str]) -> list[tuple[str, tuple[Municipality, ...]]]:
    """Give each county with its municipalities: first the named counties, then the others, by name."""
    named = [known for code in first if (known := county_by_code(code))]
    others = sorted(
        (one for one in counties() if one not in named), key=lambda one: swedish_key(one.short_name)
    )
    return [(county.short_name, in_county(county.code)) for county in (*named, *others)]


def choices(first: Sequence[str]) -> list[tuple[str, Any]]:
    """Give the same as choices of a form's field."""
    return [
        (county, [(one.code, one.short_name) for one in municipalities])
        for county, municipalities in grouped(first)
    ]
