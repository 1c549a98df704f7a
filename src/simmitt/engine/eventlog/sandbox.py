"""Reading a log in a process of its own, which may take only so much memory and time.

What a file can do to its reader, it does there: the process is fresh, inherits no handles and no
secrets of the environment, and has given up what ``confine`` lists before the file is opened. Its
answer is data, never code. Not taken from it is reading the user's other files; it has no way to
send them anywhere but into its answer.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from simmitt.engine.eventlog.child import NO_MEMORY, OWN_FAULT
from simmitt.engine.eventlog.limits import LIMITS, Limits, TooMuchMemory, TooSlow, split_it
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.plain_cells import SheetCells
from simmitt.engine.eventlog.wire import Garbled, check_cells, check_log, fault_of, pack, unpack
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message, say

# What the child needs of the environment: to find itself and its libraries, and no secrets.
_KEPT = (
    "PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE",
    "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "TZ", "POLARS_MAX_THREADS",
)  # fmt: skip
_RUN = "import os; from simmitt.engine.eventlog.child import main; os._exit(main())"
_LOOK_S = 0.05
_LAST_WORDS_S = 10.0
_PART = 2**20
_MOST_COMPLAINT_BYTES = 2**16
_NO_MEMORY_WORDS = (
    b"memory allocation of",
    b"MemoryError",
    b"Cannot allocate memory",
    b"failed to spawn thread",
)
_OPEN_ENDS: dict[str, Message] = {
    "memory": say("The memory that reading takes can't be limited on this computer."),
    "processor time": say(
        "The processor time that reading takes can't be limited on this computer, only how long it takes."
    ),
    "network and programs": say(
        "Connections and other programs can't be refused to the reading process on this computer."
    ),
}


class BrokeOff(InputFault):
    """The reading process ended without an answer."""


class ReaderFault(RuntimeError):
    """The reading process met a fault of our own; the text is its traceback."""


def read_apart(
    paths: Path | Sequence[Path],
    *,
    mapping: Mapping | None = None,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> EventLog:
    """Give what ``reading.read`` gives, read in a process of its own.

    Parameters
    ----------
    paths, mapping
        As for ``read``.
    limits
        What the process may take at most.
    progress
        Hears every so often that reading goes on; where it raises, the process is ended.

    Raises
    ------
    Question, InputFault
        As ``read`` does.
    TooSlow, TooMuchMemory
        The process passed a limit.
    BrokeOff
        It ended without an answer.
    ReaderFault
        It met a fault of our own.
    """
    files = [paths] if isinstance(paths, Path) else list(paths)
    return _log(*_answer("log", files, mapping, limits, progress))


def read_cells_apart(path: Path, *, limits: Limits = LIMITS) -> tuple[SheetCells, ...]:
    """Give what ``plain_cells.read_cells`` gives, read in a process of its own.

    Raises
    ------
    InputFault
        As ``read_cells`` does, and ``TooSlow``, ``TooMuchMemory`` and ``BrokeOff`` as ``read_apart``.
    """
    answer, place = _answer("cells", [path], None, limits, silent)
    try:
        told: dict[str, Any] = unpack(answer)
        if "fault" in told:
            raise fault_of(told["fault"])
        return check_cells(told["cells"])
    except (Garbled, KeyError, TypeError) as fault:
        raise _broke_off(place) from fault


def _answer(
    wanted: str, files: Sequence[Path], mapping: Mapping | None, limits: Limits, progress: Progress
) -> tuple[bytearray, Place]:
    """Give what the process answers, and the place that a fault of its own is told at."""
    place = Place(file=files[0].name if len(files) == 1 else "")
    process = _begin()
    try:
        _ask(process, (wanted, [str(file) for file in files], mapping, limits))
        answer = _Drain(process.stdout, 2 * limits.memory_bytes)
        complaint = _Drain(process.stderr, _MOST_COMPLAINT_BYTES)
        code = _wait(process, answer, place, limits, progress)
        complaint.join(_LAST_WORDS_S)
        answer.join(_LAST_WORDS_S)
    finally:
        _end(process)
    if code != 0:
        raise _ending(code, bytes(complaint.received), place, limits)
    return answer.received, place


class _Drain(threading.Thread):
    """Takes what a process writes, so that it never waits; beyond ``most_bytes`` nothing is kept."""

    def __init__(self, stream: IO[bytes] | None, most_bytes: int) -> None:
        super().__init__(daemon=True)
        assert stream is not None  # every process here is begun with pipes
        self.received = bytearray()
        self.is_full = False
        self._stream, self._most_bytes = stream, most_bytes
        self.start()

    def run(self) -> None:
        """Take part by part."""
        with self._stream as stream:
            while part := stream.read(_PART):
                self.is_full = self.is_full or len(self.received) + len(part) > self._most_bytes
                if not self.is_full:
                    self.received += part


def _begin() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    settings = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code, nothing of the user's
        [sys.executable, "-P", "-c", _RUN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env=environment | settings,
        # Ctrl-C reaches the parent alone, which ends the child; both flags are nought elsewhere.
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
        | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _ask(process: subprocess.Popen[bytes], job: tuple[object, ...]) -> None:
    """Send the job; what is sent stays open for as long as the answer is wanted."""
    assert process.stdin is not None
    try:
        process.stdin.write(b"".join(pack(job)).hex().encode() + b"\n")
    except OSError:
        return  # it has ended already; how, is told by its code


def _wait(
    process: subprocess.Popen[bytes], answer: _Drain, place: Place, limits: Limits, progress: Progress
) -> int:
    until_s = time.monotonic() + limits.wall_s
    while True:
        try:
            code = process.wait(_LOOK_S)
            if code == 0:
                progress(say("Reading the log"), 1, 1)
            return code
        except subprocess.TimeoutExpired:
            progress(say("Reading the log"), 0, 1)
        if answer.is_full:
            raise _too_much_memory(place, limits)
        if time.monotonic() > until_s:
            raise _too_slow(say("Reading took longer than {limit} seconds.", limit=limits.wall_s), place)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it may have begun, if it hasn't ended by itself."""
    if process.poll() is None and sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _ending(code: int, complaint: bytes, place: Place, limits: Limits) -> Exception:
    """Tell why a process ended without an answer."""
    if code == OWN_FAULT:
        return ReaderFault(complaint.decode("utf-8", "replace"))
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        found = say("Reading took more than {limit} seconds of the processor's time.", limit=limits.cpu_s)
        return _too_slow(found, place)
    killed = sys.platform != "win32" and code == -signal.SIGKILL  # the system does so when memory runs out
    if killed or code == NO_MEMORY or any(words in complaint for words in _NO_MEMORY_WORDS):
        return _too_much_memory(place, limits)
    return _broke_off(place)


def _broke_off(place: Place) -> BrokeOff:
    return BrokeOff(
        say("Reading the file ended without an answer; it is probably damaged."),
        remedy=say("Export it again, or open it in Excel and save it as CSV."),
        place=place,
    )


def _too_slow(found: Message, place: Place) -> TooSlow:
    return TooSlow(found, remedy=split_it(), place=place)


def _too_much_memory(place: Place, limits: Limits) -> TooMuchMemory:
    return TooMuchMemory(
        say("Reading took more than {limit} MB of memory.", limit=limits.memory_bytes // 2**20),
        remedy=split_it(),
        place=place,
    )


def _log(answer: bytearray, place: Place) -> EventLog:
    try:
        told: dict[str, Any] = unpack(answer, lean=True)
        if "fault" in told:
            raise fault_of(told["fault"])
        log = check_log(told["log"])
        open_ends = (_OPEN_ENDS[name] for name in told["not confined"])
        # A kept log has those of the first reading.
        notes = tuple(note for note in open_ends if note not in log.source.notes)
    except (Garbled, KeyError, TypeError) as fault:
        raise _broke_off(place) from fault
    return replace(log, source=replace(log.source, notes=(*log.source.notes, *notes))) if notes else log
