"""Short names of operations: a factory of many long ways names each operation in full once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from simmitt.engine.factory.model import Factory, Routing

# Ways that take no more than this are better read in full.
_LONG_WAYS = 10_000  # characters


def short_names(factory: Factory) -> dict[str, str]:
    """Give each operation of the ways a short name, the oftenest the shortest; none where ways are few."""
    used = Counter(name for way in _ways(factory) for name in way.operations)
    if sum(len(name) * times for name, times in used.items()) <= _LONG_WAYS:
        return {}
    place = {each.name: number for number, each in enumerate(factory.operations)}
    oftenest = sorted(used, key=lambda name: (-used[name], place[name]))
    return dict(zip(oftenest, _letters(), strict=False))


def shortened(parameters: Mapping[str, Any], key: str, short: Mapping[str, str]) -> dict[str, Any]:
    """Give encoded parameters with the ways under that key told by short names, a blank between them."""
    if not short or key not in parameters:
        return dict(parameters)
    ways = [
        {**way, "operations": " ".join(short[name] for name in way["operations"])} for way in parameters[key]
    ]
    return {**parameters, key: ways}


def _ways(factory: Factory) -> Iterator[Routing]:
    for each in factory.products:
        yield from each.routings
    for ways in factory.arrivals.opening_routings.values():
        yield from ways


def _letters() -> Iterator[str]:
    """Give a, b, …, z, aa, ab, … without end."""
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            yield "".join(letters)
