"""The app's place in the project."""

from django.apps import AppConfig

DERIVED = ["id", "version", "created_at", "changed_at"]


class CompaniesConfig(AppConfig):
    """Companies, workplaces and contacts."""

    name = "simmitt.web.companies"
    label = "companies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the audit log see every change of a row."""
        # Django has no models before this moment.
        from auditlog.registry import auditlog

        from simmitt.web.companies.models import Company, Contact, Merge, Workplace

        auditlog.register(Company, exclude_fields=[*DERIVED, "name_key", "place_key", "search_text"])
        for model in (Workplace, Contact):
            auditlog.register(model, exclude_fields=DERIVED)
        auditlog.register(Merge, exclude_fields=[*DERIVED, "before", "after", "moved"])
