"""Which rule a station's queue follows, by what was taken up when several orders stood ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Dispatch, Operation, Product, Station
from simmitt.engine.fitting.choices import Choices, Likelihood, choices_at, likelihood
from simmitt.engine.fitting.distributions import empirical
from simmitt.engine.fitting.priorities import learn_priorities
from simmitt.engine.fitting.products import NO_PRODUCT
from simmitt.engine.fitting.shop import Shop
from simmitt.engine.spans import Floats, Ints

# First come, first served is left for a rule that is clearly likelier: by the Bayesian information
# criterion ("very strong" by Kass and Raftery 1995), by more than its luck varies from day to day, and
# in so many choices where the two would not have taken the same.
_MARGIN = 10.0
_SURELY = 3.0
FEWEST_CHOICES = 20
# A rule that is broken more often than kept would be a caricature of the shop.
_LEAST_KEPT = 0.5
_LOOK_AHEADS = (2, 3, 5, 10, 20)


@dataclass(frozen=True)
class Dispatching:
    """The stations with their rules, and what the rules need to know of the products."""

    stations: tuple[Station, ...]
    priority: Mapping[str, float]  # by product; empty: no station goes by it

    def told(self, products: Sequence[Product], visits: pl.DataFrame) -> tuple[Product, ...]:
        """Give the products with priorities and promised times, where a station goes by them."""
        ranked = tuple(replace(each, priority=self.priority.get(each.name, 0.0)) for each in products)
        if not any(each.dispatch == "due_date" for each in self.stations):
            return ranked
        return tuple(_promised(each, visits) for each in ranked)


class _Rule(NamedTuple):
    name: Dispatch
    key: Floats  # (n candidates,) the least is taken first
    parameters: int = 0  # that were learnt from the choices themselves
    look_ahead: int = 5


class _Place(NamedTuple):
    """A station and its choices."""

    station: Station
    visits: pl.DataFrame
    choices: Choices
    product: Ints  # (n_visits,)


def fit_dispatch(shop: Shop, stations: Sequence[Station], operations: Sequence[Operation]) -> Dispatching:
    """Give every station the rule that explains best what it took up; first come unless that is clear."""
    names = sorted(set(shop.visits["product"].fill_null(NO_PRODUCT)))
    places = [_place(shop, each, names) for each in stations]
    told = [each for each in places if each.choices.size]
    levels = learn_priorities([(each.choices, each.product[each.choices.visit]) for each in told], len(names))
    run_s = {each.name: each for each in operations}
    ruled = tuple(_ruled(each, _rules(each, run_s, levels)) for each in places)
    if not any(each.dispatch == "priority" for each in ruled):
        return Dispatching(ruled, {})
    return Dispatching(ruled, {name: float(level) for name, level in zip(names, levels, strict=True)})


def _place(shop: Shop, station: Station, names: Sequence[str]) -> _Place:
    visits = (
        shop.visits.filter((pl.col("station") == station.name) & ~pl.col("dated"))
        .with_columns(pl.col("product").fill_null(NO_PRODUCT), ready_s=pl.coalesce("before_s", "released_s"))
        .sort("start_s", "order")
    )
    product = (
        visits["product"].replace_strict(list(names), range(len(names)), return_dtype=pl.Int64).to_numpy()
    )
    # What goes into an oven together is no choice of one.
    asked = visits.head(0) if station.batch else visits
    clock = shop.clocks[station.name]
    return _Place(station, visits, choices_at(asked, clock, station.capacity, product[: len(asked)]), product)


def _rules(place: _Place, operations: Mapping[str, Operation], levels: Ints) -> list[_Rule]:
    """Give the rules that the station could follow, as far as the log tells what they look at."""
    choices = place.choices
    at = choices.visit
    rules = [_Rule("shortest", _expected_s(place.visits, operations)[at])]
    if place.visits["due_s"].drop_nulls().len():
        rules.append(_Rule("due_date", place.visits["due_s"].fill_null(float("inf")).to_numpy()[at]))
    moved = len(levels) - int(np.bincount(levels - levels.min()).max()) if len(levels) else 0
    if moved:
        rules.append(_Rule("priority", -levels[place.product[at]].astype(float), moved))
    setup = place.station.setup
    if setup and setup.share_when_product_changes > setup.share_when_product_stays:
        rules += [
            _Rule("setup_saving", _changes(choices, place.product[at], look), 1, look)
            for look in _LOOK_AHEADS
        ]
    return rules


def _expected_s(visits: pl.DataFrame, operations: Mapping[str, Operation]) -> Floats:
    """Give the run time to expect of each visit, (n_visits,)."""
    known = [operations[name] for name in visits["operation"]]
    typical, exponent, mean_s = (
        np.array(each, float)
        for each in (
            [each.typical_pieces for each in known],
            [each.size_exponent for each in known],
            [each.run_s.mean for each in known],
        )
    )
    return np.asarray(np.round(mean_s * (visits["pieces"].to_numpy() / typical) ** exponent, 3))


def _changes(choices: Choices, product: Ints, look: int) -> Floats:
    """Tell for each candidate whether it needs a changeover or stands too far behind, (n,)."""
    by_age = np.lexsort((choices.since_s, choices.choice))
    behind = np.empty(len(by_age), np.int64)
    own = choices.choice[by_age]
    behind[by_age] = np.arange(len(own)) - np.searchsorted(own, own)
    return np.where((product == choices.last_product) & (behind < look), 0.0, 1.0)


def _ruled(place: _Place, rules: Sequence[_Rule]) -> Station:
    choices = place.choices
    if not choices.size:
        return place.station
    first_come = likelihood(choices, choices.since_s)
    best, explained, most = _Rule("fifo", choices.since_s), first_come, 0.0
    for rule in rules:
        found = likelihood(choices, rule.key)
        better = _better_by(found, first_come, rule.parameters)
        if better > max(most, _MARGIN) and _is_plain(choices, rule, found, first_come):
            best, explained, most = rule, found, better
    return replace(
        place.station,
        dispatch=best.name,
        look_ahead=best.look_ahead,
        dispatch_choices=choices.size,
        dispatch_kept_share=round(explained.kept_share, 2),
    )


def _better_by(one: Likelihood, other: Likelihood, parameters: int) -> float:
    """Give how much less the information criterion is."""
    return 2.0 * (one.total - other.total) - parameters * float(np.log(len(one.by_choice)))


def _is_plain(choices: Choices, rule: _Rule, found: Likelihood, first_come: Likelihood) -> bool:
    """Tell whether a rule is kept, differs often enough and is likelier on days without number."""
    telling = int((_first(choices, rule.key) != _first(choices, choices.since_s)).sum())
    gain = found.by_choice - first_come.by_choice
    by_day = np.bincount(np.unique(choices.day, return_inverse=True)[1], gain)
    # Vuong (1989), the choices of a day as one: they share the orders that stand there.
    surely = gain.sum() >= _SURELY * np.sqrt((by_day**2).sum())
    return bool(found.kept_share >= _LEAST_KEPT and telling >= FEWEST_CHOICES and surely)


def _first(choices: Choices, key: Floats) -> Ints:
    """Give the candidate that a rule would have taken, (n_choices,)."""
    by_rule = np.lexsort((choices.since_s, key, choices.choice))
    return by_rule[np.searchsorted(choices.choice[by_rule], np.arange(choices.size))]


def _promised(product: Product, visits: pl.DataFrame) -> Product:
    """Give the product with its promised times, counted from the first start as orders are."""
    orders = (
        visits.filter(pl.col("product").fill_null(NO_PRODUCT) == product.name)
        .group_by("order")
        .agg(pl.col("due_s").min(), pl.col("start_s").min())
    )
    after_s = (orders["due_s"] - orders["start_s"]).drop_nulls().clip(lower_bound=0.0).sort().to_numpy()
    return replace(product, due_after_s=empirical(after_s)) if len(after_s) else product
