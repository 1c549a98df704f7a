"""Where all hours went, from the calendar to the good ones, as a waterfall."""

from simmitt.engine.kpi.asis import PLANT
from simmitt.engine.kpi.nouns import ELEMENTS, Element, TimeAccount
from simmitt.engine.report.as_is_charts.writing import hours, share, table
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.charts.waterfall import Loss, Waterfall, draw_waterfall
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

OUTSIDE: tuple[Element, ...] = ("closed", "planned_stop")  # in which nothing was meant to run
ELEMENT_NAMES: dict[Element, Message] = {
    "closed": say("Closed hours"),
    "planned_stop": say("Planned stops"),
    "idle": say("Open but idle"),
    "no_material": say("No material"),
    "no_operator": say("No operator"),
    "breakdown": say("Breakdowns"),
    "setup": say("Setups"),
    "speed": say("Reduced speed, short stops"),
    "scrap": say("Scrapped pieces"),
    "good": say("Good hours"),
}


def time_account_chart(account: TimeAccount, words: Words) -> Chart:
    """Draw what is left of all hours; pieces quicker than the ideal cycle are shown as hours won."""
    title = _title(account)
    alt = words(say("A waterfall from all hours by way of planned time to good hours. {answer}",
                    answer=_answer(account, words)))  # fmt: skip
    drawing = _draw(account, words(title), alt, words)
    return words.chart(title, _answer(account, words), drawing, alt, _table(title, account, words))


def _title(account: TimeAccount) -> Message:
    if account.scope == PLANT:
        return say("Where did all machines' hours go?")
    return say("Where did the hours of {machine} go?", machine=account.scope)


def planned_s(account: TimeAccount) -> float:
    """Give the time in which something was meant to run."""
    return account.calendar_s - sum(account.elements.get(each, 0.0) for each in OUTSIDE)


def _draw(account: TimeAccount, title: str, alt: str, words: Words) -> Drawing:
    if account.calendar_s <= 0:
        return draw_nothing(title, alt, words(say("The log tells of no hours here.")))
    lost = tuple(each for each in ELEMENTS if each not in (*OUTSIDE, "good"))
    return draw_waterfall(
        Waterfall(
            title,
            alt,
            words(say("Planned time")),
            planned_s(account) / HOUR_S,
            tuple(_loss(account, each, words) for each in lost if account.elements.get(each, 0.0)),
            words(ELEMENT_NAMES["good"]),
            _exact(account.elements.get("good", 0.0) / HOUR_S),
            words(say("All hours")),
            tuple(_loss(account, each, words) for each in OUTSIDE if account.elements.get(each, 0.0)),
        ),
        words.language,
    )


def _loss(account: TimeAccount, element: Element, words: Words) -> Loss:
    seconds = account.elements[element]
    name = say("Quicker than the ideal cycle") if seconds < 0 else ELEMENT_NAMES[element]
    return Loss(words(name), _exact(seconds / HOUR_S))


def _exact(value: float) -> Estimate:
    return Estimate(value, value, value)


def _answer(account: TimeAccount, words: Words) -> Message:
    planned = planned_s(account)
    if account.calendar_s <= 0 or planned <= 0:
        return say("The log tells of no hours here.")
    told = [words(_whole(account, planned, words)), *_largest(account, planned, words)]
    if not account.ideal_known:
        told.append(words(say("Speed losses can't be seen: nobody has told an ideal cycle time.")))
    elif account.effectiveness is not None and account.effectiveness > 1:
        told.append(
            words(
                say(
                    "Effectiveness is {share:.0%}: pieces were made quicker than the ideal cycle time allows,"
                    " so that time is wrong.",
                    share=account.effectiveness,
                )
            )
        )  # fmt: skip
    return say("{told}", told=" ".join(told))


def _whole(account: TimeAccount, planned: float, words: Words) -> Message:
    good = account.elements.get("good", 0.0) / planned
    if account.oee is None:
        return say("{good:.0%} of planned time became good hours.", good=good)
    return say(
        "OEE is {oee}: availability {availability}, effectiveness {effectiveness}, quality {quality}.",
        oee=share(account.oee, words), availability=share(account.availability, words),
        effectiveness=share(account.effectiveness, words), quality=share(account.quality, words),
    )  # fmt: skip


def _largest(account: TimeAccount, planned: float, words: Words) -> list[str]:
    lost = {each: account.elements.get(each, 0.0) for each in ELEMENTS if each not in (*OUTSIDE, "good")}
    worst = max(lost, key=lambda each: lost[each])
    if lost[worst] <= 0:
        return []
    text = say(
        "Most is lost here: {name}, {hours} or {share:.0%} of planned time.",
        name=words(ELEMENT_NAMES[worst]).lower(), hours=hours(lost[worst], words),
        share=lost[worst] / planned,
    )  # fmt: skip
    return [words(text)]


def _table(title: Message, account: TimeAccount, words: Words) -> Table:
    headings = (say("Part"), say("Hours"), say("Share of all hours"), say("Share of planned time"))
    planned, everything = planned_s(account), account.calendar_s
    rows = [(words(say("All hours")), words.number(everything / HOUR_S, 1), share(1.0, words), "")]
    for element in ELEMENTS:
        seconds = account.elements.get(element, 0.0)
        rows.append(
            (
                words(ELEMENT_NAMES[element]),
                words.number(seconds / HOUR_S, 1),
                share(seconds / everything if everything > 0 else None, words),
                "" if element in OUTSIDE else share(seconds / planned if planned > 0 else None, words),
            )
        )
    return table(title, headings, rows, words)
