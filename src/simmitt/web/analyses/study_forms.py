"""What is noted on the floor, and the machines it is noted of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.analyses.models import Look, StudyStation
from simmitt.web.analyses.study import Note
from simmitt.web.analyses.study_workbook import NO_STOP
from simmitt.web.nouns.forms import PlainForm, RowForm, offer

STATES = (
    ("run", pgettext_lazy("machine", "Running")),
    ("setup", pgettext_lazy("machine", "Being set up")),
    ("breakdown", pgettext_lazy("machine", "Broken down")),
    ("planned", pgettext_lazy("machine", "Planned stop")),
    ("material", pgettext_lazy("machine", "Waits for material")),
    ("operator", pgettext_lazy("machine", "Waits for operator")),
    ("idle", pgettext_lazy("machine", "Nothing to do")),
)
STOPS = (
    ("breakdown", pgettext_lazy("machine", "Broken down")),
    ("planned", pgettext_lazy("machine", "Planned stop")),
    ("setup", pgettext_lazy("machine", "Being set up")),
    ("material", pgettext_lazy("machine", "Waits for material")),
    ("operator", pgettext_lazy("machine", "Waits for operator")),
    ("other", pgettext_lazy("machine", "Something else")),
    (NO_STOP, _("No stop today")),
)


class StationForm(RowForm):
    """A machine or a bench."""

    class Meta:
        """Its fields."""

        model = StudyStation
        fields = ("name", "places", "hours_per_week")


class ClockInput(forms.TimeInput):
    """A time of day with the browser's own clock."""

    input_type = "time"


class NoteForm(PlainForm):
    """What every note has: the machine, when, and the key that makes it one."""

    kind: Look
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    # Written by the phone when the note waits there for contact.
    at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    station = forms.ChoiceField(label=_("Machine or bench"))

    def __init__(self, stations: Sequence[StudyStation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stations = {one.public_id: one for one in stations}
        offer(self, "station", [(one.public_id, one.name) for one in stations])

    def note(self) -> Note:
        """Give what was noted."""
        cleaned = self.cleaned_data
        at, more = self._said(cleaned.get("at") or timezone.now())
        return Note(cleaned["key"], self.kind, self.stations[cleaned["station"]], at, more)

    def _said(self, at: datetime) -> tuple[datetime, dict[str, Any]]:
        return at, {"state": self.cleaned_data["state"]}


class SampleForm(NoteForm):
    """What a machine does the moment somebody looks."""

    kind = Look.SAMPLE
    state = forms.ChoiceField(label=_("What does it do right now?"), choices=STATES)


class LastingForm(NoteForm):
    """Something that began and ended."""

    begins = forms.TimeField(label=pgettext_lazy("time", "From"), widget=ClockInput)
    ends = forms.TimeField(label=pgettext_lazy("time", "To"), widget=ClockInput)

    def _minutes(self, at: datetime) -> tuple[datetime, int]:
        """Give when it began and how long it lasted; past midnight it began the day before."""
        local = timezone.localtime(at)
        ends = local.replace(hour=self.cleaned_data["ends"].hour, minute=self.cleaned_data["ends"].minute)
        if ends > local + timedelta(minutes=5):
            ends -= timedelta(days=1)
        begins = ends.replace(
            hour=self.cleaned_data["begins"].hour, minute=self.cleaned_data["begins"].minute
        )
        if begins > ends:
            begins -= timedelta(days=1)
        return begins, max(round((ends - begins).total_seconds() / 60), 1)


class StopForm(LastingForm):
    """A stop, or a day without one."""

    kind = Look.STOP
    state = forms.ChoiceField(label=_("What kind of stop?"), choices=STOPS)
    reason = forms.CharField(label=_("Reason, in your own words"), max_length=120, required=False)
    field_order = ("station", "state", "begins", "ends", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("begins", "ends"):
            self.fields[name].required = self.data.get("state") != NO_STOP

    def _said(self, at: datetime) -> tuple[datetime, dict[str, Any]]:
        said = {"state": self.cleaned_data["state"], "reason": self.cleaned_data["reason"]}
        if said["state"] == NO_STOP:
            return at, {"state": NO_STOP}
        begins, minutes = self._minutes(at)
        return begins, {**said, "minutes": minutes}


class SetupForm(LastingForm):
    """A setup, from the last good piece of one product to the first of the next."""

    kind = Look.SETUP
    from_product = forms.CharField(label=_("From product"), max_length=60, required=False)
    to_product = forms.CharField(label=_("To product"), max_length=60, required=False)
    field_order = ("station", "from_product", "to_product", "begins", "ends")

    def _said(self, at: datetime) -> tuple[datetime, dict[str, Any]]:
        begins, minutes = self._minutes(at)
        names = ("from_product", "to_product")
        return begins, {"minutes": minutes, **{name: self.cleaned_data[name] for name in names}}


FORMS: dict[str, type[NoteForm]] = {one.kind: one for one in (SampleForm, StopForm, SetupForm)}
