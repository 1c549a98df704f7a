"""Make the report's font files from the npm packages they are published in.

Run by hand when the fonts change, never in the build; what it writes is kept in the repo:

    npm pack @fontsource/familjen-grotesk@5.3.0 @fontsource/atkinson-hyperlegible-next@5.3.0
    python scripts/fonts.py fontsource-familjen-grotesk-5.3.0.tgz \
        fontsource-atkinson-hyperlegible-next-5.3.0.tgz

Needs fontTools and brotli. A page carries the Latin woff2 as published; paper wants TrueType,
where Latin and Latin Extended are merged so that names from the whole of Europe can be set.
``measures.json`` holds the advance width of every character in thousandths of the size, by
which charts and tables know how long a word will be; its keys are what the fonts can set.
"""

import io
import json
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[1] / "src/simmitt/engine/report/fonts"
FAMILIES = {"atkinson-hyperlegible-next": (400, 700), "familjen-grotesk": (600,)}


def main(packages: list[str]) -> None:
    """Write woff2, TrueType, measures and licences for every family and weight."""
    measures = {}
    for family, weights in FAMILIES.items():
        archive = next(package for package in packages if family in package)
        with tarfile.open(archive) as package:
            (HERE / f"{family}-LICENSE.txt").write_bytes(_member(package, "LICENSE"))
            for weight in weights:
                measures[f"{family}-{weight}"] = _make(package, family, weight)
    text = json.dumps(measures, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (HERE / "measures.json").write_text(text + "\n", encoding="utf-8")


def _make(package: tarfile.TarFile, family: str, weight: int) -> dict[str, int]:
    latin, extended = (
        _member(package, f"files/{family}-{subset}-{weight}-normal.woff2")
        for subset in ("latin", "latin-ext")
    )
    (HERE / f"{family}-{weight}.woff2").write_bytes(latin)
    font = _merged([latin, extended])
    font.save(HERE / f"{family}-{weight}.ttf", reorderTables=True)
    return _advances(font)


def _member(package: tarfile.TarFile, name: str) -> bytes:
    stream = package.extractfile(f"package/{name}")
    assert stream is not None, name
    return stream.read()


def _merged(subsets: list[bytes]) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, subset in enumerate(subsets):
            font = TTFont(io.BytesIO(subset), recalcTimestamp=False)
            font.flavor = None
            paths.append(f"{folder}/{number}.ttf")
            font.save(paths[-1])
        return _as_first(Merger().merge(paths), TTFont(paths[0]))


def _as_first(merged: TTFont, first: TTFont) -> TTFont:
    """Keep the names and dates of the first subset, so that the same input gives the same file."""
    merged["name"] = first["name"]
    merged["head"].created = first["head"].created
    merged["head"].modified = first["head"].modified
    merged.recalcTimestamp = False
    return merged


def _advances(font: TTFont) -> dict[str, int]:
    per_thousand = 1000 / font["head"].unitsPerEm
    widths = {
        chr(code): round(font["hmtx"][glyph][0] * per_thousand) for code, glyph in font.getBestCmap().items()
    }
    widest = max(widths[digit] for digit in "0123456789")
    return {character: widest if character in "0123456789" else width for character, width in widths.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
