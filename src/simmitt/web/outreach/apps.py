"""The app's place in the project."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """From first contact to follow-up."""

    name = "simmitt.web.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
