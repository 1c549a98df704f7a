"""What a column of a production log can mean, and the headings that say so.

One table feeds recognition, the mapping file and its reference page.
"""

from simmitt.engine.eventlog.field import Content, Field, field_of
from simmitt.ground.texts import say

__all__ = ["BY_NAME", "FIELDS", "Content", "Field", "field_of"]

_START = (
    "start, starttid, startdatum, starttidpunkt, start time, start timestamp, start date, start at, startad,"
    "startat, påbörjad, påbörjat, påbörjades, begin, begin time, begun, started, started at,"
    "start date time, actual start, actual start date, actual start time, act start, act start date,"
    "act start time, faktisk start, faktisk starttid, verklig start, verklig starttid, from, från,"
    "från tid, fr o m, clock in, instämpling, stämplat in, tid in, in, start time:timestamp, startdag, isdd,"
    "isdz"
)
_END = (
    "end, slut, sluttid, slutdatum, sluttidpunkt, stop, stopp, stopptid, stoptid, stop time, finish,"
    "finished, finished at, finish time, finish date, end time, end timestamp, end date, end at, complete,"
    "complete timestamp, complete time, completed, completed at, completion time, avslutad, avslutat,"
    "avslutades, klar, klart, färdig, färdigtid, till, till tid, t o m, clock out, utstämpling,"
    "stämplat ut, tid ut, ut, actual finish, actual finish date, actual finish time, actual end,"
    "act finish, act finish date, act finish time, faktiskt slut, faktisk sluttid, verkligt slut,"
    "verklig sluttid, complete time:timestamp, slutdag, end date time, iedd, iedz"
)
_PLANNED = "plan planerad planerat planned sched scheduled basic target expected beraknad beraknat onskat"

FIELDS: tuple[Field, ...] = (
    field_of(
        "order",
        say("order number"),
        "name",
        needed="always",
        words="order, orderid, work order, wo, arbetsorder, tillverkningsorder, to nr, tillv order, t order,"
        "produktionsorder, production order, prod order, manufacturing order, mo, mo no, shop order, aufnr,"
        "verksorder, job, jobb, case, case id, case:concept:name, uppdrag, körorder, prodorder",
        faint="batch, lot, charge, serie, serial, löpnr, ärende, auftrag, projekt, project, production,"
        "produktion",
        without="antal qty quantity kvantitet rad row line date datum typ type kund customer sales inkop"
        " purchase status benamning text start slut end benamnt variant steg operation"
        " namn name description creator",
    ),
    field_of(
        "activity",
        say("activity"),
        "name",
        needed="one of them",
        words="activity, aktivitet, ltxa1, operation, operationsbenämning, operation name, operationsnamn,"
        "operationstext, op benämning, op text, operation description, operation text,"
        "operation short text, arbetsmoment, moment, steg, step, process step, task, arbetssteg,"
        "bearbetning, concept:name, arbetsoperation",
        faint="process, uppgift, beskrivning, description, event, vad, what",
        without="typ type tid time status datum date nr orsak duration",
    ),
    field_of(
        "machine",
        say("machine"),
        "name",
        needed="one of them",
        words="machine, maskin, maskinnamn, machine name, workcenter, work center, work centre, work ctr,"
        "workstation, arbetsplats, arbetscentrum, arbetscentra, arbetsställe, produktionsgrupp,"
        "prodgrupp, planeringsgrupp, arbpl, station, cell, utrustning, equipment, maskingrupp,"
        "maskinbenämning, produktionsresurs, bearbetningsgrupp",
        faint="resource, resurs, resursbenämning, resource name, resursgrupp, org:resource, line, linje,"
        " grupp, pg, kostnadsställe, cost center",
        without="tid time cost kostnad typ type timmar hours status antal",
    ),
    field_of(
        "worker",
        say("worker"),
        "name",
        words="worker, operator, operatör, operatörsnamn, anställd, anställning, anst, personal, employee,"
        "employee name, medarbetare, person, user, användare, sign, signatur, rapporterad av,"
        "reported by, utförd av, personnel, personnel number, pers no, pernr, vem, who, badge, montör,"
        "arbetare, worker name, stämplad av",
        without="antal kostnad cost tid time",
    ),
    field_of(
        "product",
        say("product"),
        "name",
        words="product, produkt, artikel, art, part, item, material, detalj, ritning, sku, matnr, produktkod,"
        "artikelkod",
        without="antal qty quantity kvantitet typ type grupp group pris kostnad cost",
    ),
    field_of(
        "product_text",
        say("the product's description"),
        "name",
        words="part desc, part description, benämning, artikelbenämning, item description, item desc,"
        "material description, produktnamn, product name, part name, artikelnamn, produktbenämning,"
        "artikeltext, detaljnamn, product description, item name",
    ),
    field_of(
        "kind",
        say("kind of report (run, setup, breakdown)"),
        "kind",
        words="kind, report type, rapporttyp, rapporteringstyp, tidtyp, tidstyp, transaktionstyp,"
        "transaction type, record type, posttyp, activity type, aktivitetstyp, händelsetyp, event type,"
        "tidkod, time code, tidart, time type, confirmation type, slag, tidslag, operationstyp,"
        "stämplingstyp, registreringstyp",
        faint="typ, type, kod, code, status, state, tillstånd",
    ),
    field_of(
        "start_at",
        say("start"),
        "instant",
        needed="two of start, end and duration",
        words=_START,
        without=_PLANNED,
    ),
    field_of(
        "end_at", say("end"), "instant", needed="two of start, end and duration", words=_END, without=_PLANNED
    ),
    field_of(
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
    field_of(
        "ordered_pieces",
        say("ordered pieces"),
        "pieces",
        words="orderantal, ordered qty, order qty, order quantity, work order qty, work order quantity,"
        "beställt antal, planned qty, planned quantity, planerat antal, planantal, orderkvantitet,"
        "target qty, antal order, lot size, batch size, partistorlek, serieantal, startantal,"
        "qty ordered, ordered, operation quantity, beställd kvantitet",
        without="rejected scrap date datum",
    ),
    field_of(
        "good_pieces",
        say("good pieces"),
        "pieces",
        words="qty completed, good, good qty, good pieces, good quantity, antal godkända, godkänt antal,"
        "antal godkänt, godkända, godkänt, godkänd kvantitet, tillverkat antal, rapporterat antal,"
        "antal rapporterat, rapp antal, yield, yield qty, confirmed yield, qty good, completed qty,"
        "produced, producerat, produced qty, inrapporterat antal, färdigt antal, klarantal, ok,"
        "ok antal, antal ok, antal tillverkade, antal producerade, färdigrapporterat antal, godantal, lmnga",
        faint="antal, qty, quantity, kvantitet, pieces, styck, mängd, utfall antal",
        without="ej underkand timmar kass rejected scrap bestalld date datum",
    ),
    field_of(
        "rejected_pieces",
        say("rejected pieces"),
        "pieces",
        words="qty rejected, rejected, rejects, scrap, scrap qty, scrap quantity, kassation, kasserat,"
        "kasserade, kasserat antal, antal kasserade, antal kasserat, kass, kassantal, kassationer,"
        "skrot, skrotat, skrotantal, defects, defect qty, felaktiga, nok, ej godkända, underkända,"
        "antal underkända, scrapped, reject qty, confirmed scrap, kassationsantal, bad, bad qty,"
        "antal kass, kasserad kvantitet, rejected qty, underkänt antal, xmnga",
        without="orsak reason kod code kostnad cost",
    ),
    field_of(
        "review_pieces",
        say("pieces held for review"),
        "pieces",
        words="qty for mrb, mrb, review, on hold, hold qty, spärrat antal, spärrade, under granskning,"
        "för granskning, antal för granskning,"
        "blocked qty, karantän, quarantine, antal spärrade",
    ),
    field_of(
        "rework",
        say("rework mark"),
        "flag",
        words="rework, omarbete, omarbetning, efterarbete, rework flag, är omarbete, omkörning",
    ),
    field_of(
        "reason",
        say("reason of a stop"),
        "name",
        words="orsak, reason, stopporsak, stop reason, stoppkod, stop code, downtime reason, haveriorsak,"
        "orsakskod, reason code, felorsak, fault reason",
        without="kass kassation scrap reject rejected skrot avvikelse deviation",
    ),
    field_of(
        "due_at",
        say("due date"),
        "instant",
        words="due, due date, due at, delivery date, leveransdatum, leveranstid, levdatum, lev datum,"
        "leveransdag, planerat slut, planned finish, planned end, behovsdatum, required date,"
        "need date, utlovat datum, promised date, önskat leveransdatum, planerat slutdatum,"
        "basic finish date, scheduled finish, beräknat slut, planerad sluttid",
    ),
    field_of(
        "released_at",
        say("release date"),
        "instant",
        words="released, release date, released at, frisläppt, frisläppsdatum, frisläppningsdatum,"
        "actual release, actual release date",
        faint="orderdatum, order date, skapad, created, created at, created date, registrerad",
    ),
    field_of(
        "date",
        say("date"),
        "instant",
        faint="transaktionsdatum, bokföringsdatum, posting date",
        words="datum, date, dag, day, rapportdatum, report date, rapporteringsdatum, arbetsdag",
    ),
    field_of("start_clock", say("time of day of the start"), "clock", words=_START, without=_PLANNED),
    field_of("end_clock", say("time of day of the end"), "clock", words=_END, without=_PLANNED),
    field_of(
        "operation_number",
        say("number of the operation"),
        "number",
        faint="operation, operation activity",
        words="opnr, vornr, operationsnr, operationsnummer, operation no, operation number, op no, op, oper",
    ),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
