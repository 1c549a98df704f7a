import os
import resource
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from simmitt.engine.eventlog import confine, read, sandbox
from simmitt.engine.eventlog.limits import LIMITS, Limits, TooMuchMemory, TooSlow
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import DamagedFile, MissingFile
from simmitt.engine.eventlog.sandbox import BrokeOff, ReaderFault, read_apart
from simmitt.ground.errors import Cancelled, InputFault
from simmitt.ground.texts import Message

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps these limits")
TEXT = """Order;Maskin;Start;Slut
1;M1;2025-04-23 07:00;2025-04-23 08:00
2;M1;2025-04-24 07:00;2025-04-24 08:00
"""
SMALL = replace(LIMITS, memory_bytes=150 * 2**20, cpu_s=2, wall_s=20)

Misread = Callable[..., None]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def misread(monkeypatch: pytest.MonkeyPatch) -> Misread:
    """Let the child do something else than reading; the name ``say`` answers in a fault."""

    def run(body: str, limits: Limits = SMALL) -> None:
        job = textwrap.indent(textwrap.dedent(body), "    ")
        monkeypatch.setattr(
            sandbox,
            "_RUN",
            "import os, sys, time, threading\n"
            "from simmitt.engine.eventlog import child\n"
            "from simmitt.ground.errors import InputFault\n"
            "from simmitt.ground.texts import say\n"
            f"def job(paths, mapping=None):\n{job}\n"
            "child.read = job\n"
            "os._exit(child.main())\n",
        )
        read_apart(Path("log.csv"), limits=limits)

    return run


def test_a_log_read_apart_is_the_log_read_here(log: Path) -> None:
    mapping = Mapping(columns={"order": "Maskin", "machine": "Order"})

    apart, here = read_apart(log), read(log)
    turned = read_apart([log], mapping=mapping)

    assert apart.rows.equals(here.rows)
    assert apart.source == here.source
    assert apart.companions == here.companions
    assert turned.rows["order"].to_list() == ["M1", "M1"]


def test_a_fault_found_apart_is_the_fault_found_here(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(b"<?xml version='1.0'?><log><trace>")

    with pytest.raises(DamagedFile) as here:
        read(path)
    with pytest.raises(DamagedFile) as apart:
        read_apart(path)
    with pytest.raises(MissingFile):
        read_apart(tmp_path / "none.csv")

    assert apart.value.in_language("sv") == here.value.in_language("sv")
    assert apart.value.place == here.value.place


@LINUX
@pytest.mark.parametrize(
    "body",
    [
        "held = []\nwhile True:\n    held.append(bytearray(2**20))",
        "import numpy\nheld = []\nwhile True:\n    held.append(numpy.ones(2**20))",
        "import polars\nheld = []\n"
        "while True:\n    held.append(polars.repeat('x' * 99, 2**16, eager=True).str.to_uppercase())",
    ],
)
def test_a_reader_that_eats_memory_is_stopped(body: str, misread: Misread) -> None:
    with pytest.raises(TooMuchMemory) as caught:
        misread(body, replace(SMALL, cpu_s=30))

    assert caught.value.in_language("sv") == (
        "Fil log.csv: Läsningen tog mer än 150 MB minne."
        " Dela den per månad och använd de månader som är viktiga."
    )


@LINUX
def test_a_reader_that_eats_processor_time_is_stopped(misread: Misread) -> None:
    with pytest.raises(TooSlow) as caught:
        misread("while True:\n    pass")

    assert "2 sekunder av processorns tid" in caught.value.in_language("sv")


def test_a_reader_that_waits_is_stopped(misread: Misread) -> None:
    with pytest.raises(TooSlow) as caught:
        misread("time.sleep(600)", replace(SMALL, wall_s=2))

    assert "längre tid än 2 sekunder" in caught.value.in_language("sv")


def test_a_reader_that_ends_without_a_word_is_no_end_of_ours(misread: Misread) -> None:
    bodies = [
        "os._exit(0)",
        "os._exit(9)",
        "import ctypes\nctypes.string_at(0)",
        "os.write(2, b'x' * 10**7)\nos._exit(3)",
        "child._send = lambda answer, pieces: answer.write(b'\\x05' * 999)\nraise InputFault(say('x'))",
        "child.told_fault = lambda fault: {'kind': 'os.system'}\nraise InputFault(say('x'))",
    ]

    for body in bodies:
        with pytest.raises(BrokeOff):
            misread(body)


def test_an_endless_answer_is_cut_off(misread: Misread) -> None:
    body = """
        def send(answer, pieces):
            while True:
                answer.write(bytes(2**20))
        child._send = send
        raise InputFault(say("x"))
    """

    with pytest.raises(TooMuchMemory):
        misread(body, replace(SMALL, memory_bytes=40 * 2**20, cpu_s=20))


def test_a_fault_of_our_own_is_loud(misread: Misread) -> None:
    with pytest.raises(ReaderFault, match="ValueError: ours"):
        misread("raise ValueError('ours')")


def answered(misread: Misread, body: str) -> str:
    with pytest.raises(InputFault) as caught:
        misread(body)
    return caught.value.in_language("en").removeprefix("File log.csv: ")


@LINUX
def test_a_reader_can_neither_connect_nor_run_nor_change_anything(misread: Misread, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", "utf-8")
    body = f"""
        import socket, subprocess
        kept, tried = {str(kept)!r}, {{
            "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
            "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
            "run": lambda: subprocess.run(["true"]),
            "fork": os.fork,
            "replace itself": lambda: os.execv("/bin/true", ["true"]),
            "write": lambda: open(kept, "w"),
            "append": lambda: open(kept, "a"),
            "create": lambda: open(kept + ".new", "x"),
            "remove": lambda: os.unlink(kept),
            "rename": lambda: os.rename(kept, kept + ".old"),
            "make a folder": lambda: os.mkdir(kept + ".d"),
            "cut off": lambda: os.truncate(kept, 0),
            "permit": lambda: os.chmod(kept, 0o777),
            "kill": lambda: os.kill(os.getppid(), 0),
        }}
        done = []
        for name, attempt in tried.items():
            try:
                attempt()
                done.append(name)
            except OSError:
                pass
        raise InputFault(say("done: {{done}}", done=", ".join(done)))
    """

    assert answered(misread, body) == "done: "
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert kept.read_text("utf-8") == "kept"


@LINUX
def test_threads_begun_before_are_confined_too(misread: Misread) -> None:
    body = """
        told = []
        def try_it():
            try:
                open("/tmp/simmitt-canary", "w")
                told.append("written")
            except OSError:
                told.append("refused")
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        raise InputFault(say("{told}", told=",".join(told)))
    """

    assert answered(misread, body) == "refused"


@LINUX
def test_a_reader_inherits_no_secrets_and_no_handles(
    misread: Misread, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIMMITT_SECRET_CANARY", "hush")
    body = """
        found = [name for name in os.environ if "CANARY" in name]
        for handle in os.listdir("/proc/self/fd"):
            try:
                found.append(os.readlink("/proc/self/fd/" + handle))
            except OSError:
                pass
        raise InputFault(say("found: {found}", found=", ".join(found)))
    """

    with (tmp_path / "canary.txt").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        told = answered(misread, body)

    assert "pipe" in told
    assert "canary" not in told.lower()


def test_a_stop_by_the_user_ends_the_reader(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    begin = sandbox._begin
    monkeypatch.setattr(sandbox, "_RUN", SLEEPER)

    def kept() -> subprocess.Popen[bytes]:
        begun.append(begin())
        return begun[-1]

    monkeypatch.setattr(sandbox, "_begin", kept)
    begun_s = time.monotonic()

    def stop(step: Message, done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_apart(log, progress=stop)

    assert begun[0].returncode is not None
    assert time.monotonic() - begun_s < 5


SLEEPER = """
import os, time
from simmitt.engine.eventlog import child
def job(paths, mapping=None):
    time.sleep(600)
child.read = job
os._exit(child.main())
"""
PARENT = f"""
from pathlib import Path
from simmitt.engine.eventlog import sandbox
sandbox._RUN = {SLEEPER!r}
begin = sandbox._begin
def told():
    process = begin()
    print(process.pid, flush=True)
    return process
sandbox._begin = told
sandbox.read_apart(Path("log.csv"))
"""


def is_running(process: int) -> bool:
    """Tell whether a process runs; one that has ended may still be listed until somebody asks for it."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


@LINUX
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_reader_does_not_outlive_its_parent(sent: signal.Signals) -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        reader = int(parent.stdout.readline())
        ran = is_running(reader)
        time.sleep(0.5)
        parent.send_signal(sent)
        parent.wait(10)

    until_s = time.monotonic() + 10
    while is_running(reader) and time.monotonic() < until_s:
        time.sleep(0.05)

    assert (ran, is_running(reader)) == (True, False)


def test_the_parent_stays_responsive_while_it_reads(misread: Misread) -> None:
    ticks: list[float] = []
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(0.02):
            ticks.append(time.monotonic())

    clock = threading.Thread(target=tick)
    clock.start()
    try:
        with pytest.raises(TooSlow):
            misread("time.sleep(600)", replace(SMALL, wall_s=1))
    finally:
        stop.set()
        clock.join()

    assert max(later - earlier for earlier, later in pairwise(ticks)) < 0.5


def test_what_cannot_be_limited_is_told_in_the_log(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sandbox,
        "_RUN",
        "import os\nfrom simmitt.engine.eventlog import child\n"
        "child.confine = lambda limits, threads: ('memory', 'network and programs')\nos._exit(child.main())",
    )

    notes = [note.in_language("en") for note in read_apart(log).source.notes]

    assert notes[-2:] == [
        "The memory that reading takes can't be limited on this computer.",
        "Connections and other programs can't be refused to the reading process on this computer.",
    ]


def test_on_windows_nothing_of_posix_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert confine.confine(LIMITS, 2) == ("memory", "processor time", "network and programs")


@LINUX
def test_reading_a_small_log_apart_takes_less_than_a_second_of_processor_time(log: Path) -> None:
    def used_s() -> float:
        told = resource.getrusage(resource.RUSAGE_CHILDREN)
        return told.ru_utime + told.ru_stime

    begun_s = used_s()
    read_apart(log)

    # Half as much again as promised: other work may share the processor's caches.
    assert used_s() - begun_s < 1.5
