"""Product families: products whose orders pass mostly the same activities."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import Bools, Ints

# Jaccard's measure: activities in common, by activities of either (McAuley 1972 for machine groups).
ALIKE_FROM = 0.6
# An activity belongs to a product's routing when so many of its orders pass it.
USUAL_FROM = 0.5
MOST_FAMILIES = 6
MOST_LEADERS = 100  # only so many products, those with most orders, may lead a family


class Families(NamedTuple):
    """Families, the one with most orders first; the last may hold the rest, with an empty name."""

    names: tuple[str, ...]  # each after the product with most orders in it
    products: tuple[tuple[str, ...], ...]  # most orders first
    of_order: Ints  # (n_orders,) -1: an order without product, where others have one


def families_of(facts: Facts) -> Families:
    """Give the product families of a log; all orders are one family where no products are told.

    A product joins the first family, largest leading product first, with whose leader it has at
    least 60 % of the activities of both in common; else, if it is among the hundred products
    with most orders, it leads one of its own. The six families with most orders stay; all else
    is the rest.
    """
    product = facts.order_product
    if not (product >= 0).any():
        return Families(("",), ((),), np.zeros(facts.n_orders, np.int64))
    orders = np.bincount(product[product >= 0], minlength=len(facts.products))
    by_size = np.argsort(-orders, kind="stable")[: np.count_nonzero(orders)]
    led_by = _leaders(_routings(facts, product, orders), by_size)
    return _largest(facts, product, orders, by_size, led_by)


def _routings(facts: Facts, product: Ints, orders: Ints) -> Bools:
    """Mark the activities that a product's orders usually pass, (n_products, n_activities)."""
    steps, n = facts.steps, len(facts.activities)
    mine = product[steps.order] >= 0
    cell = product[steps.order[mine]] * n + steps.activity[mine]
    passed = np.bincount(cell, minlength=len(orders) * n).reshape(len(orders), n)
    return passed >= USUAL_FROM * np.maximum(orders, 1)[:, None]


def _leaders(routing: Bools, by_size: Ints) -> Ints:
    """Give the leading product of each product's family, -1 where it is like none, (n_products,)."""
    first = by_size[:MOST_LEADERS]
    alike = _alike(routing[first], routing[first])
    leads = np.zeros(len(first), bool)
    for place in range(len(first)):
        leads[place] = not (alike[place, :place] & leads[:place]).any()
    leaders = first[leads]
    match = _alike(routing, routing[leaders])
    return np.where(match.any(axis=1), leaders[match.argmax(axis=1)], -1)


def _alike(some: Bools, others: Bools) -> Bools:
    """Mark which routings are alike, (n_some, n_others); a product without activities is like none."""
    both = some.astype(float) @ others.T.astype(float)
    either = some.sum(axis=1)[:, None] + others.sum(axis=1)[None, :] - both
    return np.asarray((both >= ALIKE_FROM * either) & (either > 0))


def _largest(facts: Facts, product: Ints, orders: Ints, by_size: Ints, led_by: Ints) -> Families:
    """Keep the largest families and put the others together."""
    led = led_by >= 0
    size = np.bincount(led_by[led], orders[led], minlength=len(led_by))
    leaders = np.argsort(-size, kind="stable")[: np.count_nonzero(size)]
    kept = leaders[:MOST_FAMILIES]
    number = np.full(len(led_by), len(kept))
    number[kept] = np.arange(len(kept))
    family = np.where(led, number[led_by], len(kept))
    rest = (family[by_size] == len(kept)).any()
    names = [facts.products[code] for code in kept] + ([""] if rest else [])
    members = tuple(
        tuple(facts.products[code] for code in by_size if family[code] == place)
        for place in range(len(names))
    )
    return Families(tuple(names), members, np.where(product >= 0, family[product], -1))
