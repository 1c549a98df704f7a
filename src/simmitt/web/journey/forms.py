"""How a journey ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.forms import PlainForm


class ClosingForm(PlainForm):
    """What came of it, and who may read that."""

    result = forms.CharField(
        label=_("What came of it"), max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=_("What changed, in figures where there are any, and what you would do otherwise."),
    )  # fmt: skip
    may_publish = forms.BooleanField(
        label=_("Others may read it, with the company's name"), required=False,
        help_text=_("Only if the owner has said so."),
    )  # fmt: skip
