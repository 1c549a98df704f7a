"""The app's place in the project."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    """Companies, workplaces and contacts."""

    name = "simmitt.web.companies"
    label = "companies"
    default_auto_field = "django.db.models.BigAutoField"
