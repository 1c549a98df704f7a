"""The 34 key performance indicators of ISO 22400-2: what the log allows, and what is missing."""

from simmitt.engine.kpi.iso22400.elements import Beside, Elements, element_name
from simmitt.engine.kpi.iso22400.formulas import FORMULAS
from simmitt.engine.kpi.iso22400.kpis import iso_kpis, iso_kpis_of_machines

__all__ = ["FORMULAS", "Beside", "Elements", "element_name", "iso_kpis", "iso_kpis_of_machines"]
