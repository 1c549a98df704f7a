"""What every page shares: its frame, its parts, its style and its way of writing dates and figures."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """The look of the platform."""

    name = "simmitt.web.look"
    label = "look"
