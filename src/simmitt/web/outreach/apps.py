"""The app's place in the project."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """From first contact to follow-up."""

    name = "simmitt.web.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.outreach.models import Lead, Move, Note

        for model in (Lead, Move, Note):
            auditlog.register(model, exclude_fields=["version", "created_at", "changed_at"])
