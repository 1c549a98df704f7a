"""What the columns can mean in logs that aren't reports with start and end, and in sums per day."""

from dataclasses import replace

from simmitt.engine.eventlog.field import Field, field_of
from simmitt.engine.eventlog.fields import BY_NAME, FIELDS
from simmitt.ground.texts import say

_AT_WORDS = (
    "tidpunkt, tid, time, timestamp, time stamp, tidsstämpel, datum tid, datum och tid, date time, datetime,"
    "klockslag, event time, händelsetid, loggtid, log time, reading time, avläst, avläsningstid, mättid,"
    "registrerad, registreringstid, registered, rapporterad, rapporterad tid, reported at, report time,"
    "rapporttid, when, när, ts, time:timestamp, change time, ändrad"
)

AT = field_of("at", say("point in time"), "instant", words=_AT_WORDS)
CLOCK = field_of(
    "clock",
    say("time of day"),
    "clock",
    words="tid, time, klockslag, klockan, kl, clock, time of day, tidpunkt, timme, hour, rapporttid",
    without="timmar hours start slut end stopp",
)
PHASE = field_of(
    "phase",
    say("whether work starts or ends"),
    "name",
    words="lifecycle, lifecycle:transition, transition, fas, phase, händelse, event, event type, händelsetyp,"
    "in ut, stämpling, stämplingstyp, start stopp, start stop, typ, type, status, transaktion",
    without="orsak reason kod",
)
COUNT = field_of(
    "count",
    say("reading of a counter"),
    "pieces",
    words="räknare, räkneverk, räknarställning, mätarställning, counter, count, counter value, räknarvärde,"
    "cycle counter, cykelräknare, total count, totalt antal, antal totalt, ackumulerat antal, ackumulerat,"
    "ack antal, cumulative, cumulative count, accumulated, total, total parts, parts total, part counter,"
    "part count, parts count, styckräknare, slagräknare, shot counter, shots, producerat totalt, "
    "detaljräknare",
    faint="antal, qty, quantity, pieces, styck, parts, detaljer, produced, producerat, producerade, good,"
    "godkända, cycles, cykler",
    without="kass kasserade scrap reject rejected skrot orderantal",
)
SCRAP_COUNT = field_of(
    "scrap_count",
    say("reading of a counter of scrap"),
    "pieces",
    words="kassräknare, kass totalt, totalt kasserade, ackumulerad kass, scrap counter, scrap count,"
    "scrap total, total scrap, reject counter, reject count, rejects total, kasserat totalt, skrotraknare",
    faint="kass, kasserade, kassation, scrap, rejects, rejected, skrot, nok",
)
STATE = field_of(
    "state",
    say("the machine's state"),
    "name",
    words="state, status, tillstånd, maskinstatus, machine state, machine status, maskintillstånd, läge,"
    "maskinläge, driftläge, driftstatus, mode, status text, statustext, statuskod, status code, state name,"
    "operating state",
    faint="händelse, event, typ, type, kod, code, kategori, category",
    without="order orsak reason tid time",
)
REASON = field_of(
    "reason",
    say("the reason of a stop"),
    "name",
    words="orsak, stopporsak, orsakskod, reason, stop reason, stop cause, downtime reason, reason text, "
    "cause,"
    "felorsak, stoppkod, reason code, felkod, beskrivning, description, kommentar, comment, anledning, fel,"
    "fault, störning, stopptext, orsakstext, alarm, larm, larmtext",
    without="tid time minuter antal",
)

_SHARED = ("machine", "product", "product_text", "worker")


def known(*names: str) -> tuple[Field, ...]:
    """Give fields of the log by their names."""
    return tuple(BY_NAME[name] for name in names)


# In tables that are no reports these go by names of their own: a table whose fields are order, start
# and end is one whose needed columns may be told by their content alone.
ORDER_NAMED = replace(BY_NAME["order"], name="order_named")
BEGINS, CEASES = replace(BY_NAME["start_at"], name="begins_at"), replace(BY_NAME["end_at"], name="ceases_at")

ENDS_FIELDS: tuple[Field, ...] = (AT, CLOCK, *FIELDS)
STAMPING_FIELDS: tuple[Field, ...] = (PHASE, *ENDS_FIELDS)

COUNTER_FIELDS: tuple[Field, ...] = (
    AT, CLOCK, COUNT, SCRAP_COUNT, BEGINS, CEASES, *known("date", "order", *_SHARED),
)  # fmt: skip

STATE_FIELDS: tuple[Field, ...] = (
    STATE, REASON,
    *known("start_at", "end_at", "start_clock", "end_clock", "date", "reported_s", *_SHARED),
    ORDER_NAMED, AT, CLOCK,
)  # fmt: skip

_DAILY_WITHOUT = "per styck norm kalkyl kalkylerad start slut orsak reason"
DAILY_FIELDS: tuple[Field, ...] = (
    field_of(
        "planned_s",
        say("planned time"),
        "duration",
        words="planerad tid, planned time, planerade timmar, planned hours, tillgänglig tid, available time,"
        "available hours, schemalagd tid, scheduled time, skifttid, shift time, shift hours, bemannad tid,"
        "manned time, planerad produktionstid, planned production time, planerade minuter, planned minutes,"
        "planerad, planned, arbetstid, öppen tid",
        without=_DAILY_WITHOUT + " stopp stop",
    ),
    field_of(
        "setup_s",
        say("setup time"),
        "duration",
        words="ställtid, setup, setup time, setup hours, setup minutes, ställ, ställtimmar, omställning,"
        "omställningstid, changeover, changeover time, ställminuter, riggtid",
        without=_DAILY_WITHOUT + " antal",
    ),
    field_of(
        "stop_s",
        say("stop time"),
        "duration",
        words="stopptid, stop time, stoptid, downtime, down time, stillestånd, stilleståndstid, haveritid,"
        "störningstid, driftstopp, stopp, stop, stopptimmar, stoppminuter, stop minutes, stop hours, avbrott,"
        "avbrottstid, down hours, förlusttid",
        without=_DAILY_WITHOUT + " antal planerad planerat planned",
    ),
    field_of(
        "run_s",
        say("running time"),
        "duration",
        words="körtid, run time, runtime, running time, run hours, run minutes, drifttid, produktionstid,"
        "production time, production hours, gångtid, maskintid, machine hours, machine time, körtimmar,"
        "producerad tid, körminuter, uptime, tid i drift, operating time, kördtid, körd tid",
        without=_DAILY_WITHOUT + " planerad planned stall stopp",
    ),
    *known("date", *_SHARED, "activity", "ordered_pieces", "good_pieces", "rejected_pieces", "due_at",
           "released_at", "start_at", "end_at", "start_clock", "end_clock", "reported_s"),
    ORDER_NAMED, AT, CLOCK,
)  # fmt: skip
