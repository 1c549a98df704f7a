"""How this folder's functions are compiled, and when a stored compilation is out of date."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

# The numpy error model: a division needs no test for zero. No fastmath: it may change the last
# bits from one processor to the next, and the same seed shall give the same bytes.
OPTIONS = {"nogil": True, "_nrt": False, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True}


def _fingerprint() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


# Numba looks only at the one file of a cached function; the function that is cached closes over
# this instead, and what a function closes over is part of its key.
FINGERPRINT = _fingerprint()


if TYPE_CHECKING:

    def compiled(function: Function) -> Function:
        """Give the function compiled to machine code."""
        return function

    def inlined(function: Function) -> Function:
        """Give the function compiled into its callers: small ones on the hot path."""
        return function

    def cached(function: Function) -> Function:
        """Give the function compiled and stored on disk, with all that it calls."""
        return function

else:
    compiled = njit(**OPTIONS)
    merged = njit(**OPTIONS, inline="always")
    inlined = njit(**OPTIONS, forceinline=True)
    cached = njit(**OPTIONS, cache=True)
