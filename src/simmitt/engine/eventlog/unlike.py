"""Names of which no two are alike."""

from collections.abc import Iterable


def unlike(names: Iterable[str]) -> list[str]:
    """Give the names, those that repeat an earlier one with a number behind."""
    told: dict[str, None] = {}
    counts: dict[str, int] = {}
    for name in names:
        shown = name
        while shown in told:
            counts[name] = counts.get(name, 1) + 1
            shown = f"{name} ({counts[name]})"
        told[shown] = None
    return [*told]
