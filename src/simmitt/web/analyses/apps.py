"""The app's place in the project."""

from django.apps import AppConfig


class AnalysesConfig(AppConfig):
    """Data, runs and their results."""

    name = "simmitt.web.analyses"
    label = "analyses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.analyses.models import ColumnsTold, DataSet, Run, Upload

        auditlog.register(ColumnsTold, exclude_fields=["version", "created_at", "changed_at"])
        # What reading told is a page long, and stands in the row.
        unsaid = ["version", "created_at", "changed_at", "told", "fault"]
        auditlog.register(DataSet, exclude_fields=unsaid)
        # How far a file or a run has come is written many times a minute.
        auditlog.register(Upload, include_fields=["name", "size", "sha256"])
        auditlog.register(Run, include_fields=["kind", "state", "asked_by"])
