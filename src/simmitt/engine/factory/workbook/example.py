"""An invented workshop: what stands in the template until somebody writes over it."""

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.ground.texts import LANGUAGES, Language, Message, say
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

# Nobody's own names, so that one that was forgotten is noticed.
SAW, MILL, OVEN, CHECK = (
    say("Example saw"),
    say("Example mill"),
    say("Example oven"),
    say("Example inspection"),
)
SAWING, MILLING = say("Example sawing"), say("Example milling")
HARDENING, CHECKING = say("Example hardening"), say("Example checking")
BRACKET, SHAFT = say("Example bracket"), say("Example shaft")
DAY, TWO = say("Example day"), say("Example two shifts")
MILLERS = say("Example millers")
STEEL, ALUMINIUM = say("Example steel"), say("Example aluminium")
NAMES = (SAW, MILL, OVEN, CHECK, SAWING, MILLING, HARDENING, CHECKING, BRACKET, SHAFT, DAY, TWO, MILLERS)
_WORKDAYS = range(5)


def example_factory(language: Language) -> Factory:
    """Give the invented workshop with names in one language."""

    def told(message: Message) -> str:
        return message.in_language(language)

    return Factory(
        told(say("Example workshop")),
        _stations(language),
        _operations(language),
        _products(language),
        Arrivals("poisson", 20.0, told(DAY)),
        (Calendar(told(DAY), _shifts((7.0, 16.0))), Calendar(told(TWO), _shifts((6.0, 14.5), (14.5, 23.0)))),
        (Crew(told(MILLERS), 2, told(TWO)),),
        run=RunPlan(horizon_s=26 * WEEK_S),
    )


def left_of_example(factory: Factory) -> tuple[str, ...]:
    """Name what is still the template's invented workshop, sorted."""
    invented = {name.in_language(language) for name in NAMES for language in LANGUAGES}
    own = {
        each.name
        for nouns in (
            factory.stations,
            factory.operations,
            factory.products,
            factory.calendars,
            factory.crews,
        )
        for each in nouns
    }
    return tuple(sorted(own & invented))


def _shifts(*hours: tuple[float, float]) -> tuple[Shift, ...]:
    return tuple(
        Shift(day * DAY_S + start * HOUR_S, day * DAY_S + end * HOUR_S)
        for day in _WORKDAYS
        for start, end in hours
    )


def _minutes(mean: float, cv: float = 0.0) -> Distribution:
    return Distribution("lognormal" if cv else "fixed", mean * MINUTE_S, cv)


def _stations(language: Language) -> tuple[Station, ...]:
    saw, mill, oven, check, day, two, millers, steel, aluminium = (
        each.in_language(language) for each in (SAW, MILL, OVEN, CHECK, DAY, TWO, MILLERS, STEEL, ALUMINIUM)
    )
    matrix = ((0.0, 45 * MINUTE_S), (60 * MINUTE_S, 0.0))
    return (
        Station(saw, calendar=day),
        Station(
            mill, 2, two, "setup_saving", crews=(millers,),
            setup=Setup(_minutes(30, 0.4), families=(steel, aluminium), matrix_s=matrix),
            breakdown=Breakdown(60 * HOUR_S, Distribution("lognormal", 1.5 * HOUR_S, 0.8)),
        ),
        Station(oven, batch=Batch(4.0, 2.0, longest_wait_s=8 * HOUR_S)),
        Station(check, calendar=day),
    )  # fmt: skip


def _operations(language: Language) -> tuple[Operation, ...]:
    told = [
        each.in_language(language) for each in (SAWING, SAW, MILLING, MILL, HARDENING, OVEN, CHECKING, CHECK)
    ]
    sawing, saw, milling, mill, hardening, oven, checking, check = told
    return (
        Operation(sawing, saw, _minutes(45, 0.3), 20.0, 1.0),
        Operation(milling, mill, _minutes(150, 0.4), 20.0, 1.0, scrap_share=0.01),
        Operation(hardening, oven, _minutes(240)),
        Operation(
            checking, check, Distribution("triangular", 30 * MINUTE_S, 0.2722, _CHECKING), 20.0, 0.5,
            rework_share=0.03, rework_to=milling,
        ),
    )  # fmt: skip


_CHECKING = (10 * MINUTE_S, 30 * MINUTE_S, 50 * MINUTE_S)


def _products(language: Language) -> tuple[Product, ...]:
    told = [each.in_language(language) for each in (SAWING, MILLING, HARDENING, CHECKING)]
    bracket, shaft, steel, aluminium = (
        each.in_language(language) for each in (BRACKET, SHAFT, STEEL, ALUMINIUM)
    )
    pieces = Distribution("lognormal", 20.0, 0.5)
    due = Distribution("fixed", 10 * DAY_S)
    sawing, milling, _, checking = told
    return (
        Product(bracket, 0.6, pieces, (Routing((sawing, milling, checking)),), due_after_s=due,
                setup_family=aluminium),
        Product(shaft, 0.4, pieces, (Routing(tuple(told)),), due_after_s=due, setup_family=steel),
    )  # fmt: skip
