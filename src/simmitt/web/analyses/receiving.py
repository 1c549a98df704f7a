"""The body of a request, read no further than a piece may be and no longer than a line may be silent."""

from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from simmitt.web.analyses.upload_rules import LARGEST_PIECE

BLOCK = 64 * 1024
# A phone that has driven out of reach says nothing more; its thread is needed by others.
SILENT_S = 30


class TooLong(Exception):
    """The piece is longer than pieces may be."""


def read_piece(request: HttpRequest) -> bytes:
    """Give what has come of a piece; a line that breaks on the way leaves the beginning of it."""
    announced = _announced(request)
    if announced > LARGEST_PIECE:
        raise TooLong
    _limit_silence(request)
    piece = bytearray()
    while len(piece) < announced:
        try:
            block = request.read(min(BLOCK, announced - len(piece)))
        except (UnreadablePostError, OSError):
            break
        if not block:
            break
        piece += block
    return bytes(piece)


def _announced(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told[:20]) if told.isdecimal() else 0


def _limit_silence(request: HttpRequest) -> None:
    """Let the server's own socket, where it is at hand, wait no longer than this for the next byte."""
    socket: Any = request.META.get("gunicorn.socket")
    if socket is not None:
        socket.settimeout(SILENT_S)
