"""Scrap, first-pass and rolled yield, and rework."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.asis import PLANT, Figure, ScopeKind
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.loops import Loops
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.resampling import Interval, Resamples, of_sums, share
from simmitt.engine.spans import Bools, Floats, Ints


class _Scopes(NamedTuple):
    """What rows are told apart by."""

    code: Ints  # (n_rows,) -1: belongs to none
    names: list[str]
    kind: ScopeKind


def yield_figures(facts: Facts, loops: Loops, drawn: Resamples) -> list[Figure]:
    """Give scrap, yields and rework, where the log tells of them; weeks are resampled."""
    figures: list[Figure] = []
    if facts.tells_any("rejected_pieces") and facts.made_pieces.sum() > 0:
        figures += _scrap(facts, drawn)
        figures += _first_pass(facts, loops, drawn)
    if facts.tells_any("rework") and facts.work_s.sum() > 0:
        figures.append(figure("rework_share", _rework(facts, drawn)))
    return figures


def _scopes(facts: Facts) -> tuple[_Scopes, ...]:
    return (
        _Scopes(np.zeros(len(facts.order), np.int64), [PLANT], "plant"),
        _Scopes(facts.activity, facts.activities, "activity"),
        _Scopes(facts.machine, facts.machines, "machine"),
    )


def _scrap(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give rejected pieces by good and rejected ones, of the plant, each activity and each machine."""
    made = facts.good_pieces + facts.rejected_pieces
    return [
        figure("scrap_share", interval, scopes.names[code], kind=scopes.kind)
        for scopes in _scopes(facts)
        for code, interval in _shares(facts, scopes, facts.rejected_pieces, made, drawn)
    ]


def _shares(
    facts: Facts, scopes: _Scopes, part: Floats, whole: Floats, drawn: Resamples
) -> list[tuple[int, Interval]]:
    """Give the share of an amount of pieces in another, for each scope that has any."""
    n = len(scopes.names)
    above = facts.by_block(scopes.code, n, facts.end_block, part)
    below = facts.by_block(scopes.code, n, facts.end_block, whole)
    some = np.flatnonzero(below.sum(axis=1) > 0)
    return [
        (
            int(code),
            share(above[code], below[code], drawn.weeks, _events(scopes.code, part, int(code), drawn)),
        )
        for code in some
    ]


def _events(group: Ints, amount: Floats, code: int, drawn: Resamples) -> Floats | None:
    """Give the amounts of one group's rows; not needed where no interval is asked for."""
    return amount[(group == code) & (amount > 0)] if drawn.draws else None


def _first_pass(facts: Facts, loops: Loops, drawn: Resamples) -> list[Figure]:
    """Give the share of pieces that are good the first time, of plant and activities, and rolled yield."""
    first = facts.tells("rejected_pieces") & ~facts.is_rework & ~loops.later
    made, missed = np.where(first, facts.made_pieces, 0.0), _missed(facts, first)
    figures = [
        figure("first_pass_yield_share", _rest(interval), scopes.names[code], kind=scopes.kind)
        for scopes in _scopes(facts)[:2]
        for code, interval in _shares(facts, scopes, missed, made, drawn)
    ]
    return [*figures, *_rolled(facts, made, missed, drawn)]


def _missed(facts: Facts, first: Bools) -> Floats:
    return np.where(first, facts.rejected_pieces + facts.review_pieces, 0.0)


def _rest(interval: Interval) -> Interval:
    """Give what is left of one when a share is taken away."""
    return Interval(1 - interval.value, 1 - interval.high, 1 - interval.low)


def _rolled(facts: Facts, made: Floats, missed: Floats, drawn: Resamples) -> list[Figure]:
    """Give the chance of a piece to come through all activities of its order good the first time."""
    n = len(facts.activities)
    below = facts.by_block(facts.activity, n, facts.end_block, made)
    above = facts.by_block(facts.activity, n, facts.end_block, missed)
    visits = np.bincount(facts.steps.activity, minlength=n)
    told = (below.sum(axis=1) > 0) & (visits > 0)
    reached = np.zeros(facts.n_orders, bool)
    reached[facts.steps.order[told[facts.steps.activity]]] = True
    if not reached.any():
        return []
    passed = visits[told] / reached.sum()
    sums = np.concatenate([above[told], below[told]])
    return [figure("rolled_yield_share", of_sums(_through(passed), sums, drawn.weeks, "odds"))]


def _through(passed: Floats) -> Callable[[Floats], Floats]:
    """Give the geometric mean over orders of the product of their activities' first-pass yields.

    Parameters
    ----------
    passed : (n_activities,)
        Share of the orders that pass each.
    """

    def rolled(sums: Floats) -> Floats:
        missed, made = np.split(sums, 2)
        good = 1 - np.divide(missed, made, out=np.zeros_like(made), where=made > 0)
        with np.errstate(divide="ignore"):
            return np.asarray(np.exp(passed @ np.log(good)))

    return rolled


def _rework(facts: Facts, drawn: Resamples) -> Interval:
    """Give the hours of the rows marked as rework, by all hours."""
    whole, nobody = facts.work_s, np.zeros(len(facts.order), np.int64)
    again = whole * facts.is_rework
    above, below = (facts.by_block(nobody, 1, facts.end_block, amount)[0] for amount in (again, whole))
    return share(above, below, drawn.weeks)
