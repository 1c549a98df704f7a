"""What a set of measures gives, draw by draw, and how that differs from today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from simmitt.engine.factory.model import Factory, Operation, Product
from simmitt.engine.measures.situation import CLOSED, DOWN, RUN, SETUP
from simmitt.engine.simulation.output import Floats, Output
from simmitt.ground.units import HOUR_S, WEEK_S


@dataclass(frozen=True)
class Outcome:
    """Results of a set of candidates; every array has one row a draw.

    Levels are absolute. The two changes compare the orders that are finished both with the
    set and today, in the same replication, so that orders still open don't distort them. An
    order comes at the same time in both, so they compare when it is done: a cap that makes
    orders wait outside the floor gains nothing by that.
    """

    ids: tuple[str, ...]
    lead_time_mean_h: Floats
    lead_time_median_h: Floats
    wip_orders: Floats
    throughput_per_week: Floats  # orders finished
    good_per_week: Floats  # pieces
    scrap_per_week: Floats  # pieces
    work_h_per_order: Floats  # (draws, n_stations) run, setup and breakdown
    open_h_per_week: Floats  # (draws, n_stations) summed over the station's places
    lead_change_mean_h: Floats
    lead_change_median_h: Floats

    @property
    def draws(self) -> int:
        """How many draws were made."""
        return int(self.wip_orders.shape[0])

    @property
    def capacity_per_week(self) -> Floats:
        """(draws,) orders a week that the fullest station could do in its open time."""
        return np.asarray(self._station_capacity().min(axis=1), dtype=float)

    @property
    def constraint(self) -> int:
        """Index of the station that is fullest in most draws."""
        return int(np.bincount(self._station_capacity().argmin(axis=1)).argmax())

    def first(self, draws: int) -> "Outcome":
        """Give the outcome of the first draws only."""
        arrays = {f.name: getattr(self, f.name)[:draws] for f in fields(self) if f.name != "ids"}
        return Outcome(ids=self.ids, **arrays)

    def followed_by(self, later: "Outcome") -> "Outcome":
        """Give the outcome with further draws of the same set."""
        names = [field.name for field in fields(self) if field.name != "ids"]
        arrays = {n: np.concatenate([getattr(self, n), getattr(later, n)]) for n in names}
        return Outcome(ids=self.ids, **arrays)

    def _station_capacity(self) -> Floats:
        unlimited = np.full(self.open_h_per_week.shape, np.inf)
        work = self.work_h_per_order
        return np.asarray(np.divide(self.open_h_per_week, work, out=unlimited, where=work > 0))


@dataclass(frozen=True)
class Difference:
    """A set against today, (draws,) each; negative lead time, WIP and scrap are improvements.

    Freed hours compare the same work: hours of run, setup and breakdown per order, times
    today's orders a week. ``capacity_share`` is how much more the fullest station could do,
    whichever station that is before and after.
    """

    lead_time_mean_h: Floats
    lead_time_median_h: Floats
    wip_orders: Floats
    throughput_per_week: Floats
    good_per_week: Floats
    scrap_per_week: Floats
    freed_constraint_h_per_week: Floats
    freed_total_h_per_week: Floats
    capacity_share: Floats


def difference(outcome: Outcome, today: Outcome) -> Difference:
    """Give what a set changes, draw by draw, under common random numbers."""
    today = today.first(outcome.draws)
    saved_h = (today.work_h_per_order - outcome.work_h_per_order) * today.throughput_per_week[:, None]
    return Difference(
        lead_time_mean_h=outcome.lead_change_mean_h,
        lead_time_median_h=outcome.lead_change_median_h,
        wip_orders=outcome.wip_orders - today.wip_orders,
        throughput_per_week=outcome.throughput_per_week - today.throughput_per_week,
        good_per_week=outcome.good_per_week - today.good_per_week,
        scrap_per_week=outcome.scrap_per_week - today.scrap_per_week,
        freed_constraint_h_per_week=saved_h[:, today.constraint],
        freed_total_h_per_week=saved_h.sum(axis=1),
        capacity_share=_gained(outcome.capacity_per_week, today.capacity_per_week),
    )


def _gained(capacity: Floats, today: Floats) -> Floats:
    """(draws,) capacity gained as a share; none where nothing was made, so that it has no limit."""
    limited = np.isfinite(capacity) & np.isfinite(today)
    return np.asarray(np.divide(capacity, today, out=np.ones(capacity.shape), where=limited) - 1)


def outcome_of(ids: tuple[str, ...], output: Output, today: Output, factories: Sequence[Factory]) -> Outcome:
    """Read an outcome from the output of a set and today's, rows paired.

    Parameters
    ----------
    factories : (n_draws,)
        The factory behind each row of ``output``.
    """
    weeks = output.observed_s / WEEK_S
    state_h = output.state_s / HOUR_S
    work_h = state_h[:, :, [RUN, SETUP, DOWN]].sum(axis=2)
    visits = np.array([visits_per_order(factory, output, row) for row, factory in enumerate(factories)])
    change_h = _paired_change_h(output, today, saturated=factories[0].arrivals.kind == "saturated")
    return Outcome(
        ids=ids,
        lead_time_mean_h=_row(np.mean, output.lead_time_s) / HOUR_S,
        lead_time_median_h=_row(np.median, output.lead_time_s) / HOUR_S,
        wip_orders=output.wip_mean,
        throughput_per_week=output.finished_orders / weeks,
        good_per_week=output.pieces_good.sum(axis=1) / weeks,
        scrap_per_week=output.scrapped.sum(axis=1) / weeks,
        work_h_per_order=work_h / np.maximum(output.visits, 1) * visits,
        open_h_per_week=(state_h.sum(axis=2) - state_h[:, :, CLOSED]) / weeks,
        lead_change_mean_h=change_h[0],
        lead_change_median_h=change_h[1],
    )


def visits_per_order(factory: Factory, output: Output, row: int) -> Floats:
    """(n_stations,) finished visits that an average order makes, lots and rework included."""
    operations = {operation.name: operation for operation in factory.operations}
    place = {name: k for k, name in enumerate(output.stations)}
    visits = np.zeros(len(output.stations))
    for number, product in enumerate(factory.products):
        weight = sum(way.weight for way in product.routings)
        lots = _lots(product, output.pieces_ordered[row][output.product[row] == number])
        for way in product.routings:
            for step in way.operations:
                share = product.share * way.weight / weight * lots
                visits[place[operations[step].station]] += share * _times(operations[step])
    return visits / sum(product.share for product in factory.products)


def _lots(product: Product, pieces: Floats) -> float:
    """Give the mean number of lots of orders of these sizes; a lot has a piece at least."""
    if pieces.size == 0:
        return product.lots_per_order
    return float(np.maximum(np.minimum(product.lots_per_order, pieces), 1.0).mean())


def _times(operation: Operation) -> float:
    return 1 / (1 - min(operation.rework_share, 0.99))


def _paired_change_h(output: Output, today: Output, *, saturated: bool) -> tuple[Floats, Floats]:
    """Give the change of the mean and the median lead time, (n,) each, from the orders' coming.

    Where one order is always waiting none has a time of coming, so there it is the time on
    the floor that is compared.
    """
    orders = min(output.finished_s.shape[1], today.finished_s.shape[1])
    now_s = today.lead_time_s[:, :orders]
    released_s = output.released_s if saturated else today.released_s
    then_s = output.finished_s[:, :orders] - released_s[:, :orders]
    both = np.isfinite(now_s) & np.isfinite(then_s)
    now_s, then_s = np.where(both, now_s, np.nan), np.where(both, then_s, np.nan)
    mean_s = _row(np.mean, then_s) - _row(np.mean, now_s)
    median_s = _row(np.median, then_s) - _row(np.median, now_s)
    return mean_s / HOUR_S, median_s / HOUR_S


def _row(statistic: Callable[[Floats], float], values_s: Floats) -> Floats:
    """(n,) the statistic of each row's known values; 0 for a row that has none."""
    rows = (row[np.isfinite(row)] for row in values_s)
    return np.array([float(statistic(row)) if row.size else 0.0 for row in rows])
