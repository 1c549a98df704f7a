"""The answer first: a sentence or two, the key figures, and how far to trust them."""

from simmitt.engine.kpi import Figure
from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.kpi.lead_times import headline_lead_time
from simmitt.engine.observations.sight import NONE_FULL
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.document import Callout, KeyFigure, KeyFigures, Paragraph, Part
from simmitt.engine.report.naming import decimals, estimate, spanned
from simmitt.engine.report.words import key_figure, readable_time
from simmitt.ground.texts import Message, say

MOST_KEY_FIGURES = 5
# Fewer of the ways of looking name the fullest machine: to say that it sets the pace would be a guess.
HALF = 0.5
# So many rows begin at midnight sharp: it is days that are told. A shop at work all night has few of them.
DAYS_ALONE = 0.9


def answer(material: Material) -> list[Part]:
    """Give the first lines of the page."""
    sentences = " ".join(material.words(each) for each in _sentences(material))
    parts: list[Part] = [Paragraph(sentences, "lead")] if sentences else []
    figures = _key_figures(material)
    return [*parts, *([KeyFigures(figures)] if figures else []), _grade(material)]


def _sentences(material: Material) -> list[Message]:
    if _tells_days_alone(material):
        return [_no_clock(material)]
    look = (_pace, _lead_time, _state_of_machines, _days, _study)
    return [told for each in look if (told := each(material))]


def _tells_days_alone(material: Material) -> bool:
    """Whether the rows begin on a day without a time of day, so that no hour of theirs is known."""
    found = material.diagnosis.finding("default_midnight_times")
    return found is not None and found.count >= DAYS_ALONE * material.log.rows.height


def _no_clock(material: Material) -> Message:
    told = say(
        "The log tells days but no times of day. Hours, load and waiting can't be trusted: export the "
        "reports again with their times."
    )
    lead = lead_time(material)
    if lead is None:
        return told
    time, unit = readable_time(estimate(lead))
    half = say("Half of the orders take more than {lead} {unit}.", lead=material.words.number(time.value, 1),
               unit=material.words(unit))  # fmt: skip
    return say("{told} {half}", told=told, half=half)


def _pace(material: Material) -> Message | None:
    constraint = material.as_is.constraint
    if constraint is None:
        return None
    load = material.figure("open_hours_load_share", constraint.machine)
    if load and load.high <= NONE_FULL:
        return say("No machine is full; {machine} comes nearest.", machine=constraint.machine)
    if material.as_is.agreement_share < HALF:
        return say(
            "{machine} is the fullest, but it isn't clear what sets the pace.", machine=constraint.machine
        )
    return say("{machine} sets the pace.", machine=constraint.machine)


def _lead_time(material: Material) -> Message | None:
    lead, touch = lead_time(material), material.figure("flow_efficiency_share")
    if lead is None:
        return None
    time, unit = readable_time(estimate(lead))
    told = {"lead": material.words.number(time.value, 1), "unit": material.words(unit)}
    if touch is None:
        return say("Half of the orders take more than {lead} {unit}.", **told)
    return say(
        "Half of the orders take more than {lead} {unit}; they are worked on for {touch:.0%} of that time.",
        touch=touch.value, **told,
    )  # fmt: skip


def _state_of_machines(material: Material) -> Message | None:
    """Say how full the machine is where the log tells of no orders."""
    constraint = material.as_is.constraint
    if constraint is None or lead_time(material) is not None:
        return None
    return say("It works {share:.0%} of its open hours.", share=constraint.load_share)


def _days(material: Material) -> Message | None:
    """Say how much machines run, where there are sums per day alone."""
    used = material.figure("daily_utilisation_share")
    return say("The machines run {share:.0%} of their planned time.", share=used.value) if used else None


def _study(material: Material) -> Message | None:
    """Say how much the machines are taken up, where the shop looked for itself."""
    plant = material.figure("open_hours_load_share")
    if material.log.source.sort != "study" or plant is None:
        return None
    told = say(
        "The machines are taken up {share:.0%} of their manned time, by runs, setups or breakdowns.",
        share=plant.value,
    )
    loads = [each for each in material.figures if each.id == plant.id and each.scope != PLANT]
    if len(loads) < 2:
        return told
    most = max(loads, key=lambda each: each.value)
    return say("{told} The fullest is {machine}, {most:.0%}.", told=told, machine=most.scope, most=most.value)


def lead_time(material: Material) -> Figure | None:
    """Give the median lead time: with open orders counted in, where there are many of them."""
    closing, plain = material.as_is.closing, material.figure("lead_time_median_h")
    honest = material.figure(headline_lead_time(closing)) if closing else None
    return honest or plain


def _key_figures(material: Material) -> tuple[KeyFigure, ...]:
    constraint = material.as_is.constraint
    machine = constraint.machine if constraint else ""
    study = material.log.source.sort == "study"
    told = [
        _lead_figure(material),
        _told(material, "flow_efficiency_share", say("Of which worked on")),
        _told(material, "wip_mean_orders", say("Orders under way")),
        _told(material, "on_time_share", say("Delivered on time")),
        _told(
            material, "open_hours_load_share", say("Load, {machine}", machine=machine), scope=machine
        ),
        _told(material, "open_hours_load_share", say("Taken up, of manned time")) if study else None,
        _told(material, "setup_share", say("Setup, share of all hours")),
        _told(material, "breakdown_share", say("Breakdown, share of all hours")) if study else None,
        _told(material, "scrap_share", say("Scrap")),
        _told(material, "daily_utilisation_share", say("Run, of planned time")),
        _told(material, "daily_setup_share", say("Setup, of all hours")),
        _told(material, "daily_stop_share", say("Stops, of all hours")),
        _told(material, "daily_scrap_share", say("Scrap")),
    ]  # fmt: skip
    if _tells_days_alone(material):
        told = [_lead_figure(material), _told(material, "wip_mean_orders", say("Orders under way")),
                _told(material, "on_time_share", say("Delivered on time"))]  # fmt: skip
    return tuple([each for each in told if each][:MOST_KEY_FIGURES])


def _lead_figure(material: Material) -> KeyFigure | None:
    lead = lead_time(material)
    if lead is None:
        return None
    words = material.words
    time, unit = readable_time(estimate(lead))
    caption = say("Lead time, median")
    if lead.id == "lead_time_km_median_h":
        caption = say("Lead time, median with open orders")
    return key_figure(
        words(caption), f"{words.number(time.value, 1)} {words(unit)}", words.span(time, 1), time
    )


def _told(material: Material, figure_id: str, caption: Message, scope: str = "plant") -> KeyFigure | None:
    figure, words = material.figure(figure_id, scope), material.words
    if figure is None:
        return None
    value = words.share(figure.value, 1)
    if figure.unit != "share":
        value = words.number(figure.value, decimals(figure))
    return key_figure(words(caption), value, spanned(figure, words), estimate(figure))


def _basis(material: Material) -> Message:
    """Say how many rows of which days the figures rest on; a study's grade tells how many looks."""
    period = {"first": material.as_is.first_at, "last": material.as_is.last_at}
    if material.log.source.sort == "study":
        return say(
            "The bars show 95 % confidence. The study went on from {first:date} to {last:date}.", **period
        )
    daily = material.log.companions.daily
    rows = daily.height if daily is not None and not material.log.tells_events else material.log.rows.height
    return say(
        "The bars show 95 % confidence. The figures rest on {rows:.0} rows from {first:date} to {last:date}.",
        rows=rows, **period,
    )  # fmt: skip


def _grade(material: Material) -> Callout:
    words, diagnosis = material.words, material.diagnosis
    basis = _basis(material)
    return Callout(
        words(say("Data grade {grade} on a scale from A to D.", grade=diagnosis.grade)),
        f"{words(diagnosis.grade_reason)} {words(basis)}",
        "doubt" if diagnosis.grade in "CD" else "plain",
    )
