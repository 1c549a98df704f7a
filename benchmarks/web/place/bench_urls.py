"""The platform's own addresses, and a bare page: one query, one template."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from simmitt.web import urls
from simmitt.web.companies.models import Company

TEMPLATE = Engine().from_string(
    "<!doctype html><title>Bare</title><ul>{% for name in names %}<li>{{ name }}</li>{% endfor %}</ul>"
)
A_LEAF = 50


def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's form)
    companies = Company.objects.unscoped("a measure of what Django itself takes")
    names = companies.order_by("pk").values_list("name", flat=True)[:A_LEAF]
    return HttpResponse(TEMPLATE.render(Context({"names": names})))


urlpatterns: list[Any] = [path("bare/", bare), *urls.urlpatterns]
handler404, handler403, handler500 = urls.handler404, urls.handler403, urls.handler500
