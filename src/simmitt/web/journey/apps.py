"""The app's place in the project."""

from django.apps import AppConfig


class JourneyConfig(AppConfig):
    """The journey, and what is said yes to on the way."""

    name = "simmitt.web.journey"
    label = "journey"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.journey.models import Acceptance, Closing

        for model in (Acceptance, Closing):
            auditlog.register(model, exclude_fields=["version", "created_at", "changed_at"])
