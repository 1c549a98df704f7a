"""The app's place in the project."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding again."""

    name = "simmitt.web.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
