"""Chips of how somebody attended."""

from django import template
from django.utils.safestring import SafeString

from yanxing.queries.hours.statement import CHIPS
from yanxing.web.templatetags.look import chip

register = template.Library()


@register.simple_tag
def status_chip(status: str, words: str) -> SafeString:
    """`status`: a code of `AttendanceOutcome.Status`."""
    return chip(CHIPS[status], words)
