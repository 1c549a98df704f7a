"""An event log in XES, streamed into a grid: starts and completions paired to reports."""

import io
from collections.abc import Iterator

import polars as pl
from lxml import etree

from simmitt.engine.eventlog.grid import Grid, settle
from simmitt.engine.eventlog.opening import Opened, damaged
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say, say_many

CASE, ACTIVITY, RESOURCE = "case:concept:name", "concept:name", "org:resource"
STARTED, COMPLETED = "start time:timestamp", "complete time:timestamp"
_TIME, _PHASE, _INSTANCE = "time:timestamp", "lifecycle:transition", "concept:instance"
_EVENT, _TRACE = "\0event", "\0trace"
_ARTIFICIAL = ("start", "end", "artificial start", "artificial end", "begin", "slut", "[start]", "[end]")


def read_xes(opened: Opened) -> Grid:
    """Give the grid of a XES file, one row per report.

    A completion without a start before it is a report without length; a start that is never
    completed has no end. ``rows`` gives the number of the report's first event in the file.

    Raises
    ------
    DamagedFile
    """
    place = Place(file=opened.file)
    if b"<!DOCTYPE" in opened.content:
        # XES knows no document type; what such files do with it is attack the reader.
        raise damaged(place, say("an event log (XES)"))
    try:
        events = _table(list(_events(opened.content)))
    except etree.XMLSyntaxError as fault:
        raise damaged(place, say("an event log (XES)")) from fault
    if events.is_empty():
        return Grid(pl.DataFrame(), pl.Series("row", [], pl.Int64), opened.file, "xes")
    reports, ignored = pair(events)
    real, dropped = _without_artificial(reports)
    cells, kept = settle(real.drop(_EVENT, _TRACE), first_row=0)
    rows = real[_EVENT].gather(kept).cast(pl.Int64).alias("row")
    return Grid(cells, rows, opened.file, "xes", notes=_notes(ignored, dropped))


def _events(content: bytes) -> Iterator[dict[str, str]]:
    """Give each event's attributes, those of its trace under ``case:``."""
    parser = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("{*}event", "{*}trace"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    waiting: list[dict[str, str]] = []
    trace = 0
    for _, element in parser:
        if etree.QName(element).localname == "event":
            waiting.append(_attributes(element))
        else:
            shared = {f"case:{key}": value for key, value in _attributes(element).items()}
            trace += 1
            yield from ({**event, **shared, _TRACE: str(trace)} for event in waiting)
            waiting = []
        element.clear()


def _attributes(element: etree._Element) -> dict[str, str]:
    return {
        key: value
        for child in element
        if (key := child.get("key")) is not None and (value := child.get("value")) is not None
    }


def _table(events: list[dict[str, str]]) -> pl.DataFrame:
    keys = dict.fromkeys([CASE, ACTIVITY, RESOURCE, _TIME, _PHASE, _INSTANCE, _TRACE])
    for event in events:
        keys.update(dict.fromkeys(event))
    columns = {key: [event.get(key) for event in events] for key in keys}
    return pl.DataFrame(columns, schema=dict.fromkeys(keys, pl.String())).with_row_index(_EVENT, offset=1)


def pair(events: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Give one row per report, and the number of events that neither start nor complete.

    Within a case, activity and resource the first open start takes the next completion.
    """
    phase = pl.col(_PHASE).str.to_lowercase().fill_null("complete")
    told = events.with_columns(phase.alias(_PHASE)).filter(pl.col(_PHASE).is_in(["start", "complete"]))
    key = [_TRACE, ACTIVITY, RESOURCE, _INSTANCE]
    step = pl.when(pl.col(_PHASE) == "start").then(1).otherwise(-1)
    ordered = told.with_columns(step.alias("step")).sort(
        _TRACE, _instant(), -pl.col("step"), _EVENT, maintain_order=True
    )
    # A completion that brings the balance to a new low below zero has no start of its own.
    low = pl.min_horizontal(pl.col("step").cum_sum().cum_min(), 0)
    marked = ordered.with_columns(low.over(key).alias("low")).with_columns(
        alone=(pl.col("step") < 0) & (pl.col("low") < pl.col("low").shift(1, fill_value=0).over(key))
    )
    turn = pl.col("step").cum_count().over([*key, "step", "alone"]).alias("turn")
    marked = marked.with_columns(turn)
    starts, ends = marked.filter(pl.col("step") > 0), marked.filter(pl.col("step") < 0)
    single = ends.filter("alone").with_columns(pl.col(_TIME).alias(STARTED), pl.col(_TIME).alias(COMPLETED))
    paired = starts.rename({_TIME: STARTED}).join(
        ends.filter(~pl.col("alone")).rename({_TIME: COMPLETED}),
        on=[*key, "turn"],
        how="left",
        nulls_equal=True,
        suffix="\0end",
    )
    reports = pl.concat([_later_words(paired), single], how="diagonal").sort(_EVENT)
    named = [CASE, ACTIVITY, RESOURCE, STARTED, COMPLETED]
    others = [name for name in events.columns if name not in {*named, _TIME, _PHASE, _INSTANCE}]
    return reports.select(*named, *others), events.height - told.height


def _instant() -> pl.Expr:
    return pl.col(_TIME).str.to_datetime(time_zone="UTC", strict=False)


def _later_words(paired: pl.DataFrame) -> pl.DataFrame:
    """Let what the completion says win over what the start says: quantities come last."""
    ends = [name for name in paired.columns if name.endswith("\0end")]
    own = [name.removesuffix("\0end") for name in ends]
    told = [pl.coalesce(end, name).alias(name) for end, name in zip(ends, own, strict=True) if name != _EVENT]
    return paired.with_columns(told).drop(ends)


def _without_artificial(reports: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Drop the Start and End that tools add to a case: no length, no more than one of each."""
    named = pl.col(ACTIVITY).str.to_lowercase().is_in(_ARTIFICIAL)
    no_length = pl.col(STARTED) == pl.col(COMPLETED)
    once = pl.len().over(_TRACE, ACTIVITY) == 1
    artificial = (named & no_length & once).fill_null(value=False)
    real = reports.filter(~artificial)
    return real, reports.height - real.height


def _notes(ignored: int, dropped: int) -> tuple[Message, ...]:
    notes = []
    if dropped:
        notes.append(
            say_many(
                "{count} artificial start or end of a case was left out.",
                "{count} artificial starts and ends of cases were left out.",
                dropped,
            )
        )
    if ignored:
        notes.append(
            say_many(
                "{count} event that neither starts nor completes work was left out.",
                "{count} events that neither start nor complete work were left out.",
                ignored,
            )
        )
    return tuple(notes)
