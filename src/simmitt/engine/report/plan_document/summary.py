"""Page one: enough to decide on, alone."""

from simmitt.engine.plan import ActionPlan, PlannedMeasure
from simmitt.engine.report.charts.measure_line import Mark, MeasureLine, draw_measure_line
from simmitt.engine.report.document import (
    Callout,
    Fields,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Table,
)
from simmitt.engine.report.words import Words, key_figure, readable_time, times
from simmitt.ground.texts import Message, say


def summary(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the goal, the measures, the money, what decides, the first step, signatures."""
    if not plan.measures:
        return [Paragraph(words(_nothing_found(plan)), "lead"), *_target(plan, words)]
    return [
        Paragraph(words(_answer(plan)), "lead"),
        *_target(plan, words),
        Heading(words(say("The measures, in order"))),
        _measures(plan, words),
        Heading(words(say("The money"))),
        _money(plan, words),
        Paragraph(words(_decisive(plan, words)), "body"),
        _first_step(plan, words),
        Fields((words(say("Owner")), words(say("Operations champion")))),
    ]


def headline(plan: ActionPlan, words: Words) -> str:
    """Give the plan in one line: from today's lead time to the one that is likely."""
    now, unit = readable_time(plan.indicator.baseline)
    factor = now.value / plan.indicator.baseline.value
    target = plan.indicator.target.value * factor
    if not plan.measures:
        return words(say("No measure within the budget is worth carrying out"))
    return words(
        say(
            "From {now} to about {then} {unit} through the shop",
            now=words.number(now.value), then=words.number(target), unit=words(unit),
        )
    )  # fmt: skip


def _answer(plan: ActionPlan) -> Message:
    money = plan.portfolio.joint_money
    return say(
        "{place} sets the pace. {count} measures shorten the lead time; they cost {cost} kSEK and"
        " {hours:.0} hours of"
        " your own time, both estimated.",
        place=plan.portfolio.constraint_before, count=len(plan.measures),
        cost=round(money.capex_likely_sek / 1_000), hours=money.hours.value,
    )  # fmt: skip


def _nothing_found(plan: ActionPlan) -> Message:
    return say(
        "{sets} sets of measures were simulated; none within {budget} kSEK shortens the lead time or pays.",
        sets=plan.portfolio.sets_simulated, budget=round(plan.budget_sek / 1_000),
    )  # fmt: skip


def _target(plan: ActionPlan, words: Words) -> list[Part]:
    now, unit = readable_time(plan.indicator.baseline)
    target = times(plan.indicator.target, now.value / plan.indicator.baseline.value)
    title = say(
        "The goal: mean lead time in {unit}, by {day:date}", unit=unit, day=plan.indicator.target_date
    )
    answer = say(
        "Eight outcomes in ten end between {low} and {high} {unit}. Measured today: {now} {unit}"
        " ({now_low} to {now_high}, 95 % confidence).",
        low=words.number(target.low, 1), high=words.number(target.high, 1), unit=words(unit),
        now=words.number(now.value, 1), now_low=words.number(now.low, 1), now_high=words.number(now.high, 1),
    )  # fmt: skip
    line = MeasureLine(
        words(title), words(answer), words(say("the plan")), target, Mark(words(say("now")), now.value)
    )
    table = Table(
        words(title),
        ("", words(say("Value")), words(say("Interval"))),
        (
            (words(say("Now, measured")), words.number(now.value, 1), words.span(now, 1)),
            (words(say("With the plan, simulated")), words.number(target.value, 1), words.span(target, 1)),
        ),
        ("left", "right", "right"),
    )
    return [words.chart(title, answer, draw_measure_line(line, words.language), words(answer), table)]


def _measures(plan: ActionPlan, words: Words) -> Table:
    headings = (
        say("No."),
        say("Measure"),
        say("Owner"),
        say("When"),
        say("kSEK"),
        say("Hours"),
        say("Decision"),
    )
    rows = [_measure(each, words) for each in plan.measures]
    cost = sum(each.choice.candidate.cost_sek.likely for each in plan.measures)
    hours = sum(each.choice.candidate.hours.likely for each in plan.measures)
    total = ("", words(say("Together")), "", "", words.number(cost / 1_000), words.number(hours), "")
    return Table(
        words(say("The measures, in order")),
        tuple(words(each) for each in headings),
        (*rows, total),
        ("left", "left", "left", "left", "right", "right", "left"),
        (0.6, 4.4, 1.8, 2.6, 0.9, 1.0, 1.3),
        total=True,
    )


def _measure(planned: PlannedMeasure, words: Words) -> tuple[str, ...]:
    candidate = planned.choice.candidate
    grade = words(say(" (grade {grade})", grade=candidate.measure.grade))
    return (
        str(planned.rank),
        words(candidate.title) + grade,
        planned.owner or "……………",
        words(weeks_of(planned)),
        words.number(candidate.cost_sek.likely / 1_000),
        words.number(candidate.hours.likely),
        planned.decision or "……",
    )


def weeks_of(planned: PlannedMeasure) -> Message:
    """Name the calendar weeks of a measure."""
    first, last = planned.starts_on.isocalendar(), planned.ready_on.isocalendar()
    if first.year == last.year:
        return say("w {first} to {last}, {year}", first=first.week, last=last.week, year=str(last.year))
    return say(
        "w {first} {first_year} to w {last} {last_year}",
        first=first.week, first_year=str(first.year), last=last.week, last_year=str(last.year),
    )  # fmt: skip


def _money(plan: ActionPlan, words: Words) -> KeyFigures:
    money, economy = plan.portfolio.joint_money, plan.portfolio.economy
    first_note = say(
        "{span}; {rate:.0} SEK an hour",
        span=words.money_span(money.first_cost_sek), rate=economy.hourly_cost_sek,
    )  # fmt: skip
    npv_note = say(
        "{span}; interest {rate:.0%}", span=words.money_span(money.npv_sek), rate=economy.discount_rate
    )
    freed = times(plan.portfolio.joint.freed_total_h_per_week, 52.0)
    freed_note = say("{span}; run, setup and breakdown, at today's output", span=words.span(freed))
    npv_name = say("Net present value, {years:.0} years", years=economy.years)
    return KeyFigures(
        (
            key_figure(
                words(say("First cost, own hours included")),
                words.money(money.first_cost_sek.value),
                words(first_note),
                money.first_cost_sek,
            ),
            KeyFigure(words(say("Paid back after")), _payback(plan, words), _use(plan, words)),
            key_figure(words(npv_name), words.money(money.npv_sek.value), words(npv_note), money.npv_sek),
            key_figure(words(say("Hours freed a year")), words.number(freed.value), words(freed_note), freed),
        )
    )


def _payback(plan: ActionPlan, words: Words) -> str:
    years = plan.portfolio.joint_money.payback_years
    if years is None:
        return words(say("not within {years:.0} years", years=plan.portfolio.economy.years))
    return words(say("{years} years", years=words.number(years, 1)))


def _use(plan: ActionPlan, words: Words) -> str:
    use = plan.portfolio.economy.use_of_freed_time
    told = [
        words(say("{share:.0%} sold", share=use.sold)) if use.sold else "",
        words(say("{share:.0%} replaces overtime", share=use.overtime)) if use.overtime else "",
        words(say("{share:.0%} unused", share=use.unused)) if use.unused else "",
    ]
    return words(say("of freed time: {told}", told=", ".join(each for each in told if each)))


def _decisive(plan: ActionPlan, words: Words) -> Message:
    """Say what the freed time is used for: it decides the money more than any measure does."""
    others = [each for each in plan.portfolio.influences if each.entry == "use_of_freed_time"]
    told = "; ".join(f"{words(each.what)}: {words.money(each.npv_mean_sek)}" for each in others)
    if "use_of_freed_time" in plan.portfolio.economy.defaulted:
        return say(
            "What decides: nobody has said what freed time will be used for, so it counts as unused."
            " Net present value otherwise, mean: {told}.", told=told,
        )  # fmt: skip
    return say("What decides: the use of freed time. Net present value otherwise, mean: {told}.", told=told)


def _first_step(plan: ActionPlan, words: Words) -> Callout:
    first = plan.first_step
    assert first is not None, "a plan with measures has a first one"
    title = say("First step, Monday {day:date}", day=first.starts_on)
    text = say(
        "{measure}: name the owner, gather the people concerned and measure {kpi} as it is today.",
        measure=first.choice.candidate.title, kpi=first.choice.candidate.measure.kpi,
    )  # fmt: skip
    return Callout(words(title), words(text), "your_turn")
