"""Key figures of ISO 22400 machine by machine."""

from collections.abc import Mapping, Sequence

from simmitt.engine.kpi import Figure
from simmitt.engine.kpi.iso22400 import element_name
from simmitt.engine.kpi.nouns import IsoKpi
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.document import Align, Table
from simmitt.engine.report.naming import cell
from simmitt.ground.texts import Message, say

NOTHING = "–"
RIGHT: Align = "right"
# Two tables, since their intervals side by side are wider than a page: a column each.
OF_OEE: Mapping[str, Message] = {
    "oee": say("OEE"),
    "availability": say("Availability"),
    "effectiveness": say("Effectiveness"),
    "quality_ratio": say("Quality ratio"),
}
OF_USE: Mapping[str, Message] = {
    "utilisation_efficiency": say("Utilisation efficiency"),
    "mtbf": say("MTBF, h"),
    "mttr": say("MTTR, h"),
}


def iso_of_machines(material: Material) -> list[Table]:
    """Give one row a machine; a dash where the log can't tell the figure, and at the end why not."""
    if not material.as_is.iso_machines:
        return []
    return [
        _table(say("ISO 22400-2, machine by machine: OEE and its factors"), OF_OEE, material),
        _table(say("ISO 22400-2, machine by machine: use of time and failures"), OF_USE, material),
    ]


def _table(caption: Message, shown: Mapping[str, Message], material: Material) -> Table:
    words, machines = material.words, material.as_is.iso_machines
    return Table(
        words(caption),
        tuple(words(each) for each in (say("Machine"), *shown.values(), say("Missing"))),
        tuple(_row(name, found, shown, material) for name, found in machines.items()),
        ("left", *[RIGHT] * len(shown), "left"),
        (1.8, *[1.5] * len(shown), 2.6),
        folded=True,
        screen_only=True,
    )


def _row(
    machine: str, found: Sequence[IsoKpi], shown: Mapping[str, Message], material: Material
) -> tuple[str, ...]:
    told = {each.code: each for each in found}
    mine = [told[code] for code in shown]
    return machine, *(_told(each, material) for each in mine), _why(mine, material)


def _told(kpi: IsoKpi, material: Material) -> str:
    if kpi.value is None or kpi.low is None or kpi.high is None:
        return NOTHING
    return cell(
        Figure(kpi.code, "", "machine", kpi.value, kpi.low, kpi.high, kpi.unit, kpi.name), material.words
    )


def _why(found: Sequence[IsoKpi], material: Material) -> str:
    """Name each element that is missing once; where none is, there are too few failures."""
    lacking = [each for each in found if each.value is None]
    elements = dict.fromkeys(name for each in lacking for name in each.missing)
    remarks = dict.fromkeys(
        material.words(each.remark) for each in lacking if each.remark and not each.missing
    )
    return "; ".join([*(material.words(element_name(each)) for each in elements), *remarks])
