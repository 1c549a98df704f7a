"""The portfolio: what was chosen, what it gives and costs, what was rejected, and why."""

from dataclasses import dataclass
from typing import Literal

from simmitt.engine.experiments import Effect
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio.economy import Economy
from simmitt.engine.portfolio.valuation import Objective
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message

Figure = Literal["lead_time_mean_h", "wip_orders", "freed_total_h_per_week", "npv_sek"]
RejectedFor = Literal[
    "harms", "too_dear", "prerequisite", "conflict", "adds_nothing", "does_not_pay", "enough"
]


@dataclass(frozen=True)
class Money:
    """Money of a set, in SEK; intervals hold eight of ten outcomes, given it is carried out.

    Yearly figures are at full effect. ``npv_expected_sek`` is the mean NPV times the share
    of measures that are carried out. ``payback_years`` is None where the first cost doesn't
    come back within the economy's years. Soft: ``unused_hours`` a year, never in the NPV.
    """

    capex_sek: Estimate
    capex_likely_sek: float  # what the budget limits
    hours: Estimate
    first_cost_sek: Estimate
    yearly_cost_sek: float
    sold_capacity_sek: Estimate
    overtime_sek: Estimate
    scrap_sek: Estimate
    carrying_sek: Estimate
    cash_released_sek: Estimate
    unused_hours: Estimate
    npv_sek: Estimate
    npv_mean_sek: float
    npv_expected_sek: float
    payback_years: float | None
    loss_probability: float


@dataclass(frozen=True)
class Choice:
    """A chosen measure: alone, and what the portfolio would lose without it."""

    candidate: Candidate
    alone: Effect
    alone_money: Money
    marginal_lead_time_h: Estimate  # negative: the measure shortens it further
    marginal_npv_sek: Estimate
    marginal_score: float
    return_per_krona: float  # marginal score over first cost and running costs


@dataclass(frozen=True)
class Rejected:
    """A candidate left out, and the reason."""

    candidate: Candidate
    kind: RejectedFor
    reason: Message
    gain: float  # of the score, if it were added to the portfolio


@dataclass(frozen=True)
class Interaction:
    """One figure of the portfolio beside the sum of its measures tried alone (means)."""

    figure: Figure
    joint: float
    sum_of_singles: float
    reason: Message

    @property
    def difference(self) -> float:
        """Give joint minus sum."""
        return self.joint - self.sum_of_singles

    @property
    def sign(self) -> Literal["less", "equal", "more"]:
        """Say whether the measures together do less or more than the sum of each alone."""
        size = abs(self.joint) - abs(self.sum_of_singles)
        if abs(size) <= 0.02 * max(abs(self.joint), abs(self.sum_of_singles)):
            return "equal"
        return "more" if size > 0 else "less"


@dataclass(frozen=True)
class Influence:
    """What another value of one entry of the economy would do; nothing is simulated anew."""

    entry: str
    what: Message
    npv_mean_sek: float  # of the chosen set under that value
    same_choice: bool
    best: tuple[str, ...]  # the best set simulated under that value


@dataclass(frozen=True)
class Driver:
    """How strongly one uncertain quantity moves the result: Spearman's rank correlation."""

    what: Message
    candidate: str
    correlation: float


@dataclass(frozen=True)
class Portfolio:
    """The chosen measures in order of marginal value per krona, and everything said of them."""

    objective: Objective
    objective_text: Message
    budget_sek: float
    economy: Economy
    chosen: tuple[Choice, ...]
    joint: Effect
    joint_money: Money
    money_if_used: Money  # the same set, if every freed hour replaced a paid one
    constraint_before: str
    constraint_after: str
    interactions: tuple[Interaction, ...]
    rejected: tuple[Rejected, ...]
    influences: tuple[Influence, ...]
    drivers: tuple[Driver, ...]
    sets_simulated: int
    replications: int
    draws: int
    seed: int
