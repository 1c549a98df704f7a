"""The app's place in the project."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What people have typed and not yet sent."""

    name = "simmitt.web.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
