"""Compile the text catalogues whenever the package is built or installed."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TextsHook(BuildHookInterface[Any]):
    """Run before files are collected, so that the compiled catalogue is among them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatch's form)
        """Compile, or stop the build."""
        script = Path(self.root) / "scripts" / "compile_texts.py"
        subprocess.run([sys.executable, str(script)], check=True)
