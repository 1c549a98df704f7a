"""Asks the fitted factory to foretell weeks that it was not fitted on.

The first two thirds of the log are fitted, the last third is foretold, and the error is put
beside a floor (real orders resampled: what chance alone gives) and a straw man (real orders
without any waiting: what a model that knows no queue gives). Factories fitted to the first half
and to five sixths foretell the weeks left, too. What makes the light is in ``lights.py``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.fitting import Fitted, NothingToFit
from simmitt.engine.orders import Closing
from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.validation.distances import midnights, wip_at
from simmitt.engine.validation.forecast_errors import (
    TOO_FAR,
    Distance,
    forecast_errors,
    observed_orders,
    without_waiting,
)
from simmitt.engine.validation.foretelling import REPLICATIONS, Run, Span, fit_until, foretell, span_of
from simmitt.engine.validation.held_out import (
    MEASURES,
    HeldOutWeeks,
    Measure,
    held_out_weeks,
    weekly,
    whole_weeks,
)
from simmitt.engine.validation.lead_times import LeadTimes, lead_times
from simmitt.engine.validation.lights import (
    Light,
    Reason,
    reasons_of_delay,
    reasons_of_weeks,
    too_few_weeks,
    worst,
)
from simmitt.ground.keeping import Keep, kept_under, nothing_kept
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message, say

Floats = NDArray[np.float64]

FITTED_SHARE = 2 / 3
ORIGINS = (1 / 2, FITTED_SHARE, 5 / 6)


@dataclass(frozen=True)
class Forecast:
    """The daily WIP foretold (P10, P50, P90 of the replications) beside the real one."""

    at: tuple[datetime, ...]
    real: Floats
    low: Floats
    middle: Floats
    high: Floats

    def covered_share(self, since: datetime) -> float:
        """Give the share of the days since then on which the real line lies inside the band."""
        held_out = np.array([at >= since for at in self.at])
        inside = (self.real >= self.low) & (self.real <= self.high)
        return float(inside[held_out].mean())


@dataclass(frozen=True)
class Validation:
    """What the fitted factory foretold, and how good that was."""

    fitted_until: datetime
    distances: tuple[Distance, ...]
    light: Light
    reasons: tuple[Reason, ...]  # why it is not green, the gravest first
    verdict: Message
    wip: Forecast
    covered_share: float  # of the held-out days that the real WIP lies inside eight outcomes in ten
    explained_share: float  # of the waiting, in the factory fitted to the first part
    weeks: tuple[HeldOutWeeks, ...]  # orders under way and throughput, of all origins
    origins: tuple[datetime, ...]
    lead_times: LeadTimes  # of orders begun in the held-out part


def validate(
    log: EventLog,
    *,
    closing: Closing | None = None,
    explained_share: float | None = None,
    seed: int = 0,
    workers: int = 1,
    progress: Progress = silent,
    keep: Keep = nothing_kept,
) -> Validation:
    """Fit on first parts of a log and foretell the rest.

    Parameters
    ----------
    closing
        What ends an order; inferred where it is not given.
    explained_share
        Of the waiting, in the factory fitted to the whole log: that is the one whose light this
        is. Left out, that of the first part counts.
    """
    span = span_of(log)
    real = observed_orders(log, span.opens_at)
    fits = _fits(log, span, seed, workers, progress, keep)
    told = {
        share: foretell(
            fitted.factory, span, len(real.first_s), seed, workers, kept_under(keep, f"told {share:.3f}")
        )
        for share, fitted in fits.items()
    }
    runs, cut_s = told[FITTED_SHARE], span.cut_s(FITTED_SHARE)
    seen = [run.seen for run in runs]
    straw = without_waiting(log, span.opens_at)
    distances = forecast_errors(real, seen, straw, (cut_s, span.span_s), seed)
    weeks = tuple(_weeks(measure, span, real, told) for measure in MEASURES)
    forecast = _forecast(real, seen, span.opens_at, span.span_s)
    explained = fits[FITTED_SHARE].explained_share
    reasons = _reasons(distances, weeks, explained if explained_share is None else explained_share)
    light = worst(reason.light for reason in reasons)
    return Validation(
        fitted_until=span.at(cut_s),
        distances=distances,
        light=light,
        reasons=reasons,
        verdict=_VERDICTS[light],
        wip=forecast,
        covered_share=forecast.covered_share(span.at(cut_s)),
        explained_share=explained,
        weeks=weeks,
        origins=tuple(span.at(span.cut_s(share)) for share in told),
        lead_times=lead_times(log, closing, runs, cut_s),
    )


def _fits(
    log: EventLog, span: Span, seed: int, workers: int, progress: Progress, keep: Keep
) -> dict[float, Fitted]:
    """Give a factory for each origin; only the first two thirds must hold enough for one."""
    fits = {}
    for share in ORIGINS:
        try:
            within = kept_under(keep, f"fitting {share:.3f}")
            made = partial(fit_until, log, span.at(span.cut_s(share)), seed, workers, progress, within)
            fits[share] = keep(f"fitted {share:.3f}", made)
        except NothingToFit as fault:
            if share == FITTED_SHARE:
                raise _too_short(fault) from None
    return fits


def _too_short(fault: NothingToFit) -> NothingToFit:
    return NothingToFit(
        say(
            "The log is long enough for a model but too short to check it: its first two thirds"
            " alone don't do."
        ),
        expected=fault.found,
        remedy=fault.remedy,
    )


def _weeks(measure: Measure, span: Span, real: SeenOrders, told: dict[float, list[Run]]) -> HeldOutWeeks:
    """Give the whole weeks that each origin leaves, one origin after the other."""
    parts = [(cut_s, whole_weeks(cut_s, span.span_s)) for cut_s in map(span.cut_s, told)]
    starts_s = [starts for _, starts in parts]
    simulated = [
        np.array([weekly(run.seen, starts, measure) for run in runs]).reshape(REPLICATIONS, -1)
        for starts, runs in zip(starts_s, told.values(), strict=True)
    ]
    return held_out_weeks(
        measure,
        span.opens_at,
        np.concatenate([np.full(len(starts), cut_s) for cut_s, starts in parts]),
        np.concatenate(starts_s),
        np.concatenate([weekly(real, starts, measure) for starts in starts_s]),
        np.concatenate(simulated, axis=1),
    )


def _reasons(
    distances: tuple[Distance, ...], weeks: tuple[HeldOutWeeks, ...], explained_share: float
) -> tuple[Reason, ...]:
    found = [Reason(each.light, TOO_FAR[each.id]) for each in distances if each.light != "green"]
    found += [reason for each in weeks for reason in reasons_of_weeks(each)]
    found += [*too_few_weeks(weeks), *reasons_of_delay(explained_share)]
    return tuple(sorted(found, key=lambda reason: reason.light != "red"))


def _forecast(real: SeenOrders, runs: list[SeenOrders], opens_at: datetime, span_s: float) -> Forecast:
    instants = midnights(0.0, span_s)
    levels = np.array([wip_at(run, instants) for run in runs])
    low, middle, high = np.quantile(levels, [0.1, 0.5, 0.9], axis=0)
    at = tuple(opens_at + timedelta(seconds=float(each)) for each in instants)
    return Forecast(at, wip_at(real, instants), low, middle, high)


_VERDICTS: dict[Light, Message] = {
    "green": say("The model foretold weeks it had never seen about as well as chance allows."),
    "amber": say("The model foretold the held-out weeks in broad strokes; read its figures with care."),
    "red": say(
        "The model did not foretell the held-out weeks; its figures are no ground for a decision yet."
    ),
}
