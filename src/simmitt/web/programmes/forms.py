"""Forms of a programme, its organisations and its targets."""

from itertools import zip_longest
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.forms import RowForm, offer
from simmitt.web.programmes.models import Counting, Partner, Programme, Target, TargetReport
from simmitt.web.scope.rows import Row

Choices = list[tuple[str, str]]
LONGEST_AREA = 120


class ProgrammeForm(RowForm):
    """What a programme is called, where and how long it runs, what it promises and works with."""

    counties = forms.MultipleChoiceField(label=_("Counties"), widget=forms.CheckboxSelectMultiple)
    areas_sv = forms.CharField(
        label=_("Work areas in Swedish"),
        help_text=_("One on each line, in the order they are to stand."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    areas_en = forms.CharField(
        label=_("Work areas in English"),
        help_text=_("In the same order; leave all empty to show the Swedish ones."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    class Meta:
        """What a manager may change."""

        model = Programme
        fields = (
            "name_sv", "name_en", "short_name", "starts_on", "ends_on", "counties", "answer_days",
            "registration_open", "contact_email", "contact_phone",
        )  # fmt: skip
        widgets: ClassVar = {"starts_on": DayInput(), "ends_on": DayInput()}
        help_texts: ClassVar = {
            "short_name": _("Stands at the top of every page."),
            "answer_days": _(
                "Each company that registers itself is promised an answer within so many working days."
            ),
            "registration_open": _(
                "Unticked: the public form says that no new companies are taken in just now."
            ),
        }

    def __init__(self, *args: Any, counties: Choices, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county_choices = counties
        offer(self, "counties", counties)
        self.initial.setdefault("areas_sv", "\n".join(swedish for swedish, _english in areas))
        self.initial.setdefault("areas_en", "\n".join(english for _swedish, english in areas).strip())

    def beside(self, current: Row) -> Self:
        """Give the same form for the programme that is saved now."""
        assert isinstance(current, Programme)
        areas = current.work_areas.unscoped("the programme has been fetched within its scope")
        saved = [(area.name_sv, area.name_en) for area in areas]
        return type(self)(instance=current, counties=self.county_choices, areas=saved)

    def clean(self) -> dict[str, Any]:
        """Hold the dates and the two lists of work areas against each other."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The programme has to end after it starts."))
        swedish, english = lines(cleaned.get("areas_sv", "")), lines(cleaned.get("areas_en", ""))
        if english and len(english) != len(swedish):
            self.add_error("areas_en", _("Write as many lines as in Swedish, or none."))
        if any(len(line) > LONGEST_AREA for line in (*swedish, *english)):
            self.add_error("areas_sv", _("A work area may be 120 characters long. Shorten it."))
        return cleaned

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Give the work areas as pairs, Swedish and English."""
        pairs = zip_longest(
            lines(self.cleaned_data["areas_sv"]), lines(self.cleaned_data["areas_en"]), fillvalue=""
        )
        return list(pairs)


def lines(text: str) -> list[str]:
    """Give the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class PartnerForm(RowForm):
    """An organisation of the programme, and who else sees its companies."""

    counties = forms.MultipleChoiceField(
        label=_("Counties"),
        help_text=_("New companies from these counties come to the organisation by themselves."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shares_with = forms.MultipleChoiceField(
        label=_("Who else sees its companies?"),
        help_text=_(
            "The coordinators of a ticked organisation see and change this one's companies as their own. "
            "It does not work the other way round by itself: tick this one on their page too."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        """What a manager may change."""

        model = Partner
        fields = ("name", "counties")

    def __init__(
        self, *args: Any, counties: Choices, others: list[Partner], shares: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.county_choices, self.others = counties, others
        offer(self, "counties", counties)
        offer(self, "shares_with", [(one.public_id, one.name) for one in others])
        self.initial.setdefault("shares_with", shares)

    def beside(self, current: Row) -> Self:
        """Give the same form for the organisation that is saved now."""
        assert isinstance(current, Partner)
        shares = current.shares_with.unscoped("the organisation has been fetched within its scope")
        saved = list(shares.values_list("public_id", flat=True))
        return type(self)(instance=current, counties=self.county_choices, others=self.others, shares=saved)

    @property
    def chosen(self) -> list[Partner]:
        """Give the organisations that have been ticked."""
        wanted = set(self.cleaned_data["shares_with"])
        return [one for one in self.others if one.public_id in wanted]


class TargetForm(RowForm):
    """What the programme has promised."""

    class Meta:
        """What a manager may change."""

        model = Target
        fields = ("name_sv", "name_en", "unit_sv", "unit_en", "goal", "due_on", "counting", "place")
        widgets: ClassVar = {"due_on": DayInput(), "counting": forms.RadioSelect()}
        help_texts: ClassVar = {
            "unit_sv": _("What the figure counts, for example companies or series."),
            "counting": _("A company counts once, on the day it first came that far."),
            "place": _("Lower numbers stand first."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "counting", Counting.choices)  # without the empty one


class TargetReportForm(RowForm):
    """A step towards a target, with what proves it."""

    class Meta:
        """All that is reported."""

        model = TargetReport
        fields = ("happened_on", "amount", "evidence")
        widgets: ClassVar = {"happened_on": DayInput()}
        help_texts: ClassVar = {
            "evidence": _(
                "What an auditor can ask to see, and where it lies: attendance list 4 May, folder B2."
            ),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_happened_on(self) -> Any:
        """Keep the day within the programme's period."""
        day = self.cleaned_data["happened_on"]
        if not self.programme.starts_on <= day <= self.programme.ends_on:
            raise forms.ValidationError(
                _("The day lies outside the programme's period, so it would not count.")
            )
        return day
