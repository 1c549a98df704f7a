"""Draws of a set's worth, told as money with intervals."""

import numpy as np

from simmitt.engine.portfolio.economy import Economy
from simmitt.engine.portfolio.result import Money
from simmitt.engine.portfolio.valuation import Valuation, Worth
from simmitt.ground.intervals import of_outcomes


def money_of(worth: Worth, ids: tuple[str, ...], valuation: Valuation) -> Money:
    """Give the money of a set."""
    economy, cost, gives = valuation.economy, worth.cost, worth.benefit
    first_sek = cost.first_sek(economy)
    likely = sum(valuation.effects.evaluator.candidates[name].cost_sek.likely for name in ids)
    mean = float(worth.npv_sek.mean())
    return Money(
        capex_sek=of_outcomes(cost.capex_sek),
        capex_likely_sek=likely,
        hours=of_outcomes(cost.hours),
        first_cost_sek=of_outcomes(first_sek),
        yearly_cost_sek=cost.yearly_sek,
        sold_capacity_sek=of_outcomes(gives.sold_capacity_sek),
        overtime_sek=of_outcomes(gives.overtime_sek),
        scrap_sek=of_outcomes(gives.scrap_sek),
        carrying_sek=of_outcomes(gives.carrying_sek),
        cash_released_sek=of_outcomes(gives.cash_released_sek),
        unused_hours=of_outcomes(gives.unused_hours),
        npv_sek=of_outcomes(worth.npv_sek),
        npv_mean_sek=mean,
        npv_expected_sek=mean * economy.carried_out_share,
        payback_years=payback_years(
            float(np.median(first_sek)), float(np.median(gives.yearly_sek)) - cost.yearly_sek, economy
        ),
        loss_probability=float(np.mean(worth.npv_sek < 0)),
    )


def payback_years(first_sek: float, yearly_sek: float, economy: Economy) -> float | None:
    """Give first cost over a year's net benefit; None if it takes more than the years counted."""
    if first_sek <= 0:
        return 0.0
    if yearly_sek <= 0 or first_sek / yearly_sek > economy.years:
        return None
    return first_sek / yearly_sek
