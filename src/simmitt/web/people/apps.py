"""The app's place in the project."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who is what, and where."""

    name = "simmitt.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know who has been let in, and by whom."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.people.models import Invitation, Membership

        unsaid = ["version", "created_at", "changed_at"]
        auditlog.register(Membership, exclude_fields=unsaid)
        auditlog.register(Invitation, exclude_fields=[*unsaid, "token_hash"])
