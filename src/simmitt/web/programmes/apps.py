"""The app's place in the project."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, their organisations and targets."""

    name = "simmitt.web.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
