"""What the frame and the components need beyond plain template language."""

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from simmitt.web.look import geometry, icons

register = template.Library()

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
def measured(  # noqa: PLR0913 - one word for each mark on the line
    start: float,
    end: float,
    *,
    low: float | None = None,
    high: float | None = None,
    likely: float | None = None,
    now: float | None = None,
    target: float | None = None,
) -> geometry.MeasureLine:
    """Give where the marks of a measure line stand."""
    known = [None if mark in {None, ""} else float(mark) for mark in (low, high, likely, now, target)]
    return geometry.measure_line(
        geometry.Scale(float(start or 0), float(end or 1)),
        low=known[0],
        high=known[1],
        likely=known[2],
        now=known[3],
        target=known[4],
    )


@register.simple_tag
def bar_width(value: float, of: float) -> str:
    """Give a bar's length in hundredths of the whole."""
    return geometry.bar_width(float(value or 0), float(of or 0))


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
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 - rendered above
        return SafeString("")


@register.tag
def gather(parser: Parser, token: Token) -> GatherNode:
    """``{% gather name %}…{% endgather %}`` keeps what stands between."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endgather",))
    parser.delete_first_token()
    return GatherNode(name, nodelist)
