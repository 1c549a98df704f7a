"""What a process may no longer do from now on; set by the process itself before it reads a file.

Linux: memory, processor time, core dumps and the size of written files are limited by the kernel,
and a filter of system calls (seccomp) refuses connections, programs, and changes to files. Elsewhere
on POSIX the filter is missing, and macOS doesn't keep the limit on memory. Windows has neither.
Reading files that the user may read is possible everywhere.
"""

import sys
from pathlib import Path
from typing import Literal, get_args

from simmitt.engine.eventlog.calls import refuse_calls
from simmitt.engine.eventlog.limits import Limits

if sys.platform != "win32":
    import resource

Confinement = Literal["memory", "processor time", "network and programs"]

_MB = 2**20
# Each of the table library's threads takes a stack and a first piece of memory of its own.
_THREAD_BYTES = 16 * _MB
_UNKNOWN_BYTES = 512 * _MB
_STATUS = Path("/proc/self/status")
# A core file of one byte is none, also where the kernel hands it to a program, which nought doesn't stop.
_NO_CORE = 1


def confine(limits: Limits, threads: int) -> tuple[Confinement, ...]:
    """Take from this process what reading a file doesn't need; name what couldn't be taken.

    The limit on memory counts from what the process holds now.
    """
    if sys.platform == "win32":
        return get_args(Confinement)
    _set(resource.RLIMIT_CORE, _NO_CORE)
    _set(resource.RLIMIT_FSIZE, 0)
    done: dict[Confinement, bool] = {
        # Address space is no measure: the libraries reserve ten times what they use.
        "memory": sys.platform == "linux" and _set(resource.RLIMIT_DATA, _memory_bytes(limits, threads)),
        # A second later the kernel kills; before that it says why.
        "processor time": _set(resource.RLIMIT_CPU, limits.cpu_s, slack=1),
        "network and programs": refuse_calls(),
    }
    return tuple(name for name, is_done in done.items() if not is_done)


def _memory_bytes(limits: Limits, threads: int) -> int:
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else []
    held_kb = next((int(line.split()[1]) for line in lines if line.startswith("VmData:")), None)
    held_bytes = _UNKNOWN_BYTES if held_kb is None else held_kb * 1_024
    return held_bytes + threads * _THREAD_BYTES + limits.memory_bytes


def _set(which: int, wanted: int, slack: int = 0) -> bool:
    if sys.platform == "win32":
        return False
    _, hard = resource.getrlimit(which)
    most = wanted + slack if hard == resource.RLIM_INFINITY else min(wanted + slack, hard)
    try:
        resource.setrlimit(which, (min(wanted, most), most))
    except (OSError, ValueError):
        return False
    return True
