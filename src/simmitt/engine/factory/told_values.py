"""The parameters of a factory's tables, each read as its field says."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simmitt.engine.factory import fields
from simmitt.engine.factory.lines import Spot
from simmitt.engine.factory.model import Routing
from simmitt.engine.factory.plain_values import PlainValues, seconds_of
from simmitt.engine.factory.told_distributions import read_distribution
from simmitt.ground.texts import say

_AS_A_WAY = say('Write it as {{ product = "Arm", operations = ["Saw", "Mill"] }}.')


class ToldValues(PlainValues):
    """Gives parameters by the kind of their fields."""

    short_names: Mapping[str, Any] = {}  # of operations, as ways may tell them

    def values(self, raw: Any, table: Iterable[fields.Field], where: tuple[str, int]) -> dict[str, Any]:
        """Give the parameters of a table by attribute."""
        by_key = {field.key: field for field in table}
        self.known(self.told(raw, where), set(by_key), where)
        for field in by_key.values():
            if field.required:
                self.needed(raw, field.key, where)
        return {
            by_key[key].attribute: self.value(value, by_key[key], (*where, key)) for key, value in raw.items()
        }

    def value(self, value: Any, field: fields.Field, spot: Spot) -> Any:
        """Give the value of a parameter; raises ``FactoryFault`` with its place."""
        readers: dict[fields.Kind, Callable[[], Any]] = {
            "text": lambda: str(value),
            "texts": lambda: tuple(
                self.choice(str(each), field.choices, spot) if field.choices else str(each)
                for each in self.sequence(value, spot)
            ),
            "whole": lambda: self.whole(value, spot, field.minimum, field.maximum),
            "number": lambda: self.number(value, spot, field.minimum, field.maximum),
            "share": lambda: self.number(value, spot, 0.0, 1.0),
            "hours": lambda: seconds_of(self.number(value, spot, field.minimum, field.maximum)),
            "instant": lambda: self.instant(value, spot),
            "choice": lambda: self.choice(value, field.choices, spot),
            "hours_distribution": lambda: read_distribution(self, value, spot, unit="_h"),
            "pieces_distribution": lambda: read_distribution(self, value, spot, unit=""),
            "shares_by_name": lambda: self._shares(value, spot),
            "numbers": lambda: tuple(self.number(each, spot, 0.0) for each in self.sequence(value, spot)),
            "hours_matrix": lambda: tuple(self._hours_row(row, spot) for row in self.sequence(value, spot)),
            "ways": lambda: tuple(self._way(each, spot) for each in self.sequence(value, spot)),
            "ways_by_product": lambda: self._ways_by_product(value, spot),
        }
        return readers[field.kind]()

    def _shares(self, value: Any, spot: Spot) -> dict[str, float]:
        if not isinstance(value, Mapping):
            raise self.fault(spot, say("Expected names with numbers, as {{ Saw = 2 }}."))
        return {name: self.number(each, spot, 0.0) for name, each in value.items()}

    def _hours_row(self, row: Any, spot: Spot) -> tuple[float, ...]:
        return tuple(seconds_of(self.number(each, spot, 0.0)) for each in self.sequence(row, spot))

    def _way(self, raw: Any, spot: Spot) -> Routing:
        if isinstance(raw, list | tuple):
            return Routing(tuple(str(each) for each in raw))
        if not isinstance(raw, Mapping) or "operations" not in raw:
            raise self.fault(
                spot,
                say("Expected a way through the factory."),
                say('Write it as {{ weight = 1, operations = ["Saw", "Mill"] }}.'),
            )
        weight = self.number(raw.get("weight", 1.0), spot, 0.0)
        if isinstance(raw["operations"], str):
            return Routing(tuple(self._in_full(each, spot) for each in raw["operations"].split()), weight)
        return Routing(tuple(str(each) for each in self.sequence(raw["operations"], spot)), weight)

    def _in_full(self, short: str, spot: Spot) -> str:
        if short in self.short_names:
            return str(self.short_names[short])
        raise self.fault(
            spot,
            say("“{name}” is no short name of an operation.", name=short),
            say('Tell it under [short_names], or name the operations in full as ["Saw", "Mill"].'),
        )

    def _ways_by_product(self, value: Any, spot: Spot) -> dict[str, tuple[Routing, ...]]:
        ways: dict[str, tuple[Routing, ...]] = {}
        for each in self.sequence(value, spot):
            if not isinstance(each, Mapping) or "product" not in each:
                raise self.fault(spot, say("Expected a way that names its product."), _AS_A_WAY)
            ways[str(each["product"])] = (*ways.get(str(each["product"]), ()), self._way(each, spot))
        return ways
