"""Damage the nasty files at random for a while; a reader may answer or refuse, never fall over.

Every file of the catalogue in tests/engine/eventlog/nasty is changed byte by byte (flipped, cut,
doubled, spliced with another) and read. Anything but a log or a fault that the user can put right
is printed with the seed that makes it again, and belongs into the catalogue.

Run: PYTHONPATH=tests python benchmarks/fuzz_readers.py [--seconds=120] [--seed=0]
"""

import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from engine.eventlog.nasty.case import Case
from engine.eventlog.nasty.containers import container_cases
from engine.eventlog.nasty.dates import date_cases, number_cases
from engine.eventlog.nasty.shapes import shape_cases
from engine.eventlog.nasty.texts import text_cases

from simmitt.engine.eventlog import read
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import LANGUAGES

MOST_BYTES = 200_000
SIGNS = (b";", b",", b'"', b"\n", b"\r", b"\t", b"\x00", b"<", b">", b"{", b"[", b"-", b"9", b"\xff", b" ")


def main() -> None:
    told = dict(word.removeprefix("--").split("=") for word in sys.argv[1:])
    seconds, first = float(told.get("seconds", 120)), int(told.get("seed", 0))
    cases = [*text_cases(), *date_cases(), *number_cases(), *shape_cases(), *container_cases()]
    cases = [case for case in cases if sum(map(len, case.files.values())) < MOST_BYTES]
    until, seed, fallen, slowest = time.monotonic() + seconds, first, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            begun = time.monotonic()
            fallen += not stands(cases, seed, Path(folder))
            slowest = max(slowest, time.monotonic() - begun)
            seed += 1
    print(f'{{"files": {seed - first}, "fallen": {fallen}, "slowest_s": {slowest:.2f}}}')
    sys.exit(1 if fallen else 0)


def stands(cases: list[Case], seed: int, folder: Path) -> bool:
    """Read one damaged case; say whether the reader stood."""
    rng = random.Random(seed)
    case = rng.choice(cases)
    paths = []
    for name, content in case.files.items():
        path = folder / name
        path.write_bytes(damaged(content, rng.choice(list(rng.choice(cases).files.values())), rng))
        paths.append(path)
    try:
        read(paths, mapping=case.mapping)
    except InputFault as fault:
        for language in LANGUAGES:
            fault.in_language(language)
    except Exception:
        print(f"seed {seed}, {case.name}:\n{traceback.format_exc(limit=-3)}")
        return False
    return True


def damaged(content: bytes, other: bytes, rng: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 1:
                del data[at : at + rng.choice((1, 3, 40, 1000))]
            case 2:
                data[at:at] = data[at : at + rng.choice((1, 20, 400))]
            case 3:
                data[at:at] = rng.choice(SIGNS) * rng.choice((1, 2, 50))
            case 4:
                begin = rng.randrange(len(other) + 1)
                data[at:at] = other[begin : begin + rng.choice((10, 300))]
            case _:
                del data[at:]
    return bytes(data)


if __name__ == "__main__":
    main()
