"""The app's place in the project."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is what, and where."""

    name = "simmitt.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
