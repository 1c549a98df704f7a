"""What a company has said of its files, as the mapping file that the next reading gets."""

import json
from collections.abc import Mapping
from typing import Any

from simmitt.web.analyses.models import ColumnsTold
from simmitt.web.cases.models import Case
from simmitt.web.companies.models import Company

MAPPING = "mapping.toml"
FETCHED = "the company has been fetched within its scope"


def told_by(company: Company) -> ColumnsTold | None:
    """Give what a company has said of its columns; None where it has never said anything."""
    found: ColumnsTold | None = ColumnsTold.objects.unscoped(FETCHED).filter(company=company).first()
    return found


def beside_of(case: Case) -> dict[str, str]:
    """Give what lies beside a reading: the mapping file, where there is anything to say."""
    told = told_by(case.company)
    text = mapping_text(told) if told else ""
    return {MAPPING: text} if text else {}


def mapping_text(told: ColumnsTold) -> str:
    """Write the mapping file."""
    sections = {"columns": told.columns, **told.more}
    return "\n".join(_section(name, lines) for name, lines in sections.items() if lines)


def _section(name: str, lines: Mapping[str, Any]) -> str:
    written = [f"{_text(key)} = {_value(value)}" for key, value in sorted(lines.items())]
    return "\n".join([f"[{name}]", *written, ""])


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_text(str(one)) for one in value)}]"
    return _text(str(value))


def _text(value: str) -> str:
    """Write a text as TOML does: like JSON, but for one sign that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def tell(
    *, company: Company, person: Any, columns: Mapping[str, str], more: Mapping[str, Any]
) -> ColumnsTold:
    """Lay what somebody says over what the company has said before; call it inside a transaction."""
    rows = ColumnsTold.objects.unscoped(FETCHED).select_for_update()
    told: ColumnsTold = rows.get_or_create(company=company)[0]
    told.columns = _without_doubles(told.columns, columns)
    for section, lines in more.items():
        told.more = {**told.more, section: _laid_over(told.more.get(section, {}), lines)}
    told.told_by = person
    told.save_version(told.version)
    return told


def _laid_over(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Lay lines over earlier ones; a word that stands for something else now leaves the list it stood in."""
    moved = {word for words in now.values() if isinstance(words, list) for word in words}
    kept = {
        key: [word for word in value if word not in moved] if isinstance(value, list) else value
        for key, value in before.items()
    }
    added = {
        key: [*kept.get(key, []), *value] if isinstance(value, list) else value for key, value in now.items()
    }
    return {**kept, **added}


def _without_doubles(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Let a heading stand for one field: what was said of it before no longer holds."""
    headings = {heading for heading in now.values() if heading}
    kept = {field: heading for field, heading in before.items() if heading not in headings}
    return {**kept, **now}


def forget(*, company: Company) -> None:
    """Forget what a company has said: its files look otherwise now."""
    ColumnsTold.objects.unscoped(FETCHED).filter(company=company).delete()
