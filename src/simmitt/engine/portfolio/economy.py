"""What an hour, a piece and an order are worth to this company, and how freed time is used.

The value of freed time depends on how it is used, not on the measure. So nothing here turns
saved minutes into money unless the owner says what the minutes are used for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from simmitt.ground.texts import Message, say

Kind = Literal["money", "share", "hours", "years", "use"]


@dataclass(frozen=True)
class FreedTime:
    """Shares of freed time that is sold or replaces overtime; the rest stays unused."""

    sold: float = 0.0
    overtime: float = 0.0

    @property
    def unused(self) -> float:
        """Give the share that nobody has said a use for."""
        return max(0.0, 1 - self.sold - self.overtime)


SOLD, OVERTIME, UNUSED = FreedTime(sold=1.0), FreedTime(overtime=1.0), FreedTime()


@dataclass(frozen=True)
class Entry:
    """One line of the economy file: its default with evidence, and the range to test it in."""

    kind: Kind
    meaning: Message
    grade: str = "C"
    source: str = "own"
    least: float = 0.0
    most: float = float("inf")
    low: float | None = None  # of the range that a defaulted value is tested in
    high: float | None = None


ENTRIES: Mapping[str, Entry] = {
    "hourly_cost_sek": Entry(
        "money", say("Cost of an hour of work, employer's fees included (SEK)."), low=330.0, high=440.0,
    ),
    "contribution_per_hour_sek": Entry(
        "money", say("Contribution of an hour sold at the station that sets the pace (SEK)."),
        low=600.0, high=1200.0,
    ),
    "extra_demand_share": Entry(
        "share", say("How much more could be sold, as a share of today's output."),
        most=5.0, low=0.0, high=0.10,
    ),
    "overtime_hours_per_week": Entry(
        "hours", say("Overtime worked now, hours a week; without it, overtime avoided has no limit."),
        most=10_000.0,
    ),
    "use_of_freed_time": Entry("use", say("What freed time is used for: sold, overtime or unused.")),
    "order_value_sek": Entry(
        "money", say("Money bound in an order on the floor (SEK); without it, stock isn't counted."),
    ),
    "scrap_cost_per_piece_sek": Entry(
        "money", say("Cost of a scrapped piece (SEK); without it, scrap isn't counted."),
    ),
    "carrying_rate": Entry(
        "share", say("Yearly cost of stock as a share of its value."), most=1.0, low=0.12, high=0.28,
    ),
    "discount_rate": Entry("share", say("Yearly discount rate, nominal."), most=1.0, low=0.08, high=0.15),
    "years": Entry(
        "years", say("Whole years that the effect is counted."), least=1.0, most=20.0, low=3.0, high=8.0,
    ),
    "carried_out_share": Entry(
        "share", say("Share of measures that are carried out once decided."), "A", "S26",
        most=1.0, low=0.44, high=0.56,
    ),
    "practical_load_share": Entry(
        "share", say("Highest load in the long run at the station that sets the pace."),
        least=0.1, most=1.0, low=0.85, high=0.95,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Economy:
    """Money per hour, piece and order in SEK; ``given`` names the entries somebody decided.

    None means not known: the benefit isn't counted (order value, scrap) or has no limit
    (overtime).
    """

    hourly_cost_sek: float = 385.0
    contribution_per_hour_sek: float = 900.0
    extra_demand_share: float = 0.0
    overtime_hours_per_week: float | None = None
    use_of_freed_time: FreedTime = UNUSED
    order_value_sek: float | None = None
    scrap_cost_per_piece_sek: float | None = None
    carrying_rate: float = 0.18
    discount_rate: float = 0.10
    years: float = 5.0
    carried_out_share: float = 0.5
    practical_load_share: float = 0.9
    given: frozenset[str] = field(default_factory=frozenset)

    @property
    def defaulted(self) -> tuple[str, ...]:
        """Name the entries that nobody gave."""
        return tuple(name for name in ENTRIES if name not in self.given)

    @property
    def speaks(self) -> bool:
        """Say whether any simulated benefit is worth money under this economy."""
        sold = self.use_of_freed_time.sold * self.extra_demand_share * self.contribution_per_hour_sek
        overtime = self.use_of_freed_time.overtime * self.hourly_cost_sek
        if self.overtime_hours_per_week == 0:
            overtime = 0.0
        stock = (self.order_value_sek or 0.0) * self.carrying_rate
        return sold + overtime + stock + (self.scrap_cost_per_piece_sek or 0.0) > 0

    def using(self, use: FreedTime) -> "Economy":
        """Give the economy in which somebody has said what freed time is used for."""
        return replace(self, use_of_freed_time=use, given=self.given | {"use_of_freed_time"})
