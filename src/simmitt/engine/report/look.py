"""How documents look: the colours and fonts that paper, Word and page share."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

LIGHT: Final = {
    "snow": "#f4f6f3", "surface": "#ffffff", "mist": "#e8eeea", "ink": "#13262b", "ink2": "#42545a",
    "line": "#c8d2ce", "edge": "#6c7d7c", "river": "#0b5566", "river-soft": "#dbeaec",
    "rust": "#a8430f", "rust-soft": "#f9e6da", "moss": "#2a663c", "moss-soft": "#dfeee1",
    "amber": "#7d5200", "amber-soft": "#faecc9", "focus": "#13262b", "focus-halo": "#ffd45c",
    "c1": "#0b5566", "c2": "#c65a12", "c3": "#4a3410", "c4": "#8347ad", "c5": "#2f93bd",
    "c6": "#767f7e", "band": "#bcd8dd",
}  # fmt: skip
DARK: Final = {
    "snow": "#0e1a1e", "surface": "#16252a", "mist": "#1e3138", "ink": "#e9f0ed", "ink2": "#b0c1c2",
    "line": "#33484e", "edge": "#86999b", "river": "#84cbd9", "river-soft": "#17404b",
    "rust": "#f2a274", "rust-soft": "#46291b", "moss": "#92d0a0", "moss-soft": "#1c3b28",
    "amber": "#ecc268", "amber-soft": "#40320f", "focus": "#ffffff", "focus-halo": "#0b5566",
    "c1": "#84cbd9", "c2": "#f08d4c", "c3": "#efe394", "c4": "#b978e0", "c5": "#4a80a0",
    "c6": "#9fa8a8", "band": "#24505c",
}  # fmt: skip

BODY_FONT: Final = "Atkinson Hyperlegible Next"
HEAD_FONT: Final = "Familjen Grotesk"

FONTS: Final = files("simmitt.engine.report") / "fonts"


@cache
def font_folder() -> Path:
    """Give the folder of the TrueType files; typst reads fonts from disk only."""
    with as_file(FONTS) as folder:
        return folder


def woff2(name: str) -> bytes:
    """Give one web font, such as ``familjen-grotesk-600``."""
    return (FONTS / f"{name}.woff2").read_bytes()
