"""How this folder's functions are compiled, and when a stored compilation is out of date."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

OPTIONS = {
    "nogil": True,
    "error_model": "numpy",  # a division needs no test for zero
    "fastmath": False,  # it may change last bits from one processor to the next
    "no_cfunc_wrapper": True,  # nobody calls these from C
    # The kernel fills what it is given and makes no arrays, so it needs no counts of references.
    "_nrt": False,
}
# Only what is called from Python needs a way in from there (measured: a tenth of the compilation).
INNER = OPTIONS | {"no_cpython_wrapper": True}


def _fingerprint() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


# Numba looks only at the one file of a cached function; the function that is cached closes over
# this instead, and what a function closes over is part of its key.
FINGERPRINT = _fingerprint()


if TYPE_CHECKING:

    def compiled(function: Function) -> Function:
        """Give the function compiled on its own: what is rare, or has several callers."""
        return function

    def merged(function: Function) -> Function:
        """Give the function compiled as part of its caller, of which there is one."""
        return function

    def inlined(function: Function) -> Function:
        """Give the function compiled into each of its callers: what is short and often called."""
        return function

    def called(function: Function) -> Function:
        """Give the function compiled so that Python can call it: to look at a part on its own."""
        return function

    def cached(function: Function) -> Function:
        """Give the function compiled and kept on disk, with all that it calls."""
        return function

else:
    compiled = njit(**INNER)
    merged = njit(**INNER, inline="always")
    inlined = njit(**INNER, forceinline=True)
    called = njit(**OPTIONS)
    cached = njit(**OPTIONS, cache=True)
