"""The nouns as an API: declared once for lists, they are there for programs too, with the same rows.

What comes in is checked against the description before anybody looks for rows; who may ask is the
matter of the door (``nouns.guard``), as for every page.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.params.functions import Query
from pydantic import create_model

from simmitt import __version__
from simmitt.web.api.asking import asked_of
from simmitt.web.api.rows import row_of, schema_of, title_of
from simmitt.web.nouns.listing import asked_for
from simmitt.web.nouns.noun import Noun
from simmitt.web.nouns.page import View
from simmitt.web.nouns.problem import MEDIA_TYPE, problem
from simmitt.web.table import NOUNS

A_LEAF = 100
FROM_QUERY = Query(...)
REFUSALS = (401, 403, 404, 422)
API = NinjaAPI(
    title="simmitt",
    version=__version__,
    description=(
        "What the platform's lists show, for programs. Sign in with a token of your own, made on your page "
        "(Authorization: Bearer …); it opens what you yourself may read, and nothing else."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


class Problem(Schema):
    """What is refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""


@API.exception_handler(Http404)
def _nothing(_request: HttpRequest, _fault: Any) -> HttpResponse:
    return problem(404)


@API.exception_handler(ValidationError)
def _not_as_described(_request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in fault.errors))


def _declare(noun: Noun) -> None:
    row = schema_of(noun)
    leaf: Any = create_model(
        f"{title_of(noun)}Page",
        __base__=Schema,
        count=(int, ...),
        page=(int, ...),
        pages=(int, ...),
        next=(str | None, ...),
        previous=(str | None, ...),
        items=(list[row], ...),  # type: ignore[valid-type]  # made two lines above
    )
    refused: dict[int, Any] = dict.fromkeys(REFUSALS, Problem)
    API.get(
        f"{noun.plural}/", response={200: leaf, **refused}, url_name=f"api_{noun.plural}",
        operation_id=f"list_{noun.plural}", tags=[noun.plural], exclude_unset=True,
    )(_items_of(noun))  # fmt: skip
    API.get(
        f"{noun.plural}/{{public_id}}/", response={200: row, **refused}, url_name=f"api_{noun.plural}_one",
        operation_id=f"get_{noun.name}", tags=[noun.plural], exclude_unset=True,
    )(_item_of(noun))  # fmt: skip


def _items_of(noun: Noun) -> Callable[..., Any]:
    def items(request: Any, asked: Any = FROM_QUERY) -> dict[str, Any]:
        rows = asked_for(request, noun, noun.rows(request))
        leaf = Paginator(rows, A_LEAF).get_page(asked.page)
        columns = noun.columns_for(request.scope.roles)
        return {
            "count": leaf.paginator.count,
            "page": leaf.number,
            "pages": leaf.paginator.num_pages,
            "next": _turned(request, leaf.number + 1) if leaf.has_next() else None,
            "previous": _turned(request, leaf.number - 1) if leaf.has_previous() else None,
            "items": [row_of(row, noun, columns) for row in leaf.object_list],
        }

    # The query's form is made from the noun, so that it can't stand in the function's own head.
    items.__annotations__["asked"] = asked_of(noun)
    items.__doc__ = f"Give a page of the {noun.plural} that you may read."
    return items


def _item_of(noun: Noun) -> Callable[..., Any]:
    def item(request: Any, public_id: str) -> dict[str, Any]:
        row = noun.rows(request).filter(public_id=public_id).first()
        if row is None:
            raise Http404
        return row_of(row, noun, noun.columns_for(request.scope.roles))

    item.__doc__ = f"Give one of the {noun.plural}."
    return item


def _turned(request: Any, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return str(request.build_absolute_uri(f"{request.path}?{query.urlencode()}"))


def _views() -> Mapping[str, View]:
    """Give each operation's view by the name of its address; they go through the same door as pages."""
    for noun in NOUNS:
        _declare(noun)
    patterns, _app, _namespace = API.urls
    return {str(one.name): _behind(one.callback) for one in patterns if isinstance(one, URLPattern)}


def _behind(view: Any) -> View:
    # A function of ours, without the mark that would let a post past the check of where it comes from.
    def answer(request: Any, **parts: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, **parts)
        return response

    return answer


VIEWS = _views()


def description(_request: HttpRequest) -> HttpResponse:
    """Give the description of the API (OpenAPI 3.1)."""
    told: dict[str, Any] = API.get_openapi_schema(path_prefix="/api/")
    told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    told["security"] = [{"token": []}]
    for path in told["paths"].values():
        for operation in path.values():
            # Said by the server itself, before anybody reads the question.
            operation["responses"]["414"] = {"description": "The question is too long"}
            for code, answer in operation["responses"].items():
                if int(code) in REFUSALS:
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    return JsonResponse(told)
