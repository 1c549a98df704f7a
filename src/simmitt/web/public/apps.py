"""The app's place in the project."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """What the world may read, and how a company comes by itself."""

    name = "simmitt.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events follow what staff write, and that something came, not what it said."""
        from auditlog.registry import auditlog

        from simmitt.web.public.models import Enquiry, News, Registration, Voice

        auditlog.register(News)
        auditlog.register(Voice)
        auditlog.register(Enquiry, exclude_fields=["text", "email"])
        auditlog.register(Registration, exclude_fields=["answers", "token_hash", "confirm_hash"])
