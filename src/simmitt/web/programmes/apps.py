"""The app's place in the project."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, their organisations and targets."""

    name = "simmitt.web.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.programmes.models import (
            Partner,
            Programme,
            Target,
            TargetReport,
            WorkArea,
        )

        unsaid = ["version", "created_at", "changed_at"]
        for model in (Programme, Target, TargetReport, WorkArea):
            auditlog.register(model, exclude_fields=unsaid)
        auditlog.register(Partner, exclude_fields=unsaid, m2m_fields={"shares_with"})
