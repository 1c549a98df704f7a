"""What time, stock and scrap are worth to the company: the owner's form, and the file that the run reads.

The lines and their defaults are those of docs/reference/economy.md; a test holds them against the engine's.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.forms import PlainForm

USES = (
    ("", _("We haven't said yet")),
    ("overtime", _("It replaces overtime or hired help")),
    ("sold", _("We sell it: there is work to take in")),
    ("shares", _("Some of each")),
    ("unused", _("It stays free for now")),
)
# What may be typed: name -> (label, help, least, most). Shares are typed in per cent.
AMOUNTS: Mapping[str, tuple[Any, Any, float, float]] = {
    "hourly_cost_sek": (
        _("An hour of work costs, SEK"), _("Employer's fees included. Empty: 385."), 0, 1e9),
    "overtime_hours_per_week": (
        _("Overtime worked now, hours a week"),
        _("Nobody can avoid more than is worked. Empty: no limit."), 0, 1e4),
    "contribution_per_hour_sek": (
        _("Contribution of an hour sold, SEK"),
        _("At the station that sets the pace. Empty: 900."), 0, 1e9),
    "extra_demand_share": (
        _("How much more could you sell, %"), _("Of what you make today. Empty: nothing more."), 0, 500),
    "order_value_sek": (
        _("Money bound in an order on the floor, SEK"), _("Empty: stock isn't counted."), 0, 1e9),
    "scrap_cost_per_piece_sek": (
        _("A scrapped piece costs, SEK"), _("Material and work. Empty: scrap isn't counted."), 0, 1e9),
}  # fmt: skip
IN_PER_CENT = frozenset({"extra_demand_share"})
SHARES = ("share_sold", "share_overtime")


def second_monday() -> date:
    """Give the second Monday from today: a plan that begins before it is decided would be late at once."""
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


class EconomyForm(PlainForm):
    """The budget, the first day, and what freed time is worth: asked before a plan is computed."""

    budget_sek = forms.IntegerField(
        label=_("Budget for the measures, SEK"), min_value=1, max_value=1_000_000_000,
        help_text=_("Bought things and help. Your own hours are not counted in."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("The plan begins"), required=False, widget=DayInput(), initial=second_monday,
        help_text=_("Empty: the second Monday after the log's end."),
    )  # fmt: skip
    use_of_freed_time = forms.ChoiceField(
        label=_("What is freed time used for?"), choices=USES, required=False, widget=forms.RadioSelect(),
        help_text=_("This decides more than all else: saved minutes are worth nothing until they are used."),
    )  # fmt: skip
    share_sold = forms.FloatField(
        label=_("Of it sold, %"), required=False, min_value=0, max_value=100, localize=True,
        help_text=_("Where it is some of each."),
    )  # fmt: skip
    share_overtime = forms.FloatField(
        label=_("Of it replaces overtime, %"), required=False, min_value=0, max_value=100, localize=True,
    )  # fmt: skip
    despite_red = forms.CharField(
        label=_("Why a plan is wanted though the model's light is red"), required=False, max_length=300,
        help_text=_("Only then: it stands on the plan's first page."),
    )  # fmt: skip
    field_order = ("budget_sek", "starts_on", "use_of_freed_time", *SHARES, *AMOUNTS, "despite_red")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, told, least, most) in AMOUNTS.items():
            self.fields[name] = forms.FloatField(
                label=label, help_text=told, min_value=least, max_value=most, required=False, localize=True
            )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for shares where it is some of each, and let them be no more than all of it."""
        cleaned = super().clean() or {}
        if cleaned.get("use_of_freed_time") == "shares":
            sold, overtime = (cleaned.get(name) for name in SHARES)
            if sold is None and overtime is None and not self.errors:
                self.add_error("share_sold", _("Say how much of it, in per cent."))
            elif (sold or 0) + (overtime or 0) > 100:
                self.add_error("share_overtime", _("Together it is more than all of the freed time."))
        return cleaned

    @property
    def toml(self) -> str:
        """Give the file of what was said, line by line; what was left empty isn't in it."""
        lines = [
            f"{name} = {_written(name, self.cleaned_data[name])}" for name in AMOUNTS if self._is_said(name)
        ]
        use = _use(self.cleaned_data)
        return "".join(f"{line}\n" for line in ([f"use_of_freed_time = {use}"] if use else []) + lines)

    def _is_said(self, name: str) -> bool:
        return self.cleaned_data.get(name) is not None


def _written(name: str, value: float) -> str:
    number = value / 100 if name in IN_PER_CENT else value
    return repr(int(number)) if number == int(number) else repr(float(number))


def _use(cleaned: Mapping[str, Any]) -> str:
    use = cleaned["use_of_freed_time"]
    if use != "shares":
        return f'"{use}"' if use else ""
    sold, overtime = ((cleaned.get(name) or 0.0) / 100 for name in SHARES)
    left = max(1.0 - sold - overtime, 0.0)
    return f"{{ sold = {sold!r}, overtime = {overtime!r}, unused = {left!r} }}"


ASKED = pgettext_lazy("plan", "The plan is being computed.")
