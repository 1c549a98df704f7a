"""Queries that must say for whom they ask."""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from simmitt.web.scope.scope import Scope

Rule = Callable[[Scope], Q]
_M = TypeVar("_M", bound=models.Model)
NOTHING = Q(pk__in=())


class UnscopedQuery(Exception):
    """A query was about to be run without saying for whom: our fault, and loud."""


class ScopedQuery(Query):
    """A query that refuses to be compiled until its scope has been named."""

    scope_named: bool = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """Compile, or refuse."""
        if not self.scope_named:
            name = self.model.__name__ if self.model else "?"
            raise UnscopedQuery(f"{name}: say .seen_by(scope), or .unscoped(why)")
        return super().get_compiler(*args, **kwargs)


class _Ruled(Protocol):
    RULE: ClassVar[Rule]  # every Row has one


class ScopedQuerySet(models.QuerySet[_M]):
    """Rows that may be read once the query has said for whom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.query, ScopedQuery):
            self.query = ScopedQuery(self.model)

    def seen_by(self, scope: Scope) -> "ScopedQuerySet[_M]":
        """Keep the rows that the scope opens, by the model's own rule."""
        rule = cast("type[_Ruled]", self.model).RULE
        return _named(self.filter(rule(scope)))

    def unscoped(self, why: str) -> "ScopedQuerySet[_M]":
        """Open every row, for work that is done for nobody in particular; the reason is for readers."""
        assert why
        return _named(self.all())

    def update(self, **kwargs: Any) -> int:
        """Update rows of a named scope."""
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows of a named scope."""
        self._check()
        return super().delete()

    def _check(self) -> None:
        # An update changes the query's class and would slip past its compiler.
        if not getattr(self.query, "scope_named", False):
            raise UnscopedQuery(f"{self.model.__name__}: say .seen_by(scope), or .unscoped(why)")


def _named(rows: ScopedQuerySet[_M]) -> ScopedQuerySet[_M]:
    assert isinstance(rows.query, ScopedQuery)
    rows.query.scope_named = True
    return rows


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]  # made at run time
    """The way to rows that belong to somebody."""
