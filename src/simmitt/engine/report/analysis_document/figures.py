"""All figures: the plant's, the machines' in a table each, ISO 22400, and what each figure means."""

from collections.abc import Sequence

from simmitt.engine.kpi import Figure
from simmitt.engine.kpi.asis import PLANT, ScopeKind
from simmitt.engine.kpi.definitions import DEFINITIONS
from simmitt.engine.kpi.nouns import ELEMENTS, IsoKpi
from simmitt.engine.report.analysis_document.groups import GROUPS, group_of
from simmitt.engine.report.analysis_document.iso_machines import iso_of_machines
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.as_is_charts.time_account import ELEMENT_NAMES
from simmitt.engine.report.document import Align, Heading, Paragraph, Part, Table
from simmitt.engine.report.naming import anchor, cell, name_of, spanned, unit_of, written
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# Longer tables stand on the page and in the files beside it.
ACCOUNTS_ON_PAPER = 16
# More columns than this don't fit on a sheet of A4 with their intervals.
COLUMNS = 4
SCOPES: dict[ScopeKind, tuple[Message, Message]] = {
    "machine": (say("Machine"), say("Machines: {names}")),
    "activity": (say("Activity"), say("Activities: {names}")),
    "product": (say("Product"), say("Products: {names}")),
}


def all_figures(material: Material) -> list[Part]:
    """Give every figure with its interval, in folded tables."""
    words = material.words
    tables = [
        *_plant(material),
        *_scoped(material),
        *_accounts(material),
        *iso_of_machines(material),
        *_iso(material),
    ]
    if not tables:
        return []
    note = say(
        "Intervals are 95 % confidence; a count has none. Paper leaves out the figures of machines, the list "
        "of ISO 22400 and how each figure is computed: they stand in analysis.html and in the folder tables."
    )
    return [
        Heading(words(say("All figures")), 1),
        Paragraph(words(note), "small"),
        *tables,
        _definitions(material),
    ]


def _plant(material: Material) -> list[Table]:
    plant = [each for each in material.figures if each.scope == PLANT]
    by_group = [(group, [each for each in plant if group_of(each.id) is group]) for group in GROUPS]
    return [_group(material, group.name, figures) for group, figures in by_group if figures]


def _group(material: Material, name: Message, figures: Sequence[Figure]) -> Table:
    words = material.words
    return Table(
        words(name),
        tuple(words(each) for each in (say("Figure"), say("Value"), say("95 % confidence"))),
        tuple((_name(each, material), written(each, words), spanned(each, words)) for each in figures),
        ("left", "right", "right"),
        (3.2, 1.8, 2.0),
        folded=True,
        anchors=tuple((anchor("plant", each.id),) for each in figures),
    )


def _name(figure: Figure, material: Material) -> str:
    name = material.words(name_of(figure.id))
    return f"{name} ({material.words(say('starts estimated'))})" if figure.estimated else name


def _scoped(material: Material) -> list[Table]:
    """Give the figures of machines, activities and products: a row each, a column a figure."""
    tables: list[Table] = []
    for kind in SCOPES:
        figures = [each for each in material.figures if each.scope_kind == kind]
        for group in GROUPS:
            ids = list(dict.fromkeys(each.id for each in figures if group_of(each.id) is group))
            parts = [ids[start : start + COLUMNS] for start in range(0, len(ids), COLUMNS)]
            tables += [_matrix(material, kind, figures, part) for part in parts]
    return tables


def _matrix(material: Material, kind: ScopeKind, figures: Sequence[Figure], ids: Sequence[str]) -> Table:
    words, (heading, caption) = material.words, SCOPES[kind]
    cells = {(each.scope, each.id): each for each in figures if each.id in ids}
    scopes = list(dict.fromkeys(scope for scope, _ in cells))
    names = ", ".join(words(name_of(each)) for each in ids)
    return Table(
        words(caption.filled(names=names)),
        (words(heading), *(_headed(each, material) for each in ids)),
        tuple((scope, *(cell(cells.get((scope, each)), material.words) for each in ids)) for scope in scopes),
        left_then_right(len(ids)),
        folded=True,
        screen_only=True,
        anchors=tuple(
            tuple(anchor(kind, each, scope) for each in ids if (scope, each) in cells) for scope in scopes
        ),
    )


def _headed(figure_id: str, material: Material) -> str:
    name, unit = material.words(name_of(figure_id)), unit_of(figure_id)
    return f"{name}, {material.words(unit)}" if unit else name


def left_then_right(numbers: int) -> tuple[Align, ...]:
    """Give the alignment of a name and so many numbers."""
    right: Align = "right"
    return ("left", *[right] * numbers)


def _accounts(material: Material) -> list[Table]:
    """Give where each machine's hours went, one column an element that occurs."""
    words, accounts = material.words, material.as_is.accounts
    used = [name for name in ELEMENTS if any(abs(each.elements.get(name, 0.0)) >= 1 for each in accounts)]
    if not accounts or not used:
        return []
    rows = tuple(
        (
            words(say("Plant")) if each.scope == PLANT else each.scope,
            *(words.number(each.elements.get(name, 0.0) / HOUR_S) for name in used),
            "–" if each.oee is None else words.share(each.oee, 1),
        )
        for each in accounts
    )
    return [
        Table(
            words(say("Where the hours of every machine went")),
            (words(say("Machine")), *(words(ELEMENT_NAMES[name]) for name in used), words(say("OEE"))),
            rows,
            left_then_right(len(used) + 1),
            folded=True,
            screen_only=len(accounts) > ACCOUNTS_ON_PAPER,
        )
    ]


def _iso(material: Material) -> list[Table]:
    """Give the key figures of ISO 22400-2: those that the log allows, and what the others lack."""
    words, iso = material.words, material.as_is.iso
    if not iso:
        return []
    told = [each for each in iso if each.value is not None]
    lacking = [each for each in iso if each.value is None]
    headings = (say("Key figure"), say("Value"), say("95 % confidence"), say("Formula"), say("Remark"))
    tables = [
        Table(
            words(say("ISO 22400-2: what the log allows")),
            tuple(words(each) for each in headings),
            tuple(_iso_row(each, material) for each in told),
            ("left", "right", "right", "left", "left"),
            (2.2, 1.2, 1.8, 1.8, 2.4),
            folded=True,
            screen_only=True,
        ),
        Table(
            words(say("ISO 22400-2: what is missing")),
            tuple(words(each) for each in (say("Key figure"), say("Missing"), say("Formula"))),
            tuple((words(each.name), ", ".join(each.missing), each.formula) for each in lacking),
            ("left", "left", "left"),
            folded=True,
            screen_only=True,
        ),
    ]  # fmt: skip
    return [table for table in tables if table.rows]


def _iso_row(kpi: IsoKpi, material: Material) -> tuple[str, ...]:
    value, low, high = kpi.value or 0.0, kpi.low, kpi.high
    bare = Figure(kpi.code, PLANT, "plant", value, value, value, kpi.unit, kpi.name)
    figure = bare if low is None or high is None else Figure(
        kpi.code, PLANT, "plant", value, low, high, kpi.unit, kpi.name
    )  # fmt: skip
    remark = material.words(kpi.remark) if kpi.remark else ""
    words = material.words
    return words(kpi.name), written(figure, words), spanned(figure, words), kpi.formula, remark


def _definitions(material: Material) -> Table:
    """Give how each figure is computed, so that one can do it again by hand."""
    words = material.words
    told = {each.id: each.definition for each in material.figures}
    rows = tuple((words(name_of(each)), words(text)) for each, text in told.items() if each in DEFINITIONS)
    return Table(
        words(say("What the figures mean")),
        (words(say("Figure")), words(say("How it is computed"))),
        rows,
        ("left", "left"),
        (2.2, 5.0),
        folded=True,
        screen_only=True,
    )
