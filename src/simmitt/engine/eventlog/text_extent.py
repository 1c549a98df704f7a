"""How many lines and columns a text has, counted before anything is made of it."""

import re

from simmitt.engine.eventlog.limits import Limits, check_columns, check_rows
from simmitt.ground.errors import Place

_LOOKED_AT = 60
_HEAD_BYTES = 2**22
_QUOTED = re.compile(rb'"[^"]*"')
_SEPARATORS = (b";", b"\t", b"|", b",")


def check_text(content: bytes, place: Place, limits: Limits) -> None:
    """Stop where a text has more lines or columns than any log.

    The count is of bytes, so that it holds in every encoding that has ASCII in it, also UTF-16.

    Raises
    ------
    TooManyRows, TooManyColumns
    """
    lines = content.count(b"\n") or content.count(b"\r")
    # The last line may lack its end, the first is the heading.
    check_rows(lines - content.endswith((b"\n", b"\r", b"\n\x00", b"\r\x00")), place, limits)
    head = _QUOTED.sub(b"", content[:_HEAD_BYTES]).splitlines()[:_LOOKED_AT]
    widest = max((line.count(separator) + 1 for line in head for separator in _SEPARATORS), default=0)
    check_columns(widest, place, limits)
