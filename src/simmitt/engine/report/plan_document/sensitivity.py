"""What the result hangs on: assumptions nobody has confirmed, and what nobody knows yet."""

from simmitt.engine.plan import ActionPlan
from simmitt.engine.portfolio import ENTRIES, Influence
from simmitt.engine.report.charts.tornado import Swing, Tornado, draw_tornado
from simmitt.engine.report.document import Paragraph, Part, Table
from simmitt.engine.report.plan_document.carrying_out import USE
from simmitt.engine.report.words import Words
from simmitt.ground.texts import say

_THOUSAND = 1_000.0


def assumptions(plan: ActionPlan, words: Words) -> list[Part]:
    """Draw how far each defaulted assumption moves the money, and name those that change the choice."""
    by_entry: dict[str, list[Influence]] = {}
    for each in plan.portfolio.influences:
        if each.entry != USE:
            by_entry.setdefault(each.entry, []).append(each)
    base = plan.portfolio.joint_money.npv_mean_sek / _THOUSAND
    swings = tuple(
        Swing(words(ENTRIES[entry].meaning), *_ends([each.npv_mean_sek / _THOUSAND for each in tried], base))
        for entry, tried in by_entry.items()
    )
    telling = tuple(swing for swing in swings if swing.width >= 1.0)
    if not telling:
        return [
            Paragraph(
                words(say("No other assumption moves the net present value by as much as 1 kSEK.")), "small"
            )
        ]
    title = say("Which assumption moves the net present value most?")
    alt = words(
        say("Bars from the net present value at one end of each assumption's range to that at the other.")
    )
    drawn = draw_tornado(Tornado(words(title), alt, words(say("now, kSEK")), base, telling), words.language)
    table = Table(
        words(title),
        (words(say("Assumption, other value tried")), words(say("Net present value, mean"))),
        tuple((words(e.what), words.money(e.npv_mean_sek)) for tried in by_entry.values() for e in tried),
        ("left", "right"),
    )
    flips = sorted({entry for entry, tried in by_entry.items() if not all(e.same_choice for e in tried)})
    answer = (
        say(
            "The choice of measures would change with: {names}.",
            names=", ".join(words(ENTRIES[e].meaning) for e in flips),
        )
        if flips
        else say("None of them changes the choice of measures.")
    )
    return [words.chart(title, answer, drawn, alt, table)]


def _ends(tried: list[float], base: float) -> tuple[float, float]:
    """Give the two ends of a range; where only one other value was tried, the base is the other."""
    return (tried[0], tried[1]) if len(tried) > 1 else (base, tried[0])


def drivers(plan: ActionPlan, words: Words) -> list[Part]:
    """Give what nobody knows yet, by how strongly it moves the result."""
    found = plan.portfolio.drivers
    if not found:
        return []
    return [
        Table(
            words(say("Which unknowns move the result most?")),
            (words(say("Unknown")), words(say("Rank correlation with the result"))),
            tuple((words(each.what), words.number(each.correlation, 2)) for each in found),
            ("left", "right"),
            (6.4, 2.2),
        )
    ]
