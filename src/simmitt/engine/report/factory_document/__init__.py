"""The page of a fitted factory: its light, its proof, and the factory itself."""

from simmitt.engine.report.factory_document.compose import compose_factory, compose_model, compose_validation

__all__ = ["compose_factory", "compose_model", "compose_validation"]
