"""Environments of their own for the programs that ours is compared with.

They are never in the project's lock, nor imported by the product. An environment lies in .cache,
is made once, and is made anew when the versions here change.

Run: python benchmarks/peers.py [logs|simulation]     prints the Python that has them
"""

import subprocess
import sys
from pathlib import Path

_CACHE = Path(__file__).resolve().parents[1] / ".cache"
_WANTED = {
    "logs": (_CACHE / "peers", ("pm4py==2.7.23.11", "duckdb==2.0.1")),
    "simulation": (_CACHE / "simulation-peers", ("simpy==4.1.2", "cimba==0.9.6")),
}
_LONGEST_S = 900


def ensure_peers(kind: str = "logs") -> Path | None:
    """Give the Python that has the peers, or None where they can't be had; the reason is printed."""
    home, wanted = _WANTED[kind]
    made_with = home / "made-with.txt"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if python.exists() and made_with.exists() and made_with.read_text("utf-8").split() == list(wanted):
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", *wanted],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_S)
        except (OSError, subprocess.SubprocessError) as fault:
            print(f"The peers can't be installed: {_reason(fault)}", file=sys.stderr)
            return None
    made_with.write_text("\n".join(wanted), "utf-8")
    return python


def _reason(fault: Exception) -> str:
    told = getattr(fault, "stderr", None)
    lines = told.decode("utf-8", "replace").strip().splitlines() if told else []
    return lines[-1] if lines else str(fault)


if __name__ == "__main__":
    found = ensure_peers(*sys.argv[1:2])
    print(found or "no peers")
    sys.exit(0 if found else 1)
