"""The app's place in the project."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Outgoing e-mail."""

    name = "simmitt.web.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
