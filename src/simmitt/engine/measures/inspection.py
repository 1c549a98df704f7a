"""Which operations are inspections: their names say so, in Swedish or English."""

import re

from simmitt.engine.factory.model import Factory, Operation

WORDS = (
    "inspect",
    "quality",
    "measur",
    "check",
    "test",
    "qc",
    "kontroll",
    "mätning",
    "prov",
    "besikt",
    "kvalit",
)


def is_inspection(operation: Operation) -> bool:
    """Say whether the operation's name tells of checking rather than making."""
    words = re.findall(r"\w+", operation.name.casefold().replace(".", ""))
    return any(word.startswith(WORDS) for word in words)


def inspecting_stations(factory: Factory) -> set[str]:
    """Name the stations where every operation is an inspection."""
    making = {operation.station for operation in factory.operations if not is_inspection(operation)}
    return {operation.station for operation in factory.operations} - making
