"""Days as people mean them: a mistyped year is told at once, before anything is drawn or reckoned from it."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
WHICH = _("Write a day between 2000 and 2100.")
REAL_DAYS = (MinValueValidator(FIRST, WHICH), MaxValueValidator(LAST, WHICH))


def only_real_days(form: forms.BaseForm) -> None:
    """Let each field for a day take one that can be meant."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.validators.extend(REAL_DAYS)
