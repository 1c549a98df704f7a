"""How much of what is unknown about the model's figures comes from a short log, how much from chance."""

from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

import numpy as np
from scipy.special import chdtri, stdtrit

from simmitt.engine.experiments.likely_factories import likely_factories
from simmitt.engine.experiments.main_figures import DELAY_SHARE, FIGURES, main_figures
from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.figures import Figures
from simmitt.engine.simulation.output import Floats
from simmitt.ground.intervals import Estimate

REPLICATIONS = 30  # that the figure itself is the mean of
DRAWS, REPLICATIONS_EACH = 160, 4
_TAIL = 0.025
_FEWEST_DRAWS = 10
_LEAST_DELAY_SHARE = 0.02  # with less the stretch moves nothing
_WIDEST_STRETCH = 1.0  # spread of the logarithm


@dataclass(frozen=True)
class InputDoubt:
    """One figure's mean, and where the doubt about it comes from.

    The two shares are of the variance of the mean of ``replications`` and add up to one; both
    are NaN where nothing varies or the draws tell nothing. The share from the input lies between
    ``input_share_low`` and ``input_share_high``: it is itself an estimate.
    """

    mean: Estimate  # 95 %, both kinds of doubt counted
    simulated: Estimate  # 95 %, as if the parameters were known
    input_share: float  # what a longer log would take away
    simulation_share: float  # what more replications would take away
    input_share_low: float
    input_share_high: float
    replications: int
    draws: int


def doubt_of_inputs(
    factory: Factory,
    *,
    seed: int = 0,
    workers: int = 1,
    draws: int = DRAWS,
    replications: int = REPLICATIONS,
) -> dict[str, InputDoubt]:
    """Simulate the factory as fitted, and factories that may as well be true; by figure.

    As many orders come as come at the rate: with their number given, that of the orders finished
    would seem sure. All factories meet the same luck in replications of the same number.
    """
    free = replace(factory, run=replace(factory.run, orders=None))
    simulate = partial(main_figures, seed=seed, workers=workers)
    told = simulate([(free, n) for n in range(replications)])
    likely = likely_factories(free, draws, seed, stretch_spread=_stretch_spread(told))
    drawn = simulate([(each, n) for each in likely for n in range(REPLICATIONS_EACH)])
    return {name: doubt_of(told[name], drawn[name].reshape(draws, -1)) for name in FIGURES}


def _stretch_spread(told: Figures) -> float:
    """Give what is open about the stretch that the fit gave all delays.

    It brought the mean lead time to that of the log, which is one window, and chance moves that
    mean as much as one replication differs from the next.
    """
    lead_h, share = told["lead_time_mean_h"], float(told[DELAY_SHARE].mean())
    lead_h = lead_h[np.isfinite(lead_h)]
    if len(lead_h) < 2 or share < _LEAST_DELAY_SHARE:
        return 0.0
    return min(float(lead_h.std(ddof=1) / lead_h.mean()) / share, _WIDEST_STRETCH)


def doubt_of(fitted: Floats, drawn: Floats) -> InputDoubt:
    """Tell the doubt of a mean apart.

    Parameters
    ----------
    fitted : (n_replications,)
        The figure with the parameters as fitted.
    drawn : (n_draws, n_each)
        With drawn ones, a row each and the same luck in each column.

    Notes
    -----
    The law of total variance, by analysis of variance of rows crossed with columns (Searle,
    Casella and McCulloch 1992, 4.7): what rows differ by beyond what chance does to them is the
    input's. It is no less than nought, however the draws fall. Its limits are those of the rows'
    mean square (chi-square), the simulation's variance within its own.
    """
    told, rows = fitted[np.isfinite(fitted)], drawn[np.isfinite(drawn).all(axis=1)]
    if len(told) < 2 or len(rows) < _FEWEST_DRAWS:
        return _untold(fitted, len(rows))
    between, chance = _mean_squares(rows)
    n, each = len(rows), rows.shape[1]
    of_input = max(0.0, between - chance) / each
    inputs = [
        max(0.0, between * (n - 1) / float(chdtri(n - 1, p)) - chance) / each for p in (_TAIL, 1 - _TAIL)
    ]
    of_runs, free = float(told.var(ddof=1)) / len(told), len(told) - 1
    runs = [of_runs * free / float(chdtri(free, p)) for p in (1 - _TAIL, _TAIL)]
    share = _share(of_input, of_runs)
    return InputDoubt(
        mean=_mean(told, rows, of_input * each / between if between > 0 else 0.0),
        simulated=_simulated(told),
        input_share=share,
        simulation_share=1.0 - share,
        input_share_low=_share(inputs[0], runs[0]),
        input_share_high=_share(inputs[1], runs[1]),
        replications=len(told),
        draws=n,
    )


def _mean_squares(rows: Floats) -> tuple[float, float]:
    """Give the mean squares of rows, and of what neither row nor column explains; (n, k)."""
    n, k = rows.shape
    of_rows = rows.mean(axis=1)
    left = rows - of_rows[:, None] - rows.mean(axis=0) + rows.mean()
    return k * float(of_rows.var(ddof=1)), float((left**2).sum()) / ((n - 1) * (k - 1))


def _share(of_input: float, of_runs: float) -> float:
    both = of_input + of_runs
    return of_input / both if both > 0 else float("nan")


def _simulated(told: Floats) -> Estimate:
    reach = float(stdtrit(len(told) - 1, 1 - _TAIL)) * float(told.std(ddof=1)) / sqrt(len(told))
    mean = float(told.mean())
    return Estimate(mean, mean - reach, mean + reach)


def _mean(told: Floats, rows: Floats, kept: float) -> Estimate:
    """Give the mean with both doubts; ``kept`` is the share of the rows' variance that is the input's."""
    plain, of_rows = _simulated(told), rows.mean(axis=1)
    effects = sqrt(kept) * (of_rows - of_rows.mean())
    low, middle, high = np.quantile(effects, [_TAIL, 0.5, 1 - _TAIL], method="weibull")
    reach = plain.high - plain.value
    below, above = np.hypot(middle - low, reach), np.hypot(high - middle, reach)
    return Estimate(plain.value, plain.value - float(below), plain.value + float(above))


def _untold(fitted: Floats, draws: int) -> InputDoubt:
    told, unknown = fitted[np.isfinite(fitted)], float("nan")
    mean = _simulated(told) if len(told) > 1 else Estimate(unknown, unknown, unknown)
    return InputDoubt(mean, mean, unknown, unknown, unknown, unknown, len(told), draws)
