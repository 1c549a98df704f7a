"""The app's place in the project."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """Persons and how they sign in."""

    name = "simmitt.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write down what is changed about persons, and note when sessions begin."""
        # Models can be imported only now; this is Django's place for it.
        from auditlog.registry import auditlog

        from simmitt.web.accounts.models import Person, Token
        from simmitt.web.accounts.sessions import begin
        from simmitt.web.accounts.watch import watch_sign_in

        auditlog.register(Person, exclude_fields=["password", "last_login", "name_key", "joined_at"])
        auditlog.register(Token, include_fields=["name", "expires_at", "ended_at"])
        user_logged_in.connect(begin, dispatch_uid="session begins")
        watch_sign_in()
