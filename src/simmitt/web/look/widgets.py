"""Fields as the browser knows them."""

from django import forms


class DayInput(forms.DateInput):
    """A date with the browser's own calendar; it wants year-month-day whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
