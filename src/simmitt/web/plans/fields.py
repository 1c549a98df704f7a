"""The fields of a plan that people edit, each by itself: what it is called, how it is read and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.cases.models import Document, DocumentKind
from simmitt.web.look.templatetags.writing import day, number
from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.days import REAL_DAYS
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.words import AidRule, CostKind, Decision, Reason, Source
from simmitt.web.scope.querying import ScopedQuerySet

OF_A_PLAN = "what hangs on a plan that has been fetched within its scope"
MOST_SEK = 1_000_000_000
MOST_HOURS = 100_000
PARTED = ":"


@dataclass(frozen=True)
class Editable:
    """A field that is saved on its own."""

    name: str
    label: Any
    make: Callable[[Plan], forms.Field]
    hint: Any = ""
    wide: bool = False

    def text(self, row: Model) -> str:
        """Give what the field holds, as its history keeps it."""
        return as_text(getattr(row, self.name))

    def read(self, plan: Plan, raw: str) -> Any:
        """Give the value of what somebody typed, or raise ``ValidationError``."""
        return self.make(plan).clean(raw)

    def columns(self, value: Any) -> dict[str, Any]:
        """Give the columns that hold the value."""
        return {self.name: value}

    def shown(self, plan: Plan, text: str) -> str:
        """Give a text of the history as a person reads it."""
        field = self.make(plan)
        if isinstance(field, forms.DateField):
            return day(date.fromisoformat(text)) if text else NOTHING
        if isinstance(field, forms.IntegerField):
            return number(int(text)) if text else NOTHING
        choices = dict(getattr(field, "choices", ()))
        return str(choices.get(text, text)) or NOTHING


NOTHING = "–"


class DecisionField(forms.CharField):
    """Yes; or later or no, with the reason: "no:too_dear"."""

    def clean(self, value: Any) -> str:
        """Ask for the reason where there has to be one."""
        decision, _parted, reason = str(value or "").partition(PARTED)
        if decision in ("", Decision.YES):
            return decision
        if decision not in Decision.values:
            raise forms.ValidationError(_("Choose yes, later or no."))
        if reason not in Reason.values:
            raise forms.ValidationError(_("Say why: choose a reason."))
        return f"{decision}{PARTED}{reason}"


class DecisionEditable(Editable):
    """The owner's word on a measure; the reason belongs to it."""

    def text(self, row: Model) -> str:
        """Give decision and reason as one."""
        assert isinstance(row, PlanMeasure)
        return f"{row.decision}{PARTED}{row.reason}" if row.reason else str(row.decision)

    def columns(self, value: Any) -> dict[str, Any]:
        """Part them again."""
        decision, _parted, reason = value.partition(PARTED)
        return {"decision": decision, "reason": reason}

    def shown(self, _plan: Plan, text: str) -> str:
        """Say "No: costs too much"."""
        decision, _parted, reason = text.partition(PARTED)
        if not decision:
            return str(_("Waits for a decision"))
        told = str(Decision(decision).label)
        return f"{told}: {str(Reason(reason).label).lower()}" if reason else told


def as_text(value: Any) -> str:
    """Give a value as the history keeps it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Document):
        return str(value.public_id)
    return value.isoformat() if isinstance(value, date) else str(value)


def _line(length: int) -> Callable[[Plan], forms.Field]:
    return lambda _plan: forms.CharField(max_length=length, required=False)


def _text(length: int) -> Callable[[Plan], forms.Field]:
    return lambda _plan: forms.CharField(
        max_length=length, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _amount(most: int) -> Callable[[Plan], forms.Field]:
    return lambda _plan: WholeNumber(most)


def _choice(choices: list[tuple[str, Any]]) -> Callable[[Plan], forms.Field]:
    return lambda _plan: forms.ChoiceField(choices=choices, required=False)


def _day(_plan: Plan) -> forms.Field:
    return forms.DateField(
        required=False, widget=DayInput(), input_formats=["%Y-%m-%d"], validators=list(REAL_DAYS)
    )


class WholeNumber(forms.IntegerField):
    """A whole number; thousands may be parted as people part them."""

    def __init__(self, most: int) -> None:
        super().__init__(min_value=0, max_value=most, required=False, widget=forms.TextInput())
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> int | None:
        """Read "60 000" too."""
        return super().to_python("".join(str(value).split()) if value else value)


class QuoteField(forms.ChoiceField):
    """One of the case's quotes."""

    def __init__(self, plan: Plan) -> None:
        quotes: ScopedQuerySet[Document] = Document.objects.unscoped(OF_A_PLAN).filter(
            case=plan.case_id, kind=DocumentKind.QUOTE
        )
        self.known = {one.public_id: one for one in quotes}
        choices = [("", _("No quote")), *((key, one.name) for key, one in self.known.items())]
        super().__init__(choices=choices, required=False)

    def clean(self, value: Any) -> Any:
        """Give the document."""
        return self.known.get(super().clean(value))


class TickField(forms.ChoiceField):
    """Yes or no, in words."""

    def __init__(self) -> None:
        super().__init__(choices=[("", _("No")), ("yes", _("Yes"))], required=False)

    def clean(self, value: Any) -> bool:
        """Give the truth."""
        return bool(super().clean(value))


OF_MEASURE: Mapping[str, Editable] = {
    one.name: one
    for one in (
        Editable("owner", _("Responsible person"), _line(120), _("First name and family name, not a role")),
        Editable("hours", _("Own hours"), _amount(MOST_HOURS)),
        Editable("starts_on", _("Starts"), _day),
        Editable("ready_on", _("Ready"), _day),
        Editable("cost_sek", _("First cost, SEK"), _amount(MOST_SEK)),
        Editable("cost_kind", _("What the cost rests on"), _choice(list(CostKind.choices))),
        Editable("cost_margin_sek", _("Give or take, SEK"), _amount(MOST_SEK),
                 _("For an estimate of your own")),
        Editable("quote", _("Quote"), QuoteField, _("Quotes lie among the company's documents")),
        Editable("risk", _("The greatest risk"), _text(1000)),
        Editable("mitigation", _("What you do about it"), _text(1000)),
        Editable("safety_note", _("Working environment"), _text(1000),
                 _("The safety representative's word, where work, shifts or the layout change"), wide=True),
        DecisionEditable("decision", _("The owner's decision"), lambda _plan: DecisionField(required=False)),
    )
}  # fmt: skip
OF_PLAN: Mapping[str, Editable] = {
    one.name: one
    for one in (
        Editable("first_step", _("The first step"), _line(300), _("Who does what, in one sentence"),
                 wide=True),
        Editable("first_step_on", _("Day of the first step"), _day),
        Editable("without_model", _("Marked “without model”"), lambda _plan: TickField(),
                 _("Yes, where the figures of the model are not to be leaned on")),
    )
}  # fmt: skip
OF_FINANCING: Mapping[str, Editable] = {
    one.name: one
    for one in (
        Editable("source", _("Source"), _choice(list(Source.choices))),
        Editable("name", _("From whom"), _line(120)),
        Editable("amount_sek", _("Amount, SEK"), _amount(MOST_SEK)),
        Editable("rule", _("State aid rule"), _choice(list(AidRule.choices))),
    )
}
FIELDS: Mapping[type[Model], Mapping[str, Editable]] = {
    Plan: OF_PLAN,
    PlanMeasure: OF_MEASURE,
    Financing: OF_FINANCING,
}
# What the history calls a row that came or went.
ROW = "row"
# What it calls a set of measures that somebody has tried together and taken into the plan.
SELECTION = "selection"
LABELS: Mapping[str, Any] = {
    ROW: pgettext_lazy("history of a plan", "The row itself"),
    SELECTION: _("Measures tried together"),
}
