"""What is said after a write that can be taken back."""

from typing import Any

from django.contrib import messages
from django.utils.html import format_html
from django.utils.translation import gettext as _


def tell_with_undo(request: Any, sentence: str, address: str) -> None:
    """Say what was done, and where it can be undone."""
    messages.success(request, format_html('{} <a href="{}">{}</a>', sentence, address, _("Undo")))
