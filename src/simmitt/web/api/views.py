"""The nouns as JSON: the same rows, columns and filters as the lists, for the same roles."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, JsonResponse
from django.urls import reverse

from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import asked_for
from simmitt.web.nouns.noun import Column, Noun
from simmitt.web.nouns.problem import problem
from simmitt.web.table import BY_PLURAL

A_LEAF = 100


def in_json(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say in JSON, too, that there is nothing: the same for foreign and unknown."""

    @wraps(view)
    def answer(request: Asking, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, **kwargs)
        except Http404:
            return problem(404)

    return answer


@in_json
def items(request: Asking, plural: str) -> HttpResponseBase:
    """Give a page of a noun's rows."""
    noun = _noun(request, plural)
    rows = asked_for(request, noun, noun.rows(request))
    leaf = Paginator(rows, A_LEAF).get_page(request.GET.get("page"))
    columns = noun.columns_for(request.scope.roles)
    return JsonResponse(
        {
            "count": leaf.paginator.count,
            "page": leaf.number,
            "pages": leaf.paginator.num_pages,
            "next": _turned(request, leaf.number + 1) if leaf.has_next() else None,
            "previous": _turned(request, leaf.number - 1) if leaf.has_previous() else None,
            "items": [_told(row, noun, columns) for row in leaf.object_list],
        }
    )


@in_json
def item(request: Asking, plural: str, public_id: str) -> HttpResponseBase:
    """Give one row."""
    noun = _noun(request, plural)
    row = noun.rows(request).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return JsonResponse(_told(row, noun, noun.columns_for(request.scope.roles)))


def _noun(request: Asking, plural: str) -> Noun:
    """Find the noun and narrow the scope to those who read it; what a role lacks is not there."""
    noun = BY_PLURAL.get(plural)
    if noun is None:
        raise Http404
    request.scope = request.standing.acting_as(noun.readers)
    if not request.scope.standings:
        raise Http404
    return noun


def _turned(request: Asking, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _told(row: Any, noun: Noun, columns: list[Column]) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "url": reverse("api_item", args=[noun.plural, row.public_id]),
        **{column.name: _value(column.value(row)) for column in columns},
    }


def _value(value: Any) -> Any:
    """Give a value that JSON holds; what is no number, truth or date is said in words."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | None) else str(value)
