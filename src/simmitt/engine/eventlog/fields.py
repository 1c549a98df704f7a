"""What a column of a production log can mean, and the headings that say so.

One table feeds recognition, the mapping file and its reference page. ``words`` name the field
plainly; ``faint`` words do so only where nothing better is found; a heading holding one of
``without`` never means it.
"""

from dataclasses import dataclass
from typing import Literal

from simmitt.engine.eventlog.headings import Phrase
from simmitt.ground.texts import Message, say

Content = Literal["name", "number", "instant", "clock", "duration", "pieces", "flag", "kind"]


@dataclass(frozen=True)
class Field:
    """One meaning that a column can have."""

    name: str
    meaning: Message
    content: Content
    words: tuple[Phrase, ...]
    faint: tuple[Phrase, ...] = ()
    without: tuple[str, ...] = ()
    needed: str = ""  # "always", "one of them", "" (welcome)

    @property
    def unit(self) -> str:
        """The unit that the log holds the values in, or "" where they have none."""
        return {"pieces": "pieces", "duration": "s"}.get(self.content, "")


def _phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(Phrase.of(part) for part in text.split(",") if part.strip())


def _field(
    name: str,
    meaning: Message,
    content: Content,
    *,
    words: str,
    faint: str = "",
    without: str = "",
    needed: str = "",
) -> Field:
    return Field(name, meaning, content, _phrases(words), _phrases(faint), tuple(without.split()), needed)


_START = (
    "start, starttid, startdatum, starttidpunkt, start time, start timestamp, start date, start at, startad,"
    "startat, påbörjad, påbörjat, påbörjades, begin, begin time, begun, started, started at,"
    "start date time, actual start, actual start date, actual start time, act start, act start date,"
    "act start time, faktisk start, faktisk starttid, verklig start, verklig starttid, from, från,"
    "från tid, fr o m, clock in, instämpling, stämplat in, tid in, in, start time:timestamp, startdag"
)
_END = (
    "end, slut, sluttid, slutdatum, sluttidpunkt, stop, stopp, stopptid, stoptid, stop time, finish,"
    "finished, finished at, finish time, finish date, end time, end timestamp, end date, end at, complete,"
    "complete timestamp, complete time, completed, completed at, completion time, avslutad, avslutat,"
    "avslutades, klar, klart, färdig, färdigtid, till, till tid, t o m, clock out, utstämpling,"
    "stämplat ut, tid ut, ut, actual finish, actual finish date, actual finish time, actual end,"
    "act finish, act finish date, act finish time, faktiskt slut, faktisk sluttid, verkligt slut,"
    "verklig sluttid, complete time:timestamp, slutdag, end date time"
)
_PLANNED = "plan planerad planerat planned sched scheduled basic target expected beraknad beraknat onskat"

FIELDS: tuple[Field, ...] = (
    _field(
        "order",
        say("order number"),
        "name",
        needed="always",
        words="order, orderid, work order, wo, arbetsorder, tillverkningsorder, to nr, tillv order, t order,"
        "produktionsorder, production order, prod order, manufacturing order, mo, mo no, shop order,"
        "verksorder, job, jobb, case, case id, case:concept:name, uppdrag, körorder, prodorder",
        faint="batch, lot, charge, serie, serial, löpnr, ärende, auftrag, projekt, project",
        without="antal qty quantity kvantitet rad row line date datum typ type kund customer sales inkop"
        " purchase status benamning text start slut end benamnt variant steg operation"
        " namn name description creator",
    ),
    _field(
        "activity",
        say("activity"),
        "name",
        needed="one of them",
        words="activity, aktivitet, operation, operationsbenämning, operation name, operationsnamn,"
        "operationstext, op benämning, op text, operation description, operation text,"
        "operation short text, arbetsmoment, moment, steg, step, process step, task, arbetssteg,"
        "bearbetning, concept:name, arbetsoperation",
        faint="process, uppgift, beskrivning, description, event",
        without="typ type tid time status datum date nr orsak duration",
    ),
    _field(
        "machine",
        say("machine"),
        "name",
        needed="one of them",
        words="machine, maskin, maskinnamn, machine name, workcenter, work center, work centre, work ctr,"
        "workstation, arbetsplats, arbetscentrum, arbetscentra, arbetsställe, produktionsgrupp,"
        "prodgrupp, planeringsgrupp, station, cell, utrustning, equipment, maskingrupp,"
        "maskinbenämning, produktionsresurs, bearbetningsgrupp",
        faint="resource, resurs, resursbenämning, resource name, resursgrupp, org:resource, line, linje,"
        " grupp, pg, kostnadsställe, cost center",
        without="tid time cost kostnad typ type timmar hours status antal",
    ),
    _field(
        "worker",
        say("worker"),
        "name",
        words="worker, operator, operatör, operatörsnamn, anställd, anställning, anst, personal, employee,"
        "employee name, medarbetare, person, user, användare, sign, signatur, rapporterad av,"
        "reported by, utförd av, personnel, personnel number, pers no, badge, montör, arbetare,"
        "worker name, stämplad av",
        without="antal kostnad cost tid time",
    ),
    _field(
        "product",
        say("product"),
        "name",
        words="product, produkt, artikel, art, part, item, material, detalj, ritning, sku, produktkod,"
        "artikelkod",
        without="antal qty quantity kvantitet typ type grupp group pris kostnad cost",
    ),
    _field(
        "product_text",
        say("the product's description"),
        "name",
        words="part desc, part description, benämning, artikelbenämning, item description, item desc,"
        "material description, produktnamn, product name, part name, artikelnamn, produktbenämning,"
        "artikeltext, detaljnamn, product description, item name",
    ),
    _field(
        "kind",
        say("kind of report (run, setup, breakdown)"),
        "kind",
        words="kind, report type, rapporttyp, rapporteringstyp, tidtyp, tidstyp, transaktionstyp,"
        "transaction type, record type, posttyp, activity type, aktivitetstyp, händelsetyp, event type,"
        "tidkod, time code, tidart, time type, confirmation type, slag, tidslag, operationstyp,"
        "stämplingstyp, registreringstyp",
        faint="typ, type, kod, code, status, state, tillstånd",
    ),
    _field(
        "start_at",
        say("start"),
        "instant",
        needed="two of start, end and duration",
        words=_START,
        without=_PLANNED,
    ),
    _field(
        "end_at", say("end"), "instant", needed="two of start, end and duration", words=_END, without=_PLANNED
    ),
    _field(
        "reported_s",
        say("duration"),
        "duration",
        needed="two of start, end and duration",
        words="duration, span, tid, varaktighet, tidsåtgång, nedlagd tid, åtgången tid, rapporterad tid,"
        "utfall tid, tid utfall, time, elapsed, elapsed time, hours, timmar, tim, minuter, minutes,"
        "seconds, sekunder, arbetad tid, worked hours, operationstid, reported time, actual time,"
        "faktisk tid, verklig tid, bearbetningstid, processing time, run time, körtid, antal timmar,"
        "antal minuter, confirmed activity, total tid, labor time, working time",
        without=_PLANNED + " per styck stycktid stall stalltid setup ko queue norm kalkyl kalkylerad"
        " start slut stopp finish end",
    ),
    _field(
        "ordered_pieces",
        say("ordered pieces"),
        "pieces",
        words="orderantal, ordered qty, order qty, order quantity, work order qty, work order quantity,"
        "beställt antal, planned qty, planned quantity, planerat antal, planantal, orderkvantitet,"
        "target qty, antal order, lot size, batch size, partistorlek, serieantal, startantal,"
        "qty ordered, ordered, operation quantity, beställd kvantitet",
        without="rejected scrap date datum",
    ),
    _field(
        "good_pieces",
        say("good pieces"),
        "pieces",
        words="qty completed, good, good qty, good pieces, good quantity, antal godkända, godkänt antal,"
        "antal godkänt, godkända, godkänt, godkänd kvantitet, tillverkat antal, rapporterat antal,"
        "antal rapporterat, rapp antal, yield, yield qty, confirmed yield, qty good, completed qty,"
        "produced, producerat, produced qty, inrapporterat antal, färdigt antal, klarantal, ok,"
        "ok antal, antal ok, antal tillverkade, antal producerade, färdigrapporterat antal, godantal",
        faint="antal, qty, quantity, kvantitet, pieces, styck, mängd, utfall antal",
        without="ej underkand timmar kass rejected scrap bestalld date datum",
    ),
    _field(
        "rejected_pieces",
        say("rejected pieces"),
        "pieces",
        words="qty rejected, rejected, rejects, scrap, scrap qty, scrap quantity, kassation, kasserat,"
        "kasserade, kasserat antal, antal kasserade, antal kasserat, kass, kassantal, kassationer,"
        "skrot, skrotat, skrotantal, defects, defect qty, felaktiga, nok, ej godkända, underkända,"
        "antal underkända, scrapped, reject qty, confirmed scrap, kassationsantal, bad, bad qty,"
        "antal kass, kasserad kvantitet, rejected qty, underkänt antal",
        without="orsak reason kod code kostnad cost",
    ),
    _field(
        "review_pieces",
        say("pieces held for review"),
        "pieces",
        words="qty for mrb, mrb, review, on hold, hold qty, spärrat antal, spärrade, under granskning,"
        "blocked qty, karantän, quarantine, antal spärrade",
    ),
    _field(
        "rework",
        say("rework mark"),
        "flag",
        words="rework, omarbete, omarbetning, efterarbete, rework flag, är omarbete, omkörning",
    ),
    _field(
        "due_at",
        say("due date"),
        "instant",
        words="due, due date, due at, delivery date, leveransdatum, leveranstid, levdatum, lev datum,"
        "leveransdag, planerat slut, planned finish, planned end, behovsdatum, required date,"
        "need date, utlovat datum, promised date, önskat leveransdatum, planerat slutdatum,"
        "basic finish date, scheduled finish, beräknat slut, planerad sluttid",
    ),
    _field(
        "released_at",
        say("release date"),
        "instant",
        words="released, release date, released at, frisläppt, frisläppsdatum, frisläppningsdatum,"
        "actual release, actual release date",
        faint="orderdatum, order date, skapad, created, created at, created date, registrerad",
    ),
    _field(
        "date",
        say("date"),
        "instant",
        faint="transaktionsdatum, bokföringsdatum, posting date",
        words="datum, date, dag, day, rapportdatum, report date, rapporteringsdatum, arbetsdag",
    ),
    _field("start_clock", say("time of day of the start"), "clock", words=_START, without=_PLANNED),
    _field("end_clock", say("time of day of the end"), "clock", words=_END, without=_PLANNED),
    _field(
        "operation_number",
        say("number of the operation"),
        "number",
        faint="operation, operation activity",
        words="opnr, operationsnr, operationsnummer, operation no, operation number, op no, op, oper",
    ),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
