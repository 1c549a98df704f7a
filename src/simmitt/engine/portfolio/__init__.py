"""The portfolio: the economy, what measures are worth under it, and which are chosen."""

from simmitt.engine.portfolio.choosing import FINAL_DRAWS, MOST_SETS, choose
from simmitt.engine.portfolio.economy import ENTRIES, Economy, FreedTime
from simmitt.engine.portfolio.economy_file import EconomyFault, read_economy
from simmitt.engine.portfolio.result import Choice, Driver, Influence, Interaction, Money, Portfolio, Rejected

__all__ = [
    "ENTRIES", "FINAL_DRAWS", "MOST_SETS", "Choice", "Driver", "Economy", "EconomyFault", "FreedTime",
    "Influence", "Interaction", "Money", "Portfolio", "Rejected", "choose", "read_economy",
]  # fmt: skip
