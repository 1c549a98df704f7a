"""Files come in piece by piece, survive breaks, and nobody's can be written to by another."""

import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from web.analyses.data_in_world import add_read
from web.analyses.sending import JSON, Sender

from simmitt.web.analyses import upload_rules, uploading
from simmitt.web.analyses.keeping import HALF_KEPT_FOR, RECEIVED_KEPT_FOR, clear_received
from simmitt.web.analyses.models import DataSet, Run, RunKind, Upload
from simmitt.web.analyses.shelf import upload_at
from simmitt.web.cases import room
from simmitt.web.cases.models import Case
from simmitt.web.cases.shelf import folder_of

MINE = "the test's own"
SignedIn = Callable[[str], Client]


@pytest.fixture
def sender(as_person: SignedIn, case: Case) -> Sender:
    return Sender(as_person("champion of alfa"), case)


def row(upload_id: str) -> Upload:
    found: Upload = Upload.objects.unscoped(MINE).select_related("case__company").get(public_id=upload_id)
    return found


def lying(case: Case) -> list[str]:
    folder = folder_of(case) / "uploads"
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def test_a_file_comes_in_pieces_and_its_digest_is_that_of_the_whole(sender: Sender) -> None:
    content = bytes(range(256)) * 40

    upload = row(sender.send(content, pieces=7))

    assert upload_at(upload).read_bytes() == content
    assert (upload.received, upload.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert upload.finished_at is not None


def test_what_broke_off_goes_on_where_it_was_when_the_same_file_is_chosen_again(sender: Sender) -> None:
    first = sender.begin("logg.csv", 10).json()
    sender.piece(first["id"], 0, b"0123")

    again = sender.begin("logg.csv", 10).json()

    assert (again["id"], again["received"]) == (first["id"], 4)


def test_a_file_that_has_been_changed_since_is_another_file(sender: Sender) -> None:
    first = sender.begin("logg.csv", 10, mark="1").json()
    sender.piece(first["id"], 0, b"0123")

    again = sender.begin("logg.csv", 10, mark="2").json()

    assert again["id"] != first["id"]
    assert again["received"] == 0


def test_a_piece_that_begins_elsewhere_is_told_where_to_go_on(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    sender.piece(upload_id, 0, b"0123")

    answers = [sender.piece(upload_id, offset, b"xx") for offset in (0, 2, 6)]

    assert [(one.status_code, one.json()["received"]) for one in answers] == [(409, 4)] * 3
    assert upload_at(row(upload_id)).read_bytes() == b"0123"


def test_what_lay_beyond_what_was_answered_for_is_written_over(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    sender.piece(upload_id, 0, b"0123")
    with upload_at(row(upload_id)).open("ab") as file:
        file.write(b"a piece that nobody answered for")

    sender.piece(upload_id, 4, b"456789")

    assert upload_at(row(upload_id)).read_bytes() == b"0123456789"


def test_ten_breaks_in_the_middle_of_pieces_lose_nothing(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytes(range(200)) * 10
    upload_id = sender.begin("logg.csv", len(content)).json()["id"]
    breaks = 0
    while (offset := sender.told(upload_id)["received"]) < len(content):
        piece = content[offset : offset + 150]
        if breaks < 10:
            # The line dies after the bytes have been written, before they are answered for.
            breaks += 1
            monkeypatch.setattr(uploading, "_tell_received", dies)
            with pytest.raises(ConnectionError):
                sender.piece(upload_id, offset, piece)
            monkeypatch.undo()
        assert sender.piece(upload_id, offset, piece).status_code == 200

    assert breaks == 10
    assert upload_at(row(upload_id)).read_bytes() == content


def dies(_upload: Upload) -> None:
    raise ConnectionError


def test_a_disk_that_has_lost_bytes_is_believed_before_the_row(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    sender.piece(upload_id, 0, b"012345")
    upload_at(row(upload_id)).write_bytes(b"012")

    assert sender.told(upload_id)["received"] == 3
    assert sender.piece(upload_id, 3, b"3456789").json()["finished"]


def test_a_piece_is_on_disk_before_it_is_answered_for(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, tell = os.fsync, uploading._tell_received

    def sync(handle: int) -> None:
        order.append("disk")
        fsync(handle)

    def tell_received(one: Upload) -> None:
        order.append("row")
        tell(one)

    monkeypatch.setattr("os.fsync", sync)
    monkeypatch.setattr(uploading, "_tell_received", tell_received)

    upload_id = sender.begin("logg.csv", 10).json()["id"]
    order.clear()
    sender.piece(upload_id, 0, b"0123")

    assert order == ["disk", "row"]


def test_a_file_that_is_longer_than_it_said_is_refused(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]

    answer = sender.piece(upload_id, 0, b"0123456789abc")

    assert answer.status_code == 422
    assert "längre" in answer.json()["detail"]
    assert upload_at(row(upload_id)).read_bytes() == b""


def test_a_piece_that_is_longer_than_pieces_may_be_is_not_read(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", upload_rules.LARGEST_PIECE * 2).json()["id"]

    answer = sender.piece(upload_id, 0, b"x" * (upload_rules.LARGEST_PIECE + 1))

    assert answer.status_code == 413
    assert row(upload_id).received == 0


def test_two_windows_that_send_the_same_file_write_it_once(sender: Sender, as_person: SignedIn) -> None:
    other = Sender(as_person("champion of alfa"), sender.case)
    mine, theirs = (one.begin("logg.csv", 10).json()["id"] for one in (sender, other))

    answers = [
        sender.piece(mine, 0, b"01234"), other.piece(theirs, 0, b"01234"),
        other.piece(theirs, 5, b"56789"), sender.piece(mine, 5, b"56789"),
    ]  # fmt: skip

    assert mine == theirs
    assert [one.status_code for one in answers] == [200, 409, 200, 409]
    assert upload_at(row(mine)).read_bytes() == b"0123456789"


OTHERS = ("owner of alfa", "manager", "employee of alfa", "owner of beta", "auditor")


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_writes_to_an_upload_or_learns_of_it(
    person: str, sender: Sender, as_person: SignedIn
) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    other = Sender(as_person(person), sender.case)

    answers = [
        other.piece(upload_id, 0, b"0123456789"),
        other.client.get(reverse("upload", args=[upload_id])),
        other.client.post(reverse("upload_discard", args=[upload_id])),
        other.hand_in(upload_id),
    ]

    assert {one.status_code for one in answers} == {404}
    assert row(upload_id).received == 0


def test_another_of_the_company_who_sends_the_same_file_has_an_upload_of_its_own(
    sender: Sender, as_person: SignedIn
) -> None:
    other = Sender(as_person("owner of alfa"), sender.case)

    assert sender.begin().json()["id"] != other.begin().json()["id"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\logg\\mars.csv", "mars.csv"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("<script>alert(1)</script>.csv", "script>.csv"),
        ("logg\u202evsc.exe", "loggvsc.exe"),
        ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
        ("Körlogg åäö 2026.csv", "Körlogg åäö 2026.csv"),
    ],
)
def test_a_name_is_only_a_name(told: str, kept: str, sender: Sender) -> None:
    upload_id = sender.begin(told, 3).json()["id"]
    upload = row(upload_id)

    assert upload.name == kept
    # Where it lies has nothing to do with it.
    assert upload_at(upload).name == upload.public_id


@pytest.mark.parametrize("name", ["", "..", "a/", "\x00"])
def test_a_file_without_a_name_is_refused(name: str, sender: Sender) -> None:
    assert sender.begin(name, 3).status_code == 422


def test_a_name_with_html_in_it_is_shown_as_it_is_written(sender: Sender) -> None:
    sender.begin("<b onclick=x>logg<b>.csv", 30)

    page = sender.client.get(reverse("data", args=[sender.case.company.public_id])).content.decode()

    assert "&lt;b onclick=x&gt;logg" in page
    assert "<b onclick" not in page


@pytest.mark.parametrize(
    ("size", "status", "word"),
    [(0, 422, "tom"), (-1, 422, "tom"), (513 * 2**20, 413, "513 MB, gränsen är 512"), (10**30, 422, "tom")],
)
def test_an_empty_and_a_too_large_file_are_refused_in_words(
    size: int, status: int, word: str, sender: Sender
) -> None:
    answer = sender.begin("logg.csv", size)

    assert answer.status_code == status
    assert word in answer.json()["detail"]


def test_a_file_of_exactly_512_mb_may_begin(sender: Sender) -> None:
    assert sender.begin("logg.csv", 512 * 2**20).status_code == 200


def test_where_the_disk_would_run_full_nothing_is_written(sender: Sender, settings: Settings) -> None:
    settings.LEAST_FREE_BYTES = room.free_bytes(Path(settings.FILES_DIR)) - 1_000
    before = lying(sender.case)

    answer = sender.begin("logg.csv", 5_000)

    assert answer.status_code == 507
    assert "plats" in answer.json()["detail"]
    assert lying(sender.case) == before


def test_files_that_are_still_to_come_count_as_if_they_were_here(
    sender: Sender, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 10_000)
    settings.LEAST_FREE_BYTES = 1_000
    sender.begin("a.csv", 6_000)

    assert sender.begin("b.csv", 6_000).status_code == 507


def test_a_disk_that_fills_up_on_the_way_takes_no_further_piece(sender: Sender, settings: Settings) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    settings.LEAST_FREE_BYTES = 10**18

    assert sender.piece(upload_id, 0, b"0123").status_code == 507
    assert upload_at(row(upload_id)).read_bytes() == b""


def test_a_company_can_not_fill_the_shelf_of_everybody(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_rules, "MOST_HELD", 1_000)
    sender.begin("a.csv", 600)

    answer = sender.begin("b.csv", 600)

    assert answer.status_code == 413


def test_more_files_than_one_set_takes_are_refused(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_rules, "MOST_FILES", 2)

    answers = [sender.begin(f"{number}.csv", 5).status_code for number in range(3)]

    assert answers == [200, 200, 422]


def test_an_upload_that_is_thrown_away_is_gone_from_disk(
    sender: Sender, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    before = lying(sender.case)
    upload_id = sender.begin().json()["id"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        answer = sender.client.post(reverse("upload_discard", args=[upload_id]), headers=JSON)

    assert answer.json() == {"discarded": True}
    assert lying(sender.case) == before


def test_files_that_are_handed_in_become_one_set_and_are_read(sender: Sender) -> None:
    ids = [
        sender.send(b"Ordernr;Resurs\n1;A\n", "januari.csv"),
        sender.send(b"Ordernr;Resurs\n2;B\n", "februari.csv"),
    ]

    answer = sender.hand_in(*ids)

    assert answer.json()["url"] == reverse("data", args=[sender.case.company.public_id])
    made = DataSet.objects.unscoped(MINE).filter(case=sender.case).order_by("-number").first()
    assert made is not None
    assert [one["name"] for one in made.files] == ["januari.csv", "februari.csv"]
    run = Run.objects.unscoped(MINE).get(data_set=made)
    assert (run.kind, made.reading_id, made.state) == (RunKind.READ, run.pk, "reading")
    assert [one["sha256"] for one in run.asked["files"]] == [one["sha256"] for one in made.files]


def test_a_file_that_is_not_here_whole_is_not_handed_in(sender: Sender) -> None:
    upload_id = sender.begin("logg.csv", 10).json()["id"]
    sender.piece(upload_id, 0, b"0123")

    answer = sender.hand_in(upload_id)

    assert answer.status_code == 409
    assert not Run.objects.unscoped(MINE).filter(kind=RunKind.READ, state="queued").exists()


def test_the_same_files_twice_are_one_set(sender: Sender) -> None:
    sender.hand_in(sender.send(b"Ordernr\n1\n"))
    before = DataSet.objects.unscoped(MINE).count()

    answer = sender.hand_in(sender.send(b"Ordernr\n1\n", "kopia.csv"))

    assert "/data/" in answer.json()["url"]
    assert DataSet.objects.unscoped(MINE).count() == before


def test_a_server_that_was_stopped_after_the_last_piece_finishes_when_the_file_is_handed_in(
    sender: Sender,
) -> None:
    upload_id = sender.send(b"Ordernr\n7\n")
    Upload.objects.unscoped(MINE).filter(public_id=upload_id).update(finished_at=None, sha256="")

    sender.hand_in(upload_id)

    made = DataSet.objects.unscoped(MINE).filter(case=sender.case).order_by("-number").first()
    assert made is not None
    assert made.files[0]["sha256"] == hashlib.sha256(b"Ordernr\n7\n").hexdigest()


def test_without_script_a_form_brings_small_files(sender: Sender, tmp_path: Path) -> None:
    for name in ("mars.csv", "april.csv"):
        (tmp_path / name).write_bytes(f"Ordernr;Resurs\n1;{name}\n".encode())

    with (tmp_path / "mars.csv").open("rb") as one, (tmp_path / "april.csv").open("rb") as two:
        url = reverse("data", args=[sender.case.company.public_id])
        answer = sender.client.post(url, {"log": [one, two]})

    assert answer.status_code == 302
    made = DataSet.objects.unscoped(MINE).filter(case=sender.case).order_by("-number").first()
    assert made is not None
    assert [(one["name"], one["sha256"]) for one in made.files] == [
        (name, hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        for name in ("mars.csv", "april.csv")
    ]


def test_without_a_file_the_form_says_what_is_missing(sender: Sender) -> None:
    answer = sender.client.post(reverse("data", args=[sender.case.company.public_id]), {})

    assert answer.status_code == 422
    assert "Välj minst en fil." in answer.content.decode()


def test_what_nobody_goes_on_with_is_swept(
    sender: Sender, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    old, young = (sender.begin(name).json()["id"] for name in ("gammal.csv", "ny.csv"))
    long_ago = timezone.now() - HALF_KEPT_FOR - timedelta(hours=1)
    Upload.objects.unscoped(MINE).filter(public_id=old).update(changed_at=long_ago)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        clear_received.func()

    assert old not in lying(sender.case)
    assert young in lying(sender.case)


def test_received_files_that_nobody_approves_are_thrown_away_after_a_fortnight(
    sender: Sender, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    made = add_read(sender.case, sender.case.opened_by, number=9)
    upload = Upload.objects.unscoped(MINE).get(data_set=made)
    long_ago = timezone.now() - RECEIVED_KEPT_FOR - timedelta(hours=1)
    DataSet.objects.unscoped(MINE).filter(pk=made.pk).update(changed_at=long_ago)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        clear_received.func()

    assert upload.public_id not in lying(sender.case)
    page = sender.client.get(reverse("data_set", args=[made.public_id])).content.decode()
    assert "är kastade" in page
