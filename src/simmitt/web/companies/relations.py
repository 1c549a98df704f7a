"""What hangs on a company, found through the models: a new noun need not be named here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from simmitt.web.companies.models import Company, Merge


@dataclass(frozen=True)
class Relation:
    """A model whose rows point at a company, and the field that does."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    single: bool  # one row a company

    @property
    def label(self) -> str:
        """Name it as it is kept: outreach.lead, or with the field where a model points twice."""
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def may_clash(self) -> bool:
        """Tell whether two companies' rows may stand in each other's way."""
        named = [name for one in self.model._meta.constraints for name in getattr(one, "fields", ())]
        together = [name for names in self.model._meta.unique_together for name in names]
        return self.field.unique or self.field.name in {*named, *together}

    def rows(self, company_key: int) -> Any:
        """Give the company's rows for a merge or an export that has asked for its scope before."""
        return self.model._base_manager.filter(**{self.field.attname: company_key}).order_by("pk")


def relations() -> Iterator[Relation]:
    """Give every model that points at a company; merges themselves and the companies merged stay."""
    for one in Company._meta.get_fields(include_hidden=True):
        if isinstance(one, models.ManyToOneRel):
            model: Any = one.related_model
            if model not in (Company, Merge):
                yield Relation(model, one.field, bool(one.one_to_one))
