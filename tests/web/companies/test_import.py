import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.companies.posting import FREE_NUMBERS, register_file, row
from web.world import ORG_NUMBERS, World, canary

from simmitt.web.companies.models import Company, RegisterFile, Workplace
from simmitt.web.companies.register.municipalities import municipalities

AsPerson = Callable[[str], Client]
Rows = Iterable[Mapping[str, str]]
NEW = {
    "PeOrgNr": FREE_NUMBERS[0],
    "CFARNr": "20000001",
    "Företagsnamn": "Åsbro Verktyg AB",
    "Kommun, kod": "2284",
}


def hand_in(client: Client, rows: Rows) -> str:
    """Hand a file in and give the address of its preview."""
    answer: Any = client.post(reverse("register_import"), {"file": register_file(rows), "edition": "2007"})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def apply(client: Client, preview: str, **fields: Any) -> Any:
    comparison = client.get(preview).context["comparison"]
    return client.post(
        f"{preview}apply/", {"difference": comparison.fingerprint, "mark_gone": "on", **fields}
    )


def take_in(client: Client, rows: Rows, **fields: Any) -> RegisterFile:
    preview = hand_in(client, rows)
    assert apply(client, preview, **fields).status_code == 302
    return newest()


def counts(client: Client, preview: str) -> dict[str, int]:
    return {tab.section.name: tab.count for tab in client.get(preview).context["tabs"]}


def newest() -> RegisterFile:
    file: RegisterFile = RegisterFile.objects.unscoped("a test").order_by("-pk")[0]
    return file


def company(name: str) -> Company:
    found: Company = Company.objects.unscoped("a test").get(org_no=ORG_NUMBERS.get(name, name))
    return found


def test_new_changed_kept_and_gone_are_told_before_anything_happens(
    world: World, as_person: AsPerson
) -> None:
    beta = world.company["beta"]
    beta.seen_in_register_on = "2025-01-01"
    beta.save()
    world.company["alfa"].by_hand = ["email"]
    world.company["alfa"].save()
    client = as_person("coordinator")

    preview = hand_in(client, [row(**{"Telefon": "060-1", "E-post": "nytt@alfa.example"}), row(**NEW)])

    # Gone are beta, and alfa's other place of work; the town has no content, so the file tells nothing of it.
    assert counts(client, preview) == {"changed": 1, "new": 2, "gone": 2, "left": 0, "refused": 0}
    page = client.get(preview)
    assert [(one.label, one.ours, one.theirs) for one in page.context["ticks"]] == [
        ("E-post", "info@alfa.example", "nytt@alfa.example")
    ]
    changed = client.get(preview, {"show": "changed"}).context["lines"]
    assert [tuple(cell for _heading, cell in cells) for _address, cells in changed] == [
        ("KanarieAlfa Mekaniska AB", "Telefon", "–", "060-1")
    ]
    assert company("alfa").phone == ""
    assert not Company.objects.unscoped("a test").filter(org_no=FREE_NUMBERS[0]).exists()


def test_the_file_is_taken_in_whole(world: World, as_person: AsPerson) -> None:
    beta = world.company["beta"]
    beta.seen_in_register_on = "2025-01-01"
    beta.save()

    version = company("alfa").version

    file = take_in(as_person("coordinator"), [row(Telefon="060-1"), row(**NEW)])

    new, alfa = company(FREE_NUMBERS[0]), company("alfa")
    assert (new.name, new.place, new.partner, new.source) == (
        "Åsbro Verktyg AB", "Örnsköldsvik", world.partner["nord"], "register",
    )  # fmt: skip
    assert new.search_text.startswith("åsbro verktyg ab")
    assert [one.cfar for one in Workplace.objects.unscoped("a test").filter(company=new)] == ["20000001"]
    assert (alfa.phone, alfa.version, alfa.gone_from_register) == ("060-1", version + 1, False)
    assert alfa.seen_in_register_on is not None
    assert company("beta").gone_from_register
    assert file.summary == {
        "new": 1, "new_places": 2, "changed": 1, "kept": 0, "gone": 2, "elsewhere": 0, "refused": 0,
        "protected": 0,
    }  # fmt: skip
    assert len(file.sha256) == len(hashlib.sha256().hexdigest())


def test_what_was_entered_by_hand_is_kept_unless_it_is_ticked(world: World, as_person: AsPerson) -> None:
    alfa = world.company["alfa"]
    alfa.by_hand = ["email", "name"]
    alfa.save()
    rows = [row(**{"E-post": "nytt@alfa.example", "Företagsnamn": "Alfa Ny AB"})]
    client = as_person("coordinator")

    take_in(client, rows)
    assert (company("alfa").email, company("alfa").name) == ("info@alfa.example", alfa.name)

    take_in(client, rows, take=[f"{alfa.public_id}.email", "nonsense", f"{alfa.public_id}.partner"])
    kept = company("alfa")
    assert (kept.email, kept.name, kept.by_hand) == ("nytt@alfa.example", alfa.name, ["name"])


def test_without_the_tick_nothing_is_marked_as_gone(world: World, as_person: AsPerson) -> None:
    Company.objects.unscoped("a test").update(seen_in_register_on="2025-01-01")
    client = as_person("coordinator")
    preview = hand_in(client, [row()])
    comparison = client.get(preview).context["comparison"]

    client.post(f"{preview}apply/", {"difference": comparison.fingerprint})

    assert not company("beta").gone_from_register


def test_a_file_says_nothing_of_places_and_industries_that_it_does_not_hold(
    world: World, as_person: AsPerson
) -> None:
    Company.objects.unscoped("a test").update(seen_in_register_on="2025-01-01")
    Company.objects.unscoped("a test").filter(pk=world.company["beta"].pk).update(sni="10.110")
    client = as_person("coordinator")

    assert client.get(hand_in(client, [row()])).context["comparison"].gone == []


def test_a_company_with_one_place_in_the_file_has_not_moved(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")

    take_in(client, [row(**{"CFARNr": "30000001", "Kommun, kod": "2284"})])

    # Its other place of work is not in the file, which therefore doesn't say where the company is.
    assert company("alfa").municipality == "2281"
    places = Workplace.objects.unscoped("a test").filter(company=world.company["alfa"])
    assert {one.municipality for one in places} == {"2281", "2284"}


def test_an_unknown_size_is_no_news(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    places = [
        row(**{"Stkl, företag kod": "", "Stkl, arbetsställe kod": "3", "CFARNr": f"3000000{n}"})
        for n in (1, 2)
    ]

    preview = hand_in(client, places)

    assert client.get(preview).context["comparison"].changed == []


def test_others_companies_are_neither_named_nor_touched(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    rows = [row(PeOrgNr=ORG_NUMBERS["gamma"], Företagsnamn="Namn ur filen", Telefon="060-1")]

    preview = hand_in(client, rows)
    page = client.get(preview, {"show": "left"})
    apply(client, preview)

    assert "Finns redan hos en annan organisation" in page.content.decode()
    assert canary("gamma") not in page.content.decode()
    assert (company("gamma").phone, company("gamma").name) == ("", world.company["gamma"].name)
    assert Company.objects.unscoped("a test").filter(org_no=ORG_NUMBERS["gamma"]).count() == 1


def test_an_archived_company_is_left_alone(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    client.post(reverse("company_archive", args=[world.company["alfa"].public_id]), {"reason": "Nedlagt"})

    assert counts(client, hand_in(client, [row()])) == {
        "changed": 0,
        "new": 0,
        "gone": 0,
        "left": 1,
        "refused": 0,
    }


def test_a_new_company_comes_to_the_organisation_of_its_county(world: World, as_person: AsPerson) -> None:
    rows = [
        row(**{**NEW, "Kommun, kod": "2380"}),
        row(**{**NEW, "PeOrgNr": FREE_NUMBERS[1], "CFARNr": "20000002", "Kommun, kod": "0180"}),
    ]
    take_in(as_person("coordinator"), rows)

    assert company(FREE_NUMBERS[0]).partner == world.partner["väst"]
    assert company(FREE_NUMBERS[1]).partner == world.partner["nord"]


def test_what_could_not_be_read_is_told_by_row_and_column(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    preview = hand_in(
        client, [row(), row(**{**NEW, "PeOrgNr": "559900-0007"}), row(**{**NEW, "PeOrgNr": "850709-9805"})]
    )

    lines = client.get(preview, {"show": "refused"}).context["lines"]

    assert [[cell for _heading, cell in cells[:2]] for _address, cells in lines] == [["3", "PeOrgNr"]]
    assert "559900" not in client.get(preview).content.decode().replace(ORG_NUMBERS["alfa"], "")
    assert "850709" not in client.get(preview).content.decode()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("tom.txt", b""),
        SimpleUploadedFile("bok.xlsx", b"PK\x03\x04" + bytes(40)),
        SimpleUploadedFile("dikt.txt", b"En rad\nen till"),
        SimpleUploadedFile("utan.txt", b"PeOrgNr\tCFARNr\n559900-0006\t12345678"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_words(
    file: SimpleUploadedFile, world: World, as_person: AsPerson
) -> None:
    before = newest()

    answer: Any = as_person("coordinator").post(reverse("register_import"), {"file": file, "edition": "2007"})

    assert answer.status_code == 422
    assert len(answer.context["form"].errors["file"][0]) > 20
    assert newest() == before


def test_a_file_that_is_too_large_is_told_the_limit(world: World, as_person: AsPerson) -> None:
    file = SimpleUploadedFile("stor.txt", bytes(21 * 2**20))

    answer: Any = as_person("coordinator").post(reverse("register_import"), {"file": file, "edition": "2007"})

    assert answer.context["form"].errors["file"] == ["Filen är 21 MB och gränsen är 20. Dela den per kommun."]


def test_an_import_that_would_do_something_else_by_now_is_shown_once_more(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("coordinator")
    preview = hand_in(client, [row(Telefon="060-1")])
    seen = client.get(preview).context["comparison"].fingerprint
    Company.objects.unscoped("a test").filter(pk=world.company["alfa"].pk).update(phone="060-9")

    answer = client.post(f"{preview}apply/", {"difference": seen})

    assert answer.status_code == 409
    assert company("alfa").phone == "060-9"
    assert newest().applied_at is None
    assert apply(client, preview).status_code == 302
    assert company("alfa").phone == "060-1"


def test_a_second_press_of_the_button_does_nothing(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    preview = hand_in(client, [row(**NEW)])
    fields = {"difference": client.get(preview).context["comparison"].fingerprint}

    answers = [client.post(f"{preview}apply/", fields).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Company.objects.unscoped("a test").filter(org_no=FREE_NUMBERS[0]).count() == 1
    assert client.get(preview).status_code == 200


def test_a_fault_on_the_way_leaves_nothing_behind(
    world: World, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_person("coordinator")
    preview = hand_in(client, [row(Telefon="060-1"), row(**NEW)])
    fields = {"difference": client.get(preview).context["comparison"].fingerprint}
    before = Company.objects.unscoped("a test").count()

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("simmitt.web.companies.imports.note_change", broken)
    with pytest.raises(RuntimeError):
        client.post(f"{preview}apply/", fields)

    assert Company.objects.unscoped("a test").count() == before
    assert company("alfa").phone == ""
    assert newest().applied_at is None


def test_whoever_has_the_form_open_meets_the_register_s_change(world: World, as_person: AsPerson) -> None:
    client = as_person("coordinator")
    address = reverse("company_edit", args=[world.company["alfa"].public_id])
    form: Any = client.get(address).context["form"]
    take_in(client, [row(Telefon="060-1")])

    fields = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    partner = world.partner["nord"].public_id

    assert client.post(address, {**fields, "partner": partner, "phone": "060-2"}).status_code == 409


def test_the_import_is_one_entry_in_the_log(world: World, as_person: AsPerson) -> None:
    take_in(as_person("coordinator"), [row(Telefon="060-1"), row(**NEW)])

    entry = LogEntry.objects.get(additional_data__has_key="sha256")
    assert entry.actor == world.person["coordinator"]
    assert (entry.additional_data["new"], entry.additional_data["programme"]) == (
        1,
        world.programme["mitt"].pk,
    )


@pytest.mark.parametrize(
    "who", ["owner of alfa", "coach", "coordinator elsewhere", "steering", "manager of syd"]
)
def test_others_neither_see_nor_apply_the_file(who: str, world: World, as_person: AsPerson) -> None:
    preview = hand_in(as_person("coordinator"), [row(**NEW)])

    assert as_person(who).get(preview).status_code == 404
    assert as_person(who).post(f"{preview}apply/", {"difference": ""}).status_code == 404
    assert newest().applied_at is None


def test_an_auditor_looks_and_applies_nothing(world: World, as_person: AsPerson) -> None:
    preview = hand_in(as_person("coordinator"), [row(**NEW)])
    auditor = as_person("auditor")

    page = auditor.get(preview)
    assert page.status_code == 200
    assert 'name="difference"' not in page.content.decode()
    assert auditor.post(f"{preview}apply/", {"difference": ""}).status_code == 404


def ten_thousand() -> list[dict[str, str]]:
    codes = [one.code for one in municipalities()]
    return [
        row(
            **{
                "PeOrgNr": _number(index), "CFARNr": str(40_000_000 + index),
                "Företagsnamn": f"Företag {index} AB",
                "Benämning": "Verkstad", "Besöksadress": f"Gatan {index}", "Kommun, kod": codes[index % 290],
                "Telefon": f"060-{index}",
            }
        )
        for index in range(10_000)
    ]  # fmt: skip


def _number(index: int) -> str:
    digits = f"5588{index:05}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    return f"{digits}{-(doubled + sum(int(digit) for digit in digits[1::2])) % 10}"


def test_ten_thousand_rows_are_taken_in_within_ten_seconds(world: World, as_person: AsPerson) -> None:
    client, rows = as_person("manager"), ten_thousand()

    # The processor's time: what else the machine is busy with is not the import's fault.
    spent = {}
    for step, lines in {"new": rows, "changed": [{**one, "Telefon": "060"} for one in rows]}.items():
        start = time.process_time()
        preview = hand_in(client, lines)
        apply(client, preview)
        spent[step] = time.process_time() - start
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        client.get(reverse("companies"), {"q": "företag", "sort": "-name", "page": "100"})
        spent["list"] = time.process_time() - start

    print({step: round(seconds, 2) for step, seconds in spent.items()}, len(queries))  # noqa: T201 (shown with -s)
    assert Company.objects.unscoped("a test").filter(phone="060").count() == 10_000
    assert spent["new"] < 10
    assert spent["changed"] < 10
