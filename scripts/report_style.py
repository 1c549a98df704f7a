"""Write the style sheet that the platform serves for the engine's fragments."""

from pathlib import Path

from simmitt.engine.report.scoped_style import scoped_style

STYLE = Path(__file__).parents[1] / "src/simmitt/web/look/static/simmitt/css/report.css"


def main() -> None:
    """Write it."""
    STYLE.write_text(scoped_style(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
