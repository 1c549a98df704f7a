"""A filter of system calls on Linux: no connections, no processes, no changes to files.

The filter is a program of the kernel's packet filter (BPF): it looks at the call's number and, for
opening files, at the flags. Sources: seccomp(2), linux/filter.h, linux/seccomp.h, and the tables of
system calls of x86_64 and of the generic list that arm64 uses.
"""

import ctypes
import platform
import struct
import sys
from dataclasses import dataclass

_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
# Refused calls answer that they are not permitted; one that has an older form, that it doesn't exist.
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026
_THREAD = 0x10000
_CLONE_3 = 435
# Writing, reading and writing, creating, emptying.
_CHANGING = 0o1 | 0o2 | 0o100 | 0o1000


@dataclass(frozen=True)
class _Machine:
    """A processor's numbers: its own, that of ``seccomp``, those refused, those that open files."""

    audit: int
    seccomp: int
    refused: tuple[int, ...]
    opening: tuple[tuple[int, int], ...]  # number, and which argument holds the flags
    clone: int  # begins threads, which are needed, and processes, which are not
    end: int  # numbers from here on belong to another way of calling


_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E,
        seccomp=317,
        refused=(
            41, 42, 49, 53,  # socket, connect, bind, socketpair
            57, 58, 59, 322,  # fork, vfork, execve, execveat
            62, 101, 310, 311,  # kill, ptrace, process_vm_readv, process_vm_writev
            76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94,  # truncate … rename … unlink … chown
            133, 258, 259, 260, 263, 264, 265, 266, 268, 316,  # the same by folder
            425, 437,  # io_uring_setup, openat2
        ),
        opening=((2, 1), (257, 2)),
        clone=56,
        end=0x40000000,
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        seccomp=277,
        refused=(
            198, 199, 200, 203,  # socket, socketpair, bind, connect
            221, 281,  # execve, execveat
            129, 117, 270, 271,  # kill, ptrace, process_vm_readv, process_vm_writev
            33, 34, 35, 36, 37, 38, 45, 46, 52, 53, 54, 55, 276,  # mknodat … unlinkat … renameat … fchown
            425, 437,  # io_uring_setup, openat2
        ),
        opening=((56, 2),),
        clone=220,
        end=0x40000000,
    ),
}  # fmt: skip


def refuse_calls() -> bool:
    """Refuse the calls that reading a file doesn't need, in all threads; tell whether that is done."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or struct.calcsize("P") != 8:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    instructions = b"".join(_filter(machine))
    text = ctypes.create_string_buffer(instructions, len(instructions))
    # struct sock_fprog: the number of instructions, then, aligned, where they stand.
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(text)), 16
    )
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done: int = library.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, program)
    return done == 0


def _filter(machine: _Machine) -> list[bytes]:
    """Give the filter's instructions; each opening of a file and each refused call has its own few."""
    told = [
        _step(_LOAD, 0, 0, _MACHINE_AT),
        _step(_EQUAL, 1, 0, machine.audit),
        _step(_RETURN, 0, 0, _REFUSE),
        _step(_LOAD, 0, 0, _NUMBER_AT),
        _step(_AT_LEAST, 0, 1, machine.end),
        _step(_RETURN, 0, 0, _REFUSE),
    ]
    for number in machine.refused:
        told += [_step(_EQUAL, 0, 1, number), _step(_RETURN, 0, 0, _REFUSE)]
    for number, argument in machine.opening:
        told += [
            _step(_EQUAL, 0, 4, number),
            _step(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument),
            _step(_ANY_BIT, 0, 1, _CHANGING),
            _step(_RETURN, 0, 0, _REFUSE),
            _step(_RETURN, 0, 0, _ALLOW),
        ]
    told += [
        _step(_EQUAL, 0, 1, _CLONE_3),
        _step(_RETURN, 0, 0, _UNKNOWN),
        _step(_EQUAL, 0, 3, machine.clone),
        _step(_LOAD, 0, 0, _ARGUMENTS_AT),
        _step(_ANY_BIT, 1, 0, _THREAD),
        _step(_RETURN, 0, 0, _REFUSE),
    ]
    return [*told, _step(_RETURN, 0, 0, _ALLOW)]


def _step(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
