"""Shows whether the fitted factory is to be believed."""

from simmitt.engine.validation.forecast_errors import Distance
from simmitt.engine.validation.held_out import HeldOutWeeks
from simmitt.engine.validation.lead_times import LeadTimes
from simmitt.engine.validation.lights import Light, Reason, much_plain_delay
from simmitt.engine.validation.validate import Forecast, Validation, validate

__all__ = [
    "Distance",
    "Forecast",
    "HeldOutWeeks",
    "LeadTimes",
    "Light",
    "Reason",
    "Validation",
    "much_plain_delay",
    "validate",
]
