"""Which orders stood ready when a station took one up, and how likely a rule makes what it took."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.clock import WorkClock
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import DAY_S, MINUTE_S

# A start so soon after a place became free is a choice; a later one waited for the order.
_HAND_OVER_S = 15 * MINUTE_S
# An order that was passed over so often is held for a reason that no rule knows.
_MOST_PASSED = 10
_MOST_CHOICES = 1_000
# Delays of an operation's product lean on the operation's as on so many, and those on none at all.
_PRIOR_DELAYS = 5.0
_LEAST_READY, _MOST_READY = 0.02, 0.999
_PASSED_OVER = np.concatenate(([0.02, 0.05], np.arange(0.1, 1.0, 0.05), [0.98]))


class Choices(NamedTuple):
    """The orders among which a station chose, choice after choice; (n,) but where said."""

    choice: Ints
    visit: Ints  # row of the station's visits
    taken: Bools
    ready: Floats  # chance that it truly stood ready and was not still under way
    since_s: Floats  # when its work before ended
    last_product: Ints  # on the place that took one up, by number; -1: unknown
    day: Ints  # (n_choices,)

    @property
    def size(self) -> int:
        """Give the number of choices."""
        return len(self.day)


class Likelihood(NamedTuple):
    """How a rule explains the choices."""

    by_choice: Floats  # (n_choices,) log-likelihoods
    kept_share: float  # chance that an order that is next by the rule is taken

    @property
    def total(self) -> float:
        """Give the log-likelihood of all choices."""
        return float(self.by_choice.sum())


def choices_at(visits: pl.DataFrame, clock: WorkClock, capacity: int, product: Ints) -> Choices:
    """Give the choices of a station among at least two orders.

    Parameters
    ----------
    visits
        Those to one station, by start, with ``ready_s``: null where nobody knows.
    product : (n_visits,)
        Its number.
    """
    start_s, end_s = (visits[name].to_numpy() for name in ("start_s", "end_s"))
    ready_s = visits["ready_s"].fill_null(float("inf")).to_numpy()
    forced = was_full(start_s, end_s, clock, capacity)
    chance = _Delays(visits, clock, ~forced, product)
    asked = np.flatnonzero(forced & (ready_s <= start_s))
    asked = asked[-_MOST_CHOICES:]
    sets = [np.flatnonzero((ready_s <= start_s[v]) & (start_s >= start_s[v])) for v in asked]
    sets = [np.union1d(each, [v]) for each, v in zip(sets, asked, strict=True)]
    taker = np.repeat(asked, [len(each) for each in sets])
    candidate = np.concatenate(sets) if sets else np.zeros(0, np.int64)
    taker, candidate = _not_held(taker, candidate)
    before = _product_before(visits["place"], start_s, product)
    numbered, choice = np.unique(taker, return_inverse=True)
    return Choices(
        choice,
        candidate,
        candidate == taker,
        chance.over_by(candidate, start_s[taker]),
        ready_s[candidate],
        before[taker],
        (start_s[numbered] // DAY_S).astype(np.int64),
    )


def likelihood(choices: Choices, key: Floats) -> Likelihood:
    """Give the likelihood of the choices under a rule that takes the least key first.

    Parameters
    ----------
    key : (n,)
        Ties go to whoever has stood longer.

    Notes
    -----
    The candidates are asked in the order of the rule. Each is taken if it truly stands ready and is
    not passed over; the chance of passing over is the one parameter, set where the whole is likeliest.
    """
    by_rule = np.lexsort((choices.since_s, key, choices.choice))
    choice, taken, ready = (each[by_rule] for each in (choices.choice, choices.taken, choices.ready))
    first = np.searchsorted(choice, np.arange(choices.size))
    best = Likelihood(np.full(choices.size, -np.inf), 0.0)
    for passed in _PASSED_OVER:
        asked = (1.0 - passed) * ready
        left = np.cumsum(np.log1p(-asked))
        before = np.concatenate(([0.0], left))[first]
        none = np.append(left[first[1:] - 1], left[-1:]) - before
        chosen = np.log(asked[taken]) + left[taken] - np.log1p(-asked[taken]) - before
        found = Likelihood(chosen - np.log(-np.expm1(none)), 1.0 - float(passed))
        best = max(best, found, key=lambda each: each.total)
    return best


def was_full(start_s: Floats, end_s: Floats, clock: WorkClock, capacity: int) -> Bools:
    """Tell which visits began when a place of a full station had just become free, (n_visits,)."""
    ends_s = np.sort(end_s)
    last = np.searchsorted(ends_s, start_s, side="right") - 1
    freed_s = ends_s[np.maximum(last, 0)]
    begun = np.searchsorted(start_s, freed_s, side="left")
    busy = begun - np.searchsorted(ends_s, freed_s, side="left")
    soon = clock.worked(start_s) - clock.worked(freed_s) <= _HAND_OVER_S
    return (last >= 0) & (busy >= capacity) & soon


def _not_held(taker: Ints, candidate: Ints) -> tuple[Ints, Ints]:
    """Leave out orders that were passed over too often, and choices that are none then."""
    by_candidate = np.lexsort((taker, candidate))
    passed = np.empty(len(candidate), np.int64)
    own = candidate[by_candidate]
    passed[by_candidate] = np.arange(len(own)) - np.searchsorted(own, own)
    kept = passed < _MOST_PASSED
    taker, candidate = taker[kept], candidate[kept]
    told = np.isin(taker, taker[candidate == taker])
    taker, candidate = taker[told], candidate[told]
    _, number, size = np.unique(taker, return_inverse=True, return_counts=True)
    several = size[number] > 1 if len(number) else np.zeros(0, bool)
    return taker[several], candidate[several]


def _product_before(place: pl.Series, start_s: Floats, product: Ints) -> Ints:
    """Give the product of the visit before on the same place, (n_visits,)."""
    frame = pl.DataFrame({"place": place, "start_s": start_s, "product": product})
    before = frame.select(pl.col("product").shift(1).over("place", order_by="start_s"))
    return before["product"].fill_null(-1).to_numpy()


class _Delays:
    """How long orders were under way to a station, told by those that it did not let queue."""

    def __init__(self, visits: pl.DataFrame, clock: WorkClock, unqueued: Bools, product: Ints) -> None:
        self._clock = clock
        self._since_s = visits["ready_s"].fill_null(float("nan")).to_numpy()
        operations = visits["operation"].rank("dense").to_numpy().astype(np.int64)
        self._groups = operations * (int(product.max(initial=0)) + 1) + product, operations
        wait_s = clock.worked(visits["start_s"].to_numpy()) - clock.worked(self._since_s)
        seen = unqueued & np.isfinite(self._since_s)
        self._seen = [
            {number: np.sort(wait_s[seen & (group == number)]) for number in np.unique(group)}
            for group in self._groups
        ]

    def over_by(self, visit: Ints, at_s: Floats) -> Floats:
        """Give the chance that the delays of visits were over at given instants, (n,)."""
        age_s = self._clock.worked(at_s) - self._clock.worked(self._since_s[visit])
        chance = np.ones(len(visit))
        for group, seen in zip(reversed(self._groups), reversed(self._seen), strict=True):
            own = group[visit]
            over, count = np.zeros(len(visit)), np.zeros(len(visit))
            for number in np.unique(own):
                here = own == number
                over[here] = np.searchsorted(seen[number], age_s[here] + MINUTE_S, side="right")
                count[here] = len(seen[number])
            chance = (over + _PRIOR_DELAYS * chance) / (count + _PRIOR_DELAYS)
        return np.clip(chance, _LEAST_READY, _MOST_READY)
