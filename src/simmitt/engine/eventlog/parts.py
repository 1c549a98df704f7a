"""What a heading is made of: "Kassationsorsak" is scrap and reason, "Act.start date" three things.

Systems put the same few ideas together in ever new ways, run together or cut short. So a heading
is taken apart into ideas, and a field says which ideas make it up; a list of whole headings would
never end. Swedish, English, and what Norwegian, Danish and Finnish exports add.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from simmitt.engine.eventlog.headings import Phrase

# The words of each idea, without accents; those of four letters and more also stand inside others.
_WORDS = {
    "order": "order orders ordre ao to wo mo job jobs jobb korning arbetskort tyonumero",
    "work": "work labor labour arbete arbets arbejds arbeids arbejde tillverknings tillverkning tillv"
    " tillverk prod production produktion produktions produksjon produksjons manufacturing"
    " shop verkstad tyo kor verk utford performed",
    "number": "nr no num nummer number id ids kod code nro tunnus #",
    "text": "benamning benamn ben beskrivning beskr text txt namn name navn description desc descr"
    " korttext betegnelse nimi",
    "short": "short kort",
    "product": "artikel art item part product produkt detalj material matr vara varu vare sku ritning"
    " tuote",
    "operation": "operation oper opr op ops act operasjon moment arbetsmoment steg step aktivitet"
    " activity process processing tyovaihe bearbetning bearbetnings task uppgift vaihe",
    "machine": "maskin machine maskine resurs resource ressurs equipment utrustning workcenter"
    " workcentre workstation asset aggregat kone",
    "place": "center centre ctr plats place station cell cellen centrum centra stalle",
    "group": "grupp group gr gruppe",
    "worker": "worker operator operatør operatorn anstalld anst anstallnings anstallning employee"
    " personal medarbetare person pers personnel user anvandare sign signatur montor vem"
    " ansatt medarbejder badge tekija tyontekija personnr",
    "by": "av by",
    "start": "start starts started startad starting begin began begins beginning borja borjade borjat"
    " borjad paborjad paborjat paborjades fran fra from fr fom in clockin punchin checkin"
    " instampling instampl paborja aloitus",
    "end": "end ends ended ending slut slutade slutat stop stopp stopped finish finished finishing"
    " till til tom until to ut clockout punchout checkout utstampling utstampl avslutad"
    " avslutat avslutades avslut lopetus",
    "stop": "stop stopp haveri breakdown downtime stillestand",
    "done": "klar klart klara fardig fardigt fardiga complete completed completion ferdig faerdig"
    " valmis",
    "planned": "plan planerad planerat planerade planlagd planned planning sched scheduled schedule"
    " basic target expected beraknad beraknat onskat onskad norm std standard kalkyl"
    " kalkylerad budget forecast ideal planlagt",
    "actual": "actual act faktisk faktiskt verklig verkligt verkl fakt real utfall toteutunut",
    "used": "nedlagd atgang atgangs atgangen upparbetad forbrukad elapsed spent used",
    "reported": "rapporterad rapporterat rapporterade rapport rapporterings rapp reported report"
    " reporting confirmed confirmation inrapporterat inrapporterad fardigrapporterat"
    " fardigrapporterad fardiganmalt anmalt registrerad registrering stamplad stamplat"
    " stamplings stampling klockad clock",
    "event": "event handelse transaktion transaktions transaction record post",
    "type": "typ type art slag",
    "date": "datum date dat dag day dato paivamaara pvm",
    "time": "tid tids time tidpunkt timestamp ts tidsstampel klockslag kl klockan at aika tidspunkt",
    "duration": "duration varaktighet length span tidsatgang kesto varighet",
    "hours": "h tim timmar timme timer hours hour hrs hr min minut minuter minutes mins mm sek"
    " sekunder seconds sec dagar days dygn",
    "run": "run kor running",
    "quantity": "antal antall kvantitet kvant qty quantity count pieces pcs stk styck mangd volym"
    " units stycken maara kpl",
    "good": "godkand godkanda godkant godk good ok yield bra gode godkjent godkjente hyvaksytty"
    " output",
    "made": "producerat producerad producerade produced tillverkat tillverkad tillverkade made utfall"
    " inlevererat levererat",
    "bad": "kass kasserad kasserat kasserade kassation kassationer kassations scrap scrapped reject"
    " rejected rejects skrot skrotat skrotad underkand underkant underkanda fel dalig daliga"
    " kasseret felaktig felaktiga felaktigt error errors defect defects nok bad vrak vraket"
    " hylatty defekta",
    "reason": "orsak reason cause anledning syy arsak arsag",
    "ordered": "bestallt bestalld bestallda ordered",
    "batch": "parti partistorlek lot serie batch sats size storlek",
    "due": "leverans lev delivery due behov behovs need required promised utlovat utlovad onskat"
    " levering",
    "released": "frislappt frislappning frislappnings released release",
    "total": "total totalt totala sum summa hela",
    "sequence": "seq sequence sekvens",
    "rework": "rework omarbete omarbetning efterarbete omkorning",
    "little": "in of av varav the den for och and s d",
    # Known, and no part of any field: whatever holds one of these is something else.
    "foreign": "kund customer client saljare supplier leverantor inkop purchase sales po pris price"
    " kostnad kostn kost kst cost belopp amount varde value valuta currency rad row line"
    " pos position status state tillstand stall setup omstallning rigg riggning stalltid ko"
    " queue wait vanta styck cykel cycle per each prio priority prioritet skift shift enhet"
    " unit un uom company foretag bolag plant fabrik lager warehouse version revision rev"
    " created skapad changed andrad deleted posting bokforing bokforings voucher"
    " verifikation document dokument comment comments kommentar notes note anteckning anm"
    " ovrigt remaining rest resterande kvar avvikelse variance deviation avg average medel"
    " snitt genomsnitt counter raknare faktura invoice projekt project ship shipping"
    " shipped skeppning utlastning week vecka month manad year ar weight vikt temperature"
    " temperatur percent procent tak oee andel share",
}  # fmt: skip
_SHORTEST_INSIDE = 4
# Short words that end a compound all the same: ordernr, starttid, arbetsdag.
_SHORT_ENDINGS = ("nr", "no", "id", "tid", "dag", "typ", "kod", "txt", "ben", "kl", "qty", "text")
_LINKS = ("", "s", "e", "a", "n", "en", "et", "er", "ar", "or", "ade", "ad", "at", "ats", "ades", "na")
_MOST_READINGS = 64


def _by_word() -> dict[str, tuple[str, ...]]:
    ideas: dict[str, list[str]] = {}
    for idea, words in _WORDS.items():
        for word in words.split():
            plain = Phrase.of(word).joined
            if idea not in ideas.setdefault(plain, []):
                ideas[plain].append(idea)
    return {word: tuple(found) for word, found in ideas.items()}


_IDEAS = _by_word()
_INSIDE = sorted((word for word in _IDEAS if len(word) >= _SHORTEST_INSIDE), key=len, reverse=True)


@dataclass(frozen=True)
class Parts:
    """A heading taken apart."""

    readings: tuple[frozenset[str], ...]  # one where no word is ambiguous
    unknown: int  # words that mean nothing known

    @property
    def is_text(self) -> bool:
        """Whether it says no more than "description", of whatever stands beside it."""
        return not self.unknown and frozenset({"text"}) in self.readings

    def without(self, idea: str) -> "Parts":
        """Give the same heading as if it didn't say one idea."""
        return Parts(tuple(reading - {idea} for reading in self.readings), self.unknown)

    def holds(self, idea: str) -> bool:
        """Tell whether an idea is among those of any reading."""
        return any(idea in reading for reading in self.readings)


@lru_cache(maxsize=4096)
def parts_of(heading: str) -> Parts:
    """Take a heading apart into ideas."""
    choices: list[tuple[str, ...]] = []
    unknown = 0
    for token in Phrase.of(heading).tokens:
        found = _of_token(token)
        if found is None:
            unknown += not token.isdigit()
        else:
            choices.extend(found)
    readings = islice(product(*choices), _MOST_READINGS)
    return Parts(tuple(frozenset(one) - {"little", "short"} for one in readings), unknown)


def _of_token(token: str) -> list[tuple[str, ...]] | None:
    """Give the ideas of each piece of a word, or None where a piece is unknown."""
    if token in _IDEAS:
        return [_IDEAS[token]]
    pieces = next(_segmentations(token), None)
    return None if pieces is None else [_IDEAS[piece] for piece in pieces]


def _segmentations(token: str) -> Iterator[list[str]]:
    """Give the ways to see a compound as known words with their endings."""
    if not token:
        yield []
        return
    for piece in _beginning(token):
        rest = token[len(piece) :]
        for link in _LINKS:
            if rest.startswith(link):
                yield from ([piece, *more] for more in _segmentations(rest[len(link) :]))


def _beginning(token: str) -> Iterator[str]:
    yield from (word for word in _INSIDE if token.startswith(word))
    if token in _SHORT_ENDINGS:
        yield token
