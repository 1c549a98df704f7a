"""The app's place in the project."""

from django.apps import AppConfig


class TryingConfig(AppConfig):
    """Questions to a plan's warm factory."""

    name = "simmitt.web.trying"
    label = "trying"
    default_auto_field = "django.db.models.BigAutoField"
