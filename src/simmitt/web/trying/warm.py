"""A process that holds a company's simulated factory, and answers one question a line."""

import json
import os
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import Queue
from typing import Any

from django.conf import settings

# What the process needs of the environment: to find itself and its libraries, and no secrets.
KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ", "TMPDIR", "HOME", "NUMBA_CACHE_DIR")
GRACE_S = 2.0

Said = tuple["Warm", dict[str, Any] | None]  # None: it has ended


class Warm:
    """One process for one plan; what it says goes into a queue together with what the others say."""

    def __init__(self, folder: Path, heard: "Queue[Said]") -> None:
        self.folder = folder
        self.is_ready = False
        self.answering: int | None = None  # the question that it is at
        self._began_at = time.monotonic()  # with that, or with getting ready
        self._process = subprocess.Popen(  # noqa: S603 (our own command, nothing of it typed by anybody)
            [*settings.WARM_COMMAND, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=self._listen, args=(heard,), daemon=True)
        self._listener.start()

    @property
    def rests(self) -> bool:
        """Say whether it could answer now."""
        return self.is_ready and self.answering is None

    @property
    def busy_s(self) -> float:
        """Give for how long it has been at its question, or at getting ready; nothing while it rests."""
        return 0.0 if self.rests else time.monotonic() - self._began_at

    def ask(self, number: int, asked: dict[str, Any]) -> None:
        """Send a question; a process that has ended says so in the queue."""
        self.answering, self._began_at = number, time.monotonic()
        line = json.dumps({**asked, "id": number})
        with suppress(OSError):
            assert self._process.stdin is not None  # it was opened with one
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """End it, gently first; one that has ended is cleared away."""
        self._process.terminate()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(GRACE_S)
        with suppress(OSError):
            assert self._process.stdin is not None  # it was opened with one
            self._process.stdin.close()

    def _listen(self, heard: "Queue[Said]") -> None:
        assert self._process.stdout is not None  # it was opened with one
        with self._process.stdout as lines:
            for line in lines:
                with suppress(ValueError):
                    heard.put((self, json.loads(line)))
        heard.put((self, None))
