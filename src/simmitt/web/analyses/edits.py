"""A change of the model, as a person writes it and as the job is asked it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simmitt.web.analyses.asking import Given, ask
from simmitt.web.analyses.models import Run, RunKind
from simmitt.web.analyses.run_files import file_of, text_of

FACTORY = "factory.toml"
FACTOR, NUMBER = "_factor", "capacity"
# Numbers are shown and written with so many decimals; two closer than that are one.
DECIMALS = 2
SAME = 0.5 * 10.0**-DECIMALS


@dataclass(frozen=True)
class Parameter:
    """One thing that can be changed at one station; ``least`` and ``most`` as it is written."""

    name: str
    label: str
    now: float
    unit: str
    least: float
    most: float
    scale: float  # what one unit as written is as the job counts it

    def as_asked(self, written: float) -> float:
        """Give what the job is asked for what somebody has written."""
        return written * self.scale

    def differs(self, written: float) -> bool:
        """Say whether somebody has written anything else than today's."""
        return abs(written - self.now) >= SAME

    @property
    def is_times(self) -> bool:
        """Say whether it is written as so many times today's."""
        return not self.unit and self.name.endswith(FACTOR)

    @property
    def is_whole(self) -> bool:
        """Say whether it is a number of things."""
        return self.name == NUMBER


def stations_of(run: Run) -> list[str]:
    """Name the stations of a fitted factory, in its own order."""
    return [str(one["name"]) for one in run.told.get("stations", ())]


def parameters_of(run: Run, station: str) -> list[Parameter]:
    """Give what can be changed at a station."""
    told = next((one for one in run.told.get("stations", ()) if one["name"] == station), None)
    return [_parameter(one) for one in told["parameters"]] if told else []


def _parameter(told: dict[str, Any]) -> Parameter:
    """Turn a factor into a quantity: people write 2.5 hours, not 0.86 times today's."""
    name, value = str(told["parameter"]), float(told["value"])
    now = float(told.get("now") or 0.0)
    is_quantity = name.endswith(FACTOR) and now > 0
    scale = value / now if is_quantity else 1.0
    least, most = (round(float(told[one]) / scale, DECIMALS) for one in ("least", "most"))
    # What is added is called hours by its name already; without a quantity of today's it is so many times.
    unit = str(told.get("unit", "")) if is_quantity else ""
    shown = round(now if is_quantity else value, DECIMALS)
    return Parameter(name, text_of(told["text"]), shown, unit, least, most, scale)


def simulate(*, run: Run, station: str, written: dict[str, float], person: Any) -> Run | None:
    """Ask what becomes of the factory with the changes; nothing where none differs from today.

    Raises
    ------
    TooManyWaiting
    """
    edits = [
        {"station": station, "parameter": one.name, "value": one.as_asked(written[one.name])}
        for one in parameters_of(run, station)
        if one.name in written and one.differs(written[one.name])
    ]
    factory = _factory_of(run)
    if not edits or factory is None:
        return None
    return ask(
        case=run.case, kind=RunKind.SIMULATE, person=person, data_set=run.data_set,
        asked={"edits": edits}, files=[factory],
    )  # fmt: skip


def _factory_of(run: Run) -> Given | None:
    path = file_of(run, FACTORY)
    digest = next((one["sha256"] for one in run.told.get("files", ()) if one["name"] == FACTORY), "")
    return Given(Path(path), FACTORY, digest) if path and digest else None


def can_be_edited(run: Run | None) -> bool:
    """Say whether there is a factory to change."""
    return run is not None and bool(stations_of(run)) and _factory_of(run) is not None
