"""Shows whether the fitted factory is to be believed."""

from simmitt.engine.validation.validate import Distance, Forecast, Light, Validation, validate

__all__ = ["Distance", "Forecast", "Light", "Validation", "validate"]
