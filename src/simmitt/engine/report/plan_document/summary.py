"""Page one: enough to decide on, alone."""

from simmitt.engine.plan import ActionPlan, PlannedMeasure
from simmitt.engine.portfolio import Money
from simmitt.engine.report.charts.measure_line import Mark, MeasureLine, draw_measure_line
from simmitt.engine.report.document import (
    Callout,
    Fields,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Table,
)
from simmitt.engine.report.words import Words, in_days, key_figure, readable_time, times
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import WEEKS_PER_YEAR

LEAD_TIME = "lead_time_mean_h"
_THOUSAND = 1_000.0
_MEASURES_WITH_ROOM = 4
_TELLING_DIFFERENCE = 2.0  # below it whole numbers would hide or double the change


def summary(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the goal, the measures, the money, what decides, the first step, signatures."""
    if not plan.measures:
        return [Paragraph(words(_nothing_found(plan)), "lead"), *_warning(plan, words)]
    return [
        Paragraph(words(_answer(plan, words)), "lead"),
        *_warning(plan, words),
        *_target(plan, words),
        _measures(plan, words),
        _money(plan, words),
        Paragraph(words(_decisive(plan, words)), "body"),
        _first_step(plan, words),
        *_signatures(plan, words),
    ]


def headline(plan: ActionPlan, words: Words) -> str:
    """Give the plan in one line: from where its indicator is to where it is likely to go."""
    if not plan.measures:
        return words(say("No measure within the budget is worth carrying out"))
    now, target, unit = readable_indicator(plan)
    place = plan.portfolio.constraint_before
    if target.low <= now.value <= target.high:
        return words(say("Relief for {place}", place=place))
    decimals = 0 if abs(now.value - target.value) >= _TELLING_DIFFERENCE else 1
    ends = {"now": words.number(now.value, decimals), "then": words.number(target.value, decimals)}
    if plan.indicator.id == LEAD_TIME:
        return words(say("From {now} to about {then} {unit} through the shop", unit=unit, **ends))
    return words(say("From {now} to about {then} hours a week at {place}", place=place, **ends))


def weeks_of(planned: PlannedMeasure) -> Message:
    """Name the calendar weeks of a measure."""
    first, last = planned.starts_on.isocalendar(), planned.ready_on.isocalendar()
    if first.year == last.year:
        return say("w {first} to {last}, {year}", first=first.week, last=last.week, year=str(last.year))
    return say(
        "w {first} {first_year} to w {last} {last_year}",
        first=first.week, first_year=str(first.year), last=last.week, last_year=str(last.year),
    )  # fmt: skip


def _answer(plan: ActionPlan, words: Words) -> Message:
    return say_many(
        "{place} sets the pace. One measure relieves it; it costs {cost} kSEK and {hours:.0} hours"
        " of your own"
        " time, both most likely values. Mean lead time changes by {lead} days.",
        "{place} sets the pace. {count} measures relieve it; they cost {cost} kSEK and {hours:.0}"
        " hours of your own"
        " time, both most likely values. Mean lead time changes by {lead} days.",
        len(plan.measures),
        place=plan.portfolio.constraint_before,
        cost=round(sum(each.choice.candidate.cost_sek.likely for each in plan.measures) / _THOUSAND),
        hours=sum(each.choice.candidate.hours.likely for each in plan.measures),
        lead=words.with_span(in_days(plan.portfolio.joint.lead_time_mean_h), 1),
    )


def _signatures(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the lines to sign, where page one has room; the decision page has them in any case."""
    if len(plan.measures) > _MEASURES_WITH_ROOM:
        return []
    return [Fields((words(say("Owner of the company")), words(say("Operations champion"))))]


def _warning(plan: ActionPlan, words: Words) -> list[Part]:
    """Say on page one, before any figure of the model, where the model has failed, or what it leaves open."""
    if plan.validation_light != "red":
        return (
            [Callout(words(LEAD_TIME_DOUBT), words(lead_time_doubt(plan)), "doubt")]
            if (plan.lead_time_in_doubt)
            else []
        )
    text = say(
        "It did not foretell weeks it had not seen. Take the figures below as a list of what to look"
        " into, not as a"
        " forecast; a longer log, or the measurement proposed under “What the log cannot answer”,"
        " comes first."
    )
    given = say("The plan was asked for all the same, for this reason: “{reason}”", reason=plan.despite_red)
    title = words(say("Red light: the model does not hold yet"))
    return [
        Callout(title, words(text), "doubt"),
        Callout(words(say("Why there is a plan nevertheless.")), words(given), "doubt"),
    ]


def lead_time_doubt(plan: ActionPlan) -> Message:
    """Say how far measures on lead time can be trusted where much of the waiting is plain delay."""
    return say(
        "{share:.0%} of the waiting is plain delay whose cause the log does not show, and the model leaves it"
        " as it is whatever is done. How much measures shorten lead times is uncertain beyond the intervals"
        " given.",
        share=1.0 - plan.explained_share,
    )  # fmt: skip


LEAD_TIME_DOUBT = say("Effects on lead time are uncertain.")


def _nothing_found(plan: ActionPlan) -> Message:
    return say(
        "{sets} sets of measures were simulated; none within {budget} kSEK shortens the lead time or pays.",
        sets=plan.portfolio.sets_simulated, budget=round(plan.budget_sek / _THOUSAND),
    )  # fmt: skip


def readable_indicator(plan: ActionPlan) -> tuple[Estimate, Estimate, Message]:
    """Give today, target and the unit that people would use for them."""
    baseline, target = plan.indicator.baseline, plan.indicator.target
    if plan.indicator.id != LEAD_TIME:
        return baseline, target, say("hours")
    now, unit = readable_time(baseline)
    return now, times(target, now.value / baseline.value), unit


def _target(plan: ActionPlan, words: Words) -> list[Part]:
    now, target, unit = readable_indicator(plan)
    title = say(
        "The goal: {indicator} ({unit}), by {day:date}",
        indicator=plan.indicator.name, unit=unit, day=plan.indicator.target_date,
    )  # fmt: skip
    answer = say(
        "Eight outcomes in ten end between {low} and {high} {unit}. Measured today: {now} {unit}"
        " ({now_low} to {now_high}, 95 % confidence).",
        low=words.number(target.low, 1), high=words.number(target.high, 1), unit=unit,
        now=words.number(now.value, 1), now_low=words.number(now.low, 1), now_high=words.number(now.high, 1),
    )  # fmt: skip
    mark = Mark(words(say("now")), now.value)
    line = MeasureLine(words(title), words(answer), words(say("the plan")), target, mark)
    table = Table(
        words(title),
        (words(say("What")), words(say("Value")), words(say("Interval"))),
        (
            (words(say("Now, measured")), words.number(now.value, 1), words.span(now, 1)),
            (words(say("With the plan, simulated")), words.number(target.value, 1), words.span(target, 1)),
        ),
        ("left", "right", "right"),
    )
    return [words.chart(title, answer, draw_measure_line(line, words.language), words(answer), table)]


def _measures(plan: ActionPlan, words: Words) -> Table:
    headings = (
        say("No."), say("Measure"), say("Grade"), say("Owner"), say("When"), say("kSEK"), say("Hours"),
        say("Decision"),
    )  # fmt: skip
    cost = sum(each.choice.candidate.cost_sek.likely for each in plan.measures)
    hours = sum(each.choice.candidate.hours.likely for each in plan.measures)
    total = ("", words(say("Together")), "", "", "", words.number(cost / _THOUSAND), words.number(hours), "")
    return Table(
        words(say("The measures, in order")),
        tuple(words(each) for each in headings),
        (*(_measure(each, words) for each in plan.measures), total),
        ("left", "left", "left", "left", "left", "right", "right", "left"),
        (0.5, 5.6, 0.8, 1.5, 2.1, 0.8, 1.1, 1.1),
        total=True,
        row_heading=1,
    )


def _measure(planned: PlannedMeasure, words: Words) -> tuple[str, ...]:
    candidate = planned.choice.candidate
    return (
        str(planned.rank),
        words(candidate.title),
        candidate.measure.grade,
        planned.owner or "………",
        words(weeks_of(planned)),
        words.number(candidate.cost_sek.likely / _THOUSAND),
        words.number(candidate.hours.likely),
        planned.decision or "……",
    )


def _money(plan: ActionPlan, words: Words) -> KeyFigures:
    money, economy = plan.portfolio.joint_money, plan.portfolio.economy
    first_note = say(
        "half of the outcomes lie below; eight in ten {span}; {rate:.0} SEK an hour",
        span=words.money_span(money.first_cost_sek), rate=economy.hourly_cost_sek,
    )  # fmt: skip
    freed = times(plan.portfolio.joint.freed_total_h_per_week, WEEKS_PER_YEAR)
    freed_note = say("{span}; run, setup and breakdown, at today's output", span=words.span(freed))
    return KeyFigures(
        (
            key_figure(
                words(say("First cost, own hours included")),
                words.money(money.first_cost_sek.value),
                words(first_note),
                money.first_cost_sek,
            ),
            key_figure(
                words(say("Hours freed a year, whole plant")),
                words.number(freed.value),
                words(freed_note),
                freed,
            ),
            *_worth(plan, words),
        )
    )


def _worth(plan: ActionPlan, words: Words) -> list[KeyFigure]:
    """Give the net present value as stated; where nobody stated a use, both ends of the question."""
    portfolio = plan.portfolio
    if not _use_is_open(plan):
        name = say("Net present value, {years:.0} years", years=portfolio.economy.years)
        paid = KeyFigure(
            words(say("Paid back after")), _payback(portfolio.joint_money, plan, words), _use(plan, words)
        )
        return [paid, _npv(name, portfolio.joint_money, plan, words)]
    used, unused = (
        say("Net present value if freed hours replace paid ones"),
        say("Net present value if nobody uses them"),
    )
    return [
        _npv(used, portfolio.money_if_used, plan, words),
        _npv(unused, portfolio.joint_money, plan, words),
    ]


def _npv(name: Message, money: Money, plan: ActionPlan, words: Words) -> KeyFigure:
    note = say(
        "{span}; {years:.0} years, interest {rate:.0%}; paid back: {payback}",
        span=words.money_span(money.npv_sek), years=plan.portfolio.economy.years,
        rate=plan.portfolio.economy.discount_rate, payback=_payback(money, plan, words),
    )  # fmt: skip
    return key_figure(words(name), words.money(money.npv_sek.value), words(note), money.npv_sek)


def _payback(money: Money, plan: ActionPlan, words: Words) -> str:
    if money.payback_years is None:
        return words(say("not within {years:.0} years", years=plan.portfolio.economy.years))
    return words(say("{years} years", years=words.number(money.payback_years, 1)))


def _use_is_open(plan: ActionPlan) -> bool:
    return "use_of_freed_time" in plan.portfolio.economy.defaulted


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
    if _use_is_open(plan):
        return say(
            "What decides: what will you use the freed hours for? Nobody has said yet, so the plan"
            " counts no money for"
            " them. Answer it before you decide on the measures; a line in an economy file is enough."
        )
    others = [each for each in plan.portfolio.influences if each.entry == "use_of_freed_time"]
    told = "; ".join(f"{words(each.what)}: {words.money(each.npv_mean_sek)}" for each in others)
    return say("What decides: the use of freed time. Net present value otherwise, mean: {told}.", told=told)


def _first_step(plan: ActionPlan, words: Words) -> Callout:
    first = plan.first_step
    assert first is not None, "a plan with measures has a first one"
    title = say("First step, Monday {day:date}", day=first.starts_on)
    text = say(
        "{measure}. Name an owner, gather the people concerned and measure as it is today: {kpi}.",
        measure=first.choice.candidate.title, kpi=first.choice.candidate.measure.kpi,
    )  # fmt: skip
    return Callout(words(title), words(text), "your_turn")
