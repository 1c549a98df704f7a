"""An environment of their own for the programs that ours is compared with.

They are never in the project's lock, nor imported by the product. The environment lies in .cache,
is made once, and is made anew when the versions here change.
"""

import subprocess
import sys
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1] / ".cache" / "peers"
_WANTED = ("pm4py==2.7.23.11", "duckdb==2.0.1")
_MADE_WITH = _HOME / "made-with.txt"
_LONGEST_S = 900


def ensure_peers() -> Path | None:
    """Give the Python that has the peers, or None where they can't be had; the reason is printed."""
    python = _HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if python.exists() and _MADE_WITH.exists() and _MADE_WITH.read_text("utf-8").split() == list(_WANTED):
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(_HOME)],
        [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", *_WANTED],
    ):
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_S)
        except (OSError, subprocess.SubprocessError) as fault:
            print(f"The peers can't be installed: {_reason(fault)}", file=sys.stderr)
            return None
    _MADE_WITH.write_text("\n".join(_WANTED), "utf-8")
    return python


def _reason(fault: Exception) -> str:
    told = getattr(fault, "stderr", None)
    lines = told.decode("utf-8", "replace").strip().splitlines() if told else []
    return lines[-1] if lines else str(fault)


if __name__ == "__main__":
    found = ensure_peers()
    print(found or "no peers")
    sys.exit(0 if found else 1)
