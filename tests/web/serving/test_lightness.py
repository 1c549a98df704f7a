"""The web process stays light: what computes is loaded by the worker and the command alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("serve_every_page.py")
SURROUNDINGS = {
    "DJANGO_SETTINGS_MODULE": "simmitt.web.settings",
    "SIMMITT_MODE": "demo",
    "DATABASE_URL": "sqlite:///:memory:",
}
HEAVY = ("numba", "llvmlite", "polars", "scipy", "numpy", "typst", "docx", "simmitt.engine")


def test_no_page_loads_what_computes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, **SURROUNDINGS, "SIMMITT_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["served"] > len(HEAVY)
    assert [name for name in told["modules"] if name.startswith(HEAVY)] == []
