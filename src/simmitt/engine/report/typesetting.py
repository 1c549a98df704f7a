"""Running typst on this room's templates, with its own fonts and no others."""

from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files

import typst

from simmitt.engine.report.look import BODY_FONT, font_folder

_TEMPLATES = files("simmitt.engine.report")


def typeset_pdf(data: str, dated: date) -> bytes:
    """Give the tagged PDF of a document written as JSON; ``dated`` stands for the clock."""
    source = (_TEMPLATES / "document.typ").read_bytes()
    return typst.compile(
        source,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": data},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(dated, time(), UTC),
    )


def picture(svg: str, pixels_per_unit: float = 2.5) -> bytes:
    """Give a drawing as PNG; its units are CSS pixels."""
    source = (_TEMPLATES / "picture.typ").read_bytes()
    return typst.compile(
        source,
        format="png",
        ppi=96 * pixels_per_unit,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"svg": svg, "font": BODY_FONT},
    )


@cache
def _fonts() -> typst.Fonts:
    """Read the fonts once; typst's own stand in for Greek, Cyrillic and signs."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])
