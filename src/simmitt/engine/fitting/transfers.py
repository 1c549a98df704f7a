"""Operations whose pieces go on before the order is done: transfer batches, and how large they are."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Station
from simmitt.engine.fitting.choices import was_full
from simmitt.engine.fitting.shop import Shop
from simmitt.engine.fitting.waits import Patience
from simmitt.ground.units import DAY_S, MINUTE_S

_FEWEST_MOVES = 20
# Where pieces are handed on, whoever comes next begins early unless its places are taken, and never
# ends before the last pieces have come.
_BEGIN_EARLY, _END_AFTER = 0.9, 0.97
# The first to begin had no queue: they tell how much must be done.
_SOONEST = 0.1
_MOST_SHARE = 0.95


def hand_on(shop: Shop, stations: Sequence[Station]) -> tuple[Shop, dict[str, float]]:
    """Give the share done when the next operation may start, by operation that hands its pieces on.

    The visits of the shop tell then which of them were ``handed_on``: they went ahead by rule, and
    what they waited counts.
    """
    moves = _moves(shop, stations)
    whole = [each.name for each in stations if each.batch]
    shares = {}
    for own in moves.partition_by("came_from"):
        share = _share_done(own, whole)
        if share is not None:
            shares[own["came_from"][0]] = share
    shares = _unmixed(shares, moves)
    flagged = shop.visits.with_columns(
        handed_on=pl.col("came_from").is_in(list(shares)).fill_null(value=False)
    )
    return replace(shop, visits=flagged), shares


def _unmixed(shares: dict[str, float], moves: pl.DataFrame) -> dict[str, float]:
    """Leave out what goes on to operations that also take whole orders: those may have delays."""
    pairs = set(moves.select("came_from", "operation").unique().iter_rows())
    while True:
        mixed = {after for before, after in pairs if before not in shares}
        kept = {name: share for name, share in shares.items() if not mixed & _after(name, pairs)}
        if len(kept) == len(shares):
            return kept
        shares = kept


def _after(name: str, pairs: set[tuple[str, str]]) -> set[str]:
    return {after for before, after in pairs if before == name}


def undelayed(patience: Patience, visits: pl.DataFrame) -> Patience:
    """Give the waits without those of operations that pieces are always handed on to.

    Those begin as soon as a place is free, so there is no delay; one would hold the place that waits
    for the last pieces.
    """
    moves = visits.filter(pl.col("came_from").is_not_null())
    always = moves.group_by("operation").agg(pl.col("handed_on").all()).filter("handed_on")["operation"]
    shape = {name: each for name, each in patience.shape.items() if name not in set(always)}
    return replace(patience, shape=shape)


def _moves(shop: Shop, stations: Sequence[Station]) -> pl.DataFrame:
    """Give the visits that come after another operation, with whether they had to wait for a place."""
    told = []
    for station in stations:
        own = shop.visits.filter((pl.col("station") == station.name) & ~pl.col("dated")).sort("start_s")
        start_s, end_s = (own[name].to_numpy() for name in ("start_s", "end_s"))
        forced = was_full(start_s, end_s, shop.clocks[station.name], station.capacity)
        told.append(own.with_columns(forced=pl.Series(forced)))
    early = pl.col("left_s") > pl.col("start_s") + MINUTE_S
    return pl.concat(told).filter(pl.col("came_from").is_not_null()).with_columns(early=early)


def _share_done(moves: pl.DataFrame, whole: list[str]) -> float | None:
    """Give the share that an operation has done when the next may start; None: it hands nothing on."""
    early = moves.filter("early")
    late = moves.filter(~pl.col("early") & ~pl.col("forced")).height
    if early.height < _FEWEST_MOVES or early.height < _BEGIN_EARLY * (early.height + late):
        return None
    after = float((early["end_s"] >= early["left_s"] - MINUTE_S).cast(pl.Float64).to_numpy().mean())
    if after < _END_AFTER or moves["station"].is_in(whole).any() or moves["left_station"].is_in(whole).any():
        return None
    # A night within the work before would count as work; closed hours are not known of both places.
    of_a_day = early.filter(pl.col("left_s") - pl.col("came_s") < DAY_S / 2)
    runs_s = (pl.col("left_s") - pl.col("came_s") - pl.col("left_setup_s")).clip(lower_bound=MINUTE_S)
    done = (pl.col("start_s") - pl.col("came_s") - pl.col("left_setup_s")) / runs_s
    shares = of_a_day.select(done.clip(0.0, 1.0))[:, 0].to_numpy()
    share = float(np.quantile(shares, _SOONEST)) if len(shares) >= _FEWEST_MOVES else 1.0
    return round(share, 3) if 0.0 < share <= _MOST_SHARE else None
