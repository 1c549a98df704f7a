"""What is refused, said to a program (RFC 9457)."""

from http import HTTPStatus

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str = "") -> JsonResponse:
    """Answer with the status, its name, and what can be done where that is known."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return JsonResponse(
        {**told, **({"detail": detail} if detail else {})}, status=status, content_type=MEDIA_TYPE
    )
