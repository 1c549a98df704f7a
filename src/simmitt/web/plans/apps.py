"""The app's place in the project."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, their measures, and what became of them."""

    name = "simmitt.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the log of events know the app's rows."""
        # Django lets nobody read models before every app is there.
        from auditlog.registry import auditlog

        from simmitt.web.plans.models import Financing, FollowUp, KpiReading, Plan, Task

        # The fields of plan and measures have a history of their own, in which nothing is left out.
        auditlog.register(Plan, include_fields=["state", "locked_by"])
        for model in (Financing, FollowUp, KpiReading, Task):
            auditlog.register(model, exclude_fields=["version", "created_at", "changed_at"])
