"""Secrets that are handed out: the database keeps only their hash."""

import hashlib
import secrets


def new_token() -> str:
    """Give a secret that can stand in an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Give what is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()
