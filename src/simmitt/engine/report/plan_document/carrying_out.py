"""Carrying it out: timetable, economy, risks, follow-up, decision."""

from collections.abc import Mapping

from simmitt.engine.plan import ActionPlan
from simmitt.engine.portfolio import Influence, Money
from simmitt.engine.report.charts.gantt import Gantt, Milestone, Task, draw_gantt
from simmitt.engine.report.document import Chart, Fields, Heading, Paragraph, Part, Table
from simmitt.engine.report.plan_document.summary import readable_indicator, weeks_of
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say

USE = "use_of_freed_time"
_THOUSAND = 1_000.0
_MILESTONE_DAYS = 2  # the follow-ups after 30 and 90 days lie within the drawn time


def timetable(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the weeks, drawn."""
    parts: list[Part] = [Heading(words(say("Timetable, hours and order")), 1)]
    return [*parts, _gantt(plan, words)] if plan.measures else parts


def _gantt(plan: ActionPlan, words: Words) -> Chart:
    rank_of = {each.id: each.rank for each in plan.measures}
    tasks = tuple(
        Task(
            words(each.choice.candidate.title),
            each.starts_on,
            each.ready_on,
            each.choice.candidate.hours.likely,
            decided=bool(each.decision),
            after=tuple(rank_of[name] - 1 for name in each.choice.candidate.requires if name in rank_of),
        )
        for each in plan.measures
    )
    milestones = tuple(
        Milestone(words(say("day {days}", days=(day - each.ready_on).days)), day)
        for each in plan.measures[-1:]
        for day in each.follow_ups[:_MILESTONE_DAYS]
    )
    title = say("When is each measure carried out?")
    alt = words(say("A timetable with one bar for each measure; dashed until it is decided."))
    drawn = draw_gantt(Gantt(words(title), alt, tasks, words(say("Follow-up")), milestones), words.language)
    last = max(each.ready_on for each in plan.measures)
    answer = say(
        "The first begins on {first:date}, the last is ready on {last:date}; at most three run at once."
        " Dashed bars wait for a decision.",
        first=plan.starts_on, last=last,
    )  # fmt: skip
    headings = (say("Measure"), say("When"), say("Own hours"), say("Hours a week"), say("After"))
    table = Table(
        words(title),
        tuple(words(each) for each in headings),
        tuple(
            (
                words(each.choice.candidate.title), words(weeks_of(each)),
                words.number(each.choice.candidate.hours.likely), words.number(each.hours_per_week, 1),
                ", ".join(str(rank_of[n]) for n in each.choice.candidate.requires if n in rank_of),
            )
            for each in plan.measures
        ),
        ("left", "left", "right", "right", "left"),
    )  # fmt: skip
    return words.chart(title, answer, drawn, alt, table)


def economy(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the money by class of benefit, and what would change the choice."""
    money = plan.portfolio.joint_money
    parts: list[Part] = [Heading(words(say("Economy and financing")), 1)]
    if not plan.measures:
        return parts
    return [
        *parts,
        Paragraph(
            words(
                say(
                    "Freed minutes are no money until somebody says what they are used for. Each"
                    " benefit has its"
                    " class; soft ones are shown and never added. Given that the measures are"
                    " carried out; about"
                    " {share:.0%} of decided measures usually are, which makes the expected net present value"
                    " {expected}.",
                    share=plan.portfolio.economy.carried_out_share,
                    expected=words.money(money.npv_expected_sek),
                )
            )
        ),
        _classes(money, words),
        _uses(plan, words),
        Fields((words(say("Financing: own money, loan, support")), words(say("State aid checked by, date")))),
    ]  # fmt: skip


def _classes(money: Money, words: Words) -> Table:
    rows = [
        (say("Sold capacity, a year"), say("counted"), money.sold_capacity_sek),
        (say("Overtime avoided, a year"), say("counted"), money.overtime_sek),
        (say("Scrap avoided, a year"), say("counted"), money.scrap_sek),
        (say("Carrying cost of stock, a year"), say("counted"), money.carrying_sek),
        (say("Cash released from stock, once"), say("counted once"), money.cash_released_sek),
        (say("First cost, own hours included"), say("cost"), money.first_cost_sek),
        (say("Net present value"), say("sum"), money.npv_sek),
    ]
    told = [(words(name), words(kind), words.money(e.value), words.money_span(e)) for name, kind, e in rows]
    hours = words(say("{hours} h", hours=words.number(money.unused_hours.value)))
    span = words(say("{span} h", span=words.span(money.unused_hours)))
    told.append(
        (
            words(say("Freed hours without a use at the station that sets the pace, a year")),
            words(say("soft, not added")),
            hours,
            span,
        )
    )
    headings = (say("Benefit or cost"), say("Class"), say("Likely"), say("Eight outcomes in ten"))
    return Table(
        words(say("The money by class")),
        tuple(words(each) for each in headings),
        tuple(told),
        ("left", "left", "right", "right"),
    )


def _uses(plan: ActionPlan, words: Words) -> Table:
    """Give the net present value under each use of freed time: nothing decides the money more."""
    others = [each for each in plan.portfolio.influences if each.entry == USE]
    as_stated = (
        words(say("As counted in this plan")),
        words.money(plan.portfolio.joint_money.npv_mean_sek),
        "",
    )
    titles = {each.candidate.id: each.candidate.title for each in plan.portfolio.chosen}
    titles |= {each.candidate.id: each.candidate.title for each in plan.portfolio.rejected}
    rows = [(words(e.what), words.money(e.npv_mean_sek), _changed(e, titles, words)) for e in others]
    headings = (say("Freed time"), say("Net present value, mean"), say("Would the choice change?"))
    return Table(
        words(say("What freed time is used for")),
        tuple(words(each) for each in headings),
        (as_stated, *rows),
        ("left", "right", "left"),
        (4.4, 1.8, 2.4),
    )


def _changed(influence: Influence, titles: Mapping[str, Message], words: Words) -> str:
    if influence.same_choice:
        return words(say("no"))
    told = [words(titles[each]) for each in influence.best]
    return words(say("yes: {best}", best="; ".join(told) or "–"))


def risks(plan: ActionPlan, words: Words) -> list[Part]:
    """Give what may go wrong and what is done about it."""
    headings = (say("Measure"), say("Risk"), say("What is done about it"))
    table = Table(
        words(say("Risks")),
        tuple(words(each) for each in headings),
        tuple(
            (str(planned.rank), words(risk.text), words(risk.mitigation))
            for planned, risk in zip(plan.measures, plan.risks, strict=True)
        ),
        ("left", "left", "left"),
        (0.9, 3.5, 4.5),
    )
    people = say(
        "Working environment and competence: talk each measure through with the people it concerns"
        " and the safety"
        " representative before it begins."
    )
    parts: list[Part] = [Heading(words(say("Risk, working environment, competence")), 1)]
    return [*parts, *([table] if plan.measures else []), Paragraph(words(people))]


def follow_up(plan: ActionPlan, words: Words) -> list[Part]:
    """Give what to measure, and when to look."""
    _, target, unit = readable_indicator(plan)
    headings = (say("Measure"), say("Followed by"), *(say("Day {days}", days=d) for d in (30, 90, 180, 365)))
    table = Table(
        words(say("Follow-up calendar")),
        tuple(words(each) for each in headings),
        tuple(
            (
                str(each.rank),
                words(each.choice.candidate.measure.kpi),
                *(day.isoformat() for day in each.follow_ups),
            )
            for each in plan.measures
        ),
        ("left", "left", "left", "left", "left", "left"),
        (0.9, 3.6, 1.4, 1.4, 1.4, 1.4),
    )
    how = say(
        "Export the same report from the business system again after each date and run the analysis:"
        " the plan is on"
        " its way when {indicator} lies between {low} and {high} {unit} by {day:date}.",
        indicator=plan.indicator.name, unit=unit, low=words.number(target.low, 1),
        high=words.number(target.high, 1), day=plan.indicator.target_date,
    )  # fmt: skip
    parts: list[Part] = [Heading(words(say("Indicators and follow-up")), 1), Paragraph(words(how))]
    return [*parts, table] if plan.measures else parts


def decision(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the page that is signed."""
    open_checks = [each for each in plan.checks if each.state == "open"]
    status = (
        say("All sixteen checks are met: the plan is finished.")
        if plan.finished
        else say(
            "A draft: {count} of 16 checks are open. They close as the fields are filled in.",
            count=len(open_checks),
        )
    )
    labels = [
        words(say("Decision on measure {rank}: yes, later or no", rank=each.rank)) for each in plan.measures
    ]
    return [
        Heading(words(say("Decision")), 1),
        Paragraph(words(status)),
        _checks(plan, words),
        Fields(
            (
                *labels,
                words(say("Place and date")),
                words(say("Owner of the company")),
                words(say("Operations champion")),
            )
        ),
    ]


def _checks(plan: ActionPlan, words: Words) -> Table:
    ordered = sorted(plan.checks, key=lambda each: (each.state != "open", each.number))
    return Table(
        words(say("Sixteen checks of a finished plan")),
        (words(say("No.")), words(say("State")), words(say("Condition")), words(say("Found"))),
        tuple(
            (str(each.number), words(STATE_NAMES[each.state]), words(each.condition), words(each.found))
            for each in ordered
        ),
        ("left", "left", "left", "left"),
        (0.6, 1.0, 3.6, 3.8),
    )


STATE_NAMES: dict[str, Message] = {
    "met": say("Met"),
    "open": say("Open"),
    "not_applicable": say("Not needed"),
}
