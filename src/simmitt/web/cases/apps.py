"""The app's place in the project."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases and what is agreed in them."""

    name = "simmitt.web.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.cases.models import Case, Charter, Confirmation, Declaration, Document, Visit

        for model in (Case, Charter, Confirmation, Declaration, Document, Visit):
            auditlog.register(model, exclude_fields=["version", "created_at", "changed_at"])
