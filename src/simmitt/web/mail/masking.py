"""Keeping one-time links out of what is shown and kept."""

import logging
import re

ADDRESS = re.compile(r"(https?://[^/\s]+)(/\S*)")
# Page names and public ids are shorter; a token is long, or has a dash between two long parts.
SECRET_PART = re.compile(r"[A-Za-z0-9_~:=-]{20,}")
IN_ITS_PLACE = "…"


def masked(text: str) -> str:
    """Give the text with every address cut short where its secret begins."""
    return ADDRESS.sub(lambda found: found[1] + SECRET_PART.sub(IN_ITS_PLACE, found[2]), text)


class WithoutSecrets(logging.Filter):
    """Let nothing into the log that would let its reader in: addresses stand there without their secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the texts that the line is made of; the line itself always goes on."""
        if isinstance(record.args, tuple):
            record.args = tuple(_unsaid(one) for one in record.args)
        return True


def _unsaid(part: object) -> object:
    return SECRET_PART.sub(IN_ITS_PLACE, part) if isinstance(part, str) and part.startswith("/") else part
