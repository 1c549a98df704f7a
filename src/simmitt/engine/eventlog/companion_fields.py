"""What the columns can mean in tables that stand beside a log."""

from dataclasses import replace

from simmitt.engine.eventlog.companions import CompanionKind
from simmitt.engine.eventlog.field import Field, field_of
from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.sort_fields import (
    AT,
    BEGINS,
    CEASES,
    CLOCK,
    DAILY_FIELDS,
    ORDER_NAMED,
    REASON,
    known,
)
from simmitt.ground.texts import say

_PAIR = known("start_at", "end_at", "start_clock", "end_clock", "date")


def _also(name: str, words: str) -> Field:
    """Give a field of the log that goes by more words in this table."""
    own, more = BY_NAME[name], field_of(name, BY_NAME[name].meaning, BY_NAME[name].content, words=words)
    return replace(own, words=own.words + more.words)


_STOP_PAIR = (
    _also("start_at", "stopp från, stoppstart, stoppet började, stopp började, stannade, stop from,"
          "stop start, stop started, down from, downtime start, stopped at"),
    _also("end_at", "stopp till, stoppslut, stoppet slutade, stopp slutade, återstart, återstartad,"
          "igång igen, stop to, stop end, stop ended, down to, downtime end, restarted at, up again"),
    *known("start_clock", "end_clock", "date"),
)  # fmt: skip
_MACHINE = field_of(
    "machine",
    BY_NAME["machine"].meaning,
    "name",
    words="maskin, machine, maskinnamn, machine name, asset, anläggning, anläggningsobjekt, objekt, objektnr,"
    "equipment, utrustning, utrustningsnr, funktionsplats, functional location, workcenter, work center,"
    "resurs, resource, station, linje, line, cell, produktionsgrupp, maskinnr, aggregat, arbetsplats, enhet",
    without="typ type tid time timmar hours antal kostnad cost orsak status",
)

STOP_FIELDS: tuple[Field, ...] = (
    *_STOP_PAIR, *known("reported_s", "product"), _MACHINE, REASON, AT, CLOCK,
    field_of("stop_kind", say("the kind of a stop"), "name",
             words="stopptyp, stop type, kategori, category, typ, type, stoppkategori, stop category, klass,"
             "downtime type, grupp, orsaksgrupp, reason group"),
    field_of("stop_length_s", say("the length of a stop"), "duration",
             words="stopptid, stop time, stoptid, downtime, down time, stilleståndstid, stillestånd, längd,"
             "stopplängd, minuter, minutes, min, duration, varaktighet, stoppminuter, tid, length, timmar,"
             "hours, avbrottstid, haveritid"),
)  # fmt: skip

SHIFT_FIELDS: tuple[Field, ...] = (
    *_PAIR, _MACHINE,
    field_of("weekday", say("day of the week"), "name",
             words="veckodag, weekday, dag, day, day of week, dagar, days, veckodagar, weekdays"),
    field_of("shift", say("name of the shift"), "name",
             words="skift, shift, skiftnamn, shift name, pass, arbetspass, lag, crew, team, skifttyp"),
    field_of("break_s", say("length of the break"), "duration",
             words="rast, break, raster, breaks, rasttid, break time, lunch, paus"),
)  # fmt: skip

ORDER_FIELDS: tuple[Field, ...] = (
    *known("order", "product", "product_text", "ordered_pieces", "due_at", "released_at",
           "good_pieces", "date"), BEGINS, CEASES,
    field_of("delivered_at", say("date of delivery"), "instant",
             words="levererad, levererat, leveransdag verklig, verkligt leveransdatum, faktisk leverans,"
             "faktiskt leveransdatum, delivered, delivered at, actual delivery, actual delivery date,"
             "utlevererad, utleverans, utlastad, shipped, shipped at, ship date, skickad, leveransdatum "
             "verkligt",
             without="planerad planerat planned onskat utlovat"),
)  # fmt: skip

PRODUCT_FIELDS: tuple[Field, ...] = (
    *known("product", "product_text", "activity", "machine"),
    field_of("price_sek", say("price"), "number",
             words="pris, försäljningspris, styckpris, à pris, a pris, price, unit price, sales price, "
                   "listpris,"
             "försäljningsvärde, pris per st, pris kr, pris sek, price sek, intäkt per styck, värde",
             without="material kost cost inkop purchase"),
    field_of("material_sek", say("cost of material"), "number",
             words="material, materialkostnad, material cost, materialpris, material per styck, material kr,"
             "material sek, inköpspris, råvara, råmaterial, materialvärde, direct material, dm",
             without="nr nummer number benamning namn"),
    field_of("ideal_cycle_s", say("ideal cycle time per piece"), "duration",
             words="stycktid, cykeltid, cycle time, ideal cycle, ideal cycle time, idealcykel, ideal "
                   "cykeltid,"
             "tid per styck, tid per st, piece time, normtid, standard time, standardtid, operationstid,"
             "run time per piece, time per piece, bearbetningstid, maskintid per styck, takt, sek per styck",
             without="stall setup"),
)  # fmt: skip

ENERGY_FIELDS: tuple[Field, ...] = (
    AT, CLOCK, *_PAIR, ORDER_NAMED,
    field_of("meter", say("meter"), "name",
             words="mätare, meter, mätarnummer, meter id, mätpunkt, metering point, elmätare, mätar id, "
                   "maskin,"
             "machine, anläggning, anläggningsid, mätpunkts id, objekt, utrustning, equipment, asset, "
             "channel"),
    field_of("energy", say("energy used"), "number",
             words="energi, energy, energianvändning, energiförbrukning, förbrukning, elförbrukning, usage,"
             "usage kwh, consumption, energy consumption, kwh, mwh, wh, el kwh, energi kwh, elenergi, uttag,"
             "electricity, aktiv energi, active energy, förbrukat, electricity use, energy use",
             without="reactive reaktiv kvarh kvar co2 pris price kr sek cost kostnad power effekt"),
    field_of("reading", say("reading of an energy meter"), "number",
             words="mätarställning, mätarställning kwh, meter reading, meter reading kwh, ställning, "
                   "avläsning,"
             "mätarvärde, ackumulerad energi, cumulative energy, total energy, energiräknare, meter value,"
             "energy counter, räkneverk kwh, register kwh",
             without="reactive reaktiv datum date tid time"),
    field_of("power", say("mean power"), "number",
             words="effekt, power, kw, medeleffekt, mean power, average power, active power, aktiv effekt,"
             "effekt kw, power kw, eleffekt",
             without="reactive reaktiv kvarh kvar factor faktor kwh peak max"),
)  # fmt: skip

MAINTENANCE_FIELDS: tuple[Field, ...] = (
    _MACHINE, *known("good_pieces", "rejected_pieces"),
    field_of("at", AT.meaning, "instant",
             words="datum, date, startdatum, start date, basic start date, bsc start date, basic start, "
                   "start,"
             "anmäld, anmälningsdatum, reported, notification date, skapad, created, created on, created at,"
             "utförd, utförd datum, utfört, completed, finished, finish date, tidpunkt, time, when,"
             "malfunction start, avhjälpt, reparationsdatum, servicedatum, order date, orderdatum"),
    field_of("text", say("what was done"), "name",
             words="text, beskrivning, description, original shorttext, shorttext, short text, korttext,"
             "felbeskrivning, åtgärd, arbetsbeskrivning, work description, work order description, "
             "arbete, fel,"
             "fault, notering, note, notes, kommentar, comment, symptom, orderbeskrivning, benämning, orsak",
             without="datum date typ type kostnad cost nr"),
    field_of("type", say("type of maintenance"), "name",
             words="pm type, pmtype, ordertyp, order type, maintenance type, underhållstyp, typ, type, "
                   "work type,"
             "arbetstyp, activity type, åtgärdstyp, kategori, category, jobbtyp"),
    field_of("cost", say("cost"), "number",
             words="kostnad, cost, total cost, totalkostnad, actual cost, verklig kostnad, belopp, amount,"
             "kostnad kr, kostnad sek, cost sek, summa, total costs, reparationskostnad, underhållskostnad"),
    field_of("hours", say("hours of work"), "duration",
             words="timmar, arbetstid, hours, labour hours, labor hours, mantimmar, man hours, arbetade "
                   "timmar,"
             "nedlagd tid, worked hours, tidsåtgång, duration, arbetstimmar, time spent"),
)  # fmt: skip

FIELDS_OF: dict[CompanionKind, tuple[Field, ...]] = {
    "stops": STOP_FIELDS,
    "shifts": SHIFT_FIELDS,
    "orders": ORDER_FIELDS,
    "products": PRODUCT_FIELDS,
    "energy": ENERGY_FIELDS,
    "maintenance": MAINTENANCE_FIELDS,
    "daily": DAILY_FIELDS,
    "stop_tally": (REASON, *DAILY_FIELDS),
}
