"""The process that computes: started, listened to, ended; it and all that it has started."""

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

# What a job inherits; the rest, where keys and passwords stand, it never sees.
INHERITED = (
    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV",
    "PYTHONPATH", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME",
)  # fmt: skip
# As weak as can be beside the pages: of two that want a core, they get nearly all of it.
NICENESS = 19
ENDS_WITHIN_S = 3.0
LONGEST_LINE = 64 * 1024
STDERR, PROCESS = "stderr.txt", "process.json"


class Job:
    """A job under way in its folder."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._marker = folder / PROCESS
        with (folder / STDERR).open("wb") as stderr:
            self._process = subprocess.Popen(  # noqa: S603 (nothing in it comes from outside)
                [*settings.JOB_COMMAND, str(folder)],
                env=_surroundings(threads),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                # A group of its own, so that all of it can be ended; the same session, within which
                # niceness counts.
                process_group=0,
            )
        _weaken(self._process.pid)
        self._marker.write_text(json.dumps(_identity(self._process.pid)), "utf-8")
        assert self._process.stdout is not None
        self._out = self._process.stdout
        os.set_blocking(self._out.fileno(), False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._held = b""
        self._is_cleared = False

    def events(self, wait_s: float) -> Iterator[dict[str, Any]]:
        """Give what it says; waits so long for it to say something."""
        if self._selector.get_map() and self._selector.select(wait_s):
            said = self._out.read(LONGEST_LINE)
            if said == b"":
                # It has shut its mouth; whether it has ended is another question.
                self._selector.unregister(self._out)
            *lines, self._held = (self._held + (said or b"")).split(b"\n")
            # Whoever writes without end and without lines is not listened to.
            self._held = self._held[-LONGEST_LINE:]
            yield from (told for line in lines if (told := _understood(line)))
        elif not self._selector.get_map():
            time.sleep(wait_s)

    @property
    def exit_code(self) -> int | None:
        """Give how it ended; nothing while it goes on."""
        return self._process.poll()

    def end(self) -> None:
        """End it and what it has started: by asking, and where that does not help by force."""
        _signal(self._process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS_WITHIN_S)
        self.clear()

    def clear(self) -> None:
        """Take away what is left of its group, once: afterwards its number may be another's."""
        if self._is_cleared:
            return
        self._is_cleared = True
        _signal(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._selector.close()
        self._out.close()
        self._marker.unlink(missing_ok=True)


def end_leftover(folder: Path) -> bool:
    """End the job that a killed worker has left running in the folder; say whether there was one."""
    try:
        told = json.loads((folder / PROCESS).read_text("utf-8"))
        pid = int(told["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    # Numbers of processes come back: it is the same one only if it began at the same time.
    found = told.get("began") is not None and _identity(pid) == told
    if found:
        _signal(pid, signal.SIGKILL)
    (folder / PROCESS).unlink(missing_ok=True)
    return found


def _surroundings(threads: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    # Tables are worked on by as many threads as the job is given, not by as many as there are cores.
    return {**kept, "PYTHONUNBUFFERED": "1", "POLARS_MAX_THREADS": str(threads)}


def _weaken(pid: int) -> None:
    with suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PGRP, pid, NICENESS)


def _signal(group: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all of it has ended
        os.killpg(group, which)


def _identity(pid: int) -> dict[str, Any]:
    """Tell a process from a later one of the same number, where the system says when each began."""
    try:
        # The name in the second field may hold blanks and brackets; what follows it can't.
        began = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return {"pid": pid, "began": None}
    return {"pid": pid, "began": began}


def _understood(line: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) and isinstance(told.get("step"), dict) else None
