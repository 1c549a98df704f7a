"""A process beside the one that starts it: begun anew where it dies, ended with it."""

import os
import subprocess
import sys
import threading

LOOKS_EVERY_S, ENDS_WITHIN_S = 1.0, 8.0


class Beside:
    """Keeps a command going for as long as the block lasts."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._owner = os.getpid()
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name=f"{command} beside", daemon=True)

    def __enter__(self) -> "Beside":
        self._process = self._start()
        self._keeper.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        # The server's own children leave the block too when they end; the process is not theirs.
        if os.getpid() != self._owner:
            return
        self._over.set()
        self._keeper.join()
        self._process.terminate()
        try:
            self._process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _keep(self) -> None:
        while not self._over.wait(LOOKS_EVERY_S):
            if self._process.poll() is not None:
                self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 (nothing in it comes from outside)
            [sys.executable, "-m", "django", self._command, "--beside", str(self._owner)],
            stdin=subprocess.DEVNULL,
            # Ctrl-C goes to the whole group of the terminal: here the block's end decides.
            process_group=0,
        )
