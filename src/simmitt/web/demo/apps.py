"""The app's place in the project."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An invented programme to look around in."""

    name = "simmitt.web.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
