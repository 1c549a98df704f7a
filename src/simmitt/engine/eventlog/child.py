"""The process that reads a file apart: one job in, one answer out, nothing else.

The job comes as a line on standard input, which stays open: when the parent is gone, so is this
process. The answer goes to standard output as ``wire`` packs it.
"""

import os
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import polars as pl

from simmitt.engine.eventlog.confine import confine
from simmitt.engine.eventlog.plain_cells import read_cells
from simmitt.engine.eventlog.reading import read
from simmitt.engine.eventlog.wire import pack, told_fault, unpack
from simmitt.ground.errors import InputFault

# How the process ends where it has no answer.
NO_MEMORY, OWN_FAULT, NO_PARENT = 77, 70, 75


def main() -> int:
    """Read what the job names, confined, and answer with the log, the plain cells or the fault."""
    answer = _answer_stream()
    wanted, paths, mapping, limits = unpack(bytes.fromhex(sys.stdin.buffer.readline().decode()))
    threading.Thread(target=_follow_parent, daemon=True).start()
    open_ends = confine(limits, pl.thread_pool_size())
    try:
        files = [Path(path) for path in paths]
        found = read_cells(files[0]) if wanted == "cells" else read(files, mapping=mapping)
        _send(answer, pack({wanted: found, "not confined": open_ends}, lean=wanted == "log"))
    except InputFault as fault:
        _send(answer, pack({"fault": told_fault(fault)}, lean=True))
    except MemoryError:
        return NO_MEMORY
    except BaseException:  # a promise of our own is broken; the parent is loud about it
        traceback.print_exc()
        return OWN_FAULT
    return 0


def _answer_stream() -> BinaryIO:
    """Keep standard output for the answer alone: what libraries print goes where faults go."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _send(answer: BinaryIO, pieces: Iterable[bytes]) -> None:
    with answer:
        for piece in pieces:
            answer.write(piece)


def _follow_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(NO_PARENT)
