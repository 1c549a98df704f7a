"""What was considered, what was chosen, and one page on each chosen measure."""

from collections.abc import Sequence

from simmitt.engine.measures import Candidate, EffectRange, Measure, Pert
from simmitt.engine.plan import ActionPlan, PlannedMeasure
from simmitt.engine.portfolio import Rejected
from simmitt.engine.report.charts.effects import Effect, Effects, draw_effects
from simmitt.engine.report.document import Callout, Chart, Fields, Heading, PageBreak, Paragraph, Part, Table
from simmitt.engine.report.plan_document.summary import LEAD_TIME_DOUBT, lead_time_doubt, weeks_of
from simmitt.engine.report.words import Words, in_days, times
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message, say


def rejected(plan: ActionPlan, aside: Sequence[tuple[Measure, Message]], words: Words) -> list[Part]:
    """Give what was tried and left out, and what was not worth trying here."""
    return [
        Heading(words(say("Considered and left out")), 1),
        _rejected_table(plan.portfolio.rejected, words),
        Paragraph(
            words(
                say(
                    "{count} further measures of the catalogue were not tried; the appendix gives"
                    " the reason for each.",
                    count=len(aside),
                )
            ),
            "small",
        ),
    ]


def _rejected_table(left_out: Sequence[Rejected], words: Words) -> Table:
    return Table(
        words(say("Tried on the model, alone and together with others, but not chosen")),
        (words(say("Measure")), words(say("kSEK")), words(say("Reason"))),
        tuple(
            (
                words(each.candidate.title),
                words.number(each.candidate.cost_sek.likely / 1_000),
                words(each.reason),
            )
            for each in left_out
        ),
        ("left", "right", "left"),
        (3.0, 0.8, 5.0),
    )


def portfolio(plan: ActionPlan, words: Words) -> list[Part]:
    """Give the joint effect beside each measure's own."""
    parts: list[Part] = [
        Heading(words(say("The chosen measures together")), 1),
        Paragraph(words(plan.portfolio.objective_text)),
        Paragraph(words(_searched(plan))),
    ]
    if plan.measures:
        parts += [_effect_chart(plan, words), _joint_table(plan, words), _interaction(plan, words)]
    return parts


def _searched(plan: ActionPlan) -> Message:
    return say(
        "{sets} sets of measures were simulated jointly, {runs} replications in all, with common"
        " random numbers;"
        " the chosen one with {draws} draws of what is not known. Run {run}.",
        sets=plan.portfolio.sets_simulated, runs=plan.portfolio.replications, draws=plan.portfolio.draws,
        run=plan.origin.run_id,
    )  # fmt: skip


def _effect_chart(plan: ActionPlan, words: Words) -> Chart:
    title = say("How much shorter does each measure make the mean lead time, and all together?")
    alone = tuple(
        Effect(words(each.choice.candidate.title), in_days(each.choice.alone.lead_time_mean_h))
        for each in plan.measures
    )
    joint = Effect(words(say("All together")), in_days(plan.portfolio.joint.lead_time_mean_h))
    alt = words(
        say("Intervals of eight outcomes in ten for each measure alone and for all together, in days.")
    )
    drawn = draw_effects(
        Effects(words(title), alt, alone, joint, words(say("shorter, days")), words(say("longer, days"))),
        words.language,
    )
    answer = say(
        "Together {joint} days, eight outcomes in ten; the measures alone add up to {total} days.",
        joint=words.with_span(joint.estimate, 1),
        total=words.number(sum(each.estimate.value for each in alone), 1),
    )  # fmt: skip
    headings = (say("Measure"), say("Days"), say("Eight in ten"), say("Grade"))
    grades = [each.choice.candidate.measure.grade for each in plan.measures]
    table = Table(
        words(title),
        tuple(words(each) for each in headings),
        tuple(
            (each.name, words.number(each.estimate.value, 1), words.span(each.estimate, 1), grade)
            for each, grade in zip((*alone, joint), (*grades, ""), strict=True)
        ),
        ("left", "right", "right", "left"),
    )
    return words.chart(title, answer, drawn, alt, table)


def _joint_table(plan: ActionPlan, words: Words) -> Table:
    joint = plan.portfolio.joint
    rows = (
        (say("Mean lead time, days"), in_days(joint.lead_time_mean_h), 1),
        (say("Orders under way"), joint.wip_orders, 1),
        (say("Orders finished a week"), joint.throughput_per_week, 1),
        (say("Scrapped pieces a week"), joint.scrap_per_week, 1),
        (say("Freed hours a week, whole plant"), joint.freed_total_h_per_week, 1),
        (say("Capacity of the fullest station, per cent"), times(joint.capacity_share, 100.0), 1),
    )
    return Table(
        words(say("Change with all measures, simulated")),
        (words(say("Figure")), words(say("Change")), words(say("Eight outcomes in ten"))),
        tuple((words(name), words.number(e.value, d), words.span(e, d)) for name, e, d in rows),
        ("left", "right", "right"),
    )


def _interaction(plan: ActionPlan, words: Words) -> Part:
    lead = next((e for e in plan.portfolio.interactions if e.figure == "lead_time_mean_h"), None)
    moved = say("Before: {before}. After: {after}.", before=plan.portfolio.constraint_before,
                after=plan.portfolio.constraint_after)  # fmt: skip
    reason = words(lead.reason) if lead else ""
    return Callout(words(say("What sets the pace")), f"{words(moved)} {reason}".strip())


def measure_pages(plan: ActionPlan, words: Words) -> list[Part]:
    """Give a page for each measure, to hand to the person who owns it."""
    parts: list[Part] = []
    for planned in plan.measures:
        parts += [PageBreak(), *_measure_page(plan, planned, words)]
    return parts


def _measure_page(plan: ActionPlan, planned: PlannedMeasure, words: Words) -> list[Part]:
    candidate = planned.choice.candidate
    risk = next(each for each in plan.risks if each.measure_id == planned.id)
    return [
        Heading(f"{planned.rank}. {words(candidate.title)}", 1),
        Paragraph(words(candidate.why), "lead"),
        _facts(planned, words),
        Callout(words(say(
            "Evidence grade {grade}", grade=candidate.measure.grade)), words(_evidence(candidate)),
                "doubt" if candidate.measure.grade == "C" else "plain"),
        *_lead_time_doubt(plan, planned, words),
        Paragraph(words(say("Risk: {risk}. {answer}", risk=risk.text, answer=risk.mitigation))),
        Paragraph(words(say("Follow-up: {days}.", days=", ".join(words.day(d) for d in planned.follow_ups)))),
        Fields(
            (
                words(say("Owner, a person")),
                words(say("Decision (yes, later, no) and reason")),
                words(say("Quote, or what the cost rests on")),
                words(say("Note of the safety representative")),
            )
        ),
    ]  # fmt: skip


def _lead_time_doubt(plan: ActionPlan, planned: PlannedMeasure, words: Words) -> list[Part]:
    """Say at a measure that changes lead times how far that figure can be trusted."""
    if not plan.lead_time_in_doubt or not planned.choice.alone.lead_time_mean_h.value:
        return []
    return [Callout(words(LEAD_TIME_DOUBT), words(lead_time_doubt(plan)), "doubt")]


def _facts(planned: PlannedMeasure, words: Words) -> Table:
    choice, candidate = planned.choice, planned.choice.candidate
    money = choice.alone_money
    rows = [
        (say("When"), words(weeks_of(planned)), ""),
        (say("Cost, external"), words.money(candidate.cost_sek.likely), _range_sek(candidate, words)),
        (say("Own hours"), words.number(candidate.hours.likely), _range(candidate.hours, words)),
        (say("Weeks to effect"), words.number(candidate.weeks.likely), _range(candidate.weeks, words)),
        *[(CHANGED, *_assumed(effect, words)) for effect in candidate.effects[:1] if effect.range],
        (say("Mean lead time alone, days"), *_both(in_days(choice.alone.lead_time_mean_h), words)),
        (
            say("Lead time that the plan loses without it, days"),
            *_both(in_days(choice.marginal_lead_time_h), words),
        ),
        (say("Freed hours a week alone"), *_both(choice.alone.freed_total_h_per_week, words)),
        (say("Net present value alone"), words.money(money.npv_sek.value), words.money_span(money.npv_sek)),
        (say("Followed by"), words(candidate.measure.kpi), ""),
    ]
    return Table(
        words(say("What it takes and gives")),
        (words(say("What")), words(say("Likely")), words(say("Interval"))),
        tuple((words(name), value, interval) for name, value, interval in rows),
        ("left", "right", "right"),
        (4.0, 2.6, 2.8),
    )


def _both(estimate: Estimate, words: Words) -> tuple[str, str]:
    return words.number(estimate.value, 1), words.span(estimate, 1)


def _range(pert: Pert, words: Words) -> str:
    return words(say("{low} to {high}", low=words.number(pert.low), high=words.number(pert.high)))


def _range_sek(candidate: Candidate, words: Words) -> str:
    low, high = candidate.cost_sek.low / 1_000, candidate.cost_sek.high / 1_000
    return words(say("{low} to {high} kSEK, estimate", low=words.number(low), high=words.number(high)))


def _assumed(effect: EffectRange, words: Words) -> tuple[str, str]:
    assert effect.range is not None
    if effect.op == "mul":
        ends = say("{low:.0%} to {high:.0%}", low=effect.range.low, high=effect.range.high)
        return words.share(effect.range.likely), words(ends)
    return words.number(effect.range.likely, 1), _range(effect.range, words)


def _evidence(candidate: Candidate) -> Message:
    sources = ", ".join(candidate.measure.sources)
    texts = {
        "A": say("Study or official statistic: {sources}.", sources=sources),
        "B": say("Single case, handbook or programme experience: {sources}.", sources=sources),
        "B-vendor": say("A seller's claim, taken far lower than it says: {sources}.", sources=sources),
        "C": say("Unverified estimate: the size of the effect is a judgement until it is measured here."),
    }
    return texts[candidate.measure.grade]


CHANGED = say("Assumed change of what it acts on")
