"""Keeping one-time links out of what is shown and kept."""

import re

ADDRESS = re.compile(r"(https?://[^/\s]+)(/\S*)")
# Page names and public ids are shorter; a token is long, or has a dash between two long parts.
SECRET_PART = re.compile(r"[A-Za-z0-9_~:=-]{20,}")
IN_ITS_PLACE = "…"


def masked(text: str) -> str:
    """Give the text with every address cut short where its secret begins."""
    return ADDRESS.sub(lambda found: found[1] + SECRET_PART.sub(IN_ITS_PLACE, found[2]), text)
