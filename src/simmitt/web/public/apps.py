"""The app's place in the project."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """What the world may read, and how a company comes by itself."""

    name = "simmitt.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
