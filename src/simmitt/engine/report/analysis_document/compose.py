"""The page on what a log holds: for the person who knows every machine."""

from typing import TypedDict, Unpack

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi import AsIs, Losses
from simmitt.engine.observations import Observation
from simmitt.engine.quality import Diagnosis
from simmitt.engine.report.analysis_document.answer import answer
from simmitt.engine.report.analysis_document.figures import all_figures
from simmitt.engine.report.analysis_document.links import with_links_that_lead
from simmitt.engine.report.analysis_document.material import Material
from simmitt.engine.report.analysis_document.pictures import pictures
from simmitt.engine.report.analysis_document.reading import how_it_was_read
from simmitt.engine.report.analysis_document.standing_out import all_observations, standing_out
from simmitt.engine.report.analysis_document.trust import what_can_be_trusted
from simmitt.engine.report.analysis_document.unknown import sort_of_log, what_stays_unknown
from simmitt.engine.report.document import Document, Part
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Language, say


class More(TypedDict, total=False):
    """What the page can tell beside the figures."""

    observations: tuple[Observation, ...]
    hours: WorkingHours | None
    by_command: bool


def compose_analysis(
    log: EventLog,
    diagnosis: Diagnosis,
    as_is: AsIs,
    as_logged: AsIs,
    losses: Losses | None,
    language: Language,
    **more: Unpack[More],
) -> Document:
    """Give the page: the answer first, then what it rests on.

    Parameters
    ----------
    log
        The one that the figures rest on, repaired unless told otherwise.
    as_is, as_logged
        Today's state with the repairs, and with the log as it stands.
    losses
        Where the hours of the constraint went; None where the log names no machine.
    more
        ``observations``: what the figures say that is worth a sentence, the weightiest first.
        ``hours``: working hours as learnt; left out where the log tells none. ``by_command``: whether the
        reader is told what to write on the command line and in the mapping file.
    """
    words = Words(language)
    material = Material(
        log,
        diagnosis,
        as_is,
        as_logged,
        losses,
        more.get("hours"),
        more.get("observations", ()),
        words,
        more.get("by_command", True),
    )
    parts: list[Part] = [
        *answer(material),
        *sort_of_log(material),
        *standing_out(material),
        *all_observations(material),
        *pictures(material),
        *what_stays_unknown(material),
        *what_can_be_trusted(material),
        *all_figures(material),
        *how_it_was_read(material),
    ]
    parts = with_links_that_lead(parts)
    return Document(
        title=words(say("The plant as it is")),
        subtitle=log.source.file,
        language=language,
        dated=as_is.last_at.date(),
        parts=tuple(parts),
        footer=words(
            say("Data grade {grade} · log {digest}", grade=diagnosis.grade, digest=log.source.sha256[:8])
        ),
    )
