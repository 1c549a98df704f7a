"""What the frame and the components need beyond plain template language."""

from typing import TypeAlias

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from simmitt.web.look import geometry, icons

register = template.Library()

# What a component passes on: a number, its text, or nothing.
Mark: TypeAlias = int | float | str | None

CHOICE_GROUPS = {"radioselect", "checkboxselectmultiple"}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon; it is decoration, the word stands beside it."""
    return format_html(
        '<svg class="i {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        extra,
        icons.drawing(name),
    )


@register.simple_tag
def measured(
    start: Mark,
    end: Mark,
    *,
    low: Mark = None,
    high: Mark = None,
    likely: Mark = None,
    now: Mark = None,
    target: Mark = None,
) -> geometry.MeasureLine:
    """Give where the marks of a measure line stand."""
    return geometry.measure_line(
        geometry.Scale(_known(start) or 0.0, _known(end) or 1.0),
        low=_known(low),
        high=_known(high),
        likely=_known(likely),
        now=_known(now),
        target=_known(target),
    )


@register.simple_tag
def bar_width(value: Mark, of: Mark) -> str:
    """Give a bar's length in hundredths of the whole."""
    return geometry.bar_width(_known(value) or 0.0, _known(of) or 0.0)


def _known(mark: Mark) -> float | None:
    """Give a number as a component was handed it: often as text, empty where there is none."""
    return None if mark is None or mark == "" else float(str(mark).replace(",", "."))


@register.simple_tag(takes_context=True)
def querystring_with(context: Context, name: str, value: object) -> str:
    """Give this page's query string with one value changed, so that filters survive turning a page."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell a field that is several controls under one legend."""
    return field.widget_type in CHOICE_GROUPS


@register.filter
def is_optional(field: BoundField) -> bool:
    """Tell a field that may be left empty and must say so; an unticked box needs no such word."""
    return not field.field.required and field.widget_type != "checkbox"


@register.filter
def asks_optional(form: BaseForm | None) -> bool:
    """Tell a form where some answers may be left out, so that it says how those are marked."""
    return form is not None and any(is_optional(field) for field in form.visible_fields())


@register.filter
def error_target(field: BoundField) -> str:
    """Give the id of the control that an error's link leads to; for a group, its first."""
    if is_group(field) and field.subwidgets:
        return str(field.subwidgets[0].id_for_label)
    return field.id_for_label or field.auto_id


class GatherNode(template.Node):
    """Keeps what a block writes, so that the frame can ask whether it wrote anything."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Write nothing here; remember it under the name."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def gather(parser: Parser, token: Token) -> GatherNode:
    """``{% gather name %}…{% endgather %}`` keeps what stands between."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endgather",))
    parser.delete_first_token()
    return GatherNode(name, nodelist)
