"""The ways of orders whose end the log does not hold, finished like orders that went the same way."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.spans import Floats

Way = tuple[str, ...]
_LONGEST_MATCH = 3
_NEAREST = 7
# Orders less likely to go on have ended; of those begun so early, nearly all have.
_SURELY_ENDED, _NEARLY_ALL = 0.03, 0.8
_ALL = "\0"  # no product's name
_ENOUGH_WAITS = 30
# A last operation is drawn towards what follows operations in general, as if so many more were seen.
_PRIOR_VISITS = 4.0


class Finished(NamedTuple):
    """A way to its end, and the chance that this is how it went."""

    way: Way
    chance: float


class Ahead(NamedTuple):
    """What may be still before an order: the chance that it goes on at all, and how like ones went on."""

    chance: float
    rests: Mapping[Way, float]  # and their weights


class Ways(NamedTuple):
    """What orders went through, and what is likely still before them."""

    of_order: Mapping[str, tuple[Finished, ...]]
    ahead: Mapping[str, Ahead]  # of the orders that may go on
    pending: pl.DataFrame  # order, operation, station, before_s, until_s: waits that the log cuts off


def ways_to_the_end(visits: pl.DataFrame, closes_s: float) -> Ways:
    """Give each order's way to its end.

    An order that has been silent for a while may have ended or still wait. How likely it goes
    on follows from how often orders go on after its last operation and how often they have then
    stood still for longer (Bayes). To leave open orders out would leave out the long ones; to
    take them as ended would cut the ways short.
    """
    orders = visits.group_by("order", maintain_order=True).agg(
        pl.col("product").drop_nulls().first().fill_null(""),
        way=pl.col("operation").filter(~pl.col("rework")),
        last=pl.col("operation").last(),
        first_s=pl.col("start_s").min(),
        before_s=pl.col("end_s").max(),
    )
    told: list[Way] = [tuple(way) for way in orders["way"].to_list()]
    goes_on = _chance_to_go_on(orders, visits, closes_s)
    examples = _examples(orders, told, goes_on, closes_s)
    nearest = [
        _nearest(way, examples.get(product) or examples[_ALL]) if chance > 0.0 else []
        for product, way, chance in zip(orders["product"], told, goes_on, strict=True)
    ]
    rests = [_middle(each) for each in nearest]
    ahead = {
        order: Ahead(chance, Counter(each))
        for order, each, chance in zip(orders["order"], nearest, goes_on.tolist(), strict=True)
        if each
    }
    of_order = {
        order: _both(way, rest, chance)
        for order, way, rest, chance in zip(orders["order"], told, rests, goes_on.tolist(), strict=True)
    }
    station = dict(visits.select("operation", "station").unique().iter_rows())
    following = [
        rest[0] if rest and chance > 0.5 else None for rest, chance in zip(rests, goes_on, strict=True)
    ]
    pending = (
        orders.select("order", "before_s")
        .with_columns(operation=pl.Series(following, dtype=pl.String), until_s=pl.lit(closes_s))
        .drop_nulls("operation")
        .with_columns(station=pl.col("operation").replace_strict(station, return_dtype=pl.String))
    )
    return Ways(of_order, ahead, pending)


def _examples(
    orders: pl.DataFrame, told: Sequence[Way], goes_on: Floats, closes_s: float
) -> dict[str, list[Way]]:
    """Give by product the ways of orders that ended, begun so early that nearly all like them have.

    Of orders begun late only the short ones have ended; they would cut the others short.
    """
    first_s = orders["first_s"].to_numpy()
    lead_s = orders["before_s"].to_numpy() - first_s
    early = first_s <= np.median(first_s)
    begun_by_s = max(float(np.median(first_s)), closes_s - float(np.quantile(lead_s[early], _NEARLY_ALL)))
    examples: dict[str, list[Way]] = {_ALL: []}
    for product, way, chance, at_s in zip(orders["product"], told, goes_on, first_s, strict=True):
        if way and chance <= 0.0 and at_s <= begun_by_s:
            examples[_ALL].append(way)
            examples.setdefault(product, []).append(way)
    return examples


def _both(way: Way, rest: Way, chance: float) -> tuple[Finished, ...]:
    if not rest or chance <= 0.0:
        return (Finished(way, 1.0),)
    return (Finished(way, 1.0 - chance), Finished(way + rest, chance))


def _chance_to_go_on(orders: pl.DataFrame, visits: pl.DataFrame, closes_s: float) -> Floats:
    """Give each order's chance to go on after the last that the log shows of it, (n_orders,)."""
    waits = visits.filter(pl.col("next_s").is_not_null()).select(
        "operation", wait_s=(pl.col("next_s") - pl.col("end_s")).clip(lower_bound=0.0)
    )
    if waits.is_empty():
        return np.zeros(orders.height)
    silence_s = closes_s - orders["before_s"].to_numpy()
    longer = np.array(
        [
            _share_longer(waits, name, silent_s)
            for name, silent_s in zip(orders["last"], silence_s, strict=True)
        ]
    )
    longest_s = float(waits["wait_s"].to_numpy().max())
    share = _share_that_goes_on(orders, visits, closes_s - longest_s)
    chance = share * longer / (1.0 - share + share * longer)
    return np.where(chance < _SURELY_ENDED, 0.0, chance)


def _share_longer(waits: pl.DataFrame, operation: str, silent_s: float) -> float:
    """Give the share of the waits after an operation that were longer, of all waits where it has few."""
    own = waits.filter(pl.col("operation") == operation)["wait_s"]
    told = own if len(own) >= _ENOUGH_WAITS else waits["wait_s"]
    return (int((told > silent_s).sum()) + 0.5) / (len(told) + 1)


def _share_that_goes_on(orders: pl.DataFrame, visits: pl.DataFrame, until_s: float) -> Floats:
    """Give for each order how often its like go on after its last operation, (n_orders,).

    From visits long enough ago; those of its product are drawn towards all of the operation,
    and these towards all there are.
    """
    known = visits.join(orders.select("order", of="product"), on="order")
    settled = known.filter(pl.col("end_s") <= until_s)
    settled = settled if settled.height > known.height / 4 else known
    on = pl.col("next_s").is_not_null()
    everywhere = float(settled["next_s"].is_not_null().to_numpy().mean())
    counts = pl.struct(on.sum().alias("on"), pl.len().alias("n"))
    of_operation = dict(settled.group_by("operation").agg(counts).iter_rows())
    of_product = {
        (name, product): each
        for name, product, each in settled.group_by("operation", "of").agg(counts).iter_rows()
    }
    none = {"on": 0, "n": 0}

    def drawn(seen: Mapping[str, int], towards: float) -> float:
        return (seen["on"] + _PRIOR_VISITS * towards) / (seen["n"] + _PRIOR_VISITS)

    return np.array(
        [
            drawn(of_product.get((last, product), none), drawn(of_operation.get(last, none), everywhere))
            for last, product in orders.select("last", "product").iter_rows()
        ]
    )


def _middle(rests: Sequence[Way]) -> Way:
    """Give the one with the middle length; of several, the commonest, of these the first."""
    if not rests:
        return ()
    middle = sorted(map(len, rests))[len(rests) // 2]
    return Counter(rest for rest in rests if len(rest) == middle).most_common(1)[0][0]


def _nearest(way: Way, closed: Sequence[Way]) -> list[Way]:
    """Give how the orders went on that had the longest run of the same operations behind them.

    Of several, those that had come about as far.
    """
    for length in range(min(_LONGEST_MATCH, len(way)), 0, -1):
        tail = way[-length:]
        matches = [
            (abs(at - len(way)), other[at:])
            for other in closed
            for at in range(length, len(other))
            if other[at - length : at] == tail
        ]
        if matches:
            return [rest for _, rest in sorted(matches, key=lambda each: each[0])[:_NEAREST]]
    return []
