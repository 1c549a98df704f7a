"""The app's place in the project."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Finding again."""

    name = "simmitt.web.search"
    label = "search"

    def ready(self) -> None:
        """See to the indexes whenever the tables have been made or changed."""
        post_migrate.connect(_see_to_indexes, sender=self)


def _see_to_indexes(using: str, **_more: Any) -> None:
    # The tables' models can be loaded only after every app is ready.
    from simmitt.web.search.index import see_to_indexes

    see_to_indexes(using)
