"""The page of a fitted factory: its light, its proof, and the factory itself."""

from simmitt.engine.report.factory_document.compose import compose_factory, compose_model, compose_validation
from simmitt.engine.report.factory_document.material import Material

__all__ = ["Material", "compose_factory", "compose_model", "compose_validation"]
