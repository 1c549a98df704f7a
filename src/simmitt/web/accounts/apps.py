"""The app's place in the project."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Persons and how they sign in."""

    name = "simmitt.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
