"""The style sheet that fragments are served with is the engine's own, within the fragment alone."""

import re

import report_style
from simmitt.engine.report.scoped_style import SCOPE, scoped_style


def test_the_platform_serves_the_style_sheet_as_the_engine_has_it() -> None:
    served = report_style.STYLE.read_text(encoding="utf-8")

    assert served == scoped_style(), "run scripts/report_style.py"


def test_no_rule_reaches_beyond_a_fragment() -> None:
    bare = re.sub(r"/\*.*?\*/", "", scoped_style(), flags=re.DOTALL)
    heads = [head.strip() for head in re.findall(r"([^{}]+)\{", bare)]

    for head in heads:
        if not head.startswith("@"):
            selectors = re.split(r",(?![^(]*\))", head)
            assert all(one.strip().startswith(SCOPE) for one in selectors), head


def test_only_variables_that_the_platform_has_are_used() -> None:
    ground = (report_style.STYLE.parent / "ground.css").read_text(encoding="utf-8")
    has = set(re.findall(r"(--[\w-]+):", ground))

    assert set(re.findall(r"var\((--[\w-]+)\)", scoped_style())) <= has
