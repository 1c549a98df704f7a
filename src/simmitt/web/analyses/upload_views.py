"""The way in for files: where one begins, how far it has come, its next piece, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.analyses import data_queries
from simmitt.web.analyses.models import Upload
from simmitt.web.analyses.reading import SameFiles, hand_in
from simmitt.web.analyses.receiving import TooLong, read_piece
from simmitt.web.analyses.upload_rules import LARGEST_FILE, LARGEST_PIECE, LONGEST_NAME, Refused, megabytes
from simmitt.web.analyses.uploading import Coming, Elsewhere, add_piece, begin, discard, received_of, waiting
from simmitt.web.cases.models import Case
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.problem import problem

CONFLICT = 409
LONGEST_MARK = 40
OFFSET = "Upload-Offset"


def uploads(request: Asking, public_id: str) -> HttpResponse:
    """Let a file begin, or go on where it broke off; or tell what of one's own is on its way."""
    case = walked(request, public_id)
    if request.method != "POST":
        rows = waiting(case, request.user).select_related("case__company")
        return JsonResponse({"uploads": [_told(one) for one in rows]})
    try:
        upload = begin(case=case, person=request.user, coming=_coming(request))
    except Refused as refused:
        return problem(refused.status, refused.sentence)
    return JsonResponse(_told(upload))


def _coming(request: Asking) -> Coming:
    size = request.POST.get("size", "")
    # Twenty digits are more than any file has.
    known = int(size) if size.isdecimal() and len(size) < 20 else 0
    name = request.POST.get("name", "")[-LONGEST_NAME * 4 :]
    mark = "".join(sign for sign in request.POST.get("mark", "") if sign.isalnum())
    return Coming(name, known, mark[:LONGEST_MARK])


def upload(request: Asking, public_id: str) -> HttpResponse:
    """Take the next piece of a file, or tell how far it has come."""
    found = data_queries.own_upload(request.scope, request.user, public_id)
    if request.method != "POST":
        return JsonResponse(_told(found))
    offset = request.headers.get(OFFSET, "")
    if not offset.isdecimal():
        return problem(400, f"{OFFSET} is missing.")
    try:
        piece = read_piece(request)
        if not piece:
            # The line broke before anything came; where to go on is all there is to say.
            return JsonResponse(_told(found), status=CONFLICT)
        return JsonResponse(_told(add_piece(upload=found, offset=int(offset[:20]), piece=piece)))
    except TooLong:
        return problem(413, f"A piece is at most {LARGEST_PIECE} bytes.")
    except Elsewhere as elsewhere:
        return JsonResponse({**_told(found), "received": elsewhere.received}, status=CONFLICT)
    except Refused as refused:
        return problem(refused.status, refused.sentence)


def _told(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.public_id,
        "name": upload.name,
        "size": upload.size,
        "received": received_of(upload),
        "finished": upload.finished_at is not None,
        "url": reverse("upload", args=[upload.public_id]),
        "discard_url": reverse("upload_discard", args=[upload.public_id]),
    }


def upload_discard(request: Asking, public_id: str) -> HttpResponse:
    """Throw an upload away."""
    found = data_queries.own_upload(request.scope, request.user, public_id)
    company_id = found.case.company.public_id
    if request.method == "POST":
        discard(upload=found)
        if by_script(request):
            return JsonResponse({"discarded": True})
        messages.success(request, _("{name} is thrown away.").format(name=found.name))
    return redirect("data", company_id)


def data_hand_in(request: Asking, public_id: str) -> HttpResponse:
    """Make a set of data of files that have come whole."""
    case = walked(request, public_id)
    if request.method != "POST":
        return redirect("data", public_id)
    ids = request.POST.getlist("upload")
    try:
        there = handed_in(request, case, data_queries.own_uploads(request.scope, case, request.user, ids))
    except Refused as refused:
        if by_script(request):
            return problem(refused.status, refused.sentence)
        messages.error(request, refused.sentence)
        return redirect("data", public_id)
    return JsonResponse({"url": there}) if by_script(request) else redirect(there)


def handed_in(request: Asking, case: Case, files: list[Upload]) -> str:
    """Hand the files in and give the address where the set stands; the same files twice are one set."""
    try:
        hand_in(case=case, person=request.user, uploads=files)
    except SameFiles as same:
        for one in files:
            discard(upload=one)
        text = _("The same files have been handed in before, as data {number}.")
        messages.info(request, text.format(number=same.data_set.number))
        return reverse("data_set", args=[same.data_set.public_id])
    messages.success(request, _("The files are here and are being read."))
    return reverse("data", args=[case.company.public_id])


def by_script(request: Asking) -> bool:
    """Say whether a script asks, that reads JSON."""
    return "application/json" in request.headers.get("Accept", "")


def limits() -> dict[str, Any]:
    """Give what the page's script has to know before it sends."""
    return {"most_bytes": LARGEST_FILE, "most_mb": megabytes(LARGEST_FILE), "piece_bytes": LARGEST_PIECE}
